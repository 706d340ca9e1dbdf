"""Answers read from an address: `?users=20k&test_minutes=7`."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from advisor.questionnaire.answers import read_answers
from advisor.questionnaire.fields import FIELDS, AnyOfField
from advisor.recommendations.addresses import write_query, written
from knowledge import RuleBase

__all__ = ["Prefilled", "read_query", "write_query", "written"]

# Longer addresses are cut by browsers and proxies anyway.
MOST_FACTS = 100
# Beside the answers, an address may hold those before them (where they differ, or all of
# them, as a form sends them), and the wish to see every field. No fact can have such names.
WAS, WHOLE_WAS, ALL = "but-was", "whole-was", "all-answers"


@dataclass
class Prefilled:
    """Answers read from an address, and what could not be used, with the reason."""

    answers: dict[str, Any] = field(default_factory=dict)
    dropped: list[dict[str, str]] = field(default_factory=list)


def judged(request: HttpRequest, base: RuleBase) -> Prefilled:
    """The answers in the address, else the visitor's own."""
    if request.GET:
        return read_query(base, request.GET)
    return Prefilled(read_answers(request, base))


def read_query(base: RuleBase, query: QueryDict) -> Prefilled:
    """The answers that an address holds; what is unknown or bad is named, the rest used."""
    prefilled = Prefilled()
    names = [name for name in query if name not in (WAS, WHOLE_WAS, ALL)]
    for name in names[:MOST_FACTS]:
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
