"""Scales: where on a side of a map a number stands, as a share of its length."""

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from math import log10

from knowledge import Fact
from knowledge.maps import Axis

# Each span gets at least this share, so that its numeral can be read, if there are not too many.
NARROWEST, MOST_NARROW = 0.1, 0.6
# How far a scale goes on beyond the outermost limits: in powers of ten, or as a share.
BEYOND_POWERS, BEYOND = 0.5, 0.35
# A point stays this far inside its span, so that it never sits on a border.
INSIDE = 0.03


class Scale:
    """The scale of one axis: logarithmic where its fact is, stretched where spans are narrow.

    `edges` are the places (0 to 1) where spans begin, and 1 at the end.
    """

    def __init__(self, axis: Axis, fact: Fact) -> None:
        self.axis = axis
        self.logarithmic = fact.scale == "logarithmic"
        self.ends = self.window(fact)
        limits = [span.low for span in axis.spans[1:]]
        marks = [self.ends[0], *map(self.measure(), limits), self.ends[1]]
        self.marks = marks
        widths = [(after - before) / (marks[-1] - marks[0]) for before, after in pairwise(marks)]
        self.edges = [0.0, *accumulate(widened(widths))]

    def window(self, fact: Fact) -> tuple[float, float]:
        """The least and the most that is shown, as measured: around all limits and the team."""
        known = [] if self.axis.value is None else [self.axis.value]
        shown = [*(span.low for span in self.axis.spans[1:]), *known]
        low, high = fact.range or (0, 0)
        if not self.logarithmic:
            return linear_window(shown, low, high)
        powers = [log10(value) for value in shown if value > 0] or [0.0, 1.0]
        return min(powers) - BEYOND_POWERS, max(powers) + BEYOND_POWERS

    def measure(self) -> Callable[[float], float]:
        if not self.logarithmic:
            return float
        return lambda value: log10(value) if value > 0 else self.ends[0]

    def place(self, value: float) -> float:
        """Where a number stands, well inside its span."""
        span = self.axis.place(value)
        begin, end = self.edges[span : span + 2]
        low, high = self.marks[span : span + 2]
        share = (self.measure()(value) - low) / (high - low) if high > low else 0.5
        margin = min(INSIDE, (end - begin) / 3)
        return min(max(begin + share * (end - begin), begin + margin), end - margin)


def linear_window(shown: Sequence[float], low: float, high: float) -> tuple[float, float]:
    """From a little below what is shown to a little above, within the fact's range."""
    if not shown:
        return low, high
    least, most = min(shown), max(shown)
    beyond = (most - least) * BEYOND or abs(most) or 1.0
    return max(low, least - beyond), min(high, most + beyond)


def widened(widths: Sequence[float]) -> list[float]:
    """The same widths, all made more alike if one is too narrow; their sum stays 1."""
    least = min(NARROWEST, MOST_NARROW / len(widths))
    if min(widths) >= least:
        return list(widths)
    return [least + width * (1 - least * len(widths)) for width in widths]
