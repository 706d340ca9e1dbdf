"""What machines can ask for, below /api/v1/. Nothing here reads or sets a cookie."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop

from advisor.api import shapes
from advisor.api.answers import advised, read_answers
from advisor.api.described import (
    GIVES_SCHEMA,
    SCHEMA,
    TAKES_ANSWERS,
    TAKES_NOTHING,
    TAKES_SIDES,
)
from advisor.api.facts import facts_document
from advisor.api.interface import api
from advisor.api.sides import sides
from advisor.api.telling import told_changes, told_release, told_rules
from advisor.api.writing import json_response
from advisor.releases import live
from knowledge import Language
from knowledge.map_telling import told_map
from knowledge.maps import stage_map


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


@api.get(
    "/map",
    operation_id="map",
    summary=gettext_noop("The stages over two figures, all other answers as they are"),
    response=shapes.Map,
    openapi_extra=TAKES_SIDES,
)
def get_map(request: HttpRequest, lang: Language = "vi") -> HttpResponse:
    """The same bytes as `bacthang map --format json`, but for the number of the release."""
    base = live.current()
    answers = read_answers(base, request.GET.get("answers", "{}").encode())
    found = stage_map(base, answers, *sides(base, answers, request.GET))
    return json_response(told_map(base, answers, found, lang))


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
