"""The cells of all facts as bits, and the answers that stand for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, pairwise
from math import inf, isfinite, nextafter
from typing import Any

from knowledge.answers import plain_number
from knowledge.cells import FactCells, is_true
from knowledge.engine import Engine
from knowledge.model import Fact
from knowledge.proving.boxes import OutOfSteps
from knowledge.proving.formulas import ALWAYS, NEVER, Box, Formula, Within
from knowledge.tree import Contains, Known, Leaf

MOST_OPTIONS = 12


@dataclass(frozen=True)
class Variable:
    """One fact and its cells: one bit for each of `values`, then one for "not known".

    A value stands for its cell: the lowest number in it, a choice, or the options (of those
    that any condition names) that are chosen. `ends` are the first and last number of cells.
    """

    fact: str
    about: Fact
    values: tuple[Any, ...]
    ends: tuple[tuple[float, float], ...] = ()

    @cached_property
    def unknown(self) -> int:
        return 1 << len(self.values)

    @cached_property
    def known(self) -> int:
        return self.unknown - 1

    @cached_property
    def full(self) -> int:
        return self.unknown | self.known

    def mask(self, leaf: Leaf) -> int:
        """The cells in which a comparison holds, if the fact applies."""
        if isinstance(leaf, Known):
            return self.known
        return sum(1 << place for place, each in enumerate(self.values) if is_true(leaf, each))

    def place(self, value: Any) -> int:
        """The place of the cell of an answer, None being "not known"."""
        if value is None:
            return len(self.values)
        if self.ends:
            return next(place for place, (_, last) in enumerate(self.ends) if value <= last)
        if self.about.kind == "any_of":
            named = set(chain.from_iterable(self.values))
            value = tuple(option for option in self.about.options if option in value)
            value = tuple(option for option in value if option in named)
        return self.values.index(value)

    def nearest(self, mask: int, usual: int) -> int:
        """The place in the mask nearest to the usual place; "not known" if nothing else is."""
        places = [place for place in range(len(self.values)) if mask >> place & 1]
        if not places or (usual == len(self.values) and mask & self.unknown):
            return len(self.values)
        if self.about.kind == "any_of" and usual < len(self.values):
            here = set(self.values[usual])
            return min(places, key=lambda place: len(here ^ set(self.values[place])))
        return min(places, key=lambda place: abs(place - usual))

    def answer(self, place: int, usual: Any) -> Any:
        """An answer in the cell at a place: the usual one if it is there, else the nearest."""
        if place == len(self.values):
            return None
        if usual is not None and self.place(usual) == place:
            return usual
        if not self.ends:
            return self.values[place]
        first, last = self.ends[place]
        if usual is not None and usual > last:
            return readable(last, first)
        return readable(first, last)


def readable(near: float, far: float) -> float:
    """The number itself, or a rounder one between it and the other end."""
    if not isfinite(near):
        near = max(min(0, max(near, far)), min(near, far)) if isfinite(far) else 0
    low, high = min(near, far), max(near, far)
    for digits in range(7):
        rounded = round(near, digits)
        step = 10**-digits if near == low else -(10**-digits)
        for number in (rounded, rounded + step):
            if low <= number <= high:
                return plain_number(round(number, digits))
    return near


@dataclass(frozen=True)
class Space:
    """The variables of all facts, in the order of the engine, and of all their comparisons."""

    engine: Engine
    variables: tuple[Variable, ...]
    masks: Mapping[Leaf, tuple[int, int]]

    @cached_property
    def full(self) -> Box:
        """The box of all answers, twice: the second half is for another world."""
        return [variable.full for variable in self.variables] * 2

    def other(self, place: int) -> int:
        """The variable of the same fact in the other world."""
        return place + len(self.variables)

    def within(self, place: int, mask: int) -> Formula:
        full = self.variables[place].full
        if mask in (0, full):
            return ALWAYS if mask else NEVER
        return Within(place, mask, full & ~mask)

    @cached_property
    def answer_sets(self) -> int:
        """How many sets of answers there are that differ in any comparison, unknown included."""
        number = 1
        for variable in self.variables:
            if variable.about.derive is None:
                number *= len(variable.values) + 1
        return number


def space_of(engine: Engine) -> Space:
    """The space of a rule base; raises OutOfSteps if a fact has too many options in use."""
    variables = tuple(variable_of(engine.facts[fact.fact], fact) for fact in engine.cells)
    masks = {
        leaf: (place, variables[place].mask(leaf))
        for place, fact in enumerate(engine.cells)
        for leaf in fact.leaves
    }
    return Space(engine, variables, masks)


def variable_of(about: Fact, cells: FactCells) -> Variable:
    match about.kind:
        case "number":
            ends = ends_of(cells.cuts, about.whole)
            return Variable(cells.fact, about, tuple(first for first, _ in ends), ends)
        case "any_of":
            return Variable(cells.fact, about, chosen(about, cells.leaves))
        case _:
            return Variable(cells.fact, about, tuple(cells.choices))


def ends_of(cuts: Sequence[float], whole: bool) -> tuple[tuple[float, float], ...]:
    """The first and the last number of each cell."""
    return tuple(
        (first, cut - 1 if whole else nextafter(cut, -inf)) for first, cut in pairwise(cuts)
    )


def chosen(about: Fact, leaves: Sequence[Leaf]) -> tuple[tuple[str, ...], ...]:
    """All ways to choose among the options that conditions name."""
    named = {leaf.option for leaf in leaves if isinstance(leaf, Contains)}
    options = [option for option in about.options if option in named]
    if len(options) > MOST_OPTIONS:
        raise OutOfSteps
    sizes = range(len(options) + 1)
    return tuple(chain.from_iterable(combinations(options, size) for size in sizes))
