"""Answers written into an address: `?users=20k&test_minutes=7`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext

from advisor.questionnaire.fields import FIELDS, NONE, AnyOfField
from knowledge import RuleBase

# Longer addresses are cut by browsers and proxies anyway.
MOST_FACTS = 100


@dataclass
class Prefilled:
    """Answers read from an address, and what could not be used, with the reason."""

    answers: dict[str, Any] = field(default_factory=dict)
    dropped: list[dict[str, str]] = field(default_factory=list)


def read_query(base: RuleBase, query: QueryDict) -> Prefilled:
    """The answers that an address holds; what is unknown or bad is named, the rest used."""
    prefilled = Prefilled()
    for name in list(query)[:MOST_FACTS]:
        read_one(base, name, query.getlist(name), prefilled)
    return prefilled


def read_one(base: RuleBase, name: str, written: list[str], prefilled: Prefilled) -> None:
    """Take one fact of an address into `prefilled`."""
    fact = base.facts.get(name)
    if fact is None or fact.derive:
        message = gettext("There is no question of this name; it was ignored.")
        prefilled.dropped.append({"name": name[:64], "message": message})
        return
    field_ = FIELDS[fact.kind](fact)
    value = several(written) if isinstance(field_, AnyOfField) else written[-1]
    try:
        prefilled.answers[name] = field_.clean(value)
    except forms.ValidationError as error:
        message = f"{' '.join(error.messages)} ({written[-1][:40]})"
        prefilled.dropped.append({"name": name, "message": message})


def several(written: list[str]) -> list[str]:
    """The options of an any_of fact, written as `a,b` or as `x=a&x=b`."""
    return [option for text in written for option in text.split(",") if option]


def write_query(answers: Mapping[str, Any]) -> str:
    """The address part that holds these answers, in their order."""
    return urlencode({name: written(value) for name, value in answers.items()})


def written(value: Any) -> str:
    """One answer as it stands in an address."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ",".join(value) or NONE
    return decimal(value) if isinstance(value, float) else str(value)


def decimal(value: float) -> str:
    """A fraction written so that both languages read it alike: never three decimals."""
    text = f"{value:.10f}".rstrip("0")
    return f"{text}0" if re.search(r"\.(\d{3})?$", text) else text
