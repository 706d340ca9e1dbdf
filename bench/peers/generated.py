"""Rule bases to compare engines on: 24 facts, rules of one to four comparisons.

The trees are of the kinds that every engine in the comparison can say: a number against a
limit, yes or no, one of some options; and, or, not, nested. About a quarter of the rules fire.
"""

import random
from collections.abc import Mapping, Sequence

from knowledge.model import Fact, Option, Text
from knowledge.tree import And, Compare, Leaf, Member, Node, Not, Operator, Or

WORDS = Text(vi="chữ", en="words")
OPTIONS = ("low", "middle", "high", "top")
HIGHEST = 1000
LIMITS: tuple[Operator, ...] = ("<", "<=", ">", ">=")
Answers = dict[str, object]


def made(kind: str, **parts: object) -> Fact:
    return Fact(kind=kind, name=WORDS, **parts)


FACTS: Mapping[str, Fact] = {
    **{f"n{place}": made("number", range=(0, HIGHEST), whole=True) for place in range(10)},
    **{f"y{place}": made("yes_no") for place in range(8)},
    **{
        f"o{place}": made("one_of", options={name: Option(label=WORDS) for name in OPTIONS})
        for place in range(6)
    },
}


def generated(rules: int) -> dict[str, Node]:
    """So many rules, the same ones each time: id -> tree."""
    chance = random.Random(rules)
    return {f"r{place}": some_rule(chance) for place in range(rules)}


def some_rule(chance: random.Random) -> Node:
    """One to four comparisons; joined by `and` more often than by `or`, so that few fire."""
    leaves = [some_leaf(chance) for _ in range(chance.randint(1, 4))]
    return joined(leaves, chance)


def joined(leaves: Sequence[Leaf], chance: random.Random) -> Node:
    if len(leaves) == 1:
        return leaves[0] if chance.random() < 0.8 else Not(leaves[0])
    cut = chance.randrange(1, len(leaves))
    parts = joined(leaves[:cut], chance), joined(leaves[cut:], chance)
    kind: type[And] | type[Or] = And if chance.random() < 0.75 else Or
    whole = kind(tuple(flat(kind, parts)))
    return Not(whole) if chance.random() < 0.08 else whole


def flat(kind: type[And] | type[Or], parts: Sequence[Node]) -> list[Node]:
    """The parts of a node, those of its own kind opened: no And directly in an And."""
    return [inner for part in parts for inner in (part.parts if isinstance(part, kind) else [part])]


def some_leaf(chance: random.Random) -> Leaf:
    name = chance.choice(list(FACTS))
    match FACTS[name].kind:
        case "number":
            return Compare(name, chance.choice(LIMITS), chance.randrange(1, HIGHEST))
        case "yes_no":
            return Compare(name, "==", True)
        case _ if chance.random() < 0.5:
            return Compare(name, "==", chance.choice(OPTIONS))
        case _:
            return Member(name, tuple(chance.sample(OPTIONS, 2)))


def answer_sets(count: int) -> list[Answers]:
    """So many complete sets of answers, the same ones each time."""
    chance = random.Random(count)
    return [{name: some_answer(fact, chance) for name, fact in FACTS.items()} for _ in range(count)]


def some_answer(fact: Fact, chance: random.Random) -> object:
    match fact.kind:
        case "number":
            return chance.randint(0, HIGHEST)
        case "yes_no":
            return chance.random() < 0.5
        case _:
            return chance.choice(OPTIONS)
