"""The advice: what a rule base says about a set of answers, as one frozen value."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from knowledge.actions import Action, actions
from knowledge.answers import Answers, Value, plain_answers
from knowledge.changes import Change, changes
from knowledge.explaining import RuleState
from knowledge.findings import Findings, find
from knowledge.implied import with_implied
from knowledge.model import Language
from knowledge.recording import comparisons_by_fact, plain, rules_by_state
from knowledge.rulebase import RuleBase
from knowledge.situations import Situation
from knowledge.stack import Choice, NotYet, not_yet, stack
from knowledge.stages import CURRENT_STAGE, StageAdvice, stage_advice
from knowledge.telling import Teller, teller
from knowledge.unknowns import Unknown, unknowns
from knowledge.whynot import WhyNot, why_not

FORM = 1  # of a record; raise it when the form changes, and keep reading the earlier ones


class Release(NamedTuple):
    """Which rule base an advice was given from; `number` is None for one not published."""

    number: int | None
    hash: str


class Details(Protocol):
    """The parts of an advice that are worked out only when they are asked for."""

    @property
    def values(self) -> Mapping[str, Any]: ...
    @property
    def rules(self) -> tuple[RuleState, ...]: ...
    @property
    def changes(self) -> tuple[Change, ...]: ...
    @property
    def unknown(self) -> tuple[Unknown, ...]: ...


@dataclass(frozen=True)
class Advice:
    """Everything is named by its id; `as_json` adds the texts of `base`.

    `answers` are the known ones in the order of the facts, `warnings` ids of rules,
    `deciding` the ids of the stage rules behind `stage.needed` and behind a step down.
    """

    base: RuleBase = field(repr=False)
    release: Release
    answers: Mapping[str, Value]
    stage: StageAdvice
    deciding: tuple[str, ...]
    actions: tuple[Action, ...]
    stack: tuple[Choice, ...]
    not_yet: tuple[NotYet, ...]
    warnings: tuple[str, ...]
    why_not: tuple[WhyNot, ...]
    details: Details = field(repr=False, compare=False)

    @property
    def values(self) -> Mapping[str, Any]:
        """The value of each fact as it was compared, in the order of the facts.

        Derived facts are there too; None where a fact is not known or does not apply.
        """
        return self.details.values

    @property
    def rules(self) -> tuple[RuleState, ...]:
        """All rules in order, each with its state and comparisons."""
        return self.details.rules

    @property
    def changes(self) -> tuple[Change, ...]:
        """The smallest changes of answers that move the needed stage."""
        return self.details.changes

    @property
    def unknown(self) -> tuple[Unknown, ...]:
        """The facts not answered, and what each could change."""
        return self.details.unknown

    def as_json(self, language: Language) -> dict[str, Any]:
        """The advice in "vi" or "en" as plain values, keys in a fixed order.

        The same answers and release give the same bytes when it is dumped. The values are for
        reading: some are shared with other advice. Raises ValueError for another language.
        """
        return dict(Told(self, language))

    def as_record(self) -> dict[str, Any]:
        """The advice without texts, as ids and values that JSON can hold; see `recall`.

        No meaning hangs on the order of its keys: some databases do not keep it.
        """
        return {
            "form": FORM,
            "release": plain(self.release),
            "answers": plain(self.answers),
            "stage": plain(self.stage),
            "deciding": plain(self.deciding),
            "values": plain(self.values),
            "rules": rules_by_state(self.rules),
            "compared": comparisons_by_fact(self.rules),
            "actions": plain(self.actions),
            "stack": plain(self.stack),
            "not_yet": plain(self.not_yet),
            "warnings": plain(self.warnings),
            "why_not": plain(self.why_not),
            "changes": plain(self.changes),
            "unknown": plain(self.unknown),
        }


class Told(Mapping[str, Any]):
    """The JSON of an advice, each part told when it is first asked for."""

    def __init__(self, advice: Advice, language: Language) -> None:
        self.advice, self.tell = advice, teller(advice.base, language)
        self.parts: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self.parts:
            self.parts[name] = TOLD[name](self.advice, self.tell)
        return self.parts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(TOLD)

    def __len__(self) -> int:
        return len(TOLD)


def told_rules(advice: Advice, tell: Teller) -> list[dict[str, Any]]:
    """All rules with every comparison."""
    values = plain(advice.values)
    return [tell.rule(each, values) for each in advice.rules]


TOLD: Mapping[str, Callable[[Advice, Teller], Any]] = {
    "release": lambda advice, _: plain(advice.release),
    "answers": lambda advice, _: plain(advice.answers),
    "stage": lambda advice, _: plain(advice.stage),
    "rules": told_rules,
    "actions": lambda advice, tell: [tell.action(each) for each in advice.actions],
    "stack": lambda advice, tell: [tell.choice(each) for each in advice.stack],
    "not_yet": lambda advice, tell: [tell.component(each) for each in advice.not_yet],
    "warnings": lambda advice, tell: [tell.warning(each) for each in advice.warnings],
    "why_not": lambda advice, _: plain(advice.why_not),
    "changes": lambda advice, tell: [tell.change(each) for each in advice.changes],
    "unknown": lambda advice, tell: [tell.unknown(each) for each in advice.unknown],
}


@dataclass(frozen=True)
class Worked:
    """Details worked out from what the engine found, each once and only if asked for."""

    found: Findings

    @property
    def values(self) -> Mapping[str, Any]:
        return self.found.values

    @property
    def rules(self) -> tuple[RuleState, ...]:
        return self.found.rules

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return changes(self.found)

    @cached_property
    def unknown(self) -> tuple[Unknown, ...]:
        return unknowns(self.found)


def advise(rule_base: RuleBase, answers: Answers) -> Advice:
    """What the rule base says about these answers (fact -> value; absent or None: unknown).

    A pure function. Raises KnowledgeError, file "answers", naming every wrong answer.
    """
    engine = rule_base.engine
    whole = with_implied(engine.implications, answers)
    cells = engine.read(whole)
    known = plain_answers(rule_base.facts, answers)
    values = known if whole is answers else plain_answers(rule_base.facts, whole)
    found = find(rule_base, Situation(dict(values), cells, {}).settle(engine.turns))
    chosen = stack(found)
    return Advice(
        base=rule_base,
        release=Release(rule_base.number, rule_base.hash),
        answers=known,
        stage=found.stage,
        deciding=found.deciding() + found.stepping_down(),
        actions=actions(found),
        stack=chosen,
        not_yet=not_yet(found, chosen),
        warnings=tuple(rule for rule, _ in found.fired("warn")),
        why_not=why_not(found),
        details=Worked(found),
    )


def stage(rule_base: RuleBase, answers: Answers) -> StageAdvice:
    """The stage part of `advise` alone, many times faster. Raises the same errors."""
    engine = rule_base.engine
    reach = engine.fast_reach(with_implied(engine.implications, answers))
    return stage_advice(reach, answers.get(CURRENT_STAGE))
