"""What a replay found, as a page shows it: how many change, in what, by what, and a sample."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_noop

from advisor.editing.naming import title
from advisor.editing.sketches import sketch_of
from advisor.pictures.templatetags.figures import answer_text
from knowledge.drafting import Sketch

HEADINGS = {
    "recommendations": gettext_noop("Saved recommendations"),
    "cases": gettext_noop("Shipped cases"),
}
PARTS = {
    "stage": gettext_noop("Stage"),
    "verdict": gettext_noop("Verdict"),
    "actions": gettext_noop("Actions"),
    "stack": gettext_noop("Stack"),
    "warnings": gettext_noop("Warnings"),
    "not_yet": gettext_noop("Not yet"),
}
VERDICTS = {
    "start": gettext_noop("start"),
    "climb": gettext_noop("climb"),
    "stay": gettext_noop("stay"),
    "simplify": gettext_noop("simplify"),
}


@dataclass(frozen=True)
class Line:
    """One part of an advice on both sides; lists show what only one side has."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Pair:
    """One advice of the sample side by side: its answers, and what differs."""

    key: str
    rules: list[str]
    answers: list[tuple[str, str]]
    lines: list[Line]


@dataclass(frozen=True)
class Outcome:
    """What became of the recommendations, or of the cases."""

    heading: str
    seen: int
    changed: int
    unreadable: int
    parts: list[tuple[str, int]]
    stages: list[tuple[str, int]]
    rules: list[tuple[str, int]]
    others: list[tuple[str, int]]
    left_out: list[tuple[str, int]]
    which: list[Mapping[str, Any]]
    sample: list[Pair]


def outcomes(result: Mapping[str, Any], files: Mapping[str, str]) -> list[Outcome]:
    """Both parts of a replay's result; nothing before its first step."""
    sketch = sketch_of(files)
    return [outcome(name, result[name], sketch) for name in HEADINGS if name in result]


def outcome(name: str, counted: Mapping[str, Any], sketch: Sketch) -> Outcome:
    left_out = {fact: sum(whys.values()) for fact, whys in counted["left_out"].items()}
    parts = [(gettext(PARTS[part]), number) for part, number in counted["parts"].items()]
    return Outcome(
        gettext(HEADINGS[name]),
        counted["seen"],
        counted["changed"],
        counted["unreadable"],
        [(part, number) for part, number in parts if number],
        [(way.replace(">", " → "), number) for way, number in counted["stages"].items()],
        most_first(counted["rules"]),
        most_first(counted["others"]),
        most_first(left_out),
        counted["which"],
        [pair(each, sketch) for each in counted["sample"]],
    )


def most_first(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=lambda each: -each[1])


def pair(shown: Mapping[str, Any], sketch: Sketch) -> Pair:
    """One advice before and after, in the words of the draft."""
    answers = [answered(fact, value, sketch) for fact, value in shown["answers"].items()]
    lines = list(compared(shown["before"], shown["after"], sketch))
    return Pair(shown["key"], shown["rules"], answers, lines)


def answered(fact: str, value: Any, sketch: Sketch) -> tuple[str, str]:
    """A fact and its answer in words, as they are where the draft does not know them."""
    if fact not in sketch.facts:
        return fact, str(value)
    about = sketch.facts[fact]
    try:
        return title(about) or fact, answer_text(about, value)
    except (KeyError, TypeError, ValueError):
        return title(about) or fact, str(value)


def compared(before: Mapping[str, Any], after: Mapping[str, Any], sketch: Sketch) -> Iterator[Line]:
    """The parts that differ."""
    for part, words in PARTS.items():
        one, other = before[part], after[part]
        if one == other:
            continue
        if isinstance(one, dict):
            one, other = list(one.values()), list(other.values())
        if isinstance(one, list):
            both = [*one, *other]
            old = [each for each in both if each not in other]
            new = [each for each in both if each not in one]
            yield Line(gettext(words), names(old, part, sketch), names(new, part, sketch))
        else:
            yield Line(gettext(words), said(one), said(other))


ROOMS = {
    "actions": "practices",
    "stack": "components",
    "warnings": "rules",
    "not_yet": "components",
}


def names(ids: list[str], part: str, sketch: Sketch) -> str:
    """What some things are called."""
    things = sketch.things.get(ROOMS[part], {})
    return ", ".join((title(things[each]) if each in things else "") or each for each in ids)


def said(value: Any) -> str:
    return gettext(VERDICTS[value]) if value in VERDICTS else str(value)
