"""Many changes of answers tried at once against the stage rules.

All trials are one whole number for each comparison, with one byte for each trial: 1 where
it holds. A condition is then decided for all of them by a few operations on such numbers,
in hardly more time than for one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from typing import TypeAlias

from knowledge.cells import DEFINITE, POSSIBLE, Cell
from knowledge.compiling import BulkCell, BulkRow, DecideBulk, compile_in_bulk
from knowledge.engine import Engine
from knowledge.hanging import facts_behind
from knowledge.moves import Move
from knowledge.situations import Turn
from knowledge.tree import Known, Leaf, Node

Moves: TypeAlias = tuple[Move, ...]
# Another cell of a fact, and the trials in which the fact is in it.
Elsewhere: TypeAlias = tuple[Cell, int]
# A move, and the trials in which it is made.
Moved: TypeAlias = tuple[Move, int]
# In place of the rows of a fact that no stage rule hangs on.
UNUSED: BulkCell = ((), ())


class StageRules:
    """The stage rules of an engine, compiled to be decided for many trials at once."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.widths = [len(fact.leaves) for fact in engine.cells]
        self.decide = self.compiled(engine.stage_trees)
        behind = facts_behind(engine.stage_trees, engine.trees, engine.asked, engine.derived)
        self.places = {fact: place for fact, place in engine.places.items() if fact in behind}
        self.asked = {
            turn.place: self.compiled([engine.asked[turn.fact.fact]])
            for turn in engine.stage_turns
            if turn.asked is not None
        }
        self.deriving = [turn for turn in engine.stage_turns if turn.derive is not None]
        self.makers = frozenset(
            fact for turn in self.deriving for fact in engine.derived[turn.fact.fact].facts
        )

    def compiled(self, wanted: Sequence[Node]) -> DecideBulk:
        return compile_in_bulk(wanted, self.engine.leaves, self.widths, self.engine.trees)


@lru_cache(maxsize=16)
def stage_rules(engine: Engine) -> StageRules:
    """The stage rules of an engine, compiled once."""
    return StageRules(engine)


class Bulk:
    """Trials of moves, each of different facts; `values` and `cells` are those before.

    `moves` are all the moves of each fact that trials are made of.
    """

    def __init__(
        self,
        engine: Engine,
        values: Mapping[str, object],
        cells: Sequence[Cell],
        moves: Mapping[str, Sequence[Move]],
        trials: Sequence[Moves],
    ) -> None:
        self.rules = stage_rules(engine)
        self.engine, self.values, self.trials = engine, values, trials
        self.every = number_of(b"\1" * len(trials))
        self.moved = self.moved_in(moves)
        self.cells = [UNUSED] * len(cells)
        for fact, place in self.rules.places.items():
            elsewhere = [(move.cell, made) for move, made in self.moved.get(fact, ())]
            self.cells[place] = self.spread(cells[place], elsewhere)
        self.settle()
        self.outcomes = self.rules.decide(self.cells, DEFINITE, POSSIBLE, self.every)

    def reaching(self, stage: int) -> Iterable[Moves]:
        """The trials after which this stage is the needed one, in their order."""
        reached = self.needing(stage) & ~self.needing(stage + 1)
        return compress(self.trials, reached.to_bytes(len(self.trials), "little"))

    def needing(self, stage: int) -> int:
        """The trials after which this stage or a higher one is needed."""
        asked, held = self.every if stage == 1 else 0, 0
        for (effect, number), fired in zip(self.engine.stage_groups, self.outcomes, strict=True):
            if effect == "needs_stage" and number >= stage:
                asked |= fired
            elif effect == "holds_stage" and number < stage:
                held |= fired
        return asked & ~held

    def moved_in(self, moves: Mapping[str, Sequence[Move]]) -> dict[str, list[Moved]]:
        """For each fact its moves, each with the trials in which it is made."""
        marks = {id(move): bytearray(len(self.trials)) for each in moves.values() for move in each}
        for at, trial in enumerate(self.trials):
            for move in trial:
                marks[id(move)][at] = 1
        return {
            fact: [(move, number_of(marks[id(move)])) for move in each]
            for fact, each in moves.items()
        }

    def spread(self, cell: Cell, elsewhere: Sequence[Elsewhere]) -> BulkCell:
        """The rows of a fact over all trials."""
        sure = self.row(cell, elsewhere, DEFINITE)
        settled = cell[0] is cell[1] and all(other[0] is other[1] for other, _ in elsewhere)
        return sure, sure if settled else self.row(cell, elsewhere, POSSIBLE)

    def row(self, cell: Cell, elsewhere: Sequence[Elsewhere], kind: int) -> BulkRow:
        every = self.every
        row = [every if holds else 0 for holds in cell[kind]]
        for other, trials in elsewhere:
            for place, holds in enumerate(other[kind]):
                if holds is not cell[kind][place]:
                    row[place] ^= trials
        return tuple(row)

    # Facts that hang on others: what `Situation.settle` does, for all trials

    def settle(self) -> None:
        derived = self.derived()
        doubts: dict[int, tuple[int, int]] = {}
        for turn in self.engine.stage_turns:
            if turn.derive is not None:
                self.cells[turn.place] = self.spread(*derived[turn.place])
            applies = self.applies(turn, doubts)
            if applies != (self.every, self.every):
                doubts[turn.place] = applies
                self.cells[turn.place] = doubtful(turn.fact.leaves, self.cells[turn.place], applies)

    def applies(self, turn: Turn, doubts: Mapping[int, tuple[int, int]]) -> tuple[int, int]:
        """In which trials a fact surely applies, and in which it may."""
        sure = may = self.every
        if turn.place in self.rules.asked:
            asked = self.rules.asked[turn.place]
            sure = asked(self.cells, DEFINITE, POSSIBLE, self.every)[0]
            may = asked(self.cells, POSSIBLE, DEFINITE, self.every)[0]
        for place in turn.watched:
            if place in doubts:
                sure, may = sure & doubts[place][0], may & doubts[place][1]
        return sure, may

    def derived(self) -> dict[int, tuple[Cell, list[Elsewhere]]]:
        """For each derived fact its cell before, and those after moves of what it is made of."""
        before = self.derived_after(())
        after = [(self.derived_after(moves), trials) for moves, trials in self.made_anew()]
        return {
            place: (cell, [(cells[place], trials) for cells, trials in after])
            for place, cell in before.items()
        }

    def made_anew(self) -> list[tuple[Moves, int]]:
        """Each way to move what derived facts are made of, with the trials that do so."""
        parted: list[tuple[Moves, int]] = [((), self.every)]
        for fact in self.rules.makers & self.moved.keys():
            parted = [part for each in parted for part in self.split(*each, self.moved[fact])]
        return [part for part in parted if part[0]]

    def split(
        self, moves: Moves, trials: int, others: Iterable[Moved]
    ) -> Iterator[tuple[Moves, int]]:
        """Some trials, parted by which of other moves they make, if any."""
        for move, made in others:
            if both := trials & made:
                yield (*moves, move), both
                trials ^= both
        yield moves, trials

    def derived_after(self, moves: Iterable[Move]) -> dict[int, Cell]:
        """The cell of each derived fact after these moves."""
        values = {**self.values, **{move.fact: move.value for move in moves}}
        cells: dict[int, Cell] = {}
        for turn in self.rules.deriving:
            value = turn.derive(values) if turn.derive else None
            values[turn.fact.fact] = value
            cells[turn.place] = turn.fact.read(value) or turn.fact.unknown
        return cells


def doubtful(leaves: Sequence[Leaf], cell: BulkCell, applies: tuple[int, int]) -> BulkCell:
    """A fact that applies in some trials only; see `cells.doubtful`."""
    sure = tuple([row & applies[0] for row in cell[DEFINITE]])
    may = tuple(
        [
            row & (applies[0] if isinstance(leaf, Known) else applies[1])
            for leaf, row in zip(leaves, cell[POSSIBLE], strict=True)
        ]
    )
    return sure, may


def number_of(marks: bytes | bytearray) -> int:
    return int.from_bytes(marks, "little")
