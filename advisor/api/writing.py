"""How the API writes JSON: as `manage.py advise --format json` does, byte for byte."""

import json
from typing import Any

from django.http import HttpResponse

MEDIA_TYPE = "application/json"


def json_text(value: Any) -> str:
    """A plain value as JSON that people can read too."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def json_response(value: Any, status: int = 200, media_type: str = MEDIA_TYPE) -> HttpResponse:
    """A plain value as a response."""
    return HttpResponse(json_text(value), status=status, content_type=media_type)
