"""What can be seen in an advice, as formulas over the answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from knowledge.model import EFFECTS
from knowledge.proving.formulas import ALWAYS, Formula, all_of, some_of
from knowledge.proving.readings import Readings
from knowledge.proving.stairs import Stairs
from knowledge.rulebase import RuleBase
from knowledge.stages import HIGHEST, LOWEST


@dataclass(frozen=True)
class Sight:
    """Tells with which answers a rule, a practice or a stage shows in the advice."""

    base: RuleBase
    readings: Readings
    stairs: Stairs

    def asked_for(self, practice: str) -> Formula:
        """The answers with which some rule or step asks for a practice."""
        rules = self.base.engine.effects["advise"]
        parts = [self.readings.sure(rule) for _, rule, advised in rules if practice in advised]
        for number, stage in self.base.stages.items():
            if practice in stage.climb_steps:
                parts.append(self.stairs.going_up(number))
            if practice in stage.merge_steps:
                parts.append(self.stairs.going_down(number))
        return some_of(parts)

    def due(self, practice: str) -> Formula:
        """The answers with which a practice is not left out: not too early and not done."""
        stage = self.stairs.advised(self.base.practices[practice].stage)
        tree = self.base.engine.done.get(practice)
        done = [self.readings.reading(tree, True).opposite] if tree is not None else []
        return all_of([stage, *done])

    def numbers(self) -> Iterator[Formula]:
        """What the stage part of an advice consists of: each number is at least so much."""
        for stage in range(LOWEST + 1, HIGHEST + 1):
            yield self.stairs.needed[stage]
            yield self.stairs.possible(stage, sure=False)
            yield self.stairs.possible(stage, sure=True)
            yield self.stairs.advised(stage)

    def rules(self) -> Iterator[tuple[str, Formula]]:
        """For every rule the answers with which it shows if it fires."""
        for effect in EFFECTS:
            for _, rule, value in self.base.engine.effects[effect]:
                yield rule, self.showing(effect, value)

    def showing(self, effect: str, value: Any) -> Formula:
        """The answers with which a rule with this effect shows if it fires."""
        match effect:
            case "needs_stage" | "holds_stage":
                return self.deciding(effect, value)
            case "step_down_to":
                return self.stepping_down(value)
            case "advise":
                return some_of(self.due(practice) for practice in value)
            case "pick":
                return self.stairs.advised(self.base.components[value[1]].stage)
            case "not_yet":
                return some_of(self.first(component).opposite for component in value)
            case _:
                return ALWAYS

    def deciding(self, effect: str, stage: int) -> Formula:
        """A fired stage rule stands beside the steps of a start or a climb that it decided."""
        if effect == "needs_stage":
            decides = self.stairs.needed[stage + 1].opposite
        else:
            more = self.stairs.fired("needs_stage", stage + 1, HIGHEST)
            decides = all_of([self.stairs.needed[stage], more])
        steps = [
            all_of([self.stairs.going_up(number), self.any_due(about.climb_steps)])
            for number, about in self.base.stages.items()
        ]
        return all_of([decides, some_of(steps)])

    def stepping_down(self, stage: int) -> Formula:
        """A fired step down stands beside the steps of a merge if it decided where to."""
        steps = []
        for number, about in self.base.stages.items():
            if number >= stage:
                decides = ALWAYS if number == stage else self.stairs.needed[number]
                down = self.stairs.going_down(number)
                steps.append(all_of([decides, down, self.any_due(about.merge_steps)]))
        return some_of(steps)

    def any_due(self, practices: tuple[str, ...]) -> Formula:
        return some_of(self.due(practice) for practice in practices)

    def first(self, component: str) -> Formula:
        """The answers with which a component is the first choice for its slot."""
        before: list[Formula] = []
        ways: list[Formula] = []
        for _, rule, (slot, name) in self.base.engine.effects["pick"]:
            if slot == self.base.components[component].slot:
                stage = self.stairs.advised(self.base.components[name].stage)
                fits = all_of([self.readings.sure(rule), stage])
                if name == component:
                    ways.append(all_of([fits, *before]))
                else:
                    before.append(fits.opposite)
        return some_of(ways)
