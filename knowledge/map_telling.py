"""A map told in a language, in plain JSON values."""

from typing import Any

from knowledge.advice import Release
from knowledge.answers import Answers, check_answers
from knowledge.maps import Axis, StageMap
from knowledge.model import Language
from knowledge.recording import plain
from knowledge.rulebase import RuleBase


def told_map(
    base: RuleBase, answers: Answers, found: StageMap, language: Language
) -> dict[str, Any]:
    """The map that `stage_map` found for these answers; keys in a fixed order.

    `rows` go with the spans of `y` from the lowest, each holds a spot for each span of `x`.
    `here` is the column and the row in which the team stands, null unless it knows both.
    """
    here = found.point and [found.x.place(found.point[0]), found.y.place(found.point[1])]
    return {
        "release": plain(Release(base.number, base.hash)),
        "answers": plain(check_answers(base.facts, answers)),
        "x": told_axis(base, found.x, language),
        "y": told_axis(base, found.y, language),
        "rows": [plain(row) for row in found.rows],
        "here": here,
        "exact": found.exact,
    }


def told_axis(base: RuleBase, axis: Axis, language: Language) -> dict[str, Any]:
    fact = base.facts[axis.fact]
    return {
        "fact": axis.fact,
        "name": fact.name.in_language(language),
        "unit": fact.unit.in_language(language) if fact.unit else None,
        "value": axis.value,
        "spans": plain(axis.spans),
    }
