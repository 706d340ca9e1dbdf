"""Engines, answers and rule bases made in a test, without files."""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import inf, nextafter
from typing import Any

from knowledge.conditions import Condition, parse_condition, parse_derivation
from knowledge.engine import Engine, compile_rules
from knowledge.model import Fact, Rule, Stage
from knowledge.rulebase import RuleBase
from knowledge.tree import (
    And,
    Compare,
    Count,
    Node,
    Not,
    Or,
    Reference,
    facts_in,
    printed,
    rules_in,
    walk,
)
from tests.knowledge.language import FACTS, WORDS

Answers = dict[str, Any]
STAGES = ("none", "stage_1", "stage_2", "stage_3", "stage_4")


def rule(name: str, when: str, **effect: Any) -> Rule:
    """A rule that advises something unless another effect is given."""
    effect = effect or {"advise": ("run-ci",)}
    return Rule(id=name, when=when, title=WORDS, because=WORDS, source="ours", **effect)


def condition(tree: Node, facts: Mapping[str, Fact] = FACTS) -> Condition:
    """A condition from a tree that need not fit into a text."""
    return Condition(printed(tree), tree, facts_in(tree), rules_in(tree), facts)


def engine_of(
    conditions: Mapping[str, Condition],
    rules: Sequence[Rule] = (),
    facts: Mapping[str, Fact] = FACTS,
) -> Engine:
    """An engine for some rules; those that only have a condition advise something."""
    known = {each.id: each for each in rules}
    found = {name: known.get(name) or rule(name, "x") for name in conditions}
    asked = {
        name: parse_condition(fact.asked_when, facts)
        for name, fact in facts.items()
        if fact.asked_when
    }
    derived = {
        name: parse_derivation(fact.derive, facts) for name, fact in facts.items() if fact.derive
    }
    return compile_rules(facts, found, conditions, asked=asked, derived=derived)


def engine_from(rules: Sequence[Rule], facts: Mapping[str, Fact] = FACTS) -> Engine:
    """An engine for rules with texts."""
    names = [each.id for each in rules]
    conditions = {each.id: parse_condition(each.when, facts, names) for each in rules}
    return engine_of(conditions, rules, facts)


def states(engine: Engine, answers: Answers) -> dict[str, bool | None]:
    """What the engine says of each rule."""
    sure, may = engine.decide(engine.situate(answers))
    return {
        name: True if sure[place] else None if may[place] else False
        for name, place in engine.rule_places.items()
    }


def inlined(tree: Node, rules: Mapping[str, Node]) -> Node:
    """The tree with the conditions of other rules in place of their names."""
    match tree:
        case Reference(name):
            return inlined(rules[name], rules)
        case Not(part):
            return Not(inlined(part, rules))
        case And(parts):
            return And(tuple(inlined(part, rules) for part in parts))
        case Or(parts):
            return Or(tuple(inlined(part, rules) for part in parts))
        case Count(parts, operator, limit):
            return Count(tuple(inlined(part, rules) for part in parts), operator, limit)
        case _:
            return tree


# Answers on, just below and just above every limit


def telling_values(
    trees: Sequence[Node], facts: Mapping[str, Fact] = FACTS
) -> dict[str, list[Any]]:
    """For each answerable fact at least one value of every cell that the trees cut."""
    trees = [*trees, *(parse_condition(fact.asked_when, facts).tree for fact in facts.values()
                       if fact.asked_when)]  # fmt: skip
    limits: dict[str, set[Any]] = {name: set() for name in facts}
    for node in (node for tree in trees for node in walk(tree)):
        if isinstance(node, Compare):
            limits[node.fact].add(node.limit)
    return {
        name: values_of(fact, limits[name]) for name, fact in facts.items() if fact.derive is None
    }


def values_of(fact: Fact, limits: set[Any]) -> list[Any]:
    match fact.kind:
        case "yes_no":
            return [False, True]
        case "one_of":
            return list(fact.options)
        case "any_of":
            options = list(fact.options)
            return [
                [option for option, taken in zip(options, row, strict=True) if taken]
                for row in product((False, True), repeat=len(options))
            ]
        case _:
            return list(numbers_about(fact, limits))


def numbers_about(fact: Fact, limits: set[Any]) -> Iterator[Any]:
    low, high = fact.range or (0, 0)
    near = {low, high} | {number for limit in limits for number in beside(limit, fact.whole)}
    yield from sorted(number for number in near if low <= number <= high)


def beside(limit: float, whole: bool) -> tuple[float, ...]:
    if whole:
        return int(limit) - 1, int(limit), int(limit) + 1
    return nextafter(limit, -inf), limit, nextafter(limit, inf)


def some_answers(chance: random.Random, values: Mapping[str, Sequence[Any]]) -> Answers:
    """Random answers; some unknown, and some of those by name."""
    share = chance.choice([0.3, 0.7, 0.95, 1])
    found = {name: chance.choice(list(each)) for name, each in values.items()}
    return {
        name: value if chance.random() < share else None
        for name, value in found.items()
        if chance.random() < (share + 1) / 2
    }


# A whole rule base, of which only rules and facts matter


def base_of(rules: Sequence[Rule], facts: Mapping[str, Fact] = FACTS, **parts: Any) -> RuleBase:
    """A rule base of these rules; stages without texts, and what else is given."""
    engine = engine_from(rules, facts)
    stages = {
        number: Stage.model_construct(number=number, climb_steps=(), merge_steps=())
        for number in range(1, 5)
    }
    empty: dict[str, Any] = dict.fromkeys(
        ("topics", "terms", "levels", "practices", "slots", "components", "sources", "articles")
    )
    empty |= dict.fromkeys(("examples", "conditions", "asked", "derived", "done", "files"))
    return RuleBase(
        **{name: {} for name in empty if name not in parts},
        **{"stages": stages, "cases": (), "systems": (), **parts},
        facts=facts,
        rules={each.id: each for each in rules},
        hash="0" * 64,
        number=None,
        engine=engine,
    )
