"""How firm an advice is, in words: margins, other stages, and what the stack hangs on."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from advisor.handbook.headings import title
from advisor.pictures.language import said
from advisor.pictures.templatetags.figures import OPERATORS, answer_text, with_unit
from knowledge import RuleBase
from knowledge.answers import Answers
from knowledge.changes import Step
from knowledge.firmness import Firmness, Hinge, Margin, Stage, Taken, firmness


def firm(base: RuleBase, answers: Answers) -> dict[str, Any]:
    """All that the page shows of these answers."""
    found: Firmness = firmness(base, answers)
    return {
        "facts": told_margins(base, found.margins),
        "stages": [told_stage(base, each) for each in found.stages],
        "stack": [told_hinge(base, each) for each in found.stack],
    }


def told_margins(base: RuleBase, margins: Iterable[Margin]) -> list[dict[str, Any]]:
    """Each figure with all limits that it is held against."""
    facts: dict[str, dict[str, Any]] = {}
    for each in margins:
        fact = base.facts[each.fact]
        told = {"name": said(fact.name), "value": answer_text(fact, each.value), "limits": []}
        limits = facts.setdefault(each.fact, told)["limits"]
        limits.append(
            {
                "limit": asked(base, each.fact, each.operator, each.limit),
                "over": over(each.over, said(fact.unit)),
                "rules": [linked(base, rule) for rule in each.rules],
            }
        )
    return list(facts.values())


def over(distance: float, unit: str) -> str:
    """How far a figure is from a limit: "5 minutes over"."""
    if not distance:
        return gettext("just at it")
    words = gettext("%(distance)s over") if distance > 0 else gettext("%(distance)s under")
    return words % {"distance": with_unit(abs(distance), unit)}


def told_stage(base: RuleBase, each: Stage) -> dict[str, Any]:
    return {
        "number": each.stage,
        "name": said(base.stages[each.stage].name),
        "reason": each.reason,
        "rules": [told_taken(base, rule) for rule in each.rules],
    }


def told_taken(base: RuleBase, each: Taken) -> dict[str, Any]:
    because = said(base.rules[each.rule].because)
    return {
        **linked(base, each.rule),
        "because": because,
        "fires": each.fires,
        "set": told_steps(base, each.set),
    }


def told_hinge(base: RuleBase, each: Hinge) -> dict[str, Any]:
    return {
        "slot": said(base.slots[each.slot].title),
        "component": said(base.components[each.component].title),
        "set": told_steps(base, each.set),
        "becomes": said(base.components[each.becomes].title) if each.becomes else None,
    }


def told_steps(base: RuleBase, steps: Iterable[Step]) -> list[dict[str, str]]:
    """Answers to change, each with what it would be and what it is now."""
    return [
        {
            "name": said(base.facts[each.fact].name),
            "asked": asked(base, each.fact, each.operator, each.value),
            "was": answer_text(base.facts[each.fact], each.was),
        }
        for each in steps
    ]


def asked(base: RuleBase, fact: str, operator: str, value: Any) -> str:
    """What a comparison or a step asks for, in words."""
    several = operator in ("contains", "lacks") and isinstance(value, str)
    words = answer_text(base.facts[fact], (value,) if several else value)
    return gettext(OPERATORS[operator]) % {"limit": words} if operator in OPERATORS else words


def linked(base: RuleBase, rule: str) -> dict[str, str]:
    """A rule by its title."""
    return {"id": rule, "title": title(base, base.rules[rule])}
