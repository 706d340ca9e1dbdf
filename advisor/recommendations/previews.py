"""What chats and searches show beside a link: its title and its card, never an answer.

Addresses come from the setting SITE_URL and the id of the record, not from the request: what
stands in an address for its owner alone gets into no preview.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from advisor.pictures.card import Card
from advisor.pictures.language import page_language
from advisor.recommendations.headline import headline
from advisor.recommendations.models import Recommendation
from knowledge import Advice, RuleBase

PRODUCT = "Bậc Thang"


def start_preview() -> dict[str, Any]:
    """The preview of the first page."""
    card = reverse("recommendations:start-card")
    return preview(start_card().title, reverse("start"), card)


def link_preview(recommendation: Recommendation, line: str) -> dict[str, Any]:
    """The preview of a saved link: its title, or else its advice in one line."""
    card = reverse("recommendations:card", args=[recommendation.id])
    return preview(recommendation.title or line, recommendation.get_absolute_url(), card)


def preview(title: str, path: str, card: str) -> dict[str, Any]:
    """What `_preview.html` needs, addresses in full."""
    return {
        "title": title,
        "product": PRODUCT,
        "url": settings.SITE_URL + path,
        "card": settings.SITE_URL + card,
    }


def start_card() -> Card:
    """The card of the first page: every step of the flight alike."""
    return Card(PRODUCT, gettext("Which stage should your system be at?"), promise())


def link_card(title: str, base: RuleBase, advice: Advice) -> Card:
    """The card of a saved link: the advised step stands out."""
    stage = advice.stage._asdict()
    language = page_language()
    names = {number: each.name.in_language(language) for number, each in base.stages.items()}
    line = headline(stage, names)
    shown = (title, line) if title else (line, promise())
    return Card(PRODUCT, *shown, steps=len(names), advised=advice.stage.advised)


def promise() -> str:
    """What the site is for."""
    return gettext("Which architecture stage your team should be on, why, and what to do next.")
