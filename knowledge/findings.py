"""What the engine found for some answers: the one value all parts of an advice are made from."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from knowledge.comparisons import RuleState, State
from knowledge.engine import Reach
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

    def is_done(self, practice: str) -> bool | None:
        """Whether the answers show a practice done; False if it does not say how to tell."""
        place = self.base.engine.done_places.get(practice)
        if place is None:
            return False
        return True if self.sure[place] else None if self.may[place] else False

    def deciding(self) -> tuple[str, ...]:
        """The fired stage rules that decided `needed`: who asks for it, and who holds it there."""
        needed = self.stage.needed
        asking = [rule for rule, stage in self.fired("needs_stage") if stage >= needed]
        if self.reach.needs == needed:
            return tuple(asking)
        holding = [rule for rule, stage in self.fired("holds_stage") if stage == needed]
        return (*asking, *holding)

    def stepping_down(self) -> tuple[str, ...]:
        """The fired rules behind a verdict to simplify."""
        advised, needed = self.stage.advised, self.stage.needed
        fired = self.fired("step_down_to")
        return tuple(rule for rule, stage in fired if max(stage, needed) == advised)

    @cached_property
    def rules(self) -> tuple[RuleState, ...]:
        """All rules with their states and comparisons."""
        explainer = self.base.engine.explainer
        situation = self.situation
        compared = explainer.comparisons(self.shown_values(), situation.cells)
        return explainer.explained(self.states(), compared)

    def states(self) -> list[State]:
        """The state of each rule, in order."""
        rules = len(self.base.rules)
        if self.sure == self.may:
            return ["fired" if sure else "silent" for sure in self.sure[:rules]]
        return [
            "fired" if sure else "unknown" if may else "silent"
            for sure, may in zip(self.sure[:rules], self.may[:rules], strict=True)
        ]

    def shown_values(self) -> tuple[object, ...]:
        """The value of each fact, None where it is not known or does not apply."""
        values = list(map(self.situation.values.get, self.base.engine.places))
        for place, applies in self.situation.doubts.items():
            if applies is False:
                values[place] = None
        return tuple(values)


def find(base: RuleBase, situation: Situation) -> Findings:
    """Let all rules speak. `situation` is what `base.engine.situate(answers)` returned."""
    sure, may = base.engine.decide(situation)
    reach = base.engine.reach(situation)
    stage = stage_advice(reach, situation.values.get(CURRENT_STAGE))
    return Findings(base, situation, sure, may, reach, stage)
