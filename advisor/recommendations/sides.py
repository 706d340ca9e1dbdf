"""Two advices side by side: what differs, row by row."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from advisor.pictures.language import said
from advisor.recommendations.headline import headline
from advisor.recommendations.moving import changed_rules, moved
from knowledge import Advice


def side(advice: Advice) -> dict[str, Any]:
    """What stands at the head of a column."""
    names = {number: said(each.name) for number, each in advice.base.stages.items()}
    return {
        "headline": headline(advice.stage._asdict(), names),
        "stage": advice.stage.advised,
        "release": advice.release.number,
    }


def sides(before: Advice, after: Advice) -> list[dict[str, Any]]:
    """The sections of a comparison; each row has what only one side has, or each has of its own."""
    moves = moved(before, after)
    rules = changed_rules(before, after)
    parts = [
        {"title": gettext("Answers"), "rows": answer_rows(moves["answers"]), "same": 0},
        {"title": gettext("Rules about the stage"), "rows": rule_rows(rules, True), "same": 0},
        part(gettext("What to do"), moves["actions"]),
        part(gettext("The stack"), moves["stack"]),
        part(gettext("Take care"), moves["warnings"]),
        {"title": gettext("Other rules"), "rows": rule_rows(rules, False), "same": 0},
    ]
    return [each for each in parts if each["rows"] or each["same"]]


def answer_rows(answers: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """A row for each answer that differs."""
    return [{"name": each["name"], "a": each["before"], "b": each["after"]} for each in answers]


def rule_rows(rules: Sequence[Mapping[str, Any]], about_stage: bool) -> list[dict[str, Any]]:
    """A row for each rule that speaks on one side only, with the reason of that."""
    return [
        {
            "name": each["title"],
            "why": each["why"],
            "a": spoken(each["before"]),
            "b": spoken(each["after"]),
        }
        for each in rules
        if each["stage"] is about_stage
    ]


def spoken(fired: bool) -> str:
    """What a rule did, in a word."""
    return gettext("fires") if fired else gettext("silent")


def part(title: str, parts: Mapping[str, Any]) -> dict[str, Any]:
    """The things that only one side has."""
    rows = [{"a": each, "b": ""} for each in parts["removed"]]
    rows += [{"a": "", "b": each} for each in parts["added"]]
    return {"title": title, "rows": rows, "same": parts["same"]}
