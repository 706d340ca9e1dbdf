"""Conditions as text and as trees: what may be written, and the one way each is printed."""

import pytest
from hypothesis import assume, given, settings

from knowledge.conditions import Condition, parse_condition
from knowledge.tree import (
    And,
    Compare,
    Contains,
    Count,
    Known,
    Member,
    Node,
    Not,
    Or,
    Reference,
    walk,
)
from tests.knowledge.language import FACTS, RULES, TREES

LOCKED = Compare("deploy_lock", "==", True)
TESTED = Compare("has_tests", "==", True)
CROWD = Compare("users", ">=", 100_000)

WRITTEN: list[tuple[str, Node]] = [
    ("users >= 100_000", CROWD),
    ("users >= 100000", CROWD),
    ("100_000 <= users", CROWD),
    ("(users) >= (100_000)", CROWD),
    ("test_minutes < 2.50", Compare("test_minutes", "<", 2.5)),
    ("balance > -20", Compare("balance", ">", -20)),
    ("deploy_lock", LOCKED),
    ("deploy_lock == true", LOCKED),
    ("deploy_lock != false", LOCKED),
    ("true == deploy_lock", LOCKED),
    ("deploy_lock == false", Compare("deploy_lock", "==", False)),
    ("deploy_lock != true", Compare("deploy_lock", "==", False)),
    ("not deploy_lock", Not(LOCKED)),
    ("boundaries == 'drawn'", Compare("boundaries", "==", "drawn")),
    ('boundaries != "drawn"', Compare("boundaries", "!=", "drawn")),
    ("'drawn' == boundaries", Compare("boundaries", "==", "drawn")),
    ("boundaries in ['drawn', 'enforced']", Member("boundaries", ("drawn", "enforced"))),
    ("boundaries not in ['drawn']", Not(Member("boundaries", ("drawn",)))),
    ("'finance' in regulated", Contains("regulated", "finance")),
    ("'finance' not in regulated", Not(Contains("regulated", "finance"))),
    ("known(market)", Known("market")),
    ("slow_tests", Reference("slow-tests")),
    (
        "deploy_lock and slow_tests or has_tests",
        Or((And((LOCKED, Reference("slow-tests"))), TESTED)),
    ),
    ("deploy_lock and (has_tests and users >= 100_000)", And((LOCKED, TESTED, CROWD))),
    (
        "2 < test_minutes <= 10",
        And((Compare("test_minutes", ">", 2), Compare("test_minutes", "<=", 10))),
    ),
    (
        "count(deploy_lock, has_tests, users >= 100_000) >= 2",
        Count((LOCKED, TESTED, CROWD), ">=", 2),
    ),
    ("2 <= count(deploy_lock, has_tests)", Count((LOCKED, TESTED), ">=", 2)),
    ("\n  deploy_lock\n  and has_tests\n", And((LOCKED, TESTED))),
]

PRINTED = [
    ("users>=100000", "users >= 100_000"),
    ("test_minutes > 2.50 or test_minutes > 3.0", "test_minutes > 2.5 or test_minutes > 3"),
    ("balance == -0.0000001", "balance == -0.0000001"),
    ("2 < test_minutes <= 10", "test_minutes > 2 and test_minutes <= 10"),
    ("((deploy_lock) and ((has_tests)))", "deploy_lock and has_tests"),
    ("(deploy_lock or has_tests) and slow_tests", "(deploy_lock or has_tests) and slow_tests"),
    ("deploy_lock or (has_tests and slow_tests)", "deploy_lock or has_tests and slow_tests"),
    ("not (deploy_lock)", "not deploy_lock"),
    ("not (deploy_lock and has_tests)", "not (deploy_lock and has_tests)"),
    ("not (not deploy_lock)", "not not deploy_lock"),
    ('not (boundaries in ["drawn"])', "boundaries not in ['drawn']"),
    ("not ('health' in regulated)", "'health' not in regulated"),
    ("deploy_lock != true", "deploy_lock == false"),
    ("1 < count(deploy_lock,has_tests)", "count(deploy_lock, has_tests) > 1"),
]


@pytest.mark.parametrize(("text", "tree"), WRITTEN, ids=[text for text, _ in WRITTEN])
def test_text_becomes_a_tree(text: str, tree: Node) -> None:
    assert parse_condition(text, FACTS, RULES).tree == tree


@pytest.mark.parametrize(("text", "canonical"), PRINTED, ids=[text for text, _ in PRINTED])
def test_a_condition_prints_in_one_way(text: str, canonical: str) -> None:
    assert str(parse_condition(text, FACTS, RULES)) == canonical


@settings(max_examples=500, derandomize=True, deadline=None)
@given(TREES)
def test_printing_a_tree_and_parsing_the_text_gives_the_tree(tree: Node) -> None:
    text = str(Condition("", tree, frozenset(), frozenset(), FACTS))
    assume(len(text) <= 1_000 and len(list(walk(tree))) <= 60)
    again = parse_condition(text, FACTS, RULES)
    assert again.tree == tree
    assert str(again) == text


def test_a_condition_names_its_facts_and_rules() -> None:
    condition = parse_condition("known(users) and not slow_tests or deploy_lock", FACTS, RULES)
    assert condition.facts == {"users", "deploy_lock"}
    assert condition.rules == {"slow-tests"}
    assert condition.text == "known(users) and not slow_tests or deploy_lock"


def test_equal_texts_make_equal_conditions() -> None:
    first, second = (parse_condition("has_tests and slow_tests", FACTS, RULES) for _ in range(2))
    assert first == second
    assert hash(first) == hash(second)


def test_a_fact_comes_before_a_rule_of_the_same_name() -> None:
    assert parse_condition("deploy_lock", FACTS, ["deploy-lock"]).tree == LOCKED


def test_a_condition_that_names_rules_cannot_hold_by_itself() -> None:
    with pytest.raises(ValueError, match="slow-tests"):
        parse_condition("slow_tests", FACTS, RULES).holds({})
