"""The flight of steps: where a team stands, its next step, and what is held back."""

from collections.abc import Mapping
from typing import Any, Literal

Mark = Literal["here", "stay", "next", "start", "merge", "later", "held", "none"]
Picture = dict[str, Any]

# Units of the drawing. The template scales it; only the proportions matter.
WIDTH, HEIGHT = 400, 270
STEP = 100
GROUND = 270
TOPS: Mapping[int, int] = {1: 206, 2: 160, 3: 112, 4: 62}
# A marker floats this far above its step, and its label this far above the marker.
FLOAT, LABEL = 27, 19
GOAL: Mapping[str, Mark] = {"start": "start", "climb": "next", "simplify": "merge"}


def stairs(
    stage: Mapping[str, Any], names: Mapping[int, str], people: Mapping[int, str] | None = None
) -> Picture:
    """The picture of the stage part of an advice.

    `names` and `people` give, by the number of a stage, what to write on its step.
    The result holds coordinates in a box of `width` × `height`.
    """
    steps = [step(number, name, stage, people or {}) for number, name in sorted(names.items())]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "steps": steps,
        "edge": edge(list(names)),
        "climb": climb(stage.get("current"), stage.get("advised")),
        "here": stage.get("current"),
        "goal": stage.get("advised"),
        "verdict": stage.get("verdict"),
    }


def bare(names: Mapping[int, str], people: Mapping[int, str] | None = None) -> Picture:
    """The stairs alone, with nobody on them."""
    return stairs({"possible": list(names)}, names, people)


def step(
    number: int, name: str, stage: Mapping[str, Any], people: Mapping[int, str]
) -> dict[str, Any]:
    """One step: its rectangle, its marker, and what the marker means."""
    left, top = STEP * (number - 1), TOPS[number]
    return {
        "number": number,
        "name": name,
        "people": people.get(number, ""),
        "mark": mark(number, stage),
        "possible": number in stage.get("possible", ()),
        "x": left,
        "y": top,
        "width": STEP,
        "height": GROUND - top,
        "middle": left + STEP // 2,
        "marker_y": top - FLOAT,
        "label_y": top - FLOAT - LABEL,
        "numeral_y": top + 34,
    }


def mark(number: int, stage: Mapping[str, Any]) -> Mark:
    """What stands on a step; a step that is only passed has no mark."""
    current, advised, needed = (stage.get(key) for key in ("current", "advised", "needed"))
    if advised is None:
        return "none"
    if number == current:
        return "stay" if advised == current else "here"
    if number == advised:
        return GOAL.get(stage["verdict"], "next")
    if number in stage.get("path", ()):
        return "later"
    return "held" if number > max(advised, current or 1, needed or 1) else "none"


def edge(numbers: list[int]) -> str:
    """The line along the front of the steps, as an SVG path."""
    first, *others = sorted(numbers)
    risers = (f"V{TOPS[number]}H{STEP * number}" for number in others)
    return f"M0 {TOPS[first]}H{STEP}{''.join(risers)}"


def climb(current: int | None, advised: int | None) -> str | None:
    """The dotted way from the marker of one step to that of another; None if nobody moves."""
    if current is None or advised is None or current == advised:
        return None
    (x1, y1), (x2, y2) = marker(current), marker(advised)
    side = 1 if x2 > x1 else -1
    # It leaves and arrives level, below the label of the one step and above the other's edge.
    start, end = x1 + 16 * side, x2 - 16 * side
    return f"M{start} {y1}C{start + 28 * side} {y1} {end - 30 * side} {y2} {end} {y2}"


def marker(number: int) -> tuple[int, int]:
    """Where the marker of a step floats."""
    return STEP * (number - 1) + STEP // 2, TOPS[number] - FLOAT
