"""Filters that turn parts of a rule base into text in the reader's language."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from advisor.pictures.language import said

register = template.Library()
register.filter(said)

BASES = {
    "read": gettext_noop("read by us"),
    "summary": gettext_noop("second hand"),
    "recalled": gettext_noop("recalled, not verified"),
    "judgement": gettext_noop("our judgement"),
}
EFFORTS = {
    "hours": gettext_noop("a few hours"),
    "days": gettext_noop("a few days"),
    "weeks": gettext_noop("a few weeks"),
    "months": gettext_noop("some months"),
}
KINDS = {
    "stages": gettext_noop("Stages"),
    "articles": gettext_noop("Guide"),
    "terms": gettext_noop("Glossary"),
    "practices": gettext_noop("Practices"),
    "rules": gettext_noop("Rules"),
    "components": gettext_noop("Components"),
    "sources": gettext_noop("Sources"),
}


@register.filter
def basis(name: str) -> str:
    """How well a source is known, in words."""
    return gettext(BASES[name])


@register.filter
def effort(name: str) -> str:
    """How long a practice takes, in words."""
    return gettext(EFFORTS[name])


@register.filter
def kind(name: str) -> str:
    """What a group of things found is called."""
    return gettext(KINDS[name])


@register.filter
def plain_address(address: str) -> str:
    """An address as one reads it aloud: without `https://` and a last slash."""
    return address.partition("://")[2].removeprefix("www.").rstrip("/")


@register.filter
def day(written: str) -> str:
    """A day like 2026-01-31 the way the language of the page writes it."""
    return date_format(date.fromisoformat(written), "SHORT_DATE_FORMAT")
