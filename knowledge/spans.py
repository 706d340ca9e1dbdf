"""Spans: stretches of the numbers that a fact may have, with ends that say what they hold."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf, nextafter
from typing import NamedTuple

from knowledge.answers import plain_number


class Span(NamedTuple):
    """The numbers from `low` to `high`, in the unit of their fact.

    An end that is not closed does not belong to the span itself. Of a fact that has only
    whole numbers both ends are closed.
    """

    low: int | float
    high: int | float
    low_closed: bool = True
    high_closed: bool = True

    def holds(self, value: float) -> bool:
        """Whether a number lies in the span."""
        above = self.low <= value if self.low_closed else self.low < value
        return above and (value <= self.high if self.high_closed else value < self.high)


def spans_from(starts: Sequence[float], last: float, whole: bool) -> Iterator[Span]:
    """The spans that begin at these numbers, in rising order, up to the last number there is."""
    for start, after in pairwise([*starts, None]):
        assert start is not None
        low, low_closed = (start, True) if start == starts[0] else beginning(start, whole)
        high, high_closed = (last, True) if after is None else ending(after, whole)
        yield Span(plain_number(low), plain_number(high), low_closed, high_closed)


def beginning(start: float, whole: bool) -> tuple[float, bool]:
    """How to say "from this number on": itself, or more than the one just before it."""
    before = nextafter(start, -inf)
    if whole or len(repr(start)) <= len(repr(before)):
        return start, True
    return before, False


def ending(after: float, whole: bool) -> tuple[float, bool]:
    """How to say "before this number", so that it fits how the next span begins."""
    if whole:
        return after - 1, True
    limit, closed = beginning(after, whole)
    return limit, not closed
