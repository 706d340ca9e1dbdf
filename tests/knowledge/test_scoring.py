"""Scoring a list of real cases: what is made of its facts, and how the sums go."""

from pathlib import Path
from typing import Any

import pytest

from knowledge import KnowledgeError, RuleBase, read_folder
from knowledge.scoring import Score, Scored, score
from knowledge.translating import translated

SMALL = Path(__file__).parent / "small"
CASES = """
version: 1
cases:
- id: growing-shop
  date: "2022-05"
  facts: {users: 30000, team_size: 12, teams: 2, current_stage: 2, extra: {services_count: 3}}
  hindsight: {accept: [3], best: 3, why: "Two teams."}
- id: lone-tool
  facts: {users: 30, team_size: 1, teams: 1, current_stage: 1, test_minutes: 9000}
  hindsight: {accept: [1, 2], best: 1, why: "One person."}
- id: jumped
  facts: {team_size: 12, teams: 2, current_stage: 1, deploy_lock: false}
  hindsight: {accept: [2, 3], best: 3, why: "Two teams."}
- id: overbuilt
  facts:
    team_size: 3
    teams: 1
    current_stage: 4
    deploy_lock: true
    extra: {services_count: 5}
  hindsight: {accept: [2], best: 2, why: "Merge."}
"""


@pytest.fixture(scope="module")
def base() -> RuleBase:
    return read_folder(SMALL)


def test_every_case_says_what_is_advised_and_why(base: RuleBase) -> None:
    found = score(base, "cases.yaml", CASES)
    assert [(case.id, case.advised, case.needed, case.deciding) for case in found.cases] == [
        ("growing-shop", 3, 3, ("two-teams",)),
        ("lone-tool", 1, 1, ()),
        ("jumped", 2, 3, ("two-teams",)),
        ("overbuilt", 3, 2, ("second-developer", "lockstep-services")),
    ]
    assert [case.is_accepted for case in found.cases] == [True, True, True, False]
    assert [case.is_hit for case in found.cases] == [True, True, False, False]


def test_a_figure_out_of_range_is_named_and_left_out(base: RuleBase) -> None:
    (left_out,) = score(base, "cases.yaml", CASES).cases[1].left_out
    assert left_out == "test_minutes: must be from 0 to 1_440"


def test_the_average_counts_every_stage_alike(base: RuleBase) -> None:
    found = score(base, "cases.yaml", CASES)
    assert found.accepted == 3
    assert found.share == 0.75
    # best 1: 1 of 1, best 2: 0 of 1, best 3: 1 of 2
    assert found.average == pytest.approx((1 + 0 + 0.5) / 3)
    # needed: best 1: 1 of 1, best 2: 1 of 1, best 3: 2 of 2
    assert found.average_by_needed == pytest.approx(1)


def test_no_cases_score_nothing() -> None:
    assert (Score(()).share, Score(()).average) == (0.0, 0.0)
    one = Scored("a", 2, 2, (2, 3), 3, ())
    assert (one.is_accepted, one.is_hit) == (True, False)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("cases: 5", "1:1", "wanted: `cases`, a list"),
        ("- 5", "1:1", "wanted: `cases`, a list"),
        ("cases: [5]", "1:9", "a case is a mapping with an `id`"),
        ("cases: [{id: a}]", "1:9", "`facts` is missing"),
        ("cases: [{id: a, facts: {}}]", "1:9", "`hindsight` is missing"),
        (
            "cases: [{id: a, facts: {}, hindsight: {accept: [5], best: 1}}]",
            "1:9",
            "`hindsight` is missing",
        ),
        (
            "cases: [{id: a, facts: {}, hindsight: {accept: [1], best: x}}]",
            "1:9",
            "`best` is a stage",
        ),
        ("cases: [{id: a, id: b}]", "1:", "id"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_its_place(
    base: RuleBase, text: str, place: str, words: str
) -> None:
    with pytest.raises(KnowledgeError) as caught:
        score(base, "cases.yaml", text)
    assert str(caught.value.problems[0]).startswith(f"cases.yaml:{place}")
    assert words in caught.value.problems[0].message


@pytest.mark.parametrize(
    ("facts", "answers"),
    [
        ({}, {}),
        ({"extra": None, "sla": None, "users": None}, {}),
        ({"users": 0, "crash_spreads": False}, {"users": 0, "crash_spreads": False}),
        ({"current_stage": 4}, {"current_stage": "stage_4"}),
        ({"bounded_contexts_clear": True}, {"boundaries": "drawn"}),
        ({"bounded_contexts_clear": False}, {"boundaries": "unclear"}),
        ({"test_minutes": 7}, {"has_tests": True, "test_minutes": 7}),
        ({"test_minutes": 0}, {"has_tests": False}),
        ({"test_minutes": 7, "extra": {"has_tests": False}}, {"has_tests": False}),
        ({"extra": {"has_tests": True}}, {"has_tests": True}),
        ({"sla": "none; hours of downtime accepted"}, {"outage_cost": "little"}),
        ({"sla": "aimed at 99.99%"}, {"availability": 99.99}),
        ({"sla": "payments"}, {"outage_cost": "money"}),
        ({"sla": "high; outage hurts revenue"}, {"outage_cost": "money"}),
        ({"sla": "Bookings"}, {"outage_cost": "money"}),
        ({"sla": "regulated payments"}, {"outage_cost": "harm"}),
        ({"sla": "must work on opening day"}, {}),
        ({"extra": {"services_count": 14}}, {"services": 14}),
        ({"extra": {"deployables": 2}}, {"services": 2}),
        ({"extra": {"read_heavy": False}}, {"read_mostly": False}),
        ({"extra": {"growth_factor_per_year": 4}}, {"growth": 4}),
        ({"extra": {"pre_product_market_fit": True}}, {"maturity": "seeking"}),
        ({"extra": {"pre_product_market_fit": False}}, {}),
        ({"extra": {"forced_rewrite": True}}, {"maturity": "known_rewrite"}),
        ({"extra": {"uses_queue": True, "rps_peak": 5}}, {}),
        ({"extra": {"async_work": True}}, {"slow_work": True}),
        ({"extra": {"analytics_queries": True}}, {"slow_kind": "analytics"}),
        ({"extra": {"public_sector": True}}, {"regulated": ["public_sector"]}),
        ({"extra": {"regulated": True}}, {"exception_grounds": ["regulation"]}),
        ({"extra": {"domain_known": "partly"}}, {"exception_grounds": []}),
        (
            {"extra": {"ops_skill": "high", "funding": "strong", "domain_known": True}},
            {
                "ops_skill": "high",
                "exception_grounds": ["known_domain", "senior_operators", "funding"],
            },
        ),
        (
            {"team_size": 20, "extra": {"ops_engineers": 3}},
            {"team_size": 20, "upkeep_share": 15.0},
        ),
        ({"team_size": 0, "extra": {"ops_engineers": 3}}, {"team_size": 0}),
    ],
)
def test_each_fact_of_a_case_becomes_an_answer(
    facts: dict[str, Any], answers: dict[str, Any]
) -> None:
    assert translated(facts) == answers
