"""What moves in an advice when answers change."""

from collections.abc import Mapping
from typing import Any

from advisor.pictures.language import said
from advisor.pictures.templatetags.figures import answer_text
from knowledge import Advice, RuleBase

Titles = Mapping[str, str]


def moved(base: RuleBase, before: Advice, after: Advice) -> dict[str, Any]:
    """The changed answers, the stage then and now, and what was added, removed or left."""
    return {
        "answers": changed_answers(base, before, after),
        "stage": {"before": before.stage.advised, "after": after.stage.advised},
        "possible": {"before": before.stage.possible, "after": after.stage.possible},
        "actions": parted(actions(base, before), actions(base, after)),
        "stack": parted(stack(base, before), stack(base, after)),
        "warnings": parted(warnings(base, before), warnings(base, after)),
    }


def changed_answers(base: RuleBase, before: Advice, after: Advice) -> list[dict[str, str]]:
    """The facts whose answers differ, with both answers in words."""
    then, now = before.answers, after.answers
    return [
        {
            "name": said(fact.name),
            "before": answer_text(fact, then.get(name)),
            "after": answer_text(fact, now.get(name)),
        }
        for name, fact in base.facts.items()
        if then.get(name) != now.get(name)
    ]


def parted(before: Titles, after: Titles) -> dict[str, Any]:
    """What only one of them has, by title, and how many they share."""
    return {
        "added": [title for name, title in after.items() if name not in before],
        "removed": [title for name, title in before.items() if name not in after],
        "same": len(before.keys() & after.keys()),
    }


def actions(base: RuleBase, advice: Advice) -> Titles:
    """What to do, by the ids of practices."""
    return {each.practice: said(base.practices[each.practice].title) for each in advice.actions}


def stack(base: RuleBase, advice: Advice) -> Titles:
    """The components, each with the slot that it fills."""
    return {
        f"{each.slot} {each.component}": f"{said(base.slots[each.slot].title)}: "
        f"{said(base.components[each.component].title)}"
        for each in advice.stack
    }


def warnings(base: RuleBase, advice: Advice) -> Titles:
    """The titles of the warnings, by the ids of their rules."""
    shown = {name: base.rules[name].warn for name in advice.warnings}
    return {name: said(warn.title) for name, warn in shown.items() if warn}
