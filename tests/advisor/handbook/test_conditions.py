"""Conditions in words, in both languages."""

import pytest
from django.utils import translation

from advisor.handbook.conditions import in_words, outline
from knowledge import RuleBase, parse_condition

WORDS = {
    "users >= 1_000": ("người dùng ≥ 1.000", "users ≥ 1,000 people"),
    "teams != 2": ("số đội ≠ 2", "teams ≠ 2"),
    "deploy_lock": ("phải chờ khi triển khai: có", "waiting for deploys: yes"),
    "not deploy_lock": ("phải chờ khi triển khai: không", "waiting for deploys: no"),
    "boundaries == 'drawn'": ("ranh giới: lựa chọn drawn", "boundaries: option drawn"),
    "boundaries in ['drawn', 'enforced']": (
        "ranh giới: “lựa chọn drawn” hoặc “lựa chọn enforced”",
        "boundaries: “option drawn” or “option enforced”",
    ),
    "boundaries not in ['drawn', 'enforced']": (
        "ranh giới: không phải “lựa chọn drawn” hoặc “lựa chọn enforced”",
        "boundaries: not “option drawn” or “option enforced”",
    ),
    "boundaries != 'drawn'": (
        "ranh giới: không phải lựa chọn drawn",
        "boundaries: not option drawn",
    ),
    "'ci' in habits": ("thói quen: có “lựa chọn ci”", "habits includes “option ci”"),
    "'ci' not in habits": (
        "thói quen: không có “lựa chọn ci”",
        "habits does not include “option ci”",
    ),
    "known(language)": ("ngôn ngữ: đã biết", "language is known"),
    "not known(language)": ("ngôn ngữ: chưa biết", "language is not known"),
    "slow_tests": ("quy tắc “Kiểm thử chậm” đúng", "the rule “Slow tests” holds"),
    "not slow_tests": (
        "quy tắc “Kiểm thử chậm” không đúng",
        "the rule “Slow tests” does not hold",
    ),
    "teams >= 2 and (users > 5 or deploy_lock)": (
        "số đội ≥ 2 và (người dùng > 5 hoặc phải chờ khi triển khai: có)",
        "teams ≥ 2 and (users > 5 people or waiting for deploys: yes)",
    ),
    "not (teams >= 2 and deploy_lock)": (
        "không phải (số đội ≥ 2 và phải chờ khi triển khai: có)",
        "not (teams ≥ 2 and waiting for deploys: yes)",
    ),
    "count(teams >= 2, deploy_lock) >= 1": (
        "ít nhất 1 điều sau đây đúng: số đội ≥ 2; phải chờ khi triển khai: có",
        "at least 1 of these hold: teams ≥ 2; waiting for deploys: yes",
    ),
}


def spaced(words: str) -> str:
    """Words with plain blanks where lines may not break."""
    return words.replace("\u00a0", " ")


@pytest.mark.parametrize("text", WORDS)
@pytest.mark.parametrize(("place", "language"), [(0, "vi"), (1, "en")])
def test_a_condition_in_words(small: RuleBase, text: str, place: int, language: str) -> None:
    tree = parse_condition(text, small.facts, small.rules).tree
    with translation.override(language):
        assert spaced(in_words(small, tree)) == WORDS[text][place]


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">=", "==", "!="])
def test_every_way_to_count_has_words(small: RuleBase, operator: str) -> None:
    text = f"count(teams >= 2, deploy_lock) {operator} 1"
    with translation.override("en"):
        words = spaced(in_words(small, parse_condition(text, small.facts).tree))
    assert words.endswith("teams ≥ 2; waiting for deploys: yes")
    assert " 1 " in words


def test_an_outline_keeps_the_shape_of_the_condition(small: RuleBase) -> None:
    text = "slow_tests and (users > 5 or not (teams >= 2 and deploy_lock))"
    with translation.override("en"):
        whole = outline(small, parse_condition(text, small.facts, small.rules).tree)
    rule, either = whole.parts
    denial = either.parts[1]
    assert (whole.lead, either.lead) == ("all of these hold", "one of these holds")
    assert (rule.rule, denial.lead) == ("slow-tests", "this does not hold")
    assert [spaced(part.lead) for part in denial.parts[0].parts] == [
        "teams ≥ 2",
        "waiting for deploys: yes",
    ]
