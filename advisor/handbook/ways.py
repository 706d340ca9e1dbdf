"""How answers lead to a stage: the rules that speak of stages, with the questions they ask."""

from typing import Any

from advisor.handbook.headings import Heading, grouped, stage_of
from advisor.handbook.references import facts_asked
from advisor.pictures.language import said
from advisor.pictures.paths import Way, paths_picture
from knowledge import Rule, RuleBase


def ways(base: RuleBase) -> dict[str, Any]:
    """The picture of all ways, and the same as rows of a table."""
    listed = [each for each in grouped(base)["stages"] + grouped(base)["signs"] if stage(each)]
    asked = {each.rule.id: facts_asked(base, each.rule.id) for each in listed}
    found = [
        Way(each.rule.id, list(asked[each.rule.id]), effect(each.rule), stage(each))
        for each in listed
    ]
    return {
        "picture": paths_picture(found, list(base.stages)),
        "titles": {each.rule.id: each.title for each in listed},
        "names": {
            name: said(fact.name) for facts in asked.values() for name, fact in facts.items()
        },
        "rows": [{"heading": each, "facts": asked[each.rule.id]} for each in listed],
    }


def stage(heading: Heading) -> int:
    """The stage that a rule speaks of, 0 for none."""
    return stage_of(heading.rule) or 0


def effect(rule: Rule) -> str:
    """What a rule does with its stage: needs, holds or merges."""
    if rule.needs_stage:
        return "needs"
    return "holds" if rule.holds_stage else "merges"
