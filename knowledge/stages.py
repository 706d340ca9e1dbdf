"""From the stage rules that fire to the stage advised: needed, possible, advised, verdict."""

from typing import Literal, NamedTuple, TypeAlias

from knowledge.engine import Reach

Verdict: TypeAlias = Literal["start", "climb", "stay", "simplify"]

CURRENT_STAGE = "current_stage"
STAGES = {"stage_1": 1, "stage_2": 2, "stage_3": 3, "stage_4": 4}
LOWEST, HIGHEST = 1, 4


class StageAdvice(NamedTuple):
    """The stage part of an advice; stages are 1 to 4.

    `current` is None where there is none or it is not known. `needed` counts what surely
    fires, `possible` lists every stage still open. `advised` is the stage to work toward
    now, `path` the stages to go through to `needed`.
    """

    current: int | None
    needed: int
    possible: tuple[int, ...]
    advised: int
    path: tuple[int, ...]
    verdict: Verdict


def stage_advice(reach: Reach, current_answer: object) -> StageAdvice:
    """The stage part, from what the stage rules ask for and the answer to `current_stage`."""
    current = STAGES.get(current_answer) if isinstance(current_answer, str) else None
    needed = min(reach.needs, reach.holds)
    least, most = min(reach.needs, reach.may_hold), min(reach.may_need, reach.holds)
    possible = tuple(range(least, most + 1))
    if current is None:
        return StageAdvice(None, needed, possible, needed, (needed,), "start")
    if needed > current:
        path = tuple(range(current + 1, needed + 1))
        return StageAdvice(current, needed, possible, current + 1, path, "climb")
    advised = min(
        (max(down, needed) for down in reach.step_downs if down < current), default=current
    )
    if advised < current:
        return StageAdvice(current, needed, possible, advised, (advised,), "simplify")
    return StageAdvice(current, needed, possible, current, (), "stay")
