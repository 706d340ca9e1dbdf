"""Real systems that are like a team's own, nearest first."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import repeat
from math import log10
from typing import Any, NamedTuple

from knowledge.answers import Answers, check_answers
from knowledge.model import Fact, System
from knowledge.rulebase import RuleBase

# How far apart two systems count on a fact that one of them does not tell.
UNKNOWN = 0.6
# Up to this distance an answer is called alike: numbers within 15 %, or 40 % if logarithmic.
ALIKE = 0.15


class Likeness(NamedTuple):
    """A system, how far it is from the answers (0 to 1), and the facts that are alike.

    `alike` names only facts whose figures may be shown: none of the system's `shaky` ones.
    """

    system: System
    distance: float
    alike: tuple[str, ...]


def systems_like(rule_base: RuleBase, answers: Answers, most: int = 3) -> tuple[Likeness, ...]:
    """The systems nearest to these answers, at most `most` of them.

    The distance is the average over all facts that are answered; shaky figures count, for
    they are about right. A system without anything alike that may be shown is left out.
    Raises KnowledgeError (file "answers") on wrong answers.
    """
    return nearest_systems(rule_base, check_answers(rule_base.facts, answers), most)


def nearest_systems(
    rule_base: RuleBase, known: Mapping[str, Any], most: int
) -> tuple[Likeness, ...]:
    """The same for answers that are checked already and in canonical form."""
    apart: list[dict[str, float]] = [{} for _ in rule_base.systems]
    for fact, value in known.items():
        for place, far in distances(rule_base, fact, value):
            apart[place][fact] = far
    found = list(map(likeness, rule_base.systems, apart, repeat(len(known))))
    found.sort(key=lambda each: each.distance)
    return tuple(each for each in found if each.alike)[:most]


def likeness(system: System, apart: Mapping[str, float], known: int) -> Likeness:
    """How like a system is, from how far apart it is in each fact that both tell."""
    unknown = (known - len(apart)) * UNKNOWN
    total = (sum(apart.values()) + unknown) / known if known else 1.0
    alike = (fact for fact in apart if apart[fact] <= ALIKE and fact not in system.shaky)
    return Likeness(system, total, tuple(alike))


@lru_cache(maxsize=4_096)
def distances(rule_base: RuleBase, fact: str, value: Any) -> list[tuple[int, float]]:
    """How far an answer is from that of each system that has one, by place of the system."""
    return [
        (place, distance(rule_base.facts[fact], value, theirs))
        for place, system in enumerate(rule_base.systems)
        if (theirs := system.answers.get(fact)) is not None
    ]


def distance(fact: Fact, one: Any, other: Any) -> float:
    """How far two answers to a fact are apart, 0 to 1.

    Numbers on a logarithmic scale by their orders of magnitude (one or more: 1), others by
    the share of the larger that they differ in; sets of options by what they do not share.
    """
    if fact.kind == "number":
        return number_distance(fact, one, other)
    if fact.kind == "any_of":
        both = {*one, *other}
        return len({*one} ^ {*other}) / len(both) if both else 0.0
    return 0.0 if one == other else 1.0


def number_distance(fact: Fact, one: float, other: float) -> float:
    if one == other:
        return 0.0
    if fact.scale == "logarithmic":
        low, _ = fact.range or (0, 0)
        return min(1.0, abs(log10((1 + one - low) / (1 + other - low))))
    return min(1.0, abs(one - other) / max(abs(one), abs(other)))
