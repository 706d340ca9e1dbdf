"""An advice back from its record: nothing is decided anew, only texts are looked up again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.actions import Action
from knowledge.advice import FORM, Advice, Release
from knowledge.answers import plain_number
from knowledge.changes import Change, Step
from knowledge.comparisons import Compared
from knowledge.explaining import STATES, RuleState, State
from knowledge.problems import KnowledgeError, Problem
from knowledge.rulebase import RuleBase
from knowledge.stack import Alternative, Choice, NotYet
from knowledge.stages import StageAdvice
from knowledge.unknowns import Unknown
from knowledge.whynot import WhyNot

Record = Mapping[str, Any]
NUMBERS = frozenset({int, float})


@dataclass(frozen=True)
class Recalled:
    """Details as they were recorded."""

    values: Mapping[str, Any]
    rules: tuple[RuleState, ...]
    changes: tuple[Change, ...]
    unknown: tuple[Unknown, ...]


def recall(rule_base: RuleBase, record: Record) -> Advice:
    """The advice that `Advice.as_record` made this record of, also after a way through JSON.

    `rule_base` has to be the one it was given from (the same hash). Raises KnowledgeError,
    file "record", if the record is not whole or names what the rule base does not have.
    """
    try:
        if record["form"] != FORM:
            raise ValueError(f"a record of form {record['form']}")
        return rebuilt(rule_base, record)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        message = f"does not fit this rule base: {type(error).__name__} {error}"
        raise KnowledgeError([Problem("record", 1, 1, message)]) from error


def rebuilt(base: RuleBase, record: Record) -> Advice:
    check_ids(base, record)
    answers = record["answers"]
    return Advice(
        base=base,
        release=Release(**record["release"]),
        answers={fact: frozen(answers[fact]) for fact in base.facts if fact in answers},
        stage=StageAdvice(**each(record["stage"])),
        deciding=tuple(record["deciding"]),
        actions=tuple(Action(**each(item)) for item in record["actions"]),
        stack=tuple(map(choice_of, record["stack"])),
        not_yet=tuple(NotYet(**each(item)) for item in record["not_yet"]),
        warnings=tuple(record["warnings"]),
        why_not=tuple(WhyNot(**each(item)) for item in record["why_not"]),
        details=Recalled(
            {fact: frozen(record["values"][fact]) for fact in base.facts},
            rules_of(base, record),
            tuple(map(change_of, record["changes"])),
            tuple(Unknown(**each(item)) for item in record["unknown"]),
        ),
    )


def check_ids(base: RuleBase, record: Record) -> None:
    """Raise KeyError if the record names something that is not there."""
    for known, part, key in (
        (base.practices, "actions", "practice"),
        (base.slots, "stack", "slot"),
        (base.components, "stack", "component"),
        (base.components, "not_yet", "component"),
        (base.facts, "unknown", "fact"),
    ):
        for item in record[part]:
            known[item[key]]
    for fact in record["answers"]:
        base.facts[fact]
    for rule in (*record["warnings"], *record["deciding"]):
        base.rules[rule]


def choice_of(item: Record) -> Choice:
    alternatives = tuple(Alternative(**each(other)) for other in item["alternatives"])
    return Choice(**{**each(item), "alternatives": alternatives})


def change_of(item: Record) -> Change:
    steps = (
        Step(step["fact"], step["operator"], frozen(step["value"]), frozen(step["from"]))
        for step in item["set"]
    )
    return Change(item["stage"], tuple(steps))


def rules_of(base: RuleBase, record: Record) -> tuple[RuleState, ...]:
    """The states of all rules, each with its comparisons as they were recorded."""
    states: dict[str, State] = {rule: state for state in STATES for rule in record["rules"][state]}
    if states.keys() != base.rules.keys():
        raise ValueError(f"other rules: {sorted(states.keys() ^ base.rules.keys())[:3]}")
    holds = {
        (fact, operator, frozen(limit)): holds
        for fact, compared in record["compared"].items()
        for operator, limit, holds in compared
    }
    explainer = base.engine.explainer
    if missing := explainer.recorded - holds.keys():
        raise ValueError(f"no comparison {min(map(repr, missing))}")
    compared = [Compared(*asked, holds.get(asked)) for asked in explainer.asked]
    return explainer.told([states[rule] for rule in base.rules], compared)


def each(item: Record) -> dict[str, Any]:
    return {name: frozen(part) for name, part in item.items()}


def frozen(value: Any) -> Any:
    """A value as JSON gives it back, in the form it had: lists as tuples, 5.0 as 5."""
    if isinstance(value, list):
        return tuple(map(frozen, value))
    return plain_number(value) if type(value) in NUMBERS else value
