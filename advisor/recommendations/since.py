"""Then and now: an advice as it was given, beside what the newest rules would say."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from advisor.pictures.language import said
from advisor.rates.limiting import take
from advisor.recommendations.fitting import fitting, lost
from advisor.recommendations.links import (
    create_recommendation,
    find_recommendation,
    newer_than,
    open_recommendation,
    refuse_if_superseded,
)
from advisor.recommendations.owners import owns, remember, require_owner
from advisor.recommendations.sides import side, sides
from advisor.recommendations.views import described, private
from advisor.releases import live
from knowledge import Advice, RuleBase, advise


@require_safe
def then_and_now(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """What the newest rules would say to the same answers, and why. Nothing is kept of it."""
    recommendation = find_recommendation(request, recommendation_id)
    newest = live.current()
    if recommendation.release_id == newest.number:
        return private(redirect(recommendation))
    then = open_recommendation(recommendation)[1]
    answers = fitting(newest, then.answers)
    now = advise(newest, answers)
    context = {
        "recommendation": described(recommendation),
        "is_owner": owns(request, recommendation),
        "newer_one": newer_than(recommendation),
        "sides": sides(then, now),
        "columns": [side(then), side(now)],
        "lost": lost(then, newest, answers),
        "questions": new_questions(then.base, newest, now),
    }
    return private(render(request, "recommendations/since.html", context))


@require_POST
def adopt(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """Put what the newest rules say in place of an advice; the old link keeps the old one."""
    recommendation = find_recommendation(request, recommendation_id)
    require_owner(request, recommendation)
    refuse_if_superseded(recommendation)
    newest = live.current()
    if recommendation.release_id == newest.number:
        return private(redirect(recommendation))
    take("save", request)
    then = open_recommendation(recommendation)[1]
    now = advise(newest, fitting(newest, then.answers))
    new = create_recommendation(newest, now, supersedes=recommendation)
    response = redirect(new)
    remember(request, response, recommendation, new)
    return private(response)


def new_questions(then: RuleBase, newest: RuleBase, now: Advice) -> list[dict[str, Any]]:
    """The questions that have appeared since, unless they do not apply to these answers."""
    telling = {each.fact for each in now.unknown if each.could_change}
    return [
        {"name": said(fact.name), "ask": said(fact.ask), "telling": name in telling}
        for name, fact in newest.facts.items()
        if fact.topic and name not in then.facts and applies(newest, now, name)
    ]


def applies(base: RuleBase, advice: Advice, fact: str) -> bool:
    """Whether a fact is, or may be, asked of this team."""
    condition = base.asked.get(fact)
    return condition is None or condition.holds(dict[str, Any](advice.answers)) is not False
