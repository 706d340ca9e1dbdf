"""The preview cards as pictures: /card.png, and .png or .svg behind a link."""

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisor.pictures import card as drawing
from advisor.pictures.card import Card
from advisor.rates.limiting import take
from advisor.recommendations.links import find_recommendation, open_recommendation
from advisor.recommendations.previews import link_card, start_card
from advisor.recommendations.views import private

KEPT_SECONDS = 7 * 24 * 3600


@require_safe
def show_start(request: HttpRequest) -> HttpResponse:
    """The card of the first page."""
    response = png(request, start_card())
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def show_png(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """The card of a saved link."""
    return private(png(request, card_of(request, recommendation_id)))


@require_safe
def show_svg(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """The same card as SVG, to set into a page of one's own."""
    card = card_of(request, recommendation_id)
    context = {
        "card": card,
        "width": drawing.WIDTH,
        "height": drawing.HEIGHT,
        "ground": drawing.GROUND,
        "blocks": drawing.blocks(card),
        "lines": drawing.lines(card),
    }
    kind = "image/svg+xml; charset=utf-8"
    page = render(request, "recommendations/card.svg", context, content_type=kind)
    return private(embeddable(page))


def card_of(request: HttpRequest, recommendation_id: str) -> Card:
    recommendation = find_recommendation(request, recommendation_id)
    return link_card(recommendation.title, *open_recommendation(recommendation))


def png(request: HttpRequest, card: Card) -> HttpResponse:
    """The card, drawn once and kept; how often a visitor may have one drawn is limited."""
    key = f"card:{sha256(repr(card).encode()).hexdigest()}"
    picture = cache.get(key)
    if picture is None:
        take("card", request)
        picture = drawing.png(card)
        cache.set(key, picture, KEPT_SECONDS)
    return embeddable(HttpResponse(picture, content_type="image/png"))


def embeddable(response: HttpResponse) -> HttpResponse:
    """The response, for chats and other sites to show in a page of theirs."""
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
