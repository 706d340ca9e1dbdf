"""What the engine found for some answers: the one value all parts of an advice are made from."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from knowledge.engine import Reach
from knowledge.explaining import RuleState, State
from knowledge.rulebase import RuleBase
from knowledge.situations import Situation
from knowledge.stages import CURRENT_STAGE, StageAdvice, stage_advice


@dataclass(frozen=True)
class Findings:
    """The situation, which rules (by place) surely and may fire, and the stage part."""

    base: RuleBase
    situation: Situation
    sure: tuple[bool, ...]
    may: tuple[bool, ...]
    reach: Reach
    stage: StageAdvice

    def fired(self, effect: str) -> list[tuple[str, Any]]:
        """The fired rules with this effect, in order: id and value of the effect."""
        sure = self.sure
        effects = self.base.engine.effects[effect]
        return [(rule, value) for place, rule, value in effects if sure[place]]

    def silent(self, effect: str) -> list[tuple[str, Any]]:
        """The rules with this effect that did not surely fire, in the same form."""
        sure = self.sure
        effects = self.base.engine.effects[effect]
        return [(rule, value) for place, rule, value in effects if not sure[place]]

    def uncertain(self, effect: str) -> list[tuple[str, Any]]:
        """The rules with this effect that may fire or not, in the same form."""
        may = self.may
        places = self.base.engine.rule_places
        return [(rule, value) for rule, value in self.silent(effect) if may[places[rule]]]

    def done(self) -> set[str]:
        """The practices that the answers surely show done."""
        sure = self.sure
        return {name for name, place in self.base.engine.done_places.items() if sure[place]}

    def maybe_done(self) -> set[str]:
        """The practices of which the answers do not say whether they are done."""
        places = self.base.engine.done_places
        return {name for name, place in places.items() if self.may[place] and not self.sure[place]}

    def deciding(self) -> tuple[str, ...]:
        """The fired stage rules that decided `needed`: who asks for it, and who holds it there."""
        needed = self.stage.needed
        asking = [rule for rule, stage in self.fired("needs_stage") if stage >= needed]
        if self.reach.needs == needed:
            return tuple(asking)
        holding = [rule for rule, stage in self.fired("holds_stage") if stage == needed]
        return (*asking, *holding)

    def stepping_down(self) -> tuple[str, ...]:
        """The fired rules behind a verdict to simplify; none if that is not the verdict."""
        advised, needed = self.stage.advised, self.stage.needed
        if self.stage.verdict != "simplify":
            return ()
        fired = self.fired("step_down_to")
        return tuple(rule for rule, stage in fired if max(stage, needed) == advised)

    @cached_property
    def rules(self) -> tuple[RuleState, ...]:
        """All rules with their states and comparisons."""
        return self.base.engine.explainer.explained(self.states(), self.situation.cells)

    def states(self) -> list[State]:
        """The state of each rule, in order."""
        rules = len(self.base.rules)
        if self.sure == self.may:
            return ["fired" if sure else "silent" for sure in self.sure[:rules]]
        return [
            "fired" if sure else "unknown" if may else "silent"
            for sure, may in zip(self.sure[:rules], self.may[:rules], strict=True)
        ]

    @cached_property
    def values(self) -> dict[str, Any]:
        """The value of each fact, derived ones too; None if not known or not applying."""
        values = self.situation.values
        doubts = self.situation.doubts
        return {
            fact: None if doubts.get(place, True) is False else values.get(fact)
            for fact, place in self.base.engine.places.items()
        }


def find(base: RuleBase, situation: Situation) -> Findings:
    """Let all rules speak. `situation` is what `base.engine.situate(answers)` returned."""
    sure, may = base.engine.decide(situation)
    reach = base.engine.reach(situation)
    stage = stage_advice(reach, situation.values.get(CURRENT_STAGE))
    return Findings(base, situation, sure, may, reach, stage)
