"""The line of recommendations that put each other in place, and what changed at each step."""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from advisor.pictures.line import line
from advisor.recommendations.links import find_recommendation, newer_than, open_recommendation
from advisor.recommendations.models import Recommendation
from advisor.recommendations.sides import side, sides
from advisor.recommendations.views import described, private
from knowledge import Advice

# On each side of the one that is looked at.
MOST = 10


@require_safe
def history(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """The stages over time, and what changed in answers, rules and actions."""
    recommendation = find_recommendation(request, recommendation_id)
    found = chain(recommendation)
    advices = [open_recommendation(each)[1] for each in found]
    entries = [
        entry(each, advice, here=each == recommendation)
        for each, advice in zip(found, advices, strict=True)
    ]
    context = {
        "recommendation": described(recommendation),
        "entries": entries,
        "line": line([advice.stage.advised for advice in advices], found.index(recommendation)),
        "steps": [
            step(*told, *given)
            for told, given in zip(pairwise(entries), pairwise(advices), strict=True)
        ],
    }
    return private(render(request, "recommendations/history.html", context))


def step(
    before: dict[str, Any], after: dict[str, Any], then: Advice, now: Advice
) -> dict[str, Any]:
    """What changed from one stop of the line to the next."""
    return {
        "before": before,
        "after": after,
        "columns": [before, after],
        "sides": sides(then, now),
        "compare_url": compare_url(before["id"], after["id"]),
    }


def chain(recommendation: Recommendation) -> list[Recommendation]:
    """A recommendation with those before and after it, oldest first; those that are over left out.

    At most MOST on each side.
    """
    before = list(islice(earlier(recommendation), MOST))
    found = [*reversed(before), recommendation, *islice(later(recommendation), MOST)]
    return [each for each in found if not each.is_over]


def earlier(recommendation: Recommendation) -> Iterator[Recommendation]:
    """Those that were put out of place before, newest first."""
    step = recommendation.supersedes
    while step:
        yield step
        step = step.supersedes


def later(recommendation: Recommendation) -> Iterator[Recommendation]:
    """Those that were put in its place since, oldest first."""
    step = newer_than(recommendation)
    while step:
        yield step
        step = newer_than(step)


def entry(recommendation: Recommendation, advice: Advice, here: bool) -> dict[str, Any]:
    """One stop of the line."""
    return {
        "id": recommendation.id,
        "url": recommendation.get_absolute_url(),
        "title": recommendation.title,
        "created": recommendation.created_at,
        "here": here,
        **side(advice),
    }


def compare_url(one: str, other: str) -> str:
    """The page that shows two recommendations side by side."""
    return f"{reverse('recommendations:compare')}?{urlencode({'a': one, 'b': other})}"
