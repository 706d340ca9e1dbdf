"""Answers as cells, and the facts whose cell hangs on other facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.cells import DEFINITE, POSSIBLE, Cell, FactCells, doubtful
from knowledge.compiling import Decide, Derive, Outcomes


class Turn(NamedTuple):
    """A fact, at its place, whose cell hangs on others: asked only when, or derived from them.

    `asked` decides its `asked_when`, `derive` works out its value, `watched` are the places
    of what it is derived from.
    """

    place: int
    fact: FactCells
    asked: Decide | None
    derive: Derive | None
    watched: tuple[int, ...]


@dataclass(slots=True)
class Situation:
    """Answers as cells. `values` holds answers and what is derived from them, by fact.

    `cells` has one cell for each fact of the rule base, in order. `doubts` names the places
    of facts that do not apply (False) or of which that is unknown (None); all others apply.
    """

    values: dict[str, object]
    cells: list[Cell]
    doubts: dict[int, bool | None]

    def surely(self, decide: Decide) -> Outcomes:
        """What surely holds."""
        return decide(self.cells, DEFINITE, POSSIBLE)

    def maybe(self, decide: Decide) -> Outcomes:
        """What may hold."""
        return decide(self.cells, POSSIBLE, DEFINITE)

    def both(self, decide: Decide) -> tuple[Outcomes, Outcomes]:
        """What surely holds and what may hold: one and the same if nothing is unknown."""
        sure = self.surely(decide)
        if [cell for cell in self.cells if cell[0] is not cell[1]]:
            return sure, self.maybe(decide)
        return sure, sure

    def settle(self, turns: Iterable[Turn]) -> "Situation":
        """Work out the facts that hang on others, one after the other. Returns itself."""
        for turn in turns:
            if turn.derive is not None:
                value = turn.derive(self.values)
                self.values[turn.fact.fact] = value
                self.cells[turn.place] = turn.fact.read(value) or turn.fact.unknown
            applies = self.applies(turn)
            if applies is not True:
                self.doubt(turn, applies)
        return self

    def applies(self, turn: Turn) -> bool | None:
        """Whether its own `asked_when` holds and all that it is derived from applies."""
        applies: bool | None = True
        if turn.asked is not None and not self.surely(turn.asked)[0]:
            applies = None if self.maybe(turn.asked)[0] else False
        if self.doubts and turn.watched:
            parts = [applies, *(self.doubts.get(place, True) for place in turn.watched)]
            applies = False if False in parts else None if None in parts else True
        return applies

    def doubt(self, turn: Turn, applies: bool | None) -> None:
        """Note that a fact does not apply (False) or may not (None)."""
        self.doubts[turn.place] = applies
        cell = turn.fact.absent
        if applies is None:
            cell = doubtful(turn.fact.leaves, self.cells[turn.place])
        self.cells[turn.place] = cell
