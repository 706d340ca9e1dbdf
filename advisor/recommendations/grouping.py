"""A long list of actions, sorted so that what to do first stands out."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from advisor.pictures.language import said
from knowledge import Advice, RuleBase

FIRST = 3
# A list up to here is short enough to stand as it is.
SHORT = 6

Action = Mapping[str, Any]


def first_and_later(advice: Advice, actions: Sequence[Action]) -> dict[str, Any]:
    """The first actions, and the others grouped by what they are for; cheapest first in each.

    A group has `sign` (the id of the sign that asks for it) and its `title`, or `stage` (the
    number of the stage that it leads to), or none of them.
    """
    first = FIRST if len(actions) > SHORT else SHORT
    rules = advice.base.rules
    signs = [each.rule for each in advice.rules if rules[each.rule].sign and each.state == "fired"]
    groups: dict[str, list[Action]] = {**{sign: [] for sign in signs}, "stage": [], "": []}
    for action in actions[first:]:
        groups[purpose(advice.base, action["rules"], signs)].append(action)
    return {
        "first": actions[:first],
        "later": [
            {
                "sign": name if name in signs else None,
                "title": said(rules[name].title) if name in signs else None,
                "stage": advice.stage.advised if name == "stage" else None,
                "actions": group,
            }
            for name, group in groups.items()
            if group
        ],
    }


def purpose(base: RuleBase, rules: Iterable[str], signs: Iterable[str]) -> str:
    """What an action is for: the id of a sign, "stage" for the way there, or neither."""
    advising = [rule for rule in rules if base.rules[rule].advise]
    behind = {sign for rule in advising for sign in signs_behind(base)[rule]}
    first = next((sign for sign in signs if sign in behind), None)
    if first:
        return first
    return "" if len(advising) == len(list(rules)) else "stage"


@lru_cache(maxsize=16)
def signs_behind(base: RuleBase) -> dict[str, set[str]]:
    """For each rule the sign that it is, and those it refers to or shares a fact with."""
    signs = {name: base.conditions[name].facts for name, rule in base.rules.items() if rule.sign}
    return {
        name: {
            sign
            for sign, facts in signs.items()
            if sign in {name, *condition.rules} or condition.facts & facts
        }
        for name, condition in base.conditions.items()
    }
