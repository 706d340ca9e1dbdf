"""What moves from one advice to another: other answers, other rules, or both."""

from collections.abc import Mapping
from typing import Any, Literal

from advisor.pictures.language import said
from advisor.pictures.templatetags.figures import answer_text
from knowledge import Advice, RuleBase
from knowledge.model import EFFECTS, STAGE_EFFECTS, Rule

Titles = Mapping[str, str]
# Why a rule speaks in one advice and not in the other.
Why = Literal["new", "gone", "condition", "effect", "answers"]


def moved(before: Advice, after: Advice) -> dict[str, Any]:
    """The changed answers, the stage then and now, and what was added, removed or left.

    Each side is told with the texts of its own rule base.
    """
    return {
        "answers": changed_answers(before, after),
        "stage": {"before": before.stage.advised, "after": after.stage.advised},
        "possible": {"before": before.stage.possible, "after": after.stage.possible},
        "actions": parted(actions(before), actions(after)),
        "stack": parted(stack(before), stack(after)),
        "warnings": parted(warnings(before), warnings(after)),
    }


def changed_answers(before: Advice, after: Advice) -> list[dict[str, str]]:
    """The facts whose answers differ, with both answers in words."""
    then, now = before.answers, after.answers
    facts = {**before.base.facts, **after.base.facts}
    return [
        {
            "name": said(fact.name),
            "before": answer_text(before.base.facts.get(name, fact), then.get(name)),
            "after": answer_text(after.base.facts.get(name, fact), now.get(name)),
        }
        for name, fact in facts.items()
        if then.get(name) != now.get(name)
    ]


def parted(before: Titles, after: Titles) -> dict[str, Any]:
    """What only one of them has, by title, and how many they share."""
    return {
        "added": [title for name, title in after.items() if name not in before],
        "removed": [title for name, title in before.items() if name not in after],
        "same": len(before.keys() & after.keys()),
    }


def actions(advice: Advice) -> Titles:
    """What to do, by the ids of practices."""
    practices = advice.base.practices
    return {each.practice: said(practices[each.practice].title) for each in advice.actions}


def stack(advice: Advice) -> Titles:
    """The components, each with the slot that it fills."""
    base = advice.base
    return {
        f"{each.slot} {each.component}": f"{said(base.slots[each.slot].title)}: "
        f"{said(base.components[each.component].title)}"
        for each in advice.stack
    }


def warnings(advice: Advice) -> Titles:
    """The titles of the warnings, by the ids of their rules."""
    shown = {name: advice.base.rules[name].warn for name in advice.warnings}
    return {name: said(warn.title) for name, warn in shown.items() if warn}


def changed_rules(before: Advice, after: Advice) -> list[dict[str, Any]]:
    """The rules that speak in one of two advices only, or say another thing in each.

    Those about the stage come first.
    """
    spoke, speak = fired(before), fired(after)
    names = [*after.base.rules, *(name for name in before.base.rules if name in spoke)]
    changed = [
        rule_told(before, after, name, name in spoke, name in speak)
        for name in dict.fromkeys(names)
        if (name in spoke) != (name in speak)
        or (name in spoke and why_changed(before.base, after.base, name) == "effect")
    ]
    return sorted(changed, key=lambda each: not each["stage"])


def fired(advice: Advice) -> frozenset[str]:
    """The rules that speak."""
    return frozenset(each.rule for each in advice.rules if each.state == "fired")


def rule_told(
    before: Advice, after: Advice, name: str, spoke: bool, speaks: bool
) -> dict[str, Any]:
    """A rule as a page tells it."""
    rule = after.base.rules.get(name) or before.base.rules[name]
    return {
        "id": name,
        "title": said(rule.title) or name,
        "because": said(rule.because),
        "stage": effect_of(rule) in STAGE_EFFECTS,
        "before": spoke,
        "after": speaks,
        "why": why_changed(before.base, after.base, name),
    }


def why_changed(then: RuleBase, now: RuleBase, name: str) -> Why:
    """What about a rule is another in `now`; the answers where it is the same rule."""
    old, new = then.rules.get(name), now.rules.get(name)
    if old is None or new is None:
        return "new" if old is None else "gone"
    if any(getattr(old, effect) != getattr(new, effect) for effect in EFFECTS if effect != "warn"):
        return "effect"
    return "condition" if old.when != new.when else "answers"


def effect_of(rule: Rule) -> str:
    """The name of the one effect that a rule has."""
    return next(effect for effect in EFFECTS if getattr(rule, effect) is not None)
