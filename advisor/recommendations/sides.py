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
    """The sections of a comparison: a row for each thing that differs, and how many do not."""
    moves = moved(before, after)
    rules = changed_rules(before, after)
    parts = [
        section(gettext("Answers"), answer_rows(moves["answers"])),
        section(gettext("Rules about the stage"), rule_rows(rules, about_stage=True)),
        section(gettext("What to do"), *part(moves["actions"], gettext("to do"))),
        section(gettext("The stack"), stack_rows(before, after), moves["stack"]["same"]),
        section(gettext("Take care"), *part(moves["warnings"], gettext("there"))),
        section(gettext("Other rules"), rule_rows(rules, about_stage=False)),
    ]
    return [each for each in parts if each["rows"]]


def section(title: str, rows: list[dict[str, Any]], same: int = 0) -> dict[str, Any]:
    """A part of the comparison."""
    return {"title": title, "rows": rows, "same": same}


def answer_rows(answers: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """A row for each answer that differs."""
    return [{"name": each["name"], "a": each["before"], "b": each["after"]} for each in answers]


def rule_rows(rules: Sequence[Mapping[str, Any]], about_stage: bool) -> list[dict[str, Any]]:
    """A row for each rule that speaks on one side only, with the reason of that."""
    words = {True: gettext("fires"), False: gettext("silent")}
    return [
        {
            "name": each["title"],
            "why": each["why"],
            "a": words[each["before"]],
            "b": words[each["after"]],
        }
        for each in rules
        if each["stage"] is about_stage
    ]


def part(moves: Mapping[str, Any], word: str) -> tuple[list[dict[str, Any]], int]:
    """A row for each thing that only one side has, and how many both have."""
    gone = [{"name": each, "a": word, "b": ""} for each in moves["removed"]]
    come = [{"name": each, "a": "", "b": word} for each in moves["added"]]
    return gone + come, moves["same"]


def stack_rows(before: Advice, after: Advice) -> list[dict[str, Any]]:
    """A row for each slot that is filled otherwise."""
    one, other = components(before), components(after)
    slots = {**after.base.slots, **before.base.slots}
    return [
        {"name": said(slots[name].title), "a": one.get(name, ""), "b": other.get(name, "")}
        for name in dict.fromkeys([*one, *other])
        if one.get(name) != other.get(name)
    ]


def components(advice: Advice) -> dict[str, str]:
    """The component of each slot that is filled."""
    known = advice.base.components
    return {each.slot: said(known[each.component].title) for each in advice.stack}
