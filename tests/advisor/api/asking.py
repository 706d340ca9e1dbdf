"""How tests ask the API."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

ROOT = "/api/v1/"
JSON = "application/json"
PROBLEM = "application/problem+json"
TEAM = {"users": 20_000, "team_size": 9, "teams": 2, "habits": ["ci", "linter"], "hiring": 1.5}
ANSWERED = ("advice", "changes", "recommendations")
GIVEN = ("release", "facts", "rules", "map", "openapi.json")


def send(client: Client, path: str, body: Any, **options: Any) -> HttpResponse:
    """POST `body`, as JSON unless it is text or bytes already."""
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(ROOT + path, text, **{"content_type": JSON, **options})


def problem(response: HttpResponse, status: int) -> dict[str, Any]:
    """The problem details of a refusal, which must be some."""
    told = response.json()
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM)
    assert (told["type"], told["status"]) == ("about:blank", status)
    assert told["title"]
    assert told["detail"]
    return told
