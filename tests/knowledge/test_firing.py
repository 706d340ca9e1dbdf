"""All rules at once: the rules that fire are those of the plain reading, unknown answers too."""

import random
from collections.abc import Mapping
from typing import Any

import pytest

from knowledge import KnowledgeError
from knowledge.engine import Engine
from knowledge.firing import MOST_BY_EIGHTS, MOST_ROWS, TooManyRows, rows_of
from knowledge.model import Fact
from knowledge.tree import And, Compare, Contains, Count, Node, Not, Or, Reference
from tests.knowledge.language import FACTS, fact
from tests.knowledge.made import condition, engine_of, some_answers, states, telling_values

# Nothing here hangs on other facts: those bases are left to the compiled conditions.
PLAIN: Mapping[str, Fact] = {
    name: about.model_copy(update={"asked_when": None})
    for name, about in FACTS.items()
    if about.derive is None
}
LEAVES: tuple[Node, ...] = (
    Compare("users", ">", 1_000),
    Compare("users", "<=", 20_000),
    Compare("team_size", "==", 9),
    Compare("services", "<", 2.5),
    Compare("balance", ">=", 0),
    Compare("has_tests", "==", True),
    Compare("deploy_lock", "==", False),
    Compare("boundaries", "==", "drawn"),
    Compare("market", "!=", "elsewhere"),
)


def some_tree(chance: random.Random, depth: int = 3) -> Node:
    if depth == 0 or chance.random() < 0.3:
        return chance.choice(LEAVES)
    parts = tuple(some_tree(chance, depth - 1) for _ in range(2))
    return chance.choice([And(parts), Or(parts), Not(parts[0])])


def engine_for(trees: Mapping[str, Node], facts: Mapping[str, Fact] = PLAIN) -> Engine:
    return engine_of({name: condition(tree, facts) for name, tree in trees.items()}, (), facts)


@pytest.mark.parametrize("count", [1, 7, 8, 9, 61, MOST_BY_EIGHTS, MOST_BY_EIGHTS + 1])
def test_rules_that_fire_are_those_of_the_plain_reading(count: int) -> None:
    chance = random.Random(count)
    trees = {f"rule-{place}": some_tree(chance) for place in range(count)}
    engine = engine_for(trees)
    assert engine.firing is not None
    values = telling_values([*trees.values()], PLAIN)
    for _ in range(20 if count > 100 else 200):
        answers = {**dict.fromkeys(PLAIN), **some_answers(chance, values)}
        expected = [name for name, tree in trees.items() if condition(tree, PLAIN).holds(answers)]
        assert engine.fired(answers) == expected


def test_some_rules_fire_and_some_do_not() -> None:
    engine = engine_for({"many": LEAVES[0], "few": Not(LEAVES[0])})
    assert engine.fired({**dict.fromkeys(PLAIN), "users": 5_000}) == ["many"]
    assert engine.fired({**dict.fromkeys(PLAIN), "users": 5}) == ["few"]
    assert engine.fired(dict.fromkeys(PLAIN)) == []


def test_named_rules_count_as_what_they_say() -> None:
    engine = engine_for({"first": LEAVES[0], "second": Not(Reference("first"))})
    assert engine.fired({**dict.fromkeys(PLAIN), "users": 5}) == ["second"]


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("users", True),
        ("users", 1.5),
        ("users", -1),
        ("users", 10**11),
        ("users", "many"),
        ("balance", float("nan")),
        ("has_tests", 1),
        ("has_tests", "yes"),
        ("boundaries", "none"),
        ("boundaries", ["drawn"]),
        ("regulated", "finance"),
        ("regulated", ["finance", "finance"]),
        ("regulated", [[]]),
    ],
)
def test_wrong_answers_are_refused(name: str, wrong: Any) -> None:
    engine = engine_for({"rule-0": LEAVES[0]})
    with pytest.raises(KnowledgeError, match=name):
        engine.fired({**dict.fromkeys(PLAIN), name: wrong})


def test_an_unknown_fact_in_place_of_another_is_refused() -> None:
    engine = engine_for({"rule-0": LEAVES[0]})
    answers = dict.fromkeys(PLAIN)
    del answers["users"]
    with pytest.raises(KnowledgeError, match="user_count"):
        engine.fired({**answers, "user_count": 3})


def test_absent_answers_are_unknown() -> None:
    engine = engine_for({"rule-0": LEAVES[0], "rule-1": LEAVES[5]})
    assert engine.fired({"has_tests": True}) == ["rule-1"]


def test_facts_that_hang_on_others_are_left_to_the_compiled_conditions() -> None:
    tree = Compare("test_minutes", ">", 5)
    engine = engine_for({"slow": tree}, FACTS)
    assert engine.firing is None
    answers = {**dict.fromkeys(PLAIN), "test_minutes": 9, "has_tests": True}
    assert engine.fired(answers) == ["slow"]
    assert engine.fired({**answers, "has_tests": False}) == []
    assert states(engine, answers) == {"slow": True}


@pytest.mark.parametrize("holds", [True, False])
def test_a_condition_of_many_rows_is_left_to_the_compiled_conditions(holds: bool) -> None:
    either, both = Or(LEAVES[:2]), And(LEAVES[:2])
    wide: Node = And((either,) * 6) if holds else Or((both,) * 6)
    assert MOST_ROWS == 2**5
    with pytest.raises(TooManyRows):
        rows_of(wide, holds, {})
    engine = engine_for({"wide": wide if holds else Not(wide)})
    assert engine.firing is None
    assert engine.fired({**dict.fromkeys(PLAIN), "users": 5_000}) == (["wide"] if holds else [])


def test_as_many_rows_as_are_taken_are_taken() -> None:
    assert len(rows_of(And((Or(LEAVES[:2]),) * 5), True, {})) == MOST_ROWS


def test_a_count_is_left_to_the_compiled_conditions() -> None:
    engine = engine_for({"some": Count(LEAVES[:3], ">=", 2)})
    assert engine.firing is None
    assert engine.fired({"users": 5_000}) == ["some"]


def test_one_fact_alone() -> None:
    facts = {"users": fact("number", range=(0, 10), whole=True)}
    engine = engine_for({"rule-0": Compare("users", ">", 3)}, facts)
    assert engine.fired({"users": 4}) == ["rule-0"]
    assert engine.fired({"users": 3}) == []
    with pytest.raises(KnowledgeError):
        engine.fired({"users": 11})


def test_answers_of_every_kind_are_found_without_the_compiled_conditions() -> None:
    engine = engine_for({"calm": LEAVES[4], "healthy": Contains("regulated", "health")})
    answers = {**dict.fromkeys(PLAIN), "balance": 0.5, "regulated": ["health"]}
    assert engine.firing is not None
    assert engine.firing(engine.values(answers)) == ["calm", "healthy"]
    assert engine.firing(engine.values({**answers, "balance": -0.5})) == ["healthy"]


@pytest.mark.parametrize("facts", [{}, PLAIN])
def test_no_rules_fire_nothing(facts: Mapping[str, Fact]) -> None:
    assert engine_for({}, facts).fired(dict.fromkeys(facts)) == []


def test_lookups_reach_nothing_but_their_tables() -> None:
    engine = engine_for({"rule-0": LEAVES[0]})
    assert engine.firing is not None
    for function in (engine.cells_of, engine.firing):
        assert function.__globals__["__builtins__"] == {}
