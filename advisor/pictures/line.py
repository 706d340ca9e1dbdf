"""A line of stages over time, one step for each time of advice."""

from collections.abc import Sequence
from typing import Any

WIDTH, GROUND = 100, 190
# As wide as four steps at least, so that few of them do not grow out of proportion.
FEWEST = 4
TOP = {1: 150, 2: 112, 3: 74, 4: 36}


def line(stages: Sequence[int], here: int) -> dict[str, Any]:
    """The picture of some stages in order; `here` is the place of the one looked at."""
    return {
        "width": WIDTH * max(FEWEST, len(stages)),
        "height": GROUND,
        "steps": [step(place, stage, place == here) for place, stage in enumerate(stages)],
    }


def step(place: int, stage: int, here: bool) -> dict[str, Any]:
    """One step: its rectangle and where its figure stands."""
    return {
        "stage": stage,
        "mark": "here" if here else "next",
        "x": WIDTH * place,
        "y": TOP[stage],
        "width": WIDTH,
        "height": GROUND - TOP[stage],
        "middle": WIDTH * place + WIDTH // 2,
        "figure": TOP[stage] + 27,
    }
