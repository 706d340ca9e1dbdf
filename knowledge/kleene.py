"""What a tree says about some answers, step by step: true, false or unknown (None)."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from knowledge.model import Answer
from knowledge.tree import (
    OPERATIONS,
    And,
    Compare,
    Contains,
    Count,
    Known,
    Member,
    Node,
    Not,
    Operator,
    Or,
    Reference,
)

if TYPE_CHECKING:
    from knowledge.derivations import Derivation

Truth: TypeAlias = bool | None


class Evaluation:
    """One set of answers, with what decides whether facts apply and what they derive from.

    Each fact is looked up once. A fact that leads back to itself is unknown.
    """

    def __init__(
        self,
        answers: Mapping[str, Answer],
        asked: Mapping[str, Node],
        derived: Mapping[str, "Derivation"],
    ) -> None:
        self.answers = answers
        self.asked = asked
        self.derived = derived
        self.applying: dict[str, Truth] = {}
        self.values: dict[str, Answer] = {}

    def truth(self, node: Node) -> Truth:
        """What the node says; ValueError if it names another rule."""
        match node:
            case Not(part):
                return opposite(self.truth(part))
            case And(parts):
                return worst(map(self.truth, parts))
            case Or(parts):
                return opposite(worst(opposite(self.truth(part)) for part in parts))
            case Count(parts, operator, limit):
                return counted([self.truth(part) for part in parts], operator, limit)
            case Known(fact):
                return self.applies(fact) is True and self.value(fact) is not None
            case Reference(rule):
                raise ValueError(f"the condition needs the rule {rule}")
            case _:
                return worst((self.applies(node.fact), compared(node, self.value(node.fact))))

    def applies(self, fact: str) -> Truth:
        """Whether a fact and all that it is derived from apply."""
        if fact not in self.applying:
            self.applying[fact] = None
            parts = self.derived[fact].facts if fact in self.derived else ()
            own = self.truth(self.asked[fact]) if fact in self.asked else True
            self.applying[fact] = worst((own, *map(self.applies, parts)))
        return self.applying[fact]

    def value(self, fact: str) -> Answer:
        """The answer, or what is derived from answers; None if unknown."""
        if fact not in self.derived:
            return self.answers.get(fact)
        if fact not in self.values:
            self.values[fact] = None
            derivation = self.derived[fact]
            parts = {part: number(self.value(part)) for part in derivation.facts}
            self.values[fact] = derivation.value(parts)
        return self.values[fact]


def opposite(truth: Truth) -> Truth:
    return None if truth is None else not truth


def worst(truths: Iterable[Truth]) -> Truth:
    """False if any is false, else unknown if any is, else true."""
    found = set(truths)
    if False in found:
        return False
    return None if None in found else True


def counted(truths: list[Truth], operator: Operator, limit: int) -> Truth:
    """The comparison of the number of true ones, if the unknown ones cannot change it."""
    sure = truths.count(True)
    possible = range(sure, sure + truths.count(None) + 1)
    results = {OPERATIONS[operator](number, limit) for number in possible}
    return results.pop() if len(results) == 1 else None


def compared(leaf: Compare | Member | Contains, value: Answer) -> Truth:
    """The result of one comparison where the fact applies."""
    if value is None:
        return None
    match leaf:
        case Compare(_, operator, limit):
            return OPERATIONS[operator](value, limit)
        case Member(_, options):
            return value in options
        case Contains(_, option):
            return isinstance(value, list | tuple) and option in value


def number(value: Answer) -> float | None:
    return float(value) if isinstance(value, int | float) else None
