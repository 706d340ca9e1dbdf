"""The smallest changes of known answers that move the needed stage up or down."""

from collections.abc import Iterable, Iterator
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple

from knowledge.bulk import Moves
from knowledge.findings import Findings
from knowledge.moves import Move
from knowledge.search import Search
from knowledge.stages import HIGHEST, LOWEST

MOST_SHOWN = 3


class Step(NamedTuple):
    """One answer to change: the fact, the nearest value that would do, and the value it has.

    `operator` is >= > <= < for numbers; == for a choice, and for a whole new list of
    options; "contains" or "lacks" for a single option to add or leave out.
    """

    fact: str
    operator: str
    value: Any
    was: Any


class Change(NamedTuple):
    """Answers that, changed together, make `stage` the needed one."""

    stage: int
    set: tuple[Step, ...]


def changes(found: Findings) -> tuple[Change, ...]:
    """For the stage above the needed one, then the one below: the smallest changes there.

    The fewest facts come first, then the smallest steps: of numbers the relative difference,
    of options the number of them, of other choices 1. All single facts and pairs are tried,
    of three facts at once as many as the search has time for. At most MOST_SHOWN for each
    stage, of different facts.
    """
    needed = found.stage.needed
    stages = [stage for stage in (needed + 1, needed - 1) if LOWEST <= stage <= HIGHEST]
    hits = Search(found).reaching(stages)
    return tuple(
        Change(stage, tuple(map(step, moves)))
        for stage in stages
        for moves in smallest(hits[stage])
    )


def smallest(hits: Iterable[Moves]) -> Iterator[Moves]:
    """The smallest of the changes of each set of facts, smallest first."""
    best: dict[tuple[int, ...], Moves] = {}
    for moves in sorted(hits, key=size):
        best.setdefault(places(moves), moves)
    return islice(iter(best.values()), MOST_SHOWN)


def size(moves: Moves) -> tuple[float, tuple[int, ...]]:
    return sum(map(attrgetter("size"), moves)), places(moves)


def places(moves: Moves) -> tuple[int, ...]:
    return tuple(map(attrgetter("place"), moves))


def step(move: Move) -> Step:
    return Step(move.fact, move.operator, move.shown, move.was)
