"""Conditions mean what a second evaluator says, which never sees a tree.

Each random condition is made twice at once: as text, and as a function from answers to -1
(false), 0 (unknown) or 1 (true). When facts apply is written here by hand, not read from them.
"""

import operator
import random
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from knowledge.conditions import parse_condition
from tests.knowledge.language import FACTS

Answers = Mapping[str, Any]
Meaning = Callable[[Answers], int]
Pair = tuple[str, Meaning]

SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
AS_TRUTH = {-1: False, 0: None, 1: True}
CHOICES = {
    "users": [0, 999, 1_000, 100_000, 2_000_000],
    "team_size": [0, 1, 4, 5, 60],
    "teams": [0, 1, 2, 3],
    "services": [0, 1, 2, 2.5, 40],
    "test_minutes": [0, 2, 2.5, 10, 1_440],
    "balance": [-500, -20, 0, 0.5, 500],
    "has_tests": [True, False],
    "deploy_lock": [True, False],
    "shared_database": [True, False],
    "boundaries": ["unclear", "drawn", "enforced"],
    "market": ["vn_startup", "vn_enterprise", "elsewhere"],
    "regulated": [[], ["finance"], ["health", "finance"], ["children", "health", "finance"]],
    "grounds": [[], ["funding"], ["regulation", "funding"]],
}
NUMBERS = [
    *("users", "team_size", "teams", "services", "test_minutes", "balance"),
    *("services_per_team", "minutes_per_team"),
]


def judged(value: Any, test: Callable[[Any], bool]) -> int:
    return 0 if value is None else 1 if test(value) else -1


def answer_of(answers: Answers, name: str) -> Any:
    """The answer, or a quotient of two of them."""
    if not name.endswith("_per_team"):
        return answers.get(name)
    above = answers.get({"services": "services", "minutes": "test_minutes"}[name.split("_")[0]])
    teams = answers.get("teams")
    return above / teams if above is not None and teams else None


def applies(answers: Answers, name: str) -> int:
    match name:
        case "test_minutes" | "minutes_per_team":
            return judged(answers.get("has_tests"), bool)
        case "shared_database":
            return judged(answers.get("services"), lambda services: services >= 2)
        case "market":
            return judged(answers.get("teams"), lambda teams: teams > 1)
        case "grounds":
            return min(
                applies(answers, "shared_database"), judged(answers.get("shared_database"), bool)
            )
        case _:
            return 1


def about(name: str, test: Callable[[Any], bool]) -> Meaning:
    return lambda answers: min(applies(answers, name), judged(answer_of(answers, name), test))


def number_atom(chance: random.Random) -> Pair:
    name = chance.choice(NUMBERS)
    limit = chance.choice(CHOICES.get(name, [0.5, 1, 5]))
    sign = chance.choice(sorted(SIGNS))
    spelled = f"{limit:_}" if limit == int(limit) else str(limit)
    meaning = about(name, lambda value: SIGNS[sign](value, limit))
    if chance.random() < 0.3:
        return f"{spelled} {TURNED[sign]} {name}", meaning
    return f"{name}{sign}{spelled}", meaning


def chain_atom(chance: random.Random) -> Pair:
    name = chance.choice(["users", "test_minutes", "balance"])
    low, high = sorted(chance.sample(CHOICES[name], 2))
    left, right = chance.choice(["<", "<="]), chance.choice(["<", "<="])
    meaning = about(name, lambda value: SIGNS[left](low, value) and SIGNS[right](value, high))
    return f"{low} {left} {name} {right} {high}", meaning


def yes_no_atom(chance: random.Random) -> Pair:
    name = chance.choice(["has_tests", "deploy_lock", "shared_database"])
    shape = chance.choice(["{}", "{} == true", "{} == false", "{} != true", "false != {}"])
    wanted = shape not in ("{} == false", "{} != true")
    return shape.format(name), about(name, lambda value: value is wanted)


def one_of_atom(chance: random.Random) -> Pair:
    name = chance.choice(["boundaries", "market"])
    picked = chance.sample(CHOICES[name], chance.choice([1, 2]))
    match chance.choice(["==", "!=", "in", "not in"]):
        case "in":
            return f"{name} in {picked}", about(name, lambda value: value in picked)
        case "not in":
            inside = about(name, lambda value: value in picked)
            return f"{name} not in {picked}", lambda answers: -inside(answers)
        case sign:
            option = picked[0]
            meaning = about(name, lambda value: (value == option) is (sign == "=="))
            return f'{name} {sign} "{option}"', meaning


def any_of_atom(chance: random.Random) -> Pair:
    name = chance.choice(["regulated", "grounds"])
    option = chance.choice(CHOICES[name][-1])
    holds = about(name, lambda value: option in value)
    if chance.random() < 0.3:
        return f"'{option}' not in {name}", lambda answers: -holds(answers)
    return f"'{option}' in {name}", holds


def known_atom(chance: random.Random) -> Pair:
    name = chance.choice(sorted(FACTS))

    def meaning(answers: Answers) -> int:
        return 1 if applies(answers, name) == 1 and answer_of(answers, name) is not None else -1

    return f"known({name})", meaning


def count_of(chance: random.Random, parts: list[Pair]) -> Pair:
    """How many are true, judged by the least and the most that it can be."""
    sign = chance.choice([">=", "<", "=="])
    limit = chance.randint(1, len(parts))

    def meaning(answers: Answers) -> int:
        results = [part(answers) for _, part in parts]
        least, most = results.count(1), len(results) - results.count(-1)
        if sign == "==":
            return 1 if least == most == limit else 0 if least <= limit <= most else -1
        reached = 1 if least >= limit else 0 if most >= limit else -1
        return reached if sign == ">=" else -reached

    return f"count({', '.join(text for text, _ in parts)}) {sign} {limit}", meaning


ATOMS = [number_atom, number_atom, chain_atom, yes_no_atom, one_of_atom, any_of_atom, known_atom]


def made(chance: random.Random, depth: int, atoms: list[Any] = ATOMS) -> Pair:
    """A random condition and what it means."""
    if depth == 0 or chance.random() < 0.2:
        return chance.choice(atoms)(chance)
    parts = [made(chance, depth - 1, atoms) for _ in range(chance.randint(2, 3))]
    match chance.choice(["not", "and", "or", "count"]):
        case "not":
            text, inner = parts[0]
            return f"not ({text})", lambda answers: -inner(answers)
        case "count":
            return count_of(chance, parts)
        case word:
            worst_or_best = min if word == "and" else max
            text = f" {word} ".join(f"({text})" for text, _ in parts)
            return text, lambda answers: worst_or_best(part(answers) for _, part in parts)


def some_answers(chance: random.Random) -> dict[str, Any]:
    share = chance.choice([0.2, 0.6, 0.9, 1])
    return {
        name: chance.choice(values) for name, values in CHOICES.items() if chance.random() < share
    }


def short_ones(chance: random.Random, number: int, atoms: list[Any] = ATOMS) -> list[Pair]:
    found: list[Pair] = []
    while len(found) < number:
        pair = made(chance, chance.randint(0, 3), atoms)
        found += [pair] if len(pair[0]) <= 1_000 else []
    return found


def test_ten_thousand_judgements_agree() -> None:
    chance = random.Random(2)
    seen: Counter[bool | None] = Counter()
    for text, meaning in short_ones(chance, 2_000):
        condition = parse_condition(text, FACTS)
        for answers in (some_answers(chance) for _ in range(5)):
            expected = AS_TRUTH[meaning(answers)]
            assert condition.holds(answers) is expected, f"{text}\n{answers}"
            seen[expected] += 1
    assert seen.total() == 10_000
    assert min(seen[truth] for truth in (True, False, None)) > 1_000


def test_learning_more_never_changes_what_was_sure() -> None:
    chance = random.Random(3)
    certain = 0
    for text, _ in short_ones(chance, 1_000, ATOMS[:-1]):
        condition = parse_condition(text, FACTS)
        full = {name: chance.choice(values) for name, values in CHOICES.items()}
        partly = {name: value for name, value in full.items() if chance.random() < 0.5}
        before = condition.holds(partly)
        certain += before is not None
        assert before is None or condition.holds(full) is before, f"{text}\n{partly}\n{full}"
    assert certain > 200


UNTESTED = {"has_tests": False, "test_minutes": 5}
TESTED = {"has_tests": True, "test_minutes": 5}


@pytest.mark.parametrize(
    ("text", "answers", "truth"),
    [
        ("users > 10", {}, None),
        ("users > 10", {"users": None}, None),
        ("users > 10", {"users": 11}, True),
        ("test_minutes > 2", TESTED, True),
        ("test_minutes > 2", UNTESTED, False),
        ("test_minutes <= 2", UNTESTED, False),
        ("test_minutes != 2", UNTESTED, False),
        ("not (test_minutes > 2)", UNTESTED, True),
        ("test_minutes > 2", {"test_minutes": 5}, None),
        ("test_minutes > 2", {"test_minutes": 1}, False),
        ("test_minutes > 2", {"has_tests": True}, None),
        ("known(test_minutes)", TESTED, True),
        ("known(test_minutes)", UNTESTED, False),
        ("known(test_minutes)", {"test_minutes": 5}, False),
        ("known(regulated)", {"regulated": []}, True),
        ("'finance' in regulated", {"regulated": []}, False),
        ("services_per_team > 2", {"services": 9, "teams": 3}, True),
        ("services_per_team > 2", {"services": 9}, None),
        ("services_per_team > 2", {"services": 9, "teams": 0}, None),
        ("services_per_team > 2", {"services_per_team": 9}, None),
        ("minutes_per_team > 2", {**UNTESTED, "teams": 1}, False),
        (
            "'funding' in grounds",
            {"services": 1, "shared_database": True, "grounds": ["funding"]},
            False,
        ),
        ("count(users > 1, teams > 1, has_tests) >= 2", {"users": 5, "teams": 5}, True),
        ("count(users > 1, teams > 1, has_tests) >= 2", {"users": 0, "teams": 0}, False),
        ("count(users > 1, teams > 1, has_tests) == 2", {"users": 5, "teams": 5}, None),
    ],
)
def test_unknown_and_not_applying(text: str, answers: Answers, truth: bool | None) -> None:
    assert parse_condition(text, FACTS).holds(answers) is truth


def test_facts_that_wait_for_each_other_are_unknown() -> None:
    facts = {
        **FACTS,
        "has_tests": FACTS["has_tests"].model_copy(update={"asked_when": "deploy_lock"}),
        "deploy_lock": FACTS["deploy_lock"].model_copy(update={"asked_when": "has_tests"}),
    }
    condition = parse_condition("has_tests", facts)
    assert condition.holds({"has_tests": True, "deploy_lock": True}) is None
    assert condition.holds({"has_tests": False}) is False


def test_a_condition_that_names_a_rule_needs_that_rule() -> None:
    condition = parse_condition("users > 5 or slow_tests", FACTS, ["slow-tests"])
    with pytest.raises(ValueError, match="slow-tests"):
        condition.holds({"users": 7})
