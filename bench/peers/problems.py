"""What the engines are compared on: the shipped base, and generated bases of three sizes."""

import random
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from bench.peers.contenders import Answers, Problem
from bench.peers.generated import FACTS, answer_sets, generated
from bench.peers.writers import ALWAYS, plain
from knowledge import RuleBase, read_folder
from knowledge.conditions import Condition
from knowledge.engine import compile_rules
from knowledge.model import Fact, Rule
from knowledge.tree import And, Compare, Node, facts_in, printed, rules_in, walk

SHIPPED = Path(__file__).parents[2] / "knowledge" / "base"
SIZES = (60, 600, 6_000)
ANSWER_SETS = 200


def problem(name: str) -> Problem:
    """The problem of this name: "shipped", or the number of generated rules."""
    return shipped() if name == "shipped" else made(int(name))


def made(size: int) -> Problem:
    trees = generated(size)
    rules: dict[str, Rule] = {name: Rule.model_construct(id=name, advise=("x",)) for name in trees}
    conditions = {
        name: Condition(printed(tree), tree, facts_in(tree), rules_in(tree), FACTS)
        for name, tree in trees.items()
    }
    answers = answer_sets(ANSWER_SETS if size < 1_000 else ANSWER_SETS // 4)
    compiled = partial(compile_rules, FACTS, rules, conditions)
    return Problem(f"{size:,}", FACTS, trees, {}, compiled, answers, answers)


def shipped() -> Problem:
    """Our rules and random complete answers. Derived facts are handed to the peers worked out."""
    base = read_folder(SHIPPED)
    rules = {name: condition.tree for name, condition in base.conditions.items()}
    asked = applying(base)
    trees = {name: plain(tree, rules, asked) for name, tree in rules.items()}
    facts = {name: fact for name, fact in base.facts.items() if fact.derive is None}
    chance = random.Random(1)
    answers = [some_team(facts, rules, chance) for _ in range(ANSWER_SETS)]
    told = [{**each, **derived(base, each)} for each in answers]
    compiled = partial(
        compile_rules, base.facts, base.rules, base.conditions,
        asked=base.asked, derived=base.derived, done=base.done,
    )  # fmt: skip
    return Problem("shipped", base.facts, trees, asked, compiled, told, answers)


def applying(base: RuleBase) -> dict[str, Node]:
    """When each fact applies; a derived one when all that it is made of do."""
    asked: dict[str, Node] = {name: each.tree for name, each in base.asked.items()}
    for name, derivation in base.derived.items():
        parts = [asked[part] for part in sorted(derivation.facts) if part in asked]
        own = [asked[name]] if name in asked else []
        if whole := tuple(own + parts):
            asked[name] = And(whole) if len(whole) > 1 else whole[0]
    return {name: tree for name, tree in asked.items() if tree is not ALWAYS}


def some_team(
    facts: Mapping[str, Fact], rules: Mapping[str, Node], chance: random.Random
) -> Answers:
    """An answer to every question; numbers are about the limits of rules."""
    limits: dict[str, list[int]] = {name: [1] for name in facts}
    for node in (node for tree in rules.values() for node in walk(tree)):
        if isinstance(node, Compare) and node.fact in facts and type(node.limit) in (int, float):
            limits[node.fact].append(int(node.limit))
    return {name: some_answer(fact, limits[name], chance) for name, fact in facts.items()}


def some_answer(fact: Fact, limits: list[int], chance: random.Random) -> object:
    options = list(fact.options)
    match fact.kind:
        case "number":
            low, high = fact.range or (0, 1)
            near = chance.choice(limits) + chance.choice([-1, 0, 1])
            return int(max(low, 1, min(high, near)))
        case "yes_no":
            return chance.random() < 0.5
        case "one_of":
            return chance.choice(options)
        case _:
            return [option for option in options if chance.random() < 0.4]


def derived(base: RuleBase, answers: Answers) -> dict[str, object]:
    return {name: each.value(answers) for name, each in base.derived.items()}
