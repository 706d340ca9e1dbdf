"""Rule bases to prove things about: changed copies, small random ones and large ones."""

import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from knowledge import Rule, RuleBase, read_folder
from knowledge.conditions import parse_condition, parse_derivation
from knowledge.engine import compile_rules
from knowledge.model import Component, Fact, Pick, Practice, Slot, Stage
from knowledge.tree import And, Compare, Contains, Leaf, Node, Not, Or, printed, walk
from tests.knowledge.language import WORDS, fact
from tests.knowledge.made import rule

SHIPPED = Path(__file__).parents[2] / "knowledge" / "base"


def base_with(base: RuleBase, rules: Iterable[Rule], **others: Any) -> RuleBase:
    """The rule base with these rules, compiled anew; nothing is checked."""
    base = replace(base, **others)
    known = {each.id: each for each in rules}
    conditions = {
        name: parse_condition(each.when, base.facts, known) for name, each in known.items()
    }
    engine = compile_rules(
        base.facts, known, conditions, asked=base.asked, derived=base.derived, done=base.done
    )
    return replace(base, rules=known, conditions=conditions, engine=engine)


def changed(
    base: RuleBase,
    when: Mapping[str, str] | None = None,
    *,
    without: Collection[str] = (),
    first: str = "",
    **parts: Mapping[str, Any],
) -> RuleBase:
    """The rule base with other conditions for some rules, some left out, and one moved to the top.

    `parts` are other parts of rules: name of the part -> rule -> value.
    """
    assert {*(when or {}), *without} <= base.rules.keys()
    changes = {"when": when or {}, **parts}
    rules = [
        each.model_copy(update={part: new[name] for part, new in changes.items() if name in new})
        for name, each in base.rules.items()
        if name not in without
    ]
    return base_with(base, sorted(rules, key=lambda each: each.id != first))


# Small ones, of which all answers can be tried

SMALL_FACTS: Mapping[str, Fact] = {
    "current_stage": fact("one_of", "none stage_1 stage_2 stage_3 stage_4"),
    "team_size": fact("number", range=(0, 3), whole=True),
    "teams": fact("number", range=(0, 2), whole=True),
    "deploy_lock": fact("yes_no"),
    "boundaries": fact("one_of", "unclear drawn enforced"),
    "kept": fact("any_of", "finance health"),
    "pace": fact("number", range=(0, 2), asked_when="deploy_lock"),
    "share": fact("number", derive="team_size / teams"),
}
# What hangs on which: a base with the one has the others.
HANGING = {"pace": ("deploy_lock",), "share": ("team_size", "teams")}
LEAVES = {
    "current_stage": ("current_stage == 'stage_2'", "current_stage in ['stage_3', 'stage_4']"),
    "team_size": ("team_size >= 2", "team_size < 1", "team_size == 2", "known(team_size)"),
    "teams": ("teams >= 1", "teams <= 1", "teams != 1"),
    "deploy_lock": ("deploy_lock", "not deploy_lock"),
    "boundaries": ("boundaries == 'drawn'", "boundaries in ['drawn', 'enforced']"),
    "kept": ("'finance' in kept", "'health' not in kept", "known(kept)"),
    "pace": ("pace > 1", "pace <= 0.5"),
    "share": ("share > 1", "share <= 1.5", "share == 1"),
}


def small_base(seed: int) -> RuleBase:
    """A random rule base over four or five facts, with rules of every kind."""
    chance = random.Random(seed)
    names = chance.sample(sorted(SMALL_FACTS.keys() - {"current_stage"}), 2)
    wanted = {
        "current_stage",
        *names,
        *(other for name in names for other in HANGING.get(name, ())),
    }
    facts = {name: about for name, about in SMALL_FACTS.items() if name in wanted}
    practices = {f"p{place}": practice(place, chance) for place in range(1, 4)}
    components = {f"c{place}": component(place, chance) for place in range(1, 5)}
    rules = [
        small_rule(f"r{place}", chance, facts, practices, components)
        for place in range(chance.randint(4, 9))
    ]
    base = read_folder(Path(__file__).parent / "small")
    return base_with(
        base,
        rules,
        facts=facts,
        asked={
            name: parse_condition(about.asked_when, facts)
            for name, about in facts.items()
            if about.asked_when
        },
        derived={
            name: parse_derivation(about.derive, facts)
            for name, about in facts.items()
            if about.derive
        },
        done={"p1": parse_condition(some_text(chance, facts, known=True), facts)},
        practices=practices,
        components=components,
        slots={"one": Slot(title=WORDS), "two": Slot(title=WORDS)},
        stages={number: stage(each) for number, each in base.stages.items()},
        cases=(),
        systems=(),
        examples={},
    )


def practice(place: int, chance: random.Random) -> Practice:
    return Practice(
        title=WORDS,
        what=WORDS,
        effort="days",
        stage=chance.randint(1, 4),
        done_when=WORDS,
        source="ours",
    )


def component(place: int, chance: random.Random) -> Component:
    slot = "one" if place < 3 else "two"
    return Component(title=WORDS, slot=slot, stage=chance.randint(1, 4), what=WORDS)


def stage(each: Stage) -> Stage:
    steps = ("p2",) if each.number == 3 else ()
    slots = ("one",) if each.number < 3 else ("one", "two")
    return each.model_copy(update={"slots": slots, "climb_steps": steps, "merge_steps": steps})


def small_rule(
    name: str,
    chance: random.Random,
    facts: Mapping[str, Fact],
    practices: Mapping[str, Practice],
    components: Mapping[str, Component],
) -> Rule:
    effect = chance.choice(["needs", "needs", "holds", "down", "advise", "pick", "pick", "not_yet"])
    about_stages = effect in ("needs", "holds", "down")
    text = some_text(chance, facts, known=not about_stages)
    one = chance.choice(sorted(components))
    match effect:
        case "needs":
            safe = chance.random() < 0.3
            return rule(name, text, needs_stage=chance.randint(2, 4), safety=safe)
        case "holds":
            return rule(name, text, holds_stage=chance.randint(1, 3))
        case "down":
            return rule(name, text, step_down_to=chance.randint(1, 3))
        case "advise":
            return rule(name, text, advise=(chance.choice(sorted(practices)),))
        case "pick":
            slot, over = components[one].slot, (chance.choice(sorted(components)),)
            return rule(name, text, pick=Pick(slot=slot, component=one, over=over))
        case _:
            return rule(name, text, not_yet=(one,))


def some_text(chance: random.Random, facts: Mapping[str, Fact], known: bool) -> str:
    """A condition of one to three comparisons."""
    leaves = [leaf for name in facts for leaf in LEAVES[name] if known or "known" not in leaf]
    first, *others = (chance.choice(leaves) for _ in range(chance.randint(1, 3)))
    text = first
    for leaf in others:
        text = chance.choice(["({}) and ({})", "({}) or ({})", "not ({}) and ({})"]).format(
            text, leaf
        )
    return text


# Large ones of the shape of a real one


def large_base(base: RuleBase, rules: int) -> RuleBase:
    """The rules of a base, and copies of them with other limits and one comparison more or less."""
    chance, known = random.Random(rules), list(base.rules.values())
    leaves = [
        node
        for name in base.rules
        for node in walk(base.conditions[name].tree)
        if isinstance(node, Compare | Contains) and base.facts[node.fact].derive is None
    ]
    copies = [
        copied(base, chance.choice(known), place, leaves, chance)
        for place in range(rules - len(known))
    ]
    return base_with(base, [*known, *copies])


def copied(
    base: RuleBase, like: Rule, place: int, leaves: list[Leaf], chance: random.Random
) -> Rule:
    tree = shifted(base.conditions[like.id].tree, chance, base.facts)
    kind = chance.choice([And, And, Or])
    leaf: Node = chance.choice(leaves)
    whole = kind((tree, leaf if chance.random() < 0.7 else Not(leaf)))
    return like.model_copy(update={"id": f"{like.id}-{place}", "when": printed(whole)})


def shifted(node: Node, chance: random.Random, facts: Mapping[str, Fact]) -> Node:
    """The tree with other limits of numbers."""
    match node:
        case Not(part):
            return Not(shifted(part, chance, facts))
        case And(parts) | Or(parts):
            return type(node)(tuple(shifted(part, chance, facts) for part in parts))
        case Compare(name, operator, limit) if isinstance(limit, int | float) and not isinstance(
            limit, bool
        ):
            low, high = facts[name].range or (0, 1000)
            other = round(min(max(limit * chance.choice([0.5, 1, 1, 2, 3]), low), high), 2)
            return Compare(name, operator, int(other) if facts[name].whole else other)
        case _:
            return node
