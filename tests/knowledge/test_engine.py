"""The engine against the plain reading of conditions: never another result."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.engine import Engine
from knowledge.model import Fact
from knowledge.tree import Compare, Count, Member, Node, Not, Reference
from tests.knowledge.language import FACTS, RULES, TREES, fact, number_comparisons
from tests.knowledge.made import (
    condition,
    engine_from,
    engine_of,
    inlined,
    rule,
    some_answers,
    states,
    telling_values,
)

PLAIN_TREES = TREES.filter(lambda tree: "Reference" not in repr(tree))
MANY = settings(max_examples=300)


def compiled(trees: dict[str, Node]) -> Engine:
    return engine_of({name: condition(tree) for name, tree in trees.items()})


@MANY
@given(st.lists(TREES, min_size=1, max_size=6), PLAIN_TREES, PLAIN_TREES, st.randoms())
def test_the_engine_and_the_plain_reading_agree(
    trees: list[Node], first: Node, second: Node, chance: random.Random
) -> None:
    rules = {**dict(zip(RULES, (first, second), strict=True))}
    rules |= {f"rule-{place}": tree for place, tree in enumerate(trees)}
    engine, values = compiled(rules), telling_values(list(rules.values()))
    plain = {name: condition(inlined(tree, rules)) for name, tree in rules.items()}
    for _ in range(5):
        answers = some_answers(chance, values)
        assert states(engine, answers) == {
            name: each.holds(answers) for name, each in plain.items()
        }


@MANY
@given(st.lists(number_comparisons(), min_size=1, max_size=5), st.data())
def test_every_number_falls_into_its_cell(leaves: list[Compare], data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(leaves))
    about = FACTS[one.fact]
    values = st.sampled_from(telling_values(leaves).get(one.fact, [0]))
    if about.range:
        low, high = about.range
        values |= st.integers(int(low), int(high))
        values |= st.floats(low, high) if not about.whole else st.nothing()
    answers = {"teams": 2, "has_tests": True, "services": 4, one.fact: data.draw(values)}
    answers.pop("services_per_team", None)
    answers.pop("minutes_per_team", None)
    engine = compiled({f"rule-{place}": leaf for place, leaf in enumerate(leaves)})
    assert list(states(engine, answers).values()) == [
        condition(leaf).holds(answers) for leaf in leaves
    ]


def test_a_rule_that_many_refer_to_is_decided_once() -> None:
    """Each rule names the one before it twice: written out, the last would be 2^60 long."""
    rules = [rule("rule-0", "deploy_lock")]
    rules += [
        rule(f"rule-{place}", f"rule_{place - 1} and not (not rule_{place - 1} and has_tests)")
        for place in range(1, 60)
    ]
    engine = engine_from(rules)
    assert states(engine, {"deploy_lock": True})["rule-59"] is True
    assert states(engine, {"deploy_lock": False})["rule-59"] is False


def test_a_long_chain_of_rules_is_no_trouble() -> None:
    rules = [rule("rule-0", "deploy_lock")]
    rules += [rule(f"rule-{place}", f"not rule_{place - 1}") for place in range(1, 3_000)]
    engine = engine_from(rules)
    assert states(engine, {"deploy_lock": True})["rule-2999"] is False
    assert states(engine, {})["rule-2999"] is None


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">=", "==", "!="])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_counts_of_unknown_parts(operator: str, limit: int) -> None:
    parts: tuple[Node, ...] = (
        Compare("deploy_lock", "==", True),
        Compare("teams", ">", 2),
        Not(Member("boundaries", ("drawn",))),
    )
    tree = Count(parts, operator, limit)
    engine, values = compiled({"rule-0": tree}), telling_values([tree])
    chance = random.Random(limit)
    for _ in range(100):
        answers = some_answers(chance, values)
        assert states(engine, answers)["rule-0"] is condition(tree).holds(answers)


DEEP: dict[str, Fact] = {
    "first": fact("yes_no"),
    "second": fact("number", range=(0, 10), asked_when="first"),
    "third": fact("number", range=(0, 10), asked_when="second > 5"),
    "ratio": fact("number", derive="third / second", asked_when="third < 9"),
}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"first": True, "second": 6, "third": 3}, True),
        ({"first": False, "second": 6, "third": 3}, False),
        ({"second": 6, "third": 3}, None),
        ({"first": True, "second": 5, "third": 3}, False),
        ({"first": True, "third": 3}, None),
        ({"first": True, "second": 6, "third": 9}, False),
        ({"first": True, "second": 6}, None),
        ({"first": True, "second": 8, "third": 1}, False),
    ],
)
def test_facts_hang_on_facts_that_hang_on_facts(
    answers: dict[str, object], expected: bool | None
) -> None:
    engine = engine_from([rule("ratio-high", "ratio >= 0.5")], DEEP)
    assert states(engine, answers)["ratio-high"] is expected


def test_compiled_conditions_hold_no_word_of_the_rule_base() -> None:
    tree = Compare("boundaries", "==", "drawn")
    engine = compiled({"slow-tests": tree, "other": Not(Reference("slow-tests"))})
    code = engine.all_rules.__code__
    names = {*code.co_names, *code.co_varnames, *map(str, code.co_consts)}
    assert not {name for name in names if "bound" in name or "drawn" in name or "slow" in name}
    assert engine.all_rules.__globals__ == {
        "__builtins__": {},
        "decide": engine.all_rules,
    }


def test_situations_leave_the_answers_alone() -> None:
    engine = engine_from([rule("rule-0", "services_per_team > 1")])
    answers = {"services": 4, "teams": 2, "regulated": ["health"]}
    before = repr(answers)
    engine.situate(answers)
    assert repr(answers) == before
