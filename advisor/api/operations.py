"""What machines can ask for, below /api/v1/. Nothing here reads or sets a cookie."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop

from advisor.api import shapes
from advisor.api.answers import read_answers
from advisor.api.body import body_of
from advisor.api.facts import facts_document
from advisor.api.interface import api
from advisor.api.telling import told_changes, told_release, told_rules
from advisor.api.writing import json_response
from advisor.rates.limiting import take
from advisor.recommendations.links import (
    create_recommendation,
    find_recommendation,
    open_recommendation,
)
from advisor.recommendations.models import Recommendation
from advisor.recommendations.views import private
from advisor.releases import live
from knowledge import Advice, Language, RuleBase, advise

SCHEMA = "application/schema+json"


def refusals(*statuses: int) -> dict[str, Any]:
    """The refusals of an operation, for the description; `document` says what they are."""
    return {str(each): {"$ref": f"#/components/responses/{each}"} for each in statuses}


# The body is read by `body_of`, more strictly than ninja would.
BODY = {
    "required": True,
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answers"}}},
}
TAKES_NOTHING = {"responses": refusals(422, 503)}
TAKES_ID = {"responses": refusals(404, 410, 422, 429, 503)}
TAKES_ANSWERS = {"requestBody": BODY, "responses": refusals(400, 413, 415, 422, 503)}
SAVES = {"requestBody": BODY, "responses": refusals(400, 413, 415, 422, 429, 503)}
# The status is a number where ninja writes it.
SCHEMA_GIVEN: dict[Any, Any] = {200: {"content": {SCHEMA: {"schema": {"type": "object"}}}}}
GIVES_SCHEMA = {"responses": {**SCHEMA_GIVEN, **refusals(422, 503)}}


@api.post(
    "/advice",
    operation_id="advise",
    summary=gettext_noop("Advice for these answers; nothing is saved"),
    response=shapes.Advice,
    by_alias=True,
    openapi_extra=TAKES_ANSWERS,
)
def post_advice(request: HttpRequest, lang: Language = "vi") -> HttpResponse:
    """The same bytes as `manage.py advise --format json`."""
    return json_response(advised(request)[1].as_json(lang))


@api.post(
    "/changes",
    operation_id="change",
    summary=gettext_noop("The smallest changes of these answers that would move the stage"),
    response=shapes.Changes,
    by_alias=True,
    openapi_extra=TAKES_ANSWERS,
)
def post_changes(request: HttpRequest, lang: Language = "vi") -> HttpResponse:
    """A part of the advice by itself."""
    return json_response(told_changes(advised(request)[1], lang))


@api.post(
    "/recommendations",
    operation_id="save",
    summary=gettext_noop("Advice for these answers, saved behind a link"),
    response={201: shapes.Created},
    openapi_extra=SAVES,
)
def post_recommendation(request: HttpRequest, lang: Language = "vi") -> HttpResponse:
    """Whoever has the link can read it."""
    base, advice = advised(request)
    take("save", request)
    recommendation = create_recommendation(base, advice)
    response = json_response(described(recommendation), status=201)
    address = reverse("api-v1:recommendation", args=[recommendation.id])
    response["Location"] = settings.SITE_URL + address
    return private(response)


@api.get(
    "/recommendations/{slug:recommendation_id}",
    operation_id="open",
    summary=gettext_noop("Advice behind a link, as it was given"),
    response=shapes.Saved,
    by_alias=True,
    openapi_extra=TAKES_ID,
    url_name="recommendation",
)
def get_recommendation(
    request: HttpRequest, recommendation_id: str, lang: Language = "vi"
) -> HttpResponse:
    """Nothing is decided anew."""
    recommendation = find_recommendation(request, recommendation_id)
    advice = open_recommendation(recommendation)[1]
    created = recommendation.created_at.isoformat()
    told = {"created_at": created, "advice": advice.as_json(lang)}
    return private(json_response({**described(recommendation), **told}))


@api.get(
    "/release",
    operation_id="release",
    summary=gettext_noop("Which rule base is live"),
    response=shapes.Published,
    openapi_extra=TAKES_NOTHING,
)
def get_release(request: HttpRequest, lang: Language = "vi") -> HttpResponse:
    """Its number, its hash, and since when."""
    return json_response(told_release(live.current()))


@api.get(
    "/facts",
    operation_id="facts",
    summary=gettext_noop("What can be answered, as JSON Schema"),
    openapi_extra=GIVES_SCHEMA,
)
def get_facts(request: HttpRequest, lang: Language = "vi") -> HttpResponse:
    """Answers that fulfil the schema are taken, others are not."""
    return json_response(facts_document(live.current(), lang), media_type=SCHEMA)


@api.get(
    "/rules",
    operation_id="rules",
    summary=gettext_noop("Every rule, with its condition, effect, reason and source"),
    response=shapes.Rules,
    openapi_extra=TAKES_NOTHING,
)
def get_rules(request: HttpRequest, lang: Language = "vi") -> HttpResponse:
    """In the order in which they are looked at."""
    return json_response(told_rules(live.current(), lang))


def advised(request: HttpRequest) -> tuple[RuleBase, Advice]:
    """The rule base being served, and what it says about the answers in the request."""
    body = body_of(request)
    base = live.current()
    return base, advise(base, read_answers(base, body))


def described(recommendation: Recommendation) -> dict[str, Any]:
    """The id of a link, and its page in the active language."""
    url = settings.SITE_URL + recommendation.get_absolute_url()
    return {"id": recommendation.id, "url": url}
