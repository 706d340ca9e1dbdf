"""Any two recommendations side by side: /compare/?a=…&b=…"""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from advisor.recommendations.history import entry
from advisor.recommendations.links import Gone, find_recommendation, open_recommendation
from advisor.recommendations.models import Recommendation
from advisor.recommendations.sides import sides
from advisor.recommendations.views import private

LONGEST = 500
# A whole link, with whatever follows the id in it, or the id alone.
LINK = re.compile(r"(?:^|/r/)([A-Za-z0-9_-]{22})(?=$|[/.?#])")


class Unusable(Exception):
    """What was typed leads to no recommendation; the message says why."""


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two fields for two links, and what differs between them once both are there."""
    typed = {name: request.GET.get(name, "").strip()[:LONGEST] for name in ("a", "b")}
    if not all(typed.values()):
        return compare_page(request, typed)
    found, errors = look_up(request, typed)
    if not errors and found["a"] == found["b"]:
        errors["b"] = gettext("Both are the same one. Take another link here.")
    if errors:
        return compare_page(request, typed, errors=errors, status=422)
    advices = {name: open_recommendation(each)[1] for name, each in found.items()}
    told = [entry(found[name], advices[name], here=False) for name in ("a", "b")]
    return compare_page(request, typed, columns=told, sides=sides(advices["a"], advices["b"]))


def compare_page(
    request: HttpRequest, typed: dict[str, str], status: int = 200, **shown: Any
) -> HttpResponse:
    """The page with its two fields."""
    context = {"typed": typed, "longest": LONGEST, **shown}
    return private(render(request, "recommendations/compare.html", context, status=status))


def look_up(
    request: HttpRequest, typed: dict[str, str]
) -> tuple[dict[str, Recommendation], dict[str, str]]:
    """What each field leads to, and what is wrong with those that lead nowhere."""
    found, errors = {}, {}
    for name, text in typed.items():
        try:
            found[name] = recommendation_of(request, text)
        except Unusable as error:
            errors[name] = str(error)
    return found, errors


def recommendation_of(request: HttpRequest, text: str) -> Recommendation:
    """The recommendation that a link or an id leads to; raises Unusable."""
    link = LINK.search(text)
    if not link:
        raise Unusable(gettext("This is no link of ours. Paste the whole address, /r/ included."))
    try:
        return find_recommendation(request, link[1])
    except Gone:
        raise Unusable(gettext("What was behind this link is gone.")) from None
    except Http404:
        raise Unusable(
            gettext("There is nothing behind this link. Check it letter by letter.")
        ) from None
