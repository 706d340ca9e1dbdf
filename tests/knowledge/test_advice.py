"""The advice as a whole, on the small rule base: parts, order, sameness, recall."""

import json
import os
import random
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge import Advice, KnowledgeError, RuleBase, advise, read_folder, recall, stage
from knowledge.comparisons import Compared
from tests.knowledge.made import some_answers, telling_values

SMALL = Path(__file__).parent / "small"
SHIPPED = Path(__file__).parents[2] / "knowledge" / "base"
GROWING: dict[str, Any] = {
    "current_stage": "stage_2",
    "users": 20_000,
    "team_size": 12,
    "teams": 2,
    "boundaries": "drawn",
    "has_tests": True,
    "test_minutes": 7,
    "deploy_lock": True,
    "habits": ["linter"],
    "services": 1,
    "language": "python",
}


@cache
def small() -> RuleBase:
    return read_folder(SMALL)


@cache
def shipped() -> RuleBase:
    return read_folder(SHIPPED)


def given(**answers: Any) -> Advice:
    return advise(small(), {**GROWING, **answers})


# Actions


def test_actions_come_urgent_first_then_by_effort() -> None:
    advice = given(has_tests=False, current_stage="stage_1", team_size=3, teams=1)
    assert [action.practice for action in advice.actions] == [
        "write-tests",  # urgent, though it takes days
        "run-ci",  # hours
        "merge-queue",  # days
    ]


def test_a_practice_is_listed_once_with_all_rules_behind_it() -> None:
    advice = given(has_tests=False, current_stage="stage_1", teams=1)
    rules = {action.practice: action.rules for action in advice.actions}
    assert rules["write-tests"] == ("no-ci", "second-developer")


def test_what_is_done_or_due_later_is_no_action() -> None:
    practices = [action.practice for action in given(habits=["ci"]).actions]
    assert "run-ci" not in practices
    low = given(current_stage="stage_1", team_size=1, teams=1)
    assert low.stage.advised == 1
    assert [action.practice for action in low.actions] == []


def test_a_climb_adds_the_steps_of_the_stage_and_who_decided() -> None:
    steps = {action.practice: action.rules for action in given().actions}
    assert steps["draw-borders"] == ("two-teams",)
    assert "draw-borders" not in [each.practice for each in given(current_stage="stage_3").actions]


def test_a_step_down_adds_the_merging_and_its_rules() -> None:
    advice = given(current_stage="stage_4", services=6)
    assert (advice.stage.verdict, advice.stage.advised) == ("simplify", 3)
    steps = {action.practice: action.rules for action in advice.actions}
    assert steps["merge-services"] == ("lockstep-services",)
    assert advice.deciding == ("two-teams", "lockstep-services")


def test_what_holds_a_team_back_is_among_the_deciding_rules() -> None:
    advice = given(team_size=2)
    assert advice.stage.needed == 2
    assert advice.deciding == ("second-developer", "two-teams", "few-hands")


# Stack


def test_the_first_fired_pick_wins_and_unknown_answers_fall_back() -> None:
    chosen = {choice.slot: choice.component for choice in given().stack}
    assert chosen == {"framework": "flask", "database": "postgresql"}
    nothing = {choice.slot: choice.component for choice in advise(small(), {}).stack}
    assert nothing == {"framework": "go-http", "database": "sqlite"}


def test_a_component_of_a_later_stage_is_not_picked() -> None:
    advice = given(current_stage="stage_1", team_size=1, teams=1)
    assert advice.stage.advised == 1
    assert [choice.slot for choice in advice.stack] == ["framework"]


def test_what_can_wait_is_named_unless_it_is_picked() -> None:
    assert given(team_size=12).not_yet == ()
    (later,) = given(team_size=3).not_yet
    assert (later.component, later.rules) == ("kubernetes", ("no-orchestration",))


def test_warnings_name_their_rules() -> None:
    assert given().warnings == ("slow-and-blocked",)
    assert given(test_minutes=1).warnings == ()


# Why not


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, [(4, "nothing_asks", ("services-earned",)), (2, "needed", ("two-teams",))]),
        (
            {"current_stage": "stage_1"},
            [(3, "one_step", ("two-teams",)), (1, "needed", ("second-developer", "two-teams"))],
        ),
        (
            {"team_size": 2},
            [(3, "held", ("few-hands",)), (1, "needed", ("second-developer", "two-teams"))],
        ),
        (
            {"current_stage": "stage_4", "deploy_lock": False},
            [(3, "already_there", ())],
        ),
        (
            {"current_stage": "stage_4", "teams": 1, "services": 3},
            [(4, "nothing_asks", ("services-earned",)), (2, "merging", ("lockstep-services",))],
        ),
        (
            {"current_stage": "none", "team_size": 1, "teams": 1},
            [(2, "nothing_asks", ("second-developer",))],
        ),
    ],
)
def test_why_not_the_neighbours(answers: dict[str, Any], expected: list[Any]) -> None:
    assert [tuple(each) for each in given(**answers).why_not] == expected


# Rules and their comparisons


def rule_of(advice: Advice, name: str) -> Any:
    return next(rule for rule in advice.rules if rule.rule == name)


def test_every_rule_shows_each_comparison_of_its_own_and_of_rules_it_names() -> None:
    rule = rule_of(given(users=5), "slow-and-blocked")
    assert rule.state == "silent"
    assert rule.comparisons == (
        Compared("test_minutes", ">", 2, True),
        Compared("deploy_lock", "==", True, True),
        Compared("users", ">=", 10, False),
    )


def test_unknown_and_not_applying_are_told_apart() -> None:
    unknown = given(test_minutes=None)
    assert rule_of(unknown, "slow-tests").state == "unknown"
    assert rule_of(unknown, "slow-tests").comparisons[0].holds is None
    absent = given(has_tests=False)
    assert rule_of(absent, "slow-tests").state == "silent"
    assert rule_of(absent, "slow-tests").comparisons[0].holds is False
    assert absent.values["test_minutes"] is None
    assert absent.answers["test_minutes"] == 7
    assert given(services=5).values["services_per_team"] == 2.5


def test_all_rules_are_there_in_order() -> None:
    assert [rule.rule for rule in given().rules] == list(small().rules)


def test_operators_of_options_are_told_in_words() -> None:
    advice = given(language="go")
    told = [each[:3] for each in rule_of(advice, "other-framework").comparisons]
    assert told == [
        ("language", "known", None),
        ("language", "in", ("go", "undecided")),
    ]
    assert rule_of(advice, "no-ci").comparisons[0][:3] == ("habits", "contains", "ci")


# Unknown facts


def could_change(advice: Advice) -> dict[str, tuple[str, ...]]:
    return dict(advice.unknown)


def test_each_unknown_fact_says_what_it_could_change() -> None:
    changes = could_change(advise(small(), {"users": 500, "language": "go"}))
    assert changes == {
        "current_stage": ("stage",),
        "team_size": ("stage", "not_yet"),
        "teams": ("stage",),
        "boundaries": ("stage",),
        "has_tests": ("actions", "warnings"),
        "test_minutes": ("actions", "warnings"),
        "deploy_lock": ("stage", "actions", "warnings"),
        "habits": ("actions",),
        "services": (),
    }


def test_facts_that_do_not_apply_are_not_asked_for() -> None:
    assert "test_minutes" not in could_change(given(has_tests=False, test_minutes=None))
    assert "test_minutes" in could_change(given(test_minutes=None))


def test_a_stage_that_nothing_can_move_any_more_is_not_named() -> None:
    held = could_change(given(team_size=2, teams=None, boundaries=None))
    assert held["teams"] == ()
    assert held["boundaries"] == ()
    open_still = could_change(given(teams=None))
    assert open_still["teams"] == ("stage",)


def test_a_fact_of_a_derived_one_counts_where_that_is_compared() -> None:
    asked = could_change(given(current_stage="stage_4", services=None))
    assert asked["services"] == ("stage",)
    assert could_change(given(current_stage="stage_2", services=None))["services"] == ()


def test_a_comparison_beside_a_false_one_changes_nothing() -> None:
    advice = given(current_stage="stage_3", deploy_lock=False, teams=None, boundaries=None)
    assert could_change(advice)["boundaries"] == ()


# Sameness and recall


def all_as_text(advice: Advice) -> str:
    return json.dumps([advice.as_json("vi"), advice.as_json("en")], ensure_ascii=False)


def many_answers(base: RuleBase, number: int, seed: int) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    values = telling_values(list(base.engine.trees.values()), base.facts)
    return [some_answers(chance, values) for _ in range(number)]


def test_the_order_of_answers_changes_nothing() -> None:
    chance = random.Random(5)
    for answers in many_answers(small(), 30, 5):
        shuffled = dict(chance.sample(sorted(answers.items(), key=repr), len(answers)))
        assert all_as_text(advise(small(), answers)) == all_as_text(advise(small(), shuffled))


def test_advising_changes_neither_answers_nor_rule_base() -> None:
    answers = {**GROWING, "habits": ["linter", "ci"]}
    before, first = repr(answers), all_as_text(advise(small(), answers))
    advise(small(), {})
    assert repr(answers) == before
    assert all_as_text(advise(small(), answers)) == first


PRINT = """
import sys
from pathlib import Path
from tests.knowledge.test_advice import GROWING, all_as_text, shipped
from knowledge import advise
sys.stdout.buffer.write(all_as_text(advise(shipped(), {**GROWING, "habits": ["linter"]})).encode())
"""


def printed_with(seed: str) -> bytes:
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
    run = subprocess.run([sys.executable, "-c", PRINT], env=env, cwd=root, capture_output=True)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout


def test_every_process_prints_the_same_bytes() -> None:
    assert printed_with("1") == printed_with("2") != b""


@pytest.mark.parametrize("which", [small, shipped])
def test_a_recalled_advice_is_the_same_to_the_byte(which: Any) -> None:
    base = which()
    for answers in many_answers(base, 12, 11):
        advice = advise(base, answers)
        # Some databases do not keep the order of keys.
        kept = json.dumps(advice.as_record(), sort_keys=True)
        again = recall(base, json.loads(kept))
        assert all_as_text(again) == all_as_text(advice)
        assert again == advice
        assert json.dumps(again.as_record(), sort_keys=True) == kept


def test_a_record_is_small_and_speaks_no_language() -> None:
    for answers in many_answers(shipped(), 5, 3):
        kept = json.dumps(advise(shipped(), answers).as_record(), separators=(",", ":"))
        assert len(kept) < 24_000
        assert kept.isascii()


def test_recalling_decides_nothing() -> None:
    record = given().as_record()
    record["stage"]["advised"] = 1
    record["rules"] = {
        "fired": [],
        "unknown": [],
        "silent": list(small().rules),
    }
    again = recall(small(), record)
    assert again.stage.advised == 1
    assert {rule.state for rule in again.rules} == {"silent"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record.pop("stage"),
        lambda record: record.update(form=99),
        lambda record: record["rules"]["fired"].append("no-such-rule"),
        lambda record: record["rules"]["fired"].pop(),
        lambda record: record["actions"].append({"practice": "nothing", "rules": []}),
        lambda record: record["actions"].append({"practice": "run-ci"}),
        lambda record: record["warnings"].append("nothing"),
        lambda record: record["compared"].clear(),
        lambda record: record["stack"][0].update(slot="nothing"),
        lambda record: record.update(unknown=[{"fact": "nothing", "could_change": []}]),
        lambda record: record.update(changes=5),
        lambda record: record["answers"].update(nothing=1),
    ],
)
def test_a_record_that_does_not_fit_is_refused(spoil: Any) -> None:
    record = json.loads(json.dumps(given().as_record()))
    spoil(record)
    with pytest.raises(KnowledgeError, match="record:1:1"):
        recall(small(), record)


# The whole


def test_the_keys_of_the_json_stay_as_they_are() -> None:
    told = given(teams=None).as_json("en")
    assert list(told) == [
        *("release", "answers", "stage", "rules", "actions", "stack", "not_yet", "warnings"),
        *("why_not", "changes", "unknown"),
    ]
    assert list(told["stage"]) == ["current", "needed", "possible", "advised", "path", "verdict"]
    rule = told["rules"][0]
    assert list(rule) == [
        *("id", "title", "sign", "state", "effect", "because", "source", "comparisons"),
    ]
    assert list(rule["comparisons"][0]) == [
        *("fact", "name", "value", "operator", "limit", "unit", "holds"),
    ]
    assert list(told["actions"][0]) == [
        *("practice", "title", "what", "effort", "stage", "urgent", "done_when", "tools", "rules"),
    ]
    assert list(told["stack"][0]) == [
        *("slot", "slot_title", "component", "title", "what", "because", "rules", "alternatives"),
    ]
    assert list(told["changes"][0]["set"][0]) == [
        *("fact", "name", "operator", "value", "unit", "from"),
    ]


def test_texts_are_in_the_language_asked_for() -> None:
    vi, en = given().as_json("vi"), given().as_json("en")
    assert (vi["warnings"][0]["title"], en["warnings"][0]["title"]) == (
        "Hai điểm nghẽn",
        "Two bottlenecks",
    )
    with pytest.raises(ValueError, match="no language"):
        given().as_json("fr")  # type: ignore[arg-type]


def test_effects_are_told_by_kind() -> None:
    effects = {rule["id"]: rule["effect"] for rule in given().as_json("en")["rules"]}
    assert effects["two-teams"] == {"needs_stage": 3}
    assert effects["few-hands"] == {"holds_stage": 2}
    assert effects["no-ci"] == {"advise": ["run-ci", "write-tests"]}
    assert effects["big-database"] == {"pick": {"slot": "database", "component": "postgresql"}}
    assert effects["no-orchestration"] == {"not_yet": ["kubernetes"]}
    assert effects["slow-and-blocked"] == {
        "warn": {"title": "Two bottlenecks", "do": "Mend the cheaper one first."}
    }


def test_the_stage_alone_is_the_stage_of_the_advice() -> None:
    for answers in many_answers(shipped(), 60, 7):
        assert stage(shipped(), answers) == advise(shipped(), answers).stage


def test_wrong_answers_are_refused_by_both() -> None:
    for ask in (advise, stage):
        with pytest.raises(KnowledgeError, match="no fact `userz`"):
            ask(small(), {"userz": 5})


def test_a_stage_that_needs_slots_gets_a_pick_for_each() -> None:
    for answers in [{}, *many_answers(shipped(), 60, 9)]:
        advice = advise(shipped(), answers)
        wanted = set(shipped().stages[advice.stage.advised].slots)
        assert wanted <= {choice.slot for choice in advice.stack}
