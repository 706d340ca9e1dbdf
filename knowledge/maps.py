"""The map: which stage is needed over any two number facts, all other answers as they are.

The limits of the stage rules cut each of the two facts into cells, and within a pair of cells
no rule changes: one evaluation a pair is exact, borders included. Neighbours that say the
same are merged.

A fact that is derived from one of the two cuts it as well, just where the derived one comes
into another cell of its own (found by halving, with proof: see `enclosing`). Over a fact that
is derived from both, a border runs slantwise and no rectangle can follow it. Then both are
also cut finely, and a rectangle in which the derived fact is not proved to stay in one cell
is marked as not exact: what it shows holds at its lowest corner. `StageMap.exact` tells
whether there is none of these.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, groupby
from typing import NamedTuple

from knowledge.answers import Answers
from knowledge.charting import Chart, Spot, Stretch
from knowledge.model import Fact
from knowledge.rulebase import RuleBase
from knowledge.spans import Span, spans_from


class Axis(NamedTuple):
    """One side of a map: a fact, its spans in rising order, and the team's own value, if known."""

    fact: str
    spans: tuple[Span, ...]
    value: int | float | None

    def place(self, value: float) -> int:
        """Which span holds a number. Raises ValueError if it is out of the fact's range."""
        for place, span in enumerate(self.spans):
            if span.holds(value):
                return place
        raise ValueError(f"{self.fact} cannot be {value}")


class Region(NamedTuple):
    """A rectangle of the map in which the same stage is needed, as large as it can be.

    `possible` are all stages that open questions leave; more than one if the stage is open.
    """

    x: Span
    y: Span
    stage: int
    possible: tuple[int, ...]
    exact: bool


@dataclass(frozen=True)
class StageMap:
    """The stages over two facts. `rows` go with the spans of `y`, their spots with those of `x`."""

    x: Axis
    y: Axis
    rows: tuple[tuple[Spot, ...], ...]

    @property
    def point(self) -> tuple[float, float] | None:
        """Where the team itself stands; None unless it has answered both."""
        if self.x.value is None or self.y.value is None:
            return None
        return self.x.value, self.y.value

    @property
    def exact(self) -> bool:
        """Whether what is shown holds everywhere."""
        return all(spot.exact for row in self.rows for spot in row)

    @property
    def stages(self) -> tuple[int, ...]:
        """The stages that are needed somewhere, rising."""
        return tuple(sorted({spot.stage for row in self.rows for spot in row}))

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The map in rectangles, none of which overlap: from the lowest row up, then rightwards."""
        return tuple(regions(self))

    def at(self, x: float, y: float) -> Spot:
        """What holds for two numbers. Raises ValueError if one is out of its fact's range."""
        return self.rows[self.y.place(y)][self.x.place(x)]


def stage_map(rule_base: RuleBase, answers: Answers, x_fact: str, y_fact: str) -> StageMap:
    """The map of the needed stage over two number facts, the other answers as they are.

    The team's own answers to the two are only its point on the map. Raises KnowledgeError
    (file "answers") on wrong answers, ValueError unless these are two number facts that are
    asked and not derived.
    """
    numbers = number_facts(rule_base)
    if x_fact == y_fact or not {x_fact, y_fact} <= numbers.keys():
        raise ValueError(f"a map needs two number facts that are asked, not {x_fact} and {y_fact}")
    return drawn(Chart(rule_base, answers), x_fact, y_fact)


def number_facts(rule_base: RuleBase) -> dict[str, Fact]:
    """The facts that can be a side of a map, in order: numbers that are asked."""
    facts = rule_base.facts.items()
    return {name: fact for name, fact in facts if fact.kind == "number" and fact.derive is None}


def moving_pairs(rule_base: RuleBase, answers: Answers) -> tuple[tuple[str, str], ...]:
    """The pairs of number facts that both move the needed stage, the most telling first.

    That is: pairs of answered facts before others, then those whose map shows more stages,
    then in the order of the facts. Raises KnowledgeError (file "answers") on wrong answers.
    """
    chart = Chart(rule_base, answers)
    names = [name for name in number_facts(rule_base) if name in chart.facts]
    maps = [drawn(chart, x, y) for x, y in combinations(names, 2)]
    moving = [each for each in maps if len(each.x.spans) > 1 and len(each.y.spans) > 1]
    moving.sort(key=lambda each: (each.point is None, -len(each.stages)))
    return tuple((each.x.fact, each.y.fact) for each in moving)


def drawn(chart: Chart, x: str, y: str) -> StageMap:
    across, up = chart.stretches(x, y), chart.stretches(y, x)
    rows = list(chart.spots(x, y, across, up))
    rights, tops = changes(list(zip(*rows, strict=True))), changes(rows)
    return StageMap(
        axis(chart, x, [across[place] for place in rights]),
        axis(chart, y, [up[place] for place in tops]),
        tuple(tuple(rows[row][column] for column in rights) for row in tops),
    )


def changes(lines: Sequence[Sequence[Spot]]) -> list[int]:
    """The places of the lines that are not like the one before."""
    return [place for place, line in enumerate(lines) if not place or line != lines[place - 1]]


def axis(chart: Chart, name: str, stretches: Sequence[Stretch]) -> Axis:
    starts, whole = [stretch.low for stretch in stretches], chart.engine.facts[name].whole
    value = chart.answers.get(name)
    assert value is None or isinstance(value, int | float)
    return Axis(name, tuple(spans_from(starts, chart.range_of(name)[1], whole)), value)


# Into rectangles


class Run(NamedTuple):
    """Neighbours in one row that say the same, from one column to before another."""

    first: int
    end: int
    spot: Spot


def regions(found: StageMap) -> Iterator[Region]:
    """Runs of a row, each together with the same run in the rows above it."""
    rows = [runs(row) for row in found.rows]
    for bottom, row in enumerate(rows):
        for run in row:
            if not bottom or run not in rows[bottom - 1]:
                top = bottom
                while top + 1 < len(rows) and run in rows[top + 1]:
                    top += 1
                x, y = found.x.spans[run.first : run.end], found.y.spans[bottom : top + 1]
                yield Region(joined(x), joined(y), *run.spot)


def runs(row: Sequence[Spot]) -> list[Run]:
    found, first = [], 0
    for spot, equal in groupby(row):
        end = first + len(list(equal))
        found.append(Run(first, end, spot))
        first = end
    return found


def joined(spans: Sequence[Span]) -> Span:
    first, last = spans[0], spans[-1]
    return Span(first.low, last.high, first.low_closed, last.high_closed)
