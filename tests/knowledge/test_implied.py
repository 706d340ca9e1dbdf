"""What answers say without saying it."""

import pytest

from knowledge import advise, read_folder, stage
from knowledge.implied import with_implied


@pytest.fixture(scope="module")
def shipped(pytestconfig):
    return read_folder(pytestconfig.rootpath / "knowledge/base")


def state_of(advice, rule):
    return next(each.state for each in advice.rules if each.rule == rule)


def test_minutes_of_tests_say_that_there_are_tests(shipped):
    advice = advise(shipped, {"test_minutes": 7})
    assert state_of(advice, "slow-tests") == "fired"
    assert "has_tests" not in [each.fact for each in advice.unknown]


def test_what_was_answered_stays_as_it_was(shipped):
    assert dict(advise(shipped, {"test_minutes": 7}).answers) == {"test_minutes": 7}


def test_an_answer_to_the_contrary_wins(shipped):
    advice = advise(shipped, {"has_tests": False, "test_minutes": 7})
    assert state_of(advice, "slow-tests") == "silent"


def test_a_figure_implies_no_other_figure(shipped):
    answers = {"shared_database": True}
    assert with_implied(shipped.engine.implications, answers) is answers


@pytest.mark.parametrize("wrong", [None, 5, [("users", 1)]])
def test_what_is_no_mapping_is_refused_as_ever(shipped, wrong):
    with pytest.raises(Exception, match="mapping"):
        advise(shipped, wrong)


def test_the_stage_alone_implies_the_same(shipped):
    answers = {"test_minutes": 45, "team_size": 12, "users": 5_000}
    assert stage(shipped, answers) == advise(shipped, answers).stage
