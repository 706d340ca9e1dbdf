"""Other answers to a saved recommendation: its owner makes a new one in its place."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from advisor.pictures.language import said
from advisor.questionnaire.answers import Answers, known
from advisor.questionnaire.prefill import Prefilled, read_query
from advisor.questionnaire.trying import field
from advisor.rates.limiting import take
from advisor.recommendations.fitting import fitting, lost
from advisor.recommendations.links import (
    AlreadySuperseded,
    create_recommendation,
    find_recommendation,
    newer_than,
    open_recommendation,
)
from advisor.recommendations.models import Recommendation
from advisor.recommendations.owners import remember, require_owner
from advisor.recommendations.views import described, private
from advisor.releases import live
from knowledge import Advice, RuleBase, advise


@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """All answers in one form; what is sent makes a new recommendation with a link of its own."""
    recommendation = find_recommendation(request, recommendation_id)
    require_owner(request, recommendation)
    base, given = live.current(), open_recommendation(recommendation)[1]
    before = fitting(base, given.answers)
    if request.method != "POST":
        context = {"topics": topics(base, Prefilled(before)), "lost": lost(given, base, before)}
        return revise_page(request, recommendation, context)
    typed = answers_in(request.POST)
    prefilled = read_query(base, typed)
    answers = known(base, prefilled.answers)
    context = {"topics": topics(base, prefilled, typed), "dropped": prefilled.dropped}
    if prefilled.dropped:
        return revise_page(request, recommendation, context, status=422)
    if is_same(answers, before) and base.number == recommendation.release_id:
        return revise_page(request, recommendation, {**context, "same": True}, status=422)
    return put_in_place(request, recommendation, advise(base, answers), context)


def put_in_place(
    request: HttpRequest, recommendation: Recommendation, advice: Advice, context: dict[str, Any]
) -> HttpResponse:
    """Save the new one, unless another window was quicker."""
    take("save", request)
    try:
        new = create_recommendation(advice.base, advice, supersedes=recommendation)
    except AlreadySuperseded:
        return revise_page(request, recommendation, context, status=409)
    response = redirect(new)
    remember(request, response, recommendation, new)
    return private(response)


def revise_page(
    request: HttpRequest,
    recommendation: Recommendation,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """The form; where there is a newer recommendation already, it says so and leads there."""
    shown = {
        **context,
        "recommendation": described(recommendation),
        "newer_one": newer_than(recommendation),
    }
    return private(render(request, "questionnaire/revise.html", shown, status=status))


def answers_in(form: QueryDict) -> QueryDict:
    """What a form says besides that it comes from us."""
    typed = form.copy()
    typed.pop("csrfmiddlewaretoken", None)
    return typed


def topics(
    base: RuleBase, prefilled: Prefilled, typed: QueryDict | None = None
) -> list[dict[str, Any]]:
    """The topics, each with the fields of its questions."""
    wrong = {each["name"]: each["message"] for each in prefilled.dropped}
    written = typed if typed is not None else QueryDict()
    # Fields are kept for values that are met again, and only tuples can be looked up.
    given = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in prefilled.answers.items()
    }
    return [
        {
            "id": topic,
            "title": said(text.title),
            "fields": [
                field(base, name, given.get(name), written.get(name, ""), wrong.get(name))
                for name, fact in base.facts.items()
                if fact.topic == topic
            ],
        }
        for topic, text in base.topics.items()
    ]


def is_same(answers: Answers, before: Answers) -> bool:
    """Whether two sets of answers say the same, lists or tuples."""
    return plain(answers) == plain(before)


def plain(answers: Answers) -> dict[str, Any]:
    """Answers without any difference between the kinds of lists."""
    return {
        name: list(value) if isinstance(value, tuple | list) else value
        for name, value in answers.items()
    }
