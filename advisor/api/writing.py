"""JSON as a response."""

from typing import Any

from django.http import HttpResponse

from knowledge.writing import json_text

MEDIA_TYPE = "application/json"


def json_response(value: Any, status: int = 200, media_type: str = MEDIA_TYPE) -> HttpResponse:
    """A plain value as a response."""
    return HttpResponse(json_text(value), status=status, content_type=media_type)
