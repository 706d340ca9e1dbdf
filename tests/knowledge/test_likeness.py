"""Systems like yours: the nearest first, and only figures that may be shown."""

from typing import Any

import pytest

from knowledge import KnowledgeError
from knowledge.likeness import distance, systems_like
from knowledge.model import System
from tests.knowledge.language import FACTS, WORDS, fact
from tests.knowledge.made import base_of


def system(name: str, answers: dict[str, Any], shaky: tuple[str, ...] = ()) -> System:
    return System.model_construct(id=name, name=WORDS, answers=answers, shaky=shaky)


SHOP = system("shop", {"users": 20_000, "teams": 2, "boundaries": "drawn", "has_tests": True})
BANK = system("bank", {"users": 900_000, "teams": 9, "boundaries": "enforced", "has_tests": True})
TOOL = system("tool", {"users": 21_000, "boundaries": "unclear"}, shaky=("users",))
USERS = fact("number", range=(0, 1_000_000), scale="logarithmic")
BASE = base_of([], {**FACTS, "users": USERS}, systems=(BANK, TOOL, SHOP))


def names(answers: dict[str, Any], most: int = 3) -> list[str]:
    return [each.system.id for each in systems_like(BASE, answers, most)]


def test_the_nearest_comes_first() -> None:
    assert names({"users": 18_000, "teams": 2, "boundaries": "drawn"}) == ["shop"]
    answers = {"users": 500_000, "teams": 8, "boundaries": "enforced", "has_tests": True}
    assert names(answers) == ["bank", "shop"]
    assert names(answers, most=1) == ["bank"]


def test_shaky_figures_count_but_are_never_shown() -> None:
    near = systems_like(BASE, {"users": 21_000, "boundaries": "unclear"})
    assert [(each.system.id, each.alike) for each in near] == [
        ("tool", ("boundaries",)),
        ("shop", ("users",)),
    ]
    assert near[0].distance == 0


def test_a_system_alike_in_shaky_figures_only_is_left_out() -> None:
    assert "tool" not in names({"users": 21_000})


def test_what_a_system_does_not_tell_counts_against_it() -> None:
    both = systems_like(BASE, {"users": 20_500, "boundaries": "unclear", "deploy_lock": True})
    told = systems_like(BASE, {"users": 20_500, "boundaries": "unclear"})
    assert both[0].distance > told[0].distance


def test_without_answers_no_system_is_like_yours() -> None:
    assert names({}) == []


def test_wrong_answers_are_refused() -> None:
    with pytest.raises(KnowledgeError, match="users"):
        names({"users": -5})


PERCENT = fact("number", range=(0, 100))
HABITS = fact("any_of", "ci staging linter")


@pytest.mark.parametrize(
    ("about", "one", "other", "expected"),
    [
        (USERS, 999, 99, 1.0),
        (USERS, 5_000, 5_000, 0.0),
        (USERS, 0, 9, 1.0),
        (USERS, 999_999, 0, 1.0),
        (PERCENT, 20, 50, 0.6),
        (PERCENT, 0, 0, 0.0),
        (PERCENT, 0, 3, 1.0),
        (HABITS, ("ci",), ("ci", "linter"), 0.5),
        (HABITS, (), (), 0.0),
        (HABITS, ("ci",), (), 1.0),
        (FACTS["boundaries"], "drawn", "drawn", 0.0),
        (FACTS["has_tests"], True, False, 1.0),
    ],
)
def test_how_far_two_answers_are_apart(about: Any, one: Any, other: Any, expected: float) -> None:
    assert distance(about, one, other) == pytest.approx(expected)
    assert distance(about, other, one) == pytest.approx(expected)
