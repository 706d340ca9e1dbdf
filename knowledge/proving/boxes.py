"""Exact boxes: the search for all boxes of cells in which formulas hold.

It narrows a box by what must be, then splits it over what may be. It finds every answer there
is, or none, or gives up when its steps run out: that is never an answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.proving.formulas import AtLeast, Box, Formula, at_least


class OutOfSteps(Exception):
    """A question took more steps than it may; it is not decided."""


@dataclass
class Steps:
    """What is left of a budget: one step is one look at one side of a box."""

    left: int

    def take(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise OutOfSteps


@dataclass(frozen=True)
class Search:
    """Finds the boxes in which formulas hold.

    Boxes with more than `most` variables off their `usual` cells are left out, if it is set.
    """

    steps: Steps
    usual: Sequence[int] = ()
    most: int | None = None

    def boxes(self, box: Box, wanted: Iterable[Formula]) -> Iterator[Box]:
        """Boxes without a common cell that together hold all cells that meet what is wanted.

        Raises OutOfSteps.
        """
        waiting = [(box.copy(), list(wanted))]
        while waiting:
            box, formulas = waiting.pop()
            left = self.narrowed(box, formulas)
            if left is None or self.is_far(box):
                continue
            if left:
                waiting += reversed(list(branches(box, left)))
            else:
                yield box

    def narrowed(self, box: Box, wanted: list[Formula]) -> list[Formula] | None:
        """Narrow the box until nothing moves; returns what is open, None if nothing is left."""
        before: Box = []
        while box != before:
            before, now, wanted = box.copy(), wanted, []
            for formula in now:  # it grows on the way
                self.steps.take(formula.size)
                if not formula.narrow(box, now, wanted):
                    return None
        return wanted

    def is_far(self, box: Box) -> bool:
        if self.most is None:
            return False
        off = [None for allowed, usual in zip(box, self.usual, strict=True) if not allowed & usual]
        return len(off) > self.most


def branches(box: Box, left: list[Formula]) -> Iterator[tuple[Box, list[Formula]]]:
    """Split on the choice with the fewest parts, into boxes without a common cell."""
    choice = min(left, key=lambda formula: len(formula.parts))
    others = [formula for formula in left if formula is not choice]
    if isinstance(choice, AtLeast) and choice.number > 1:
        first, rest = choice.parts[0], choice.parts[1:]
        yield box.copy(), [first, at_least(choice.number - 1, rest), *others]
        yield box.copy(), [first.opposite, at_least(choice.number, rest), *others]
        return
    refused: list[Formula] = []
    for part in choice.parts:
        yield box.copy(), [part, *refused, *others]
        refused.append(part.opposite)
