"""Teams that nobody has seen before, to ask for advice that has to be made anew.

Each has the answers of one of the example teams of the rule base, some forgotten and some
changed by chance: numbers between a third and three times as much, choices to any other. The
chance always begins with the same seed, so that every run measures the same teams.
"""

from collections.abc import Iterator
from itertools import cycle
from random import Random
from typing import Any

from knowledge import Fact, RuleBase

SEED = 2026
CHANGED, FORGOTTEN = 0.3, 0.1


def teams(base: RuleBase) -> Iterator[dict[str, Any]]:
    """The answers of ever other teams, without end; no two are the same."""
    chance, seen = Random(SEED), set[str]()
    for example in cycle(base.examples.values()):
        answers = {
            name: drawn(chance, base.facts[name], value)
            for name, value in example.answers.items()
            if chance.random() >= FORGOTTEN
        }
        if repr(answers) not in seen:
            seen.add(repr(answers))
            yield answers


def drawn(chance: Random, fact: Fact, value: Any) -> Any:
    """The same answer or, in three of ten cases, another one."""
    if chance.random() >= CHANGED:
        return value
    match fact.kind:
        case "number":
            return near(chance, fact, value)
        case "any_of":
            return [option for option in fact.options if chance.random() < 0.5]
        case "yes_no":
            return not value
        case _:
            return chance.choice(list(fact.options))


def near(chance: Random, fact: Fact, value: float) -> float:
    """A number of the same order of magnitude, within the limits of the fact."""
    low, high = fact.range or (value / 3, value * 3)
    number = min(max(value * 3 ** chance.uniform(-1, 1), low), high)
    return round(number) if fact.whole else round(number, 1)
