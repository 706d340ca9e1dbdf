"""The pages behind a link."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from advisor.pictures.language import page_language
from advisor.recommendations.links import find_recommendation, open_recommendation
from advisor.recommendations.models import Recommendation
from advisor.recommendations.owners import owns
from advisor.recommendations.presenting import present
from advisor.recommendations.previews import link_preview
from advisor.releases import live
from knowledge.writing import json_text

PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}


@require_safe
def show(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """The advice as it was given, for anyone with the link."""
    recommendation = find_recommendation(request, recommendation_id)
    base, advice = open_recommendation(recommendation)
    shown = present(base, advice)
    context = {
        **shown,
        "recommendation": described(recommendation),
        "preview_card": link_preview(recommendation, shown["view"].headline),
        "is_owner": owns(request, recommendation),
        # What a link shows stays as it is, but for what points at the newest release.
        "key": f"{recommendation.id} {live.current().number}",
        "rules_url": reverse("recommendations:rules", args=[recommendation.id]),
    }
    return private(render(request, "recommendations/recommendation.html", context))


@require_safe
def show_rules(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """Every rule with every comparison, as it was then."""
    recommendation = find_recommendation(request, recommendation_id)
    context = {
        **present(*open_recommendation(recommendation)),
        "back_url": recommendation.get_absolute_url(),
    }
    return private(render(request, "recommendations/rules.html", context))


@require_safe
def show_json(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """The same as JSON."""
    recommendation = find_recommendation(request, recommendation_id)
    advice = open_recommendation(recommendation)[1]
    text = json_text(advice.as_json(page_language()))
    return private(HttpResponse(text, content_type="application/json"))


@require_safe
def show_markdown(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """The same as a decision record in Markdown."""
    recommendation = find_recommendation(request, recommendation_id)
    base, advice = open_recommendation(recommendation)
    context = {**present(base, advice), "recommendation": described(recommendation)}
    kind = "text/markdown; charset=utf-8"
    return private(render(request, "recommendations/record.md", context, content_type=kind))


def private(response: HttpResponse) -> HttpResponse:
    """The response, kept out of shared caches and search engines."""
    for name, value in PRIVATE.items():
        response[name] = value
    return response


def described(recommendation: Recommendation) -> dict[str, Any]:
    """What the page says about the link itself."""
    address = recommendation.get_absolute_url()
    newest = live.current().number
    return {
        "id": recommendation.id,
        "title": recommendation.title,
        "created": recommendation.created_at,
        "last_day": recommendation.last_day,
        "path": address,
        "url": settings.SITE_URL + address,
        "json_url": f"{address.rstrip('/')}.json",
        "md_url": f"{address.rstrip('/')}.md",
        "release_number": recommendation.release_id,
        "current_release": newest,
        "newer": newest != recommendation.release_id,
    }
