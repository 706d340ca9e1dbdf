"""The smallest changes of answers: they do what they say, and none smaller does."""

import random
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

import pytest

from knowledge.advice import advise, stage
from knowledge.changes import Change, Step
from knowledge.model import Fact
from tests.knowledge.language import fact
from tests.knowledge.made import base_of, rule

FACTS: Mapping[str, Fact] = {
    "team_size": fact("number", range=(0, 12), whole=True),
    "load": fact("number", range=(0, 9), whole=True, asked_when="busy"),
    "busy": fact("yes_no"),
    "borders": fact("one_of", "unclear drawn enforced"),
    "data": fact("any_of", "health money", asked_when="load > 3"),
    "load_each": fact("number", derive="load / team_size"),
}
DOMAIN: Mapping[str, list[Any]] = {
    "team_size": list(range(13)),
    "load": list(range(10)),
    "busy": [False, True],
    "borders": ["unclear", "drawn", "enforced"],
    "data": [[], ["health"], ["money"], ["health", "money"]],
}
PARTS = [
    *("team_size >= 2", "team_size > 10", "not team_size < 5", "team_size == 7", "busy"),
    *("load > 3", "load <= 6", "not load > 7", "borders == 'enforced'", "borders != 'unclear'"),
    *("'health' in data", "'money' not in data"),
]
DERIVED = ["load_each > 0.5", "load_each >= 2", "not load_each > 1"]


def random_base(chance: random.Random, parts: list[str]):
    def when() -> str:
        return " and ".join(chance.sample(parts, chance.randint(1, 3)))

    rules = [rule(f"needs-{n}", when(), needs_stage=n % 3 + 2) for n in range(4)]
    rules += [rule(f"holds-{n}", when(), holds_stage=n + 1) for n in range(2)]
    return base_of(rules, FACTS)


def random_answers(chance: random.Random) -> dict[str, Any]:
    return {name: chance.choice(each) for name, each in DOMAIN.items() if chance.random() < 0.9}


def after(answers: dict[str, Any], change: Change) -> dict[str, Any]:
    """The answers once every step is taken, as a reader would take it."""
    return {**answers, **{step.fact: taken(step) for step in change.set}}


def taken(step: Step) -> Any:
    match step.operator:
        case "contains":
            return [*step.was, step.value]
        case "lacks":
            return [option for option in step.was if option != step.value]
        case "==" if isinstance(step.value, tuple):
            return list(step.value)
        case _:
            return step.value


def size(answers: dict[str, Any], moved: dict[str, Any]) -> float:
    """How large a change is: by share of numbers, by options, 1 for another choice."""
    total = 0.0
    for name, value in moved.items():
        was = answers[name]
        if isinstance(value, list):
            total += len({*value} ^ {*was})
        elif isinstance(value, int) and not isinstance(value, bool):
            total += abs(value - was) / max(value, was)
        else:
            total += 1
    return total


def every_change(answers: dict[str, Any], number: int) -> Iterator[dict[str, Any]]:
    for names in combinations(answers, number):
        others = ([value for value in DOMAIN[name] if value != answers[name]] for name in names)
        for values in product(*others):
            yield dict(zip(names, values, strict=True))


@pytest.mark.parametrize("seed", range(60))
def test_no_change_is_missed_and_none_is_larger_than_needed(seed: int) -> None:
    chance = random.Random(seed)
    base, answers = random_base(chance, PARTS), random_answers(chance)
    advice = advise(base, answers)
    for target in (advice.stage.needed + 1, advice.stage.needed - 1):
        found = [change for change in advice.changes if change.stage == target]
        for number in (1, 2):
            reached = [
                size(answers, moved)
                for moved in every_change(answers, number)
                if stage(base, {**answers, **moved}).needed == target
            ]
            if reached:
                assert found, f"{target} is reached by {number} facts"
                assert len(found[0].set) == number
                smallest = {step.fact: taken(step) for step in found[0].set}
                assert size(answers, smallest) == pytest.approx(min(reached))
                break
        else:
            assert all(len(change.set) == 3 for change in found)


@pytest.mark.parametrize("seed", range(60))
def test_every_change_does_what_it_says(seed: int) -> None:
    chance = random.Random(seed)
    base, answers = random_base(chance, PARTS + DERIVED), random_answers(chance)
    advice = advise(base, answers)
    for change in advice.changes:
        assert abs(change.stage - advice.stage.needed) == 1
        assert stage(base, after(answers, change)).needed == change.stage
        for step in change.set:
            # None given: it is what another answer implies.
            assert step.was == advice.answers.get(step.fact, True)


def test_a_derived_fact_is_moved_through_what_it_is_made_of() -> None:
    base = base_of([rule("crowded", "load_each >= 2", needs_stage=2)], FACTS)
    answers = {"busy": True, "load": 5, "team_size": 3}
    assert [change.set for change in advise(base, answers).changes] == [
        (Step("load", ">=", 6, 5),),
        (Step("team_size", "<=", 2, 3),),
    ]


HALVES: Mapping[str, Fact] = {
    "load": fact("number", range=(0, 100)),
    "share": fact("number", range=(0, 100)),
    "data": fact("any_of", "health money children"),
}


@pytest.mark.parametrize(
    ("when", "answers", "expected"),
    [
        ("load >= 2.5", {"load": 1}, [Step("load", ">=", 2.5, 1)]),
        ("load > 2.5", {"load": 1}, [Step("load", ">", 2.5, 1)]),
        ("load < 2.5", {"load": 4}, [Step("load", "<", 2.5, 4)]),
        ("load <= 2.5", {"load": 4}, [Step("load", "<=", 2.5, 4)]),
        ("load == 2.5", {"load": 4}, [Step("load", "<=", 2.5, 4)]),
        ("'money' in data", {"data": []}, [Step("data", "contains", "money", ())]),
        (
            "'money' not in data",
            {"data": ["health", "money"]},
            [Step("data", "lacks", "money", ("health", "money"))],
        ),
        (
            "'money' in data and 'health' not in data",
            {"data": ["health", "children"]},
            [Step("data", "==", ("money", "children"), ("health", "children"))],
        ),
        (
            "load > 2 and share > 2",
            {"load": 1, "share": 1},
            [Step("load", ">", 2, 1), Step("share", ">", 2, 1)],
        ),
        ("load > 2 and share > 2", {"load": 1}, []),
    ],
)
def test_a_step_is_told_as_the_nearest_value_that_would_do(
    when: str, answers: dict[str, Any], expected: list[Step]
) -> None:
    base = base_of([rule("needs-it", when, needs_stage=2)], HALVES)
    steps = [step for change in advise(base, answers).changes for step in change.set]
    assert steps == expected


def test_three_facts_at_once_are_found_for_one_rule() -> None:
    base = base_of(
        [rule("all", "team_size > 5 and busy and borders == 'enforced'", needs_stage=2)], FACTS
    )
    answers = {"team_size": 4, "busy": False, "borders": "unclear", "load": 3}
    (change,) = advise(base, answers).changes
    assert [step.fact for step in change.set] == ["team_size", "busy", "borders"]


def test_many_facts_do_not_make_the_search_long() -> None:
    """Sixty facts of one rule have 34,220 triples, and none of them is enough."""
    facts = {f"fact_{n}": fact("number", range=(0, 100), whole=True) for n in range(60)}
    parts = ", ".join(f"fact_{n} > 5" for n in range(60))
    base = base_of([rule("most", f"count({parts}) >= 50", needs_stage=2)], facts)
    advice = advise(base, dict.fromkeys(facts, 0))
    assert advice.changes == ()
