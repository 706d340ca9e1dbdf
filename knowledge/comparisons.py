"""Each rule explained: your value, the operator, the limit, and whether it holds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeAlias

from knowledge.cells import Cell, FactCells
from knowledge.tree import Compare, Contains, Known, Leaf, Member, Node, Reference, parts_of

State: TypeAlias = Literal["fired", "unknown", "silent"]
STATES: tuple[State, ...] = ("fired", "unknown", "silent")


class Compared(NamedTuple):
    """One comparison of a rule.

    `operator` is < <= > >= == !=, "in" (one of the options in `limit`), "contains" or
    "known" (whose `limit` is None). `value` is None where the fact is not known or does not
    apply; `holds` is True, False or None for unknown.
    """

    fact: str
    operator: str
    limit: Any
    value: Any
    holds: bool | None


class RuleState(NamedTuple):
    """A rule (by id), what became of it, and its comparisons in the order of its text.

    Comparisons of rules that it refers to are among them, each once.
    """

    rule: str
    state: State
    comparisons: tuple[Compared, ...]


# Straight to tuple.__new__: hundreds of these are made for each advice.
new_compared: Callable[[tuple[Any, ...]], Compared] = partial(tuple.__new__, Compared)
new_state: Callable[[tuple[Any, ...]], RuleState] = partial(tuple.__new__, RuleState)


class Explainer:
    """Knows the comparisons of each rule; made once when a rule base is compiled."""

    def __init__(self, cells: Sequence[FactCells], trees: Mapping[str, Node]) -> None:
        every = [(place, leaf) for place, fact in enumerate(cells) for leaf in fact.leaves]
        places = {leaf: place for place, (_, leaf) in enumerate(every)}
        self.leaves = {rule: leaves_behind(tree, trees) for rule, tree in trees.items()}
        self.facts, self.operators, self.limits = columns([head(leaf) for _, leaf in every])
        self.spread = picker([fact for fact, _ in every])
        self.pickers = [
            picker([places[leaf] for leaf in leaves]) for leaves in self.leaves.values()
        ]

    def heads_of(self, rule: str) -> list[tuple[str, str, Any]]:
        """Fact, operator and limit of each comparison of a rule."""
        return [head(leaf) for leaf in self.leaves[rule]]

    def comparisons(
        self, values: tuple[object, ...], cells: Sequence[Cell]
    ) -> tuple[Compared, ...]:
        """All comparisons of all facts, facts and their comparisons in order."""
        holds = chain.from_iterable([cell[2] for cell in cells])
        heads = self.facts, self.operators, self.limits
        return tuple(map(new_compared, zip(*heads, self.spread(values), holds, strict=True)))

    def explained(
        self, states: Iterable[State], comparisons: tuple[Compared, ...]
    ) -> tuple[RuleState, ...]:
        """All rules in order with their states and their comparisons."""
        picked = [pick(comparisons) for pick in self.pickers]
        return tuple(map(new_state, zip(self.leaves, states, picked, strict=True)))


def columns(heads: Sequence[tuple[str, str, Any]]) -> tuple[Sequence[Any], ...]:
    return tuple(zip(*heads, strict=True)) or ((), (), ())


def head(leaf: Leaf) -> tuple[str, str, Any]:
    """What a comparison is without an answer: fact, operator, limit."""
    match leaf:
        case Compare(fact, operator, limit):
            return fact, operator, limit
        case Member(fact, options):
            return fact, "in", options
        case Contains(fact, option):
            return fact, "contains", option
        case Known(fact):
            return fact, "known", None


def leaves_behind(tree: Node, trees: Mapping[str, Node]) -> list[Leaf]:
    """The comparisons of a tree and of the rules it refers to, in the order of the text."""
    found: dict[Leaf, None] = {}
    seen: set[str] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Reference) and node.rule not in seen:
            seen.add(node.rule)
            waiting.append(trees[node.rule])
        elif isinstance(node, Leaf):
            found[node] = None
        waiting += reversed(parts_of(node))
    return list(found)


def picker(places: Sequence[int]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """A function that takes from a tuple the items at these places."""
    if len(places) > 1:
        return itemgetter(*places)
    return itemgetter(slice(places[0], places[0] + 1) if places else slice(0))
