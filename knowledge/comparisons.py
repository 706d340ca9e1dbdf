"""One comparison of a fact with a constant, and what became of it."""

from typing import Any, NamedTuple

from knowledge.tree import Compare, Contains, Known, Leaf, Member


class Compared(NamedTuple):
    """A comparison, and whether it holds: True, False or None for unknown.

    `operator` is < <= > >= == !=, "in" (one of the options in `limit`), "contains" or
    "known" (whose `limit` is None). A comparison of a fact that does not apply is False.
    """

    fact: str
    operator: str
    limit: Any
    holds: bool | None


def compared(leaf: Leaf, holds: bool | None) -> Compared:
    """What is told of a comparison in a tree."""
    match leaf:
        case Compare(fact, operator, limit):
            return Compared(fact, operator, limit, holds)
        case Member(fact, options):
            return Compared(fact, "in", options, holds)
        case Contains(fact, option):
            return Compared(fact, "contains", option, holds)
        case Known(fact):
            return Compared(fact, "known", None, holds)
