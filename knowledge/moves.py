"""How one known answer can move: to the nearest value of each cell that is really another."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import combinations
from math import inf, nextafter
from typing import Any, NamedTuple

from knowledge.answers import plain_number
from knowledge.cells import DEFINITE, Cell, FactCells, Row
from knowledge.engine import Engine
from knowledge.model import Fact
from knowledge.tree import Compare, Contains, Leaf

MOST_OPTIONS = 6
MOST_HALVINGS = 80


class Move(NamedTuple):
    """Another answer for a fact, as it is shown and as it is tried.

    `operator` and `shown` say which answers would do, beginning at the nearest; `value` is
    that nearest one and `cell` where it falls. `size` is the relative difference of numbers
    (0 to 1), the number of options changed, else 1.
    """

    place: int
    fact: str
    operator: str
    shown: Any
    was: Any
    value: Any
    cell: Cell
    size: float


class Relevance(NamedTuple):
    """Which comparisons count (of each fact, by name) and which derived facts do."""

    leaves: Mapping[str, Collection[Leaf]]
    derived: frozenset[str]


class Mover:
    """Finds the moves of single facts. `values` are all known values, derived ones too."""

    def __init__(self, engine: Engine, values: Mapping[str, Any], relevance: Relevance) -> None:
        self.engine = engine
        self.values = values
        self.relevance = relevance

    def moves(self, name: str) -> list[Move]:
        """The moves of a known fact alone, none that only repeats what a smaller one does."""
        about = self.engine.facts[name]
        match about.kind:
            case "number":
                return [*self.up(name), *self.down(name)]
            case "any_of":
                return list(self.options(name, about))
            case _:
                return list(self.choices(name))

    def move(self, name: str, operator: str, shown: Any, value: Any, size: float) -> Move:
        place = self.engine.places[name]
        cell = self.engine.cells[place].read(value)
        assert cell is not None
        return Move(place, name, operator, shown, self.values[name], value, cell, size)

    def seen(self, name: str) -> Callable[[Cell], Row]:
        """A function that takes from a cell what counts of it."""
        fact = self.engine.cells[self.engine.places[name]]
        counts = self.relevance.leaves.get(name, ())
        places = [place for place, leaf in enumerate(fact.leaves) if leaf in counts]
        return lambda cell: tuple([cell[DEFINITE][place] for place in places])

    # Numbers

    def up(self, name: str) -> Iterator[Move]:
        fact, value, seen = self.number(name)
        here = bisect_right(fact.cuts, value)
        known = {seen(inhabited(fact, here))}
        for spot in range(here + 1, len(fact.cuts)):
            row = seen(inhabited(fact, spot))
            if row not in known:
                known.add(row)
                cut = fact.cuts[spot - 1]
                operator, limit = self.from_cut(name, cut)
                yield self.move(name, operator, limit, cut, relative(value, cut))

    def down(self, name: str) -> Iterator[Move]:
        fact, value, seen = self.number(name)
        here = bisect_right(fact.cuts, value)
        known = {seen(inhabited(fact, here))}
        for spot in range(here - 1, 0, -1):
            row = seen(inhabited(fact, spot))
            if row not in known:
                known.add(row)
                cut = fact.cuts[spot]
                operator, limit = self.below_cut(name, cut)
                nearest = cut - 1 if self.engine.facts[name].whole else nextafter(cut, -inf)
                yield self.move(name, operator, limit, nearest, relative(value, nearest))

    def number(self, name: str) -> tuple[FactCells, float, Callable[[Cell], Row]]:
        fact = self.engine.cells[self.engine.places[name]]
        return fact, self.values[name], self.seen(name)

    def from_cut(self, name: str, cut: float) -> tuple[str, float]:
        """How to say "from this cut on"."""
        if self.engine.facts[name].whole or cut in self.limits(name):
            return ">=", plain_number(cut)
        return ">", plain_number(nextafter(cut, -inf))

    def below_cut(self, name: str, cut: float) -> tuple[str, float]:
        """How to say "before this cut"."""
        if self.engine.facts[name].whole:
            return "<=", plain_number(cut - 1)
        if cut in self.limits(name):
            return "<", plain_number(cut)
        return "<=", plain_number(nextafter(cut, -inf))

    def limits(self, name: str) -> set[Any]:
        fact = self.engine.cells[self.engine.places[name]]
        return {leaf.limit for leaf in fact.leaves if isinstance(leaf, Compare)}

    # Choices

    def choices(self, name: str) -> Iterator[Move]:
        """Other answers to a choice, the nearest in order first."""
        choices = self.engine.cells[self.engine.places[name]].choices
        answers, seen = list(choices), self.seen(name)
        here = answers.index(self.values[name])
        known = {seen(choices[self.values[name]])}
        for answer in sorted(answers, key=lambda answer: abs(answers.index(answer) - here)):
            row = seen(choices[answer])
            if row not in known:
                known.add(row)
                yield self.move(name, "==", answer, answer, 1)

    def options(self, name: str, about: Fact) -> Iterator[Move]:
        """Options to add or leave out, alone and together."""
        counts = self.relevance.leaves.get(name, ())
        named = {leaf.option for leaf in counts if isinstance(leaf, Contains)}
        options = [option for option in about.options if option in named]
        most = len(options) if len(options) <= MOST_OPTIONS else 2
        for size in range(1, most + 1):
            for flipped in combinations(options, size):
                yield self.flip(name, about, flipped)

    def flip(self, name: str, about: Fact, flipped: Sequence[str]) -> Move:
        was = self.values[name]
        value = tuple(each for each in about.options if (each in was) != (each in flipped))
        if len(flipped) > 1:
            return self.move(name, "==", value, value, len(flipped))
        operator = "lacks" if flipped[0] in was else "contains"
        return self.move(name, operator, flipped[0], value, 1)

    # Through derived facts

    def through_derived(self, name: str) -> Iterator[Move]:
        """Numbers at which a fact derived from this one comes into another cell."""
        for derived in sorted(self.relevance.derived):
            if name in self.engine.derived[derived].facts:
                for end in self.engine.facts[name].range or ():
                    yield from self.crossings(name, derived, end)

    def crossings(self, name: str, derived: str, end: float) -> Iterator[Move]:
        """The first number in each cell of the derived fact on the way to `end`.

        Found by halving, so it takes for granted that the derived fact only rises or only
        falls on this way.
        """
        here, there = (
            self.cell_at(name, derived, self.values[name]),
            self.cell_at(name, derived, end),
        )
        while there is None and end != self.values[name]:
            end = self.between(name, end, self.values[name])
            there = self.cell_at(name, derived, end)
        if here is None or there is None:
            return
        forward = 1 if there > here else -1
        for spot in range(here + forward, there + forward, forward):
            value = self.first(name, derived, end, spot * forward, forward)
            operator = ">=" if value > self.values[name] else "<="
            yield self.move(name, operator, value, value, relative(self.values[name], value))

    def first(self, name: str, derived: str, end: float, goal: int, forward: int) -> float:
        """The number nearest to the answer, on the way to `end`, that reaches the goal."""
        near, far = self.values[name], end
        for _ in range(MOST_HALVINGS):
            middle = self.between(name, near, far)
            if middle in (near, far):
                break
            spot = self.cell_at(name, derived, middle)
            if spot is not None and spot * forward >= goal:
                far = middle
            else:
                near = middle
        return far

    def between(self, name: str, one: float, other: float) -> float:
        """A number halfway, on the side of `other` where only whole ones will do."""
        if not self.engine.facts[name].whole:
            return (one + other) / 2
        half = (int(one) + int(other)) // 2
        return half + 1 if half == one and half < other else half

    def cell_at(self, name: str, derived: str, value: float) -> int | None:
        """In which cell the derived fact is if `name` has this value; None if it has none."""
        result = self.engine.derived[derived].value({**self.values, name: value})
        cuts = self.engine.cells[self.engine.places[derived]].cuts
        return None if result is None else bisect_right(cuts, result)


def inhabited(fact: FactCells, spot: int) -> Cell:
    cell = fact.cells[spot]
    assert cell is not None
    return cell


def relative(one: float, other: float) -> float:
    return abs(one - other) / max(abs(one), abs(other), 1e-9)
