"""The page that tells people about the API and lets them try it, without a script."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from advisor.api.answers import read_answers
from advisor.api.document import description, operations
from advisor.api.problems import PROBLEMS, Refusal
from advisor.api.telling import told_changes
from advisor.pictures.language import page_language
from advisor.releases import live
from knowledge import Advice, Language, advise
from knowledge.writing import json_text

# What can be tried here: nothing that saves.
TRIED: dict[str, Callable[[Advice, Language], dict[str, Any]]] = {
    "advice": Advice.as_json,
    "changes": told_changes,
}
EXAMPLE = {"users": 20_000, "team_size": 9, "teams": 2, "test_minutes": 12}


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The operations, the refusals, and an answer to what was sent."""
    asked = request.POST.get("ask", "")
    asked = asked if asked in TRIED else next(iter(TRIED))
    body = request.POST.get("body") or json_text(EXAMPLE)
    context = {
        "operations": listed(),
        "problems": [(status, *map(gettext, said)) for status, said in PROBLEMS.items()],
        "openapi_url": reverse("openapi"),
        "site_url": settings.SITE_URL,
        "choices": list(TRIED),
        "asked": asked,
        "body": body,
        "answer": tried(asked, body) if request.method == "POST" else None,
    }
    return render(request, "api/page.html", context)


def listed() -> list[dict[str, Any]]:
    """Method, path and summary of each operation."""
    return [
        {"method": method.upper(), "path": path, "summary": operation["summary"]}
        for path, method, operation in operations(description())
    ]


def tried(asked: str, body: str) -> dict[str, Any]:
    """What the API would answer, as it would write it."""
    base = live.current()
    try:
        advice = advise(base, read_answers(base, body.encode()))
    except Refusal as refusal:
        return answer(refusal.status, refusal.told())
    return answer(200, TRIED[asked](advice, page_language()))


def answer(status: int, told: dict[str, Any]) -> dict[str, Any]:
    """A response as the page shows it."""
    return {"status": f"{status} {HTTPStatus(status).phrase}", "text": json_text(told)}
