"""Stage rules that refer to other rules, and what those rest on."""

from knowledge import advise, read_folder, stage
from tests.knowledge.language import fact
from tests.knowledge.made import base_of, rule

FACTS = {
    "team_size": fact("number", range=(0, 100), whole=True),
    "has_tests": fact("yes_no"),
    "test_minutes": fact("number", range=(0, 1_440), asked_when="has_tests"),
}


def referring():
    slow = rule("slow-tests", "test_minutes > 2", advise=("a",))
    return base_of([slow, rule("big", "slow_tests and team_size >= 5", needs_stage=3)], FACTS)


def test_the_stage_alone_knows_what_a_referred_rule_rests_on():
    base = referring()
    answers = {"has_tests": False, "test_minutes": 7, "team_size": 9}
    assert stage(base, answers).needed == 1
    assert stage(base, {**answers, "has_tests": True}).needed == 3


def test_fewer_conflicts_are_offered_where_they_decide(pytestconfig):
    shipped = read_folder(pytestconfig.rootpath / "knowledge/base")
    team = {"team_size": 6, "conflict_devs": 5, "current_stage": "stage_3"}
    advice = advise(shipped, team)
    assert advice.stage.needed == 3
    offered = [[step.fact for step in change.set] for change in advice.changes]
    assert ["conflict_devs"] in offered
