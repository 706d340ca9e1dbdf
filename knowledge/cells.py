"""Cells: every comparison sets a fact against a constant, so constants cut a fact into cells.

Within one cell no comparison changes. "Not known" and "does not apply" are cells of their
own. What the comparisons of a fact are in a cell is worked out once, when the rule base is
compiled; reading an answer is then finding its cell.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import repeat
from math import ceil, floor, inf, nextafter
from typing import Final, NamedTuple, TypeAlias

from knowledge.comparisons import Compared, compared
from knowledge.model import Fact
from knowledge.tree import OPERATIONS, Compare, Contains, Known, Leaf, Member, Operator

# What the comparisons of one fact are in one cell, in their order: where each surely holds,
# where it may hold (the same tuple if nothing is unknown), and both told in words. A bare
# tuple, because Python unpacks that several times faster than one with names.
Row: TypeAlias = tuple[bool, ...]
Cell: TypeAlias = tuple[Row, Row, tuple[Compared, ...]]
Reader: TypeAlias = Callable[[object], Cell | None]
DEFINITE: Final = 0
POSSIBLE: Final = 1
COMPARED: Final = 2

# How many sets of options of one fact are kept with their cells.
MOST_REMEMBERED = 256

# Where a comparison cuts the numbers: just before its limit, just after it, or both.
CUTS_BEFORE: frozenset[Operator] = frozenset({"<", ">=", "==", "!="})
CUTS_AFTER: frozenset[Operator] = frozenset({"<=", ">", "==", "!="})


class FactCells(NamedTuple):
    """The cells of one fact.

    `leaves` are its comparisons; `read` finds the cell of an answer (None: a wrong answer).
    A number has `cuts` in rising order and one cell below the first, from each cut up to
    the next, and from the last on: `cells[bisect_right(cuts, number)]`, None out of range.
    A choice has one cell for each answer in `choices`.
    """

    fact: str
    leaves: tuple[Leaf, ...]
    unknown: Cell
    absent: Cell
    read: Reader
    cuts: tuple[float, ...] = ()
    cells: tuple[Cell | None, ...] = ()
    choices: Mapping[object, Cell] = {}


def cut(fact: str, about: Fact, leaves: tuple[Leaf, ...]) -> FactCells:
    """Cut a fact into cells at the constants of `leaves`, all its comparisons."""
    unknown, absent = unknown_cell(leaves), settled(leaves, [False] * len(leaves))
    match about.kind:
        case "number":
            return cut_number(fact, about, leaves, unknown, absent)
        case "any_of":
            read = options_reader(about, leaves, unknown)
            return FactCells(fact, leaves, unknown, absent, read)
        case "yes_no":
            yes, no = cell_of(leaves, True), cell_of(leaves, False)
            read = yes_no_reader(yes, no, unknown)
            return FactCells(fact, leaves, unknown, absent, read, choices={False: no, True: yes})
        case _:
            choices: dict[object, Cell] = {
                option: cell_of(leaves, option) for option in about.options
            }
            read = {**choices, None: unknown}.get
            return FactCells(fact, leaves, unknown, absent, read, choices=choices)


def cut_number(
    fact: str, about: Fact, leaves: tuple[Leaf, ...], unknown: Cell, absent: Cell
) -> FactCells:
    low, high = about.range or (-inf, inf)
    named = (cuts_of(leaf, about.whole) for leaf in leaves if isinstance(leaf, Compare))
    inner = {place for places in named for place in places if low < place <= high}
    cuts = (low, *sorted(inner), after(high, about.whole))
    cells = (None, *number_cells(leaves, cuts[:-1]), None)
    read = number_reader(cuts, cells, unknown, about.whole)
    return FactCells(fact, leaves, unknown, absent, read, cuts, cells)


def number_cells(leaves: Sequence[Leaf], places: Sequence[float]) -> Iterator[Cell]:
    """The cells at these numbers; they share what is told of a comparison."""
    if not leaves:
        return repeat(settled((), ()), len(places))
    columns = [truths(leaf, places) for leaf in leaves]
    said = [(compared(leaf, False), compared(leaf, True)) for leaf in leaves]
    told = [[both[holds] for holds in column] for both, column in zip(said, columns, strict=True)]
    rows = list(zip(*columns, strict=True))
    return zip(rows, rows, zip(*told, strict=True), strict=True)


def truths(leaf: Leaf, places: Sequence[float]) -> list[bool]:
    """Whether a comparison holds at each of many numbers."""
    if not isinstance(leaf, Compare):
        return [is_true(leaf, place) for place in places]
    operation, limit = OPERATIONS[leaf.operator], leaf.limit
    return [operation(place, limit) for place in places]


def cuts_of(leaf: Compare, whole: bool) -> list[float]:
    """The numbers from which on a comparison may be another one."""
    limit = leaf.limit
    assert not isinstance(limit, str)
    cuts: list[float] = []
    if leaf.operator in CUTS_BEFORE:
        cuts.append(ceil(limit) if whole else limit)
    if leaf.operator in CUTS_AFTER:
        cuts.append(after(limit, whole))
    return cuts


def after(limit: float, whole: bool) -> float:
    """The next number after a limit."""
    return nextafter(limit, inf) if not whole or limit == inf else floor(limit) + 1


# What a comparison is in a cell


def cell_of(leaves: Sequence[Leaf], value: object) -> Cell:
    """The cell of a fact that applies and has this value."""
    return settled(leaves, [is_true(leaf, value) for leaf in leaves])


def settled(leaves: Sequence[Leaf], truths: Sequence[bool]) -> Cell:
    """A cell in which nothing is unknown."""
    row = tuple(truths)
    return row, row, tuple(map(compared, leaves, row))


def unknown_cell(leaves: Sequence[Leaf]) -> Cell:
    """The cell of a fact without an answer: all is possible, but it is surely not known."""
    return doubtful(leaves, settled(leaves, [True] * len(leaves)))


def doubtful(leaves: Sequence[Leaf], cell: Cell) -> Cell:
    """The same cell where it is not known whether the fact applies at all.

    What the answer makes false stays false, also that the fact surely applies and is known.
    """
    possible = tuple(
        may and not isinstance(leaf, Known)
        for leaf, may in zip(leaves, cell[POSSIBLE], strict=True)
    )
    holds = [None if may else False for may in possible]
    return (False,) * len(possible), possible, tuple(map(compared, leaves, holds))


def is_true(leaf: Leaf, value: object) -> bool:
    """Whether a comparison holds for a known value."""
    match leaf:
        case Compare(_, operator, limit):
            return OPERATIONS[operator](value, limit)
        case Member(_, options):
            return value in options
        case Contains(_, option):
            return option in value  # type: ignore[operator]
        case Known():
            return True


# Readers: from an answer to its cell, None if the answer is wrong


def number_reader(
    cuts: Sequence[float], cells: Sequence[Cell | None], unknown: Cell, whole: bool
) -> Reader:
    def read(value: object) -> Cell | None:
        if type(value) is int or (type(value) is float and is_number(value, whole)):
            return cells[bisect_right(cuts, value)]
        return unknown if value is None else None

    return read


def is_number(value: float, whole: bool) -> bool:
    """Whether a float is a number (nan is not) and, if it has to be, a whole one."""
    return value.is_integer() if whole else value == value


def yes_no_reader(yes: Cell, no: Cell, unknown: Cell) -> Reader:
    def read(value: object) -> Cell | None:
        # By identity: 1 equals True, but is no answer to a yes_no question.
        if value is True:
            return yes
        if value is False:
            return no
        return unknown if value is None else None

    return read


def options_reader(about: Fact, leaves: Sequence[Leaf], unknown: Cell) -> Reader:
    options = frozenset(about.options)
    met: dict[frozenset[object], Cell] = {}

    def read(value: object) -> Cell | None:
        if value is None:
            return unknown
        if not isinstance(value, (list, tuple)):  # many times faster than asking for a union
            return None
        chosen = frozenset(value)
        if len(chosen) < len(value):
            return None
        return met.get(chosen) or first_met(chosen)

    def first_met(chosen: frozenset[object]) -> Cell | None:
        if not chosen <= options:
            return None
        cell = cell_of(leaves, chosen)
        if len(met) < MOST_REMEMBERED:
            met[chosen] = cell
        return cell

    return read
