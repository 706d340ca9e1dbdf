"""Usual answers: what a counterexample says about everything that does not matter for it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import median_low
from typing import Any

from knowledge.model import Fact
from knowledge.rulebase import RuleBase

Known = Mapping[str, Any]


def usual_answers(base: RuleBase) -> dict[str, Any]:
    """An answer to every question: the middle one of the systems and examples of the base.

    Where none of them answers it, that of the cases, else the first there is.
    """
    told = [each.answers for each in base.systems]
    told += [each.answers for each in base.examples.values()]
    tried = [each.answers for each in base.cases]
    return {
        fact: middle(about, values_of(fact, told) or values_of(fact, tried))
        for fact, about in base.facts.items()
        if about.derive is None
    }


def values_of(fact: str, answers: Iterable[Known]) -> list[Any]:
    return [each[fact] for each in answers if each.get(fact) is not None]


def middle(about: Fact, values: list[Any]) -> Any:
    if not values:
        return first(about)
    if about.kind == "number":
        return median_low(values)
    if about.kind == "any_of":
        values = [tuple(each) for each in values]
    return Counter(values).most_common(1)[0][0]


def first(about: Fact) -> Any:
    match about.kind:
        case "number":
            return about.range[0] if about.range else 0
        case "yes_no":
            return False
        case "any_of":
            return ()
        case _:
            return next(iter(about.options))
