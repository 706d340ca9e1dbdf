"""Why not the stage above the advised one, and why not the one below."""

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from knowledge.findings import Findings
from knowledge.stages import HIGHEST, LOWEST

Reason: TypeAlias = Literal[
    "one_step", "held", "nothing_asks", "needed", "merging", "already_there"
]


class WhyNot(NamedTuple):
    """Why a neighbouring stage is not advised, and the rules (by id) that say so.

    Above: `one_step` (needed, but no stage is skipped), `held` (rules hold the team below
    it), `nothing_asks` (these rules would have to fire). Below: `needed` (rules ask for
    more), `merging` (these rules ask to merge back just this far), `already_there` (nothing
    asks for so much, but nothing says to go back either).
    """

    stage: int
    reason: Reason
    rules: tuple[str, ...]


def why_not(found: Findings) -> tuple[WhyNot, ...]:
    """The stage above the advised one, then the one below, where they exist."""
    return tuple(neighbours(found))


def neighbours(found: Findings) -> Iterator[WhyNot]:
    advised = found.stage.advised
    if advised < HIGHEST:
        yield above(found, advised + 1)
    if advised > LOWEST:
        yield below(found, advised - 1)


def above(found: Findings, stage: int) -> WhyNot:
    if found.stage.needed >= stage:
        return WhyNot(stage, "one_step", asking_for(found, stage))
    holding = [rule for rule, held in found.fired("holds_stage") if held < stage]
    if holding:
        return WhyNot(stage, "held", tuple(holding))
    missing = [rule for rule, asked in found.silent("needs_stage") if asked == stage]
    return WhyNot(stage, "nothing_asks", tuple(missing))


def below(found: Findings, stage: int) -> WhyNot:
    if found.stage.needed > stage:
        return WhyNot(stage, "needed", asking_for(found, stage + 1))
    if found.stage.verdict == "simplify":
        return WhyNot(stage, "merging", found.stepping_down())
    return WhyNot(stage, "already_there", ())


def asking_for(found: Findings, stage: int) -> tuple[str, ...]:
    """The fired rules that need this stage or a higher one."""
    return tuple(rule for rule, asked in found.fired("needs_stage") if asked >= stage)
