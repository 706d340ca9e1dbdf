"""Which facts are still unknown, and what knowing them could change."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, TypeAlias

from knowledge.actions import asked_for
from knowledge.findings import Findings
from knowledge.openings import open_leaves
from knowledge.stages import CURRENT_STAGE
from knowledge.tree import Node

Area: TypeAlias = Literal["stage", "actions", "stack", "not_yet", "warnings"]

AREAS: dict[str, Area] = {
    "needs_stage": "stage",
    "holds_stage": "stage",
    "step_down_to": "stage",
    "advise": "actions",
    "pick": "stack",
    "not_yet": "not_yet",
    "warn": "warnings",
}
ORDER: tuple[Area, ...] = ("stage", "actions", "stack", "not_yet", "warnings")


class Unknown(NamedTuple):
    """A fact that applies, or may, and is not answered; `could_change` says what it may move."""

    fact: str
    could_change: tuple[Area, ...]


def unknowns(found: Findings) -> tuple[Unknown, ...]:
    """All unanswered facts that apply or may apply, in the order of the facts."""
    moved = areas_by_fact(found)
    return tuple(
        Unknown(fact, tuple(area for area in ORDER if area in moved.get(fact, ())))
        for fact in unanswered(found)
    )


def unanswered(found: Findings) -> Iterator[str]:
    engine, situation = found.base.engine, found.situation
    for fact, place in engine.places.items():
        known = situation.values.get(fact) is not None
        applies = situation.doubts.get(place, True)
        if not known and applies is not False and fact not in engine.derived:
            yield fact


def areas_by_fact(found: Findings) -> dict[str, set[Area]]:
    moved: dict[str, set[Area]] = {}
    behind: dict[str, frozenset[str]] = {}
    for tree, area in open_conditions(found):
        for name in {leaf.fact for leaf in open_leaves(found, tree)}:
            for fact in open_behind(found, name, behind):
                moved.setdefault(fact, set()).add(area)
    if found.situation.values.get(CURRENT_STAGE) is None:
        moved.setdefault(CURRENT_STAGE, set()).add("stage")
    return moved


def open_conditions(found: Findings) -> Iterator[tuple[Node, Area]]:
    """The conditions that are unknown and whose outcome could change the advice, and where."""
    trees = found.base.engine.trees
    for effect, area in AREAS.items():
        for rule, value in found.uncertain(effect):
            if could_matter(found, effect, value):
                yield trees[rule], area
    for practice in asked_for(found).keys() & found.maybe_done():
        yield found.base.engine.done[practice], "actions"


def could_matter(found: Findings, effect: str, value: Any) -> bool:
    """Whether the advice could be another one if a rule with this effect fired."""
    reach, stage = found.reach, found.stage
    match effect:
        case "needs_stage":
            return bool(reach.needs < min(value, reach.holds))
        case "holds_stage":
            return bool(value < min(reach.may_need, reach.holds))
        case "step_down_to":
            lowest = max(value, stage.possible[0])
            return stage.current is not None and lowest < min(stage.current, stage.advised)
        case "advise":
            stages = [found.base.practices[practice].stage for practice in value]
            return bool(min(stages) <= highest_advised(found))
        case "pick":
            _, component = value
            return found.base.components[component].stage <= highest_advised(found)
        case _:
            return True


def highest_advised(found: Findings) -> int:
    """The highest stage that may turn out to be advised."""
    current, highest = found.stage.current, found.stage.possible[-1]
    if current is None:
        return highest
    return min(current + 1, max(highest, current))


def open_behind(found: Findings, name: str, known: dict[str, frozenset[str]]) -> frozenset[str]:
    """The unanswered facts on which an unknown comparison of a fact hangs.

    `known` keeps what was found already for other comparisons of the same facts.
    """
    if name not in known:
        facts = parts_of_fact(found, name)
        asked = [found.base.engine.asked[fact] for fact in facts & found.base.engine.asked.keys()]
        leaves = {leaf.fact for tree in asked for leaf in open_leaves(found, tree)}
        further = [open_behind(found, fact, known) for fact in leaves]
        values, derived = found.situation.values, found.base.engine.derived
        own = {fact for fact in facts if values.get(fact) is None and fact not in derived}
        known[name] = frozenset(own.union(*further))
    return known[name]


def parts_of_fact(found: Findings, fact: str) -> set[str]:
    """The fact and, if it is derived, all facts that it is made of."""
    derived = found.base.engine.derived
    parts, waiting = {fact}, [fact]
    while waiting:
        name = waiting.pop()
        more = derived[name].facts - parts if name in derived else frozenset()
        parts |= more
        waiting += more
    return parts
