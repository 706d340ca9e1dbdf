"""The same answers under two rule bases: what changes, and which rules are behind it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import RuleBase, advise, read_files, read_folder
from knowledge.counting import MOST_SHOWN, count, nothing_counted
from knowledge.fitting import fit_answers
from knowledge.replaying import Difference, differ, judge

ROOT = Path(__file__).parents[2]
TEAM = {"users": 50, "has_tests": True, "test_minutes": 3, "teams": 2, "team_size": 8}
NOTHING = ((), (), ())


@pytest.fixture(scope="module")
def small() -> RuleBase:
    return read_folder(ROOT / "tests/knowledge/small")


def edited(base: RuleBase, *edits: tuple[str, str, str]) -> RuleBase:
    """The rule base with texts replaced (file, old, new) and without cases that might object."""
    files = dict(base.files)
    for path, old, new in edits:
        assert old in files[path]
        files[path] = files[path].replace(old, new)
    return read_files(files)


def told(difference: Difference) -> tuple[tuple[str, ...], ...]:
    return difference.parts, difference.rules, difference.others


def test_the_same_rule_base_changes_nothing(small: RuleBase) -> None:
    assert told(differ(small, small, TEAM)) == NOTHING


def test_new_words_change_nothing(small: RuleBase) -> None:
    other = edited(small, ("rules/delivery.yaml", "Everyone waits.", "All of them wait."))
    assert told(differ(small, other, TEAM)) == NOTHING


def test_a_moved_limit_is_behind_the_action_it_takes_away(small: RuleBase) -> None:
    other = edited(small, ("rules/delivery.yaml", "test_minutes > 2\n", "test_minutes > 2.5\n"))
    assert told(differ(small, other, TEAM | {"test_minutes": 2.2})) == (
        ("actions",),
        ("slow-tests",),
        (),
    )
    assert told(differ(small, other, TEAM | {"test_minutes": 2.6})) == NOTHING


def test_a_stage_rule_is_behind_the_stage_and_what_follows_from_it(small: RuleBase) -> None:
    other = edited(small, ("rules/stage.yaml", "when: teams >= 2\n", "when: teams >= 2.5\n"))
    parts, rules, _ = told(differ(small, other, TEAM | {"current_stage": "stage_2"}))
    assert parts[:2] == ("stage", "verdict")
    assert "two-teams" in rules


def test_another_effect_of_the_same_rule_is_seen(small: RuleBase) -> None:
    old = "when: deploy_lock\n  advise: [merge-queue]"
    new = "when: deploy_lock\n  advise: [merge-queue, parallel-tests]"
    other = edited(small, ("rules/delivery.yaml", old, new))
    answers = {"deploy_lock": True, "teams": 3}
    assert told(differ(small, other, answers)) == (("actions",), ("deploys-block",), ())


def test_what_changes_without_a_rule_is_named_itself(small: RuleBase) -> None:
    old = "effort: hours\n  stage: 2\n  done_when: {vi: Khi đã chạy., en: Once it runs.}\n  tools"
    other = edited(small, ("practices.yaml", old, old.replace("2", "4")))
    assert told(differ(small, other, TEAM))[2] == ("practice parallel-tests",)


def test_another_component_for_a_slot_is_a_change_of_the_stack(small: RuleBase) -> None:
    other = edited(small, ("rules/stack.yaml", "users >= 1_000", "users >= 100"))
    parts, rules, _ = told(differ(small, other, TEAM | {"users": 500}))
    assert (parts, rules) == (("stack",), ("big-database",))


def test_answers_that_fit_neither_are_left_out(small: RuleBase) -> None:
    odd = {"gone": 1, "language": "cobol", "services_per_team": 2, "users": -5, **TEAM}
    difference = differ(small, small, odd | {"users": -5})
    assert difference.left_out == {
        "gone": "not asked",
        "language": "no such answer",
        "services_per_team": "not asked",
        "users": "no such answer",
    }
    assert "users" not in difference.answers


ODD = st.dictionaries(
    st.sampled_from(["users", "teams", "language", "habits", "gone", "has_tests"]),
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)
    | st.lists(st.text(max_size=3), max_size=2),
)  # fmt: skip


@given(ODD)
def test_odd_answers_never_raise(small: RuleBase, odd: Mapping[str, Any]) -> None:
    fitted = fit_answers(small.facts, odd)
    advise(small, fitted.answers)
    assert fitted.answers.keys() | fitted.left_out.keys() == odd.keys()
    assert told(differ(small, small, odd)) == NOTHING


def test_a_judgement_is_what_the_advice_says() -> None:
    base = read_folder(ROOT / "knowledge/base")
    for system in base.systems:
        is_what_the_advice_says(base, system.answers)


def is_what_the_advice_says(base: RuleBase, answers: Mapping[str, Any]) -> None:
    advice, brief = advise(base, answers), judge(base, answers).brief()
    assert brief["stage"] == advice.stage.advised
    assert brief["verdict"] == advice.stage.verdict
    assert brief["actions"] == [action.practice for action in advice.actions]
    assert brief["stack"] == {each.slot: each.component for each in advice.stack}
    assert brief["warnings"] == list(advice.warnings)
    assert brief["not_yet"] == [each.component for each in advice.not_yet]


# Adding up


def test_differences_are_added_up(small: RuleBase) -> None:
    other = edited(small, ("rules/delivery.yaml", "test_minutes > 2\n", "test_minutes > 2.5\n"))
    result = nothing_counted()
    for minutes in (1, 2.2, 2.3, 9):
        count(result, differ(small, other, TEAM | {"test_minutes": minutes}), f"m{minutes}")
    count(result, None, "broken")
    assert (result["seen"], result["unreadable"], result["changed"]) == (5, 1, 2)
    assert result["parts"]["actions"] == 2
    assert result["rules"] == {"slow-tests": 2}
    assert [each["key"] for each in result["which"]] == ["m2.2", "m2.3"]
    assert result["sample"][0]["answers"]["test_minutes"] == 2.2
    assert "parallel-tests" in result["sample"][0]["before"]["actions"]
    assert "parallel-tests" not in result["sample"][0]["after"]["actions"]


def test_a_result_goes_through_json(small: RuleBase) -> None:
    other = edited(small, ("rules/stage.yaml", "when: teams >= 2\n", "when: teams >= 2.5\n"))
    result = nothing_counted()
    count(result, differ(small, other, {**TEAM, "habits": ("linter",)}), "one")
    assert json.loads(json.dumps(result)) == result
    assert result["stages"] == {"3>2": 1}


def test_the_sample_shows_what_kinds_there_are(small: RuleBase) -> None:
    other = edited(
        small,
        ("rules/delivery.yaml", "test_minutes > 2\n", "test_minutes > 2.5\n"),
        ("rules/stage.yaml", "when: teams >= 2\n", "when: teams >= 2.5\n"),
    )
    result = nothing_counted()
    usual = differ(small, other, {"team_size": 8, "has_tests": True, "test_minutes": 2.2})
    for number in range(200):
        count(result, usual, str(number))
    count(result, differ(small, other, {"teams": 2, "team_size": 9}), "the rare one")
    assert len(result["sample"]) <= MOST_SHOWN
    assert "the rare one" in [each["key"] for each in result["sample"]]
    assert result["changed"] == 201
