"""Limit bars: a value of the team beside the limit of a rule."""

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

Comparison = Mapping[str, Any]
Bar = dict[str, Any]
Scale = Callable[[float], float]

# A logarithmic bar spans this many times the limit on either side, so its limit is in the
# middle and ten times the limit is half-way to the end.
SPAN = 100
# A linear bar shows at least this many times the limit, and never more than the second.
LEAST, MOST = 2, 8
# Closer than this to the limit, "so many times" says less than "over the limit".
WORTH_SAYING = 1.5
UPWARD = frozenset({">", ">="})


def limits(rules: Iterable[Mapping[str, Any]], logarithmic: Collection[str] = ()) -> list[Bar]:
    """A bar for each sign among the rules of an advice.

    `logarithmic` holds the ids of the facts that are drawn on a logarithmic scale.
    """
    signs = (rule for rule in rules if rule["sign"])
    return [limit_row(rule, logarithmic) for rule in signs]


def limit_row(rule: Mapping[str, Any], logarithmic: Collection[str] = ()) -> Bar:
    """A sign with the comparison that stands for it, drawn."""
    comparison = telling(rule["comparisons"])
    scaled = comparison is not None and comparison["fact"] in logarithmic
    return {
        "rule": rule,
        "on": rule["state"] == "fired",
        "comparison": comparison,
        "bar": comparison and limit_bar(comparison, logarithmic=scaled),
    }


def telling(comparisons: Iterable[Comparison]) -> Comparison | None:
    """The first comparison with a number, else the first one; None if there is none."""
    listed = list(comparisons)
    return next(
        (each for each in listed if is_number(each["limit"])), listed[0] if listed else None
    )


def limit_bar(comparison: Comparison, *, logarithmic: bool = False) -> Bar:
    """The geometry of one comparison: places as percentages of the bar's width."""
    value, limit = comparison["value"], comparison["limit"]
    if not is_number(limit):
        return {"kind": "choice", "known": value is not None, "chosen": value is True}
    place = log_scale(limit) if logarithmic and limit > 0 else linear_scale(value, limit)
    tick = place(limit)
    if not is_number(value):
        return {"kind": "number", "known": False, "tick": percent(tick)}
    fill = place(value)
    return {
        "kind": "number",
        "known": True,
        "tick": percent(tick),
        "fill": percent(min(fill, 1)),
        "within": percent(min(fill, tick)),
        "over": percent(min(fill, 1) - tick) if fill > tick else None,
        "broken": fill > 1,
        "upward": comparison["operator"] in UPWARD,
        "times": times(comparison),
    }


def log_scale(limit: float) -> Scale:
    """A scale with `limit` in the middle; everything at or below its start is 0."""

    def place(value: float) -> float:
        if value <= limit / SPAN:
            return 0.0
        return 0.5 + math.log(value / limit) / math.log(SPAN) / 2

    return place


def linear_scale(value: Any, limit: float) -> Scale:
    """A scale from 0 that shows the value, unless that would push the limit into a corner."""
    reach = value * 1.1 if is_number(value) else 0
    end = min(max(reach, limit * LEAST), limit * MOST) or 1

    def place(value: float) -> float:
        return max(value / end, 0)

    return place


def times(comparison: Comparison) -> float | None:
    """How many times the limit an exceeding value is, rounded; None where it says little."""
    value, limit = comparison["value"], comparison["limit"]
    if comparison["operator"] not in UPWARD or not limit or value / limit < WORTH_SAYING:
        return None
    ratio: float = value / limit
    return round(ratio) if ratio >= 10 else round(ratio, 1)


def percent(share: float) -> str:
    """A share of the width as SVG writes it, whatever the language of the page."""
    return f"{share * 100:.1f}%"


def is_number(value: Any) -> bool:
    """Whether this is a number; true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)
