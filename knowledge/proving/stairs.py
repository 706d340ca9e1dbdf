"""The stage part of an advice as formulas: what is needed, what is advised, which verdict."""

from dataclasses import dataclass
from functools import cached_property

from knowledge.proving.formulas import ALWAYS, NEVER, Formula, all_of, some_of
from knowledge.proving.readings import Readings
from knowledge.stages import CURRENT_STAGE, HIGHEST, LOWEST, STAGES


@dataclass(frozen=True)
class Stairs:
    """Formulas over the stage rules of a rule base but those of `without`."""

    readings: Readings
    without: frozenset[str] = frozenset()

    def fired(self, effect: str, low: int, high: int, sure: bool = True) -> Formula:
        """Some rule with this effect on a stage from `low` to `high` surely fires, or may."""
        return some_of(
            self.readings.rule(rule, sure)
            for _, rule, stage in self.readings.space.engine.effects[effect]
            if low <= stage <= high and rule not in self.without
        )

    @cached_property
    def needed(self) -> dict[int, Formula]:
        """For each stage: at least this one is needed."""
        return {
            stage: all_of(
                [
                    self.fired("needs_stage", stage, HIGHEST),
                    self.fired("holds_stage", LOWEST, stage - 1).opposite,
                ]
            )
            if stage > LOWEST
            else ALWAYS
            for stage in range(LOWEST, HIGHEST + 1)
        } | {HIGHEST + 1: NEVER}

    def possible(self, stage: int, sure: bool) -> Formula:
        """All stages that are possible (or, if not `sure`, some) are at least this one."""
        needs = self.fired("needs_stage", stage, HIGHEST, sure)
        return all_of([needs, self.fired("holds_stage", LOWEST, stage - 1, not sure).opposite])

    def current(self, stage: int | None) -> Formula:
        """The current stage is this one; None: there is none or it is not known."""
        space = self.readings.space
        place = space.engine.places.get(CURRENT_STAGE)
        if place is None:
            return NEVER if stage else ALWAYS
        variable = space.variables[place]
        cells = [STAGES.get(value) for value in variable.values] + [None]
        return space.within(place, sum(1 << bit for bit, each in enumerate(cells) if each == stage))

    def advised_from(self, stage: int, current: int | None) -> Formula:
        """At least this stage is advised to a team that is at `current`."""
        if current is None or stage == current + 1:
            return self.needed[stage]
        if stage > current:
            return NEVER
        down = self.fired("step_down_to", LOWEST, stage - 1)
        return some_of([self.needed[stage], down.opposite])

    def advised_at(self, stage: int, current: int | None) -> Formula:
        """Exactly this stage is advised to a team that is at `current`."""
        above = NEVER if stage == HIGHEST else self.advised_from(stage + 1, current)
        return all_of([self.current(current), self.advised_from(stage, current), above.opposite])

    def advised(self, low: int) -> Formula:
        """At least this stage is advised, whatever the current one."""
        if low == LOWEST:
            return ALWAYS
        return some_of(
            all_of([self.current(current), self.advised_from(low, current)]) for current in CURRENT
        )

    def going_up(self, stage: int) -> Formula:
        """The verdict is to start with this stage or to climb to it."""
        start = self.advised_at(stage, None)
        if stage == LOWEST:
            return start
        return some_of([start, all_of([self.current(stage - 1), self.needed[stage]])])

    def going_down(self, stage: int) -> Formula:
        """The verdict is to simplify to this stage."""
        return some_of(self.advised_at(stage, current) for current in range(stage + 1, HIGHEST + 1))

    def going_down_below(self, stage: int) -> Formula:
        """The verdict is to simplify to a stage below this one."""
        return some_of(self.going_down(lower) for lower in range(LOWEST, stage))


CURRENT = (None, *STAGES.values())
