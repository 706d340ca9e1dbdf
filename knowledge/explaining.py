"""Each rule explained: what became of it, and of each of its comparisons."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeAlias

from knowledge.cells import COMPARED, Cell, FactCells
from knowledge.comparisons import Compared, compared
from knowledge.compiling import in_order
from knowledge.tree import Leaf, Node, Reference, walk

State: TypeAlias = Literal["fired", "unknown", "silent"]
STATES: tuple[State, ...] = ("fired", "unknown", "silent")


class RuleState(NamedTuple):
    """A rule (by id), what became of it, and its comparisons in the order of its text.

    Comparisons of rules that it refers to are among them, each once.
    """

    rule: str
    state: State
    comparisons: tuple[Compared, ...]


class Explainer:
    """Knows the comparisons of each rule; made once when a rule base is compiled.

    `asked` are all comparisons, fact by fact, each as fact, operator and limit; `recorded` are
    those that rules make.
    """

    def __init__(self, cells: Sequence[FactCells], trees: Mapping[str, Node]) -> None:
        every = [leaf for fact in cells for leaf in fact.leaves]
        self.asked = tuple(map(asked, every))
        places = {leaf: place for place, leaf in enumerate(every)}
        leaves = all_leaves(trees)
        self.leaves = {rule: leaves[rule] for rule in trees}
        self.recorded = frozenset(asked(leaf) for found in leaves.values() for leaf in found)
        self.pickers = [picker([places[leaf] for leaf in found]) for found in self.leaves.values()]

    def explained(self, states: Sequence[State], cells: Sequence[Cell]) -> tuple[RuleState, ...]:
        """All rules in order with their states and their comparisons."""
        return self.told(states, tuple(chain.from_iterable([cell[COMPARED] for cell in cells])))

    def told(self, states: Sequence[State], every: Sequence[Compared]) -> tuple[RuleState, ...]:
        """The same from what became of all comparisons, in the order of `asked`."""
        parts = zip(self.leaves, states, [pick(every) for pick in self.pickers], strict=True)
        # Straight to tuple.__new__: hundreds of these are made for each advice.
        return tuple(map(tuple.__new__, repeat(RuleState), parts))


def all_leaves(trees: Mapping[str, Node]) -> dict[str, tuple[Leaf, ...]]:
    """For each rule its comparisons and those of the rules it refers to, as in the text."""
    found: dict[str, tuple[Leaf, ...]] = {}
    for rule in (*in_order(tuple(trees.values()), trees), *trees):
        if rule not in found:
            found[rule] = tuple(dict.fromkeys(leaves_behind(trees[rule], found)))
    return found


def leaves_behind(tree: Node, known: Mapping[str, tuple[Leaf, ...]]) -> Iterator[Leaf]:
    for node in walk(tree):
        if isinstance(node, Reference):
            yield from known[node.rule]
        elif isinstance(node, Leaf):
            yield node


def asked(leaf: Leaf) -> tuple[str, str, Any]:
    """What a comparison asks: fact, operator and limit."""
    return compared(leaf, None)[:3]


def picker(places: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """A function that takes from a tuple the items at these places."""
    if len(places) > 1:
        return itemgetter(*places)
    return itemgetter(slice(places[0], places[0] + 1) if places else slice(0))
