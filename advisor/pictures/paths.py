"""The ways from questions through rules to stages, drawn: three columns and curves between."""

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any, NamedTuple

WIDTH = 900
ROW, TOP = 25, 22
# Where texts stand: questions end here, rules stand between these, stages begin here.
QUESTIONS, RULES, RULES_END, STAGES = 262, 345, 650, 860
BEND = 50


class Way(NamedTuple):
    """One rule: the questions that it asks, and what it does (`needs`…) with which stage."""

    rule: str
    questions: Sequence[str]
    effect: str
    stage: int


def paths_picture(ways: Sequence[Way], stages: Sequence[int]) -> dict[str, Any]:
    """The places of questions, rules and stages, and the curves between them.

    Rules stand in the order given. Questions stand beside the rules that ask them, so that
    few curves cross; the stages are spread evenly, the highest on top.
    """
    rules = {way.rule: TOP + ROW * place for place, way in enumerate(ways)}
    questions = beside(ways, rules)
    heights = spread(len(ways), stages)
    return {
        "width": WIDTH,
        "height": TOP + ROW * len(ways),
        "questions": [{"id": name, "x": QUESTIONS, "y": y} for name, y in questions.items()],
        "rules": [
            {"id": way.rule, "x": RULES, "y": rules[way.rule], "effect": way.effect} for way in ways
        ],
        "stages": [{"number": number, "x": STAGES, "y": y} for number, y in heights.items()],
        "asking": [
            curve(QUESTIONS + 8, questions[name], RULES - 8, rules[way.rule])
            for way in ways
            for name in way.questions
        ],
        "leading": [
            {
                "effect": way.effect,
                "d": curve(RULES_END, rules[way.rule], STAGES - 26, heights[way.stage]),
            }
            for way in ways
        ],
    }


def beside(ways: Sequence[Way], rules: Mapping[str, int]) -> dict[str, int]:
    """The questions with their heights: evenly spread, in the order of the rules they serve."""
    asked: dict[str, list[int]] = {}
    for way in ways:
        for name in way.questions:
            asked.setdefault(name, []).append(rules[way.rule])
    order = sorted(asked, key=lambda name: fmean(asked[name]))
    room = ROW * (len(ways) - 1) / max(len(order) - 1, 1)
    return {name: round(TOP + room * place) for place, name in enumerate(order)}


def spread(count: int, stages: Sequence[int]) -> dict[int, int]:
    """The heights of the stages, evenly spread, the highest on top."""
    room = ROW * (count - 1) / max(len(stages), 1)
    ordered = sorted(stages, reverse=True)
    return {number: round(TOP + room * (place + 0.5)) for place, number in enumerate(ordered)}


def curve(x1: int, y1: int, x2: int, y2: int) -> str:
    """A curve that leaves and arrives level, as an SVG path."""
    return f"M{x1} {y1}C{x1 + BEND} {y1} {x2 - BEND} {y2} {x2} {y2}"
