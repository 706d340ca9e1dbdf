"""What machines can do with recommendations: save, open, supersede and delete them.

Who saves one is given the owner's token, and shows it in the header Authorization to change it.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop

from advisor.api import shapes
from advisor.api.answers import advised
from advisor.api.described import DELETES, SAVES, SUPERSEDES, TAKES_ID
from advisor.api.interface import api
from advisor.api.problems import Refusal
from advisor.api.writing import json_response
from advisor.rates.limiting import take
from advisor.recommendations.links import (
    create_recommendation,
    delete_recommendation,
    find_recommendation,
    open_recommendation,
    refuse_if_superseded,
)
from advisor.recommendations.models import Recommendation
from advisor.recommendations.owners import proves, token_of
from advisor.recommendations.views import private
from knowledge import Language

SCHEME = "bearer"


@api.post(
    "/recommendations",
    operation_id="save",
    summary=gettext_noop("Advice for these answers, saved behind a link"),
    response={201: shapes.Created},
    openapi_extra=SAVES,
)
def post_recommendation(request: HttpRequest, lang: Language = "vi") -> HttpResponse:
    """Whoever has the link can read it, whoever has the token can change it."""
    base, advice = advised(request)
    take("save", request)
    return created(create_recommendation(base, advice))


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
    newer = Recommendation.objects.filter(supersedes=recommendation).first()
    told = {
        **named(recommendation),
        "title": recommendation.title,
        "created_at": recommendation.created_at.isoformat(),
        "last_day": recommendation.last_day.isoformat(),
        "superseded_by": newer and newer.id,
        "advice": advice.as_json(lang),
    }
    return private(json_response(told))


@api.post(
    "/recommendations/{slug:recommendation_id}/supersede",
    operation_id="supersede",
    summary=gettext_noop("Newer advice in its place; the old link stays and says so"),
    response={201: shapes.Created},
    openapi_extra=SUPERSEDES,
)
def supersede_recommendation(
    request: HttpRequest, recommendation_id: str, lang: Language = "vi"
) -> HttpResponse:
    """The new one has a link and a token of its own."""
    old = owned(request, recommendation_id)
    refuse_if_superseded(old)
    base, advice = advised(request)
    take("save", request)
    return created(create_recommendation(base, advice, supersedes=old))


@api.delete(
    "/recommendations/{slug:recommendation_id}",
    operation_id="delete",
    summary=gettext_noop("Delete it for ever"),
    response={204: None},
    openapi_extra=DELETES,
)
def delete(request: HttpRequest, recommendation_id: str, lang: Language = "vi") -> HttpResponse:
    """From then on the link says that it is gone."""
    delete_recommendation(owned(request, recommendation_id))
    return private(HttpResponse(status=204))


def owned(request: HttpRequest, recommendation_id: str) -> Recommendation:
    """The recommendation, for its owner alone; raises Refusal. A wrong token counts as a search."""
    recommendation = find_recommendation(request, recommendation_id)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != SCHEME or not proves(token.strip(), recommendation):
        take("lookup", request)
        raise Refusal(401)
    return recommendation


def created(recommendation: Recommendation) -> HttpResponse:
    """What whoever saved it is told, and nobody else: the link and the owner's token."""
    told = {**named(recommendation), "owner_token": token_of(recommendation)}
    response = json_response(told, status=201)
    address = reverse("api-v1:recommendation", args=[recommendation.id])
    response["Location"] = settings.SITE_URL + address
    return private(response)


def named(recommendation: Recommendation) -> dict[str, Any]:
    """The id of a link, and its page in the active language."""
    url = settings.SITE_URL + recommendation.get_absolute_url()
    return {"id": recommendation.id, "url": url}
