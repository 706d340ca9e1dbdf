"""Figures and answers the way the reader's language writes them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, gettext_noop, pgettext

register = template.Library()

NO_BREAK = "\u00a0"
WORD_JOINER = "\u2060"
GROUP_AND_POINT = {"vi": (".", ","), "en": (",", ".")}
DAYS = {"vi": "j/n/Y", "en": "j F Y"}
# Percent signs and the like stand at the figure itself.
ATTACHED = frozenset({"%", "×"})
# An English unit in the plural, which "1" cannot stand before; "ms" is none.
PLURAL = re.compile(r"[a-z]{3,}s\b")

Fact = Mapping[str, Any]


@register.filter
def figure(value: Any, language: str | None = None) -> str:
    """A number with its groups and decimal point: 1.250.000 and 0,5 in Vietnamese.

    What is not a number (text that could not be read as one, for example) stays as it is.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return "" if value is None else str(value)
    group, point = GROUP_AND_POINT[language or get_language() or "vi"]
    whole, _, part = plain(value).partition(".")
    sign = "\N{MINUS SIGN}" if whole.startswith("-") else ""
    grouped = f"{int(whole.lstrip('-')):,}".replace(",", group)
    return f"{sign}{grouped}{point}{part}" if part else f"{sign}{grouped}"


def plain(value: int | float | Decimal) -> str:
    """The digits of a number without an exponent or trailing zeros."""
    text = format(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def with_unit(value: Any, unit: str | None) -> str:
    """A number and its unit, never on two lines; 1 stands alone where the unit is a plural.

    What is counted is named beside every figure, so "Developers: 1" lacks nothing.
    """
    if not unit or (value == 1 and PLURAL.match(unit)):
        return figure(value)
    space = "" if unit in ATTACHED else NO_BREAK
    return f"{figure(value)}{space}{unit.replace(' ', NO_BREAK)}"


@register.filter(expects_localtime=True)
def day(value: date) -> str:
    """A day that no reader takes for another: 3/12/2026 in Vietnamese, 3 December 2026."""
    return date_format(value, DAYS[get_language() or "vi"])


@register.filter
def typeset(value: str) -> str:
    """A title that breaks well: a figure keeps to the words beside it, no word is torn apart."""
    joined = re.sub(r" (?=\d)|(?<=\d) ", NO_BREAK, value)
    return re.sub(r"-|(?<=\d)–(?=\d)", rf"\g<0>{WORD_JOINER}", joined)


def answer_text(fact: Any, value: Any, language: str | None = None) -> str:
    """An answer in words. `fact` is a fact of the rule base; the texts follow `language`."""
    language = language or get_language() or "vi"
    unit = fact.unit.in_language(language) if fact.unit else None
    labels = {name: option.label.in_language(language) for name, option in fact.options.items()}
    return in_words(value, unit, labels)


@register.simple_tag
def answer(facts: Mapping[str, Fact], name: str, value: Any) -> str:
    """An answer in words, with the facts as the page's context describes them."""
    fact = facts.get(name) or {}
    return in_words(value, fact.get("unit"), fact.get("options") or {})


def in_words(value: Any, unit: str | None, labels: Mapping[str, str]) -> str:
    """One value in words: a figure with its unit, yes or no, or the labels of options."""
    if value is None:
        return gettext("not known")
    if isinstance(value, bool):
        return pgettext("answer", "yes") if value else pgettext("answer", "no")
    if isinstance(value, int | float):
        return with_unit(value, unit)
    if isinstance(value, str):
        return labels.get(value, value)
    return ", ".join(labels.get(each, each) for each in value) or gettext("none of these")


@register.simple_tag
def limit(facts: Mapping[str, Fact], comparison: Mapping[str, Any]) -> str:
    """What a comparison asks for, in words: "over 2 minutes", "one of drawn, enforced".

    A step of a change asks in the same way for its `value`.
    """
    asked = comparison["limit" if "limit" in comparison else "value"]
    said = answer(facts, comparison["fact"], asked)
    operator = comparison["operator"]
    return gettext(OPERATORS[operator]) % {"limit": said} if operator in OPERATORS else said


@register.filter
def signs_in_words(
    signs: Iterable[Mapping[str, Any]], facts: Mapping[str, Fact]
) -> list[dict[str, Any]]:
    """What each sign shows, with the `words` of the comparison that stands for it."""
    return [
        {
            "id": each["rule"]["id"],
            "title": each["rule"]["title"],
            "state": each["rule"]["state"],
            "bar": each["bar"],
            "on": each["on"],
            "words": in_words_of([each["comparison"]], facts)[0],
        }
        for each in signs
    ]


@register.filter
def in_words_of(
    comparisons: Iterable[Mapping[str, Any]], facts: Mapping[str, Fact]
) -> list[dict[str, Any]]:
    """Each comparison with what was `said` and what was `asked`, in words."""
    return [
        {
            "name": each["name"],
            "holds": each["holds"],
            "said": answer(facts, each["fact"], each["value"]),
            "asked": limit(facts, each),
            "known": each["value"] is not None,
        }
        for each in comparisons
    ]


OPERATORS = {
    ">": gettext_noop("over %(limit)s"),
    ">=": gettext_noop("at least %(limit)s"),
    "<": gettext_noop("under %(limit)s"),
    "<=": gettext_noop("at most %(limit)s"),
    "!=": gettext_noop("not %(limit)s"),
    "in": gettext_noop("one of: %(limit)s"),
    "contains": gettext_noop("includes: %(limit)s"),
    "lacks": gettext_noop("without: %(limit)s"),
    "known": gettext_noop("known at all"),
}
