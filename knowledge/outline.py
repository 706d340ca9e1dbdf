"""An advice and a map as plain text for a terminal, from their own JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from knowledge.advice import Advice
from knowledge.model import Fact, Language
from knowledge.phrases import phrase
from knowledge.rulebase import RuleBase
from knowledge.tree import number_text

MARKS = {"fired": "x", "unknown": "?", "silent": " "}
HASH_SHOWN = 12
NO_MARK, MINE = "{}", "[{}]"


def verdict_line(advice: Advice, language: Language) -> str:
    """The stage advised and what to do about it, in one line."""
    stage = advice.stage
    name = advice.base.stages[stage.advised].name.in_language(language)
    name = name[:1].lower() + name[1:]
    return phrase(f"verdict_{stage.verdict}", language, advised=stage.advised, name=name)


def outline(advice: Advice, language: Language) -> str:
    """The advice in some thirty lines."""
    told = advice.as_json(language)
    lines = [verdict_line(advice, language)]
    if len(advice.stage.possible) > 1:
        stages = ", ".join(map(str, advice.stage.possible))
        lines.append(phrase("still_possible", language, stages=stages))
    parts = {
        "signs": signs(advice, told, language),
        "actions": actions(told, language),
        "stack": (f"{each['slot_title']}: {each['title']}" for each in told["stack"]),
        "warnings": (f"{each['title']}: {each['do']}" for each in told["warnings"]),
    }
    for name, part in parts.items():
        shown = list(part)
        if shown:
            lines += ["", phrase(name, language), *(f"  {line}" for line in shown)]
    hash_ = advice.release.hash[:HASH_SHOWN]
    return "\n".join([*lines, "", phrase("rule_base", language, hash=hash_)]) + "\n"


def signs(advice: Advice, told: Mapping[str, Any], language: Language) -> Iterator[str]:
    """Each sign as on, off or open, with its figures."""
    for rule in told["rules"]:
        if rule["sign"]:
            figures = "; ".join(comparison_lines(advice.base, rule["comparisons"], language))
            yield f"[{MARKS[rule['state']]}] {rule['title']} · {figures}"


def actions(told: Mapping[str, Any], language: Language) -> Iterator[str]:
    """What to do, the first first."""
    for place, each in enumerate(told["actions"], start=1):
        effort = phrase(each["effort"], language)
        urgent = f", {phrase('urgent', language)}" if each["urgent"] else ""
        yield f"{place}. {each['title']} ({effort}{urgent})"
        yield f"   {phrase('done_when', language, text=each['done_when'])}"
    if not told["actions"]:
        yield phrase("nothing_due", language)


def comparison_lines(
    base: RuleBase, comparisons: Sequence[Mapping[str, Any]], language: Language
) -> Iterator[str]:
    """Each comparison, as the advice's JSON tells it: the fact, its value, the limit."""
    for each in comparisons:
        fact = base.facts[each["fact"]]
        said = f"{each['name']}: {value_text(fact, each['value'], language)}"
        if fact.kind == "number" and each["limit"] is not None:
            limit = number_text(each["limit"])
            limit = phrase("limit", language, operator=each["operator"], limit=limit)
            said = f"{said} ({limit})"
        yield said


def value_text(fact: Fact, value: Any, language: Language) -> str:
    """A value in words: a number with its unit, yes or no, the labels of options."""
    if value is None:
        return phrase("not_known", language)
    if isinstance(value, bool):
        return phrase("answer_yes" if value else "answer_no", language)
    if isinstance(value, int | float):
        unit = fact.unit.in_language(language) if fact.unit else ""
        return f"{number_text(value)} {unit}".rstrip()
    chosen = [value] if isinstance(value, str) else value
    labels = [fact.options[each].label.in_language(language) for each in chosen]
    return ", ".join(labels) or phrase("none_of_these", language)


def map_outline(told: Mapping[str, Any], language: Language) -> str:
    """A map, as its own JSON tells it, as a table of stages, the highest row first."""
    x, y = told["x"], told["y"]
    title = phrase("map_title", language, x=with_unit(x), y=with_unit(y))
    head = ["", *map(span_text, x["spans"])]
    rows = [
        [span_text(span), *(cell(spot, told["here"] == [column, row]) for column, spot in spots)]
        for row, (span, spots) in enumerate(
            zip(y["spans"], map(enumerate, told["rows"]), strict=True)
        )
    ]
    table = "\n".join(aligned([*rows[::-1], head]))
    return f"{title}\n\n{table}\n\n{phrase('map_key', language)}\n"


def with_unit(side: Mapping[str, Any]) -> str:
    name, unit = str(side["name"]), str(side["unit"] or "")
    return name if unit.lower() in name.lower() else f"{name}, {unit}"


def span_text(span: Mapping[str, Any]) -> str:
    """A span from where it begins: `>= 20`."""
    return f"{'>=' if span['low_closed'] else '>'} {number_text(span['low'])}"


def cell(spot: Mapping[str, Any], mine: bool) -> str:
    """A stage, marked if it is open or not exact, or where the team stands."""
    marks = ("?" if len(spot["possible"]) > 1 else "") + ("" if spot["exact"] else "~")
    return (MINE if mine else NO_MARK).format(f"{spot['stage']}{marks}")


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows with their columns under each other, flush right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (text.rjust(width) for text, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()
