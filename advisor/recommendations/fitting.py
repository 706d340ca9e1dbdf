"""Answers that were given to one rule base, taken over to another."""

from collections.abc import Mapping
from typing import Any

from advisor.pictures.language import said
from advisor.pictures.templatetags.figures import answer_text
from knowledge import Advice, Fact, RuleBase, stage
from knowledge.answers import wrong_answers


def fitting(base: RuleBase, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What of some answers can be taken over to `base`, in the order of its facts.

    Of several options those that are still there stay.
    """
    wrong = wrong_answers(base.facts, answers)
    kept = {
        name: answers[name] if name not in wrong else still_there(fact, answers[name])
        for name, fact in base.facts.items()
        if name in answers
    }
    return {name: value for name, value in kept.items() if value is not None}


def stage_now(given: Advice, newest: RuleBase) -> int:
    """The stage that the newest rules would advise to the same answers; decided fast."""
    return stage(newest, fitting(newest, given.answers)).advised


def still_there(fact: Fact, value: Any) -> list[str] | None:
    """The options that a fact still has, None if that leaves nothing to say."""
    if fact.kind != "any_of" or not isinstance(value, list | tuple):
        return None
    return [option for option in value if option in fact.options] or None


def lost(given: Advice, base: RuleBase, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The answers of an advice that `answers`, taken over to `base`, lack or hold in part."""
    return [
        {
            "name": said(given.base.facts[name].name),
            "answer": answer_text(given.base.facts[name], value),
            "asked": name in base.facts and not base.facts[name].derive,
            "part": name in answers,
        }
        for name, value in given.answers.items()
        if list_or_value(answers.get(name)) != list_or_value(value)
    ]


def list_or_value(value: Any) -> Any:
    """A value that can be compared with one that came another way."""
    return list(value) if isinstance(value, tuple) else value
