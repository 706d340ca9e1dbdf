"""An advice told in a language: ids become texts of the rule base, in plain JSON values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from knowledge.actions import Action
from knowledge.changes import Change
from knowledge.comparisons import Compared
from knowledge.explaining import RuleState
from knowledge.model import EFFECTS, LANGUAGES, Language, Rule, Text
from knowledge.recording import plain
from knowledge.rulebase import RuleBase
from knowledge.stack import Alternative, Choice, NotYet
from knowledge.unknowns import Unknown


@dataclass(frozen=True)
class Teller:
    """Finds the texts of one rule base in one language; see `teller`."""

    base: RuleBase
    language: Language

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(f"no language {self.language!r}; there are {', '.join(LANGUAGES)}")

    def text(self, text: Text | None) -> str | None:
        return None if text is None else text.in_language(self.language)

    def name(self, fact: str) -> str | None:
        return self.text(self.base.facts[fact].name)

    def unit(self, fact: str) -> str | None:
        return self.text(self.base.facts[fact].unit)

    def because(self, rule: str) -> str | None:
        return self.text(self.base.rules[rule].because)

    @cached_property
    def rules(self) -> dict[str, dict[str, Any]]:
        """Each rule by id, told but for what becomes of it."""
        return {name: self.silent(rule) for name, rule in self.base.rules.items()}

    def silent(self, rule: Rule) -> dict[str, Any]:
        return {
            "id": rule.id,
            "title": self.text(rule.title),
            "sign": rule.sign,
            "state": "silent",
            "effect": self.effect(rule),
            "because": self.text(rule.because),
            "source": rule.source,
            "comparisons": [],
        }

    def rule(self, state: RuleState, values: Mapping[str, Any]) -> dict[str, Any]:
        """A rule with what became of it; `values` are the plain values of the facts."""
        told = self.rules[state.rule].copy()
        told["state"] = state.state
        told["comparisons"] = [self.comparison(each, values) for each in state.comparisons]
        return told

    def effect(self, rule: Rule) -> dict[str, Any]:
        name = next(effect for effect in EFFECTS if getattr(rule, effect) is not None)
        if rule.pick is not None:
            return {name: {"slot": rule.pick.slot, "component": rule.pick.component}}
        if rule.warn is not None:
            return {name: {"title": self.text(rule.warn.title), "do": self.text(rule.warn.do)}}
        return {name: plain(getattr(rule, name))}

    @cached_property
    def facts(self) -> dict[str, tuple[str | None, str | None]]:
        """Name and unit of each fact."""
        return {fact: (self.name(fact), self.unit(fact)) for fact in self.base.facts}

    def comparison(self, each: Compared, values: Mapping[str, Any]) -> dict[str, Any]:
        fact, operator, limit, holds = each
        name, unit = self.facts[fact]
        return {
            "fact": fact,
            "name": name,
            "value": values[fact],
            "operator": operator,
            "limit": plain(limit),
            "unit": unit,
            "holds": holds,
        }

    @cached_property
    def practices(self) -> dict[str, dict[str, Any]]:
        """Each practice by id, told but for the rules that ask for it."""
        return {name: self.practice(name) for name in self.base.practices}

    def practice(self, name: str) -> dict[str, Any]:
        practice = self.base.practices[name]
        return {
            "practice": name,
            "title": self.text(practice.title),
            "what": self.text(practice.what),
            "effort": practice.effort,
            "stage": practice.stage,
            "urgent": practice.urgent,
            "done_when": self.text(practice.done_when),
            "tools": list(practice.tools),
        }

    def action(self, action: Action) -> dict[str, Any]:
        return {**self.practices[action.practice], "rules": list(action.rules)}

    def choice(self, choice: Choice) -> dict[str, Any]:
        component = self.base.components[choice.component]
        return {
            "slot": choice.slot,
            "slot_title": self.text(self.base.slots[choice.slot].title),
            "component": choice.component,
            "title": self.text(component.title),
            "what": self.text(component.what),
            "because": self.because(choice.rules[0]),
            "rules": list(choice.rules),
            "alternatives": [self.component(each) for each in choice.alternatives],
        }

    def component(self, each: Alternative | NotYet) -> dict[str, Any]:
        return {
            "component": each.component,
            "title": self.text(self.base.components[each.component].title),
            "because": self.because(each.rules[0]),
            "rules": list(each.rules),
        }

    def warning(self, name: str) -> dict[str, Any]:
        rule = self.base.rules[name]
        assert rule.warn is not None
        return {
            "rule": name,
            "title": self.text(rule.warn.title),
            "do": self.text(rule.warn.do),
            "because": self.text(rule.because),
        }

    def unknown(self, unknown: Unknown) -> dict[str, Any]:
        areas = list(unknown.could_change)
        return {"fact": unknown.fact, "name": self.name(unknown.fact), "could_change": areas}

    def change(self, change: Change) -> dict[str, Any]:
        steps = [
            {
                "fact": step.fact,
                "name": self.name(step.fact),
                "operator": step.operator,
                "value": plain(step.value),
                "unit": self.unit(step.fact),
                "from": plain(step.was),
            }
            for step in change.set
        ]
        return {"stage": change.stage, "set": steps}


@lru_cache(maxsize=16)
def teller(base: RuleBase, language: Language) -> Teller:
    """The one teller of a rule base in a language: it finds each text once.

    Raises ValueError for a language that there is not.
    """
    return Teller(base, language)
