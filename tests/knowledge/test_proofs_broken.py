"""Ten broken copies of the shipped rule base, each refused by the right property.

Every counterexample is opened: the advice that the engine gives to it shows the fault.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from knowledge import Advice, Proof, RuleBase, advise, prove, read_folder, stage
from knowledge.proving.usual import usual_answers
from tests.knowledge.made import rule
from tests.knowledge.proofs_made import SHIPPED, base_with, changed

Answers = Mapping[str, Any]


@cache
def shipped() -> RuleBase:
    return read_folder(SHIPPED)


@cache
def when(name: str) -> str:
    return shipped().rules[name].when


def failure(base: RuleBase, claim: str, *subjects: str) -> Proof:
    """The one proof that fails for these subjects."""
    failed = [each for each in prove(base) if each.verdict == "fails"]
    found = [each for each in failed if (each.claim, each.subjects) == (claim, subjects)]
    assert found, [(each.claim, each.subjects) for each in failed]
    return found[0]


def opened(base: RuleBase, proof: Proof) -> Advice:
    """The advice for the counterexample."""
    assert proof.counterexample is not None
    return advise(base, proof.counterexample)


def fired(advice: Advice) -> set[str]:
    return {each.rule for each in advice.rules if each.state == "fired"}


def test_the_shipped_base_proves_clean() -> None:
    proofs = prove(shipped())
    assert {each.verdict for each in proofs} == {"holds"}
    assert {each.property for each in proofs} == {
        *("alive", "distinct", "complete", "direction", "steady", "reachable", "interval")
    }
    assert {each for proof in proofs if proof.claim == "can-fire" for each in proof.subjects} == {
        *shipped().rules
    }


def test_a_gap() -> None:
    base = changed(shipped(), {"traefik-for-few": "teams <= 1 or ops_skill in ['low', 'medium']"})
    proof = failure(base, "slot-filled", "gateway", "stage_4")
    advice = opened(base, proof)
    assert (proof.property, advice.stage.advised) == ("complete", 4)
    assert "gateway" not in {each.slot for each in advice.stack}


def test_an_overlap() -> None:
    base = changed(
        shipped(),
        {"vectors-beside-rows": "0 < vectors <= 20_000_000"},
        first="vectors-beside-rows",
    )
    pair = ("qdrant-for-tens-of-millions", "vectors-beside-rows")
    proof = failure(base, "order-kept", *pair)
    advice = opened(base, proof)
    assert proof.property == "distinct"
    assert fired(advice) >= {*pair}
    assert advice.answers["vectors"] in range(10_000_001, 20_000_001)


def test_two_picks_of_which_neither_is_meant_to_come_first() -> None:
    """The same answers pick either: only the order of the lines would decide."""
    pick = shipped().rules["kong-for-many-teams"].pick
    assert pick is not None
    base = changed(shipped(), pick={"kong-for-many-teams": pick.model_copy(update={"over": ()})})
    pair = ("kong-for-many-teams", "nginx-before-a-few")
    proof = failure(base, "order-meant", *pair)
    advice = opened(base, proof)
    (gateway,) = (each for each in advice.stack if each.slot == "gateway")
    assert proof.property == "distinct"
    assert fired(advice) >= {*pair}
    assert gateway.component == "kong"
    assert "nginx" in {each.component for each in gateway.alternatives}


def test_a_pick_that_is_never_chosen() -> None:
    name = "postgres-when-it-grows"
    base = changed(shipped(), {name: f"({when('postgres-by-default')}) and team_size >= 2"})
    proof = failure(base, "can-be-chosen", name)
    assert fired(opened(base, proof)) >= {name, *proof.details["by"]}


def test_a_dead_rule() -> None:
    base = changed(shipped(), {"crowd": "users >= 100_000 and team_size >= 3 and team_size < 3"})
    proof = failure(base, "can-fire", "crowd")
    assert proof.property == "alive"
    assert proof.details["parts"] == ("team_size >= 3", "team_size < 3")
    assert "crowd" not in fired(opened(base, proof))


def test_a_rule_that_always_holds() -> None:
    base = changed(
        shipped(), {"slow-work-in-requests": "slow_work or users >= 0 or not known(users)"}
    )
    proof = failure(base, "can-stay-silent", "slow-work-in-requests")
    assert "slow-work-in-requests" in fired(opened(base, proof))


def test_an_implied_rule() -> None:
    base = changed(shipped(), {"past-one-team": "team_size >= 10 and teams >= 2"})
    proof = failure(base, "not-implied", "past-one-team")
    assert (proof.property, proof.details["by"]) == ("distinct", ("two-teams",))
    assert fired(opened(base, proof)) >= {"past-one-team", "two-teams"}


def test_a_rule_covered_by_two_others() -> None:
    base = changed(
        shipped(), {"past-one-team": "(teams >= 2 or hiring >= 2) and 5 <= team_size <= 100"}
    )
    proof = failure(base, "not-implied", "past-one-team")
    assert sorted(proof.details["by"]) == ["hiring-ahead", "two-teams"]


def test_a_reversed_direction() -> None:
    base = changed(shipped(), {"past-one-team": "team_size <= 10"})
    proof = failure(base, "more-never-lowers", "team_size")
    assert proof.property == "direction"
    assert (proof.details["from"], proof.details["to"]) == (10, 11)
    assert proof.counterexample is not None
    few, many = ({**proof.counterexample, "team_size": number} for number in (10, 11))
    assert (stage(base, few).needed, stage(base, many).needed) == proof.details["needed"]
    assert stage(base, few).needed > stage(base, many).needed


def test_an_exception_with_a_reason_is_no_failure() -> None:
    base = changed(
        shipped(),
        {"past-one-team": "team_size <= 10"},
        direction_exception={"past-one-team": shipped().rules["past-one-team"].because},
    )
    proofs = [each for each in prove(base) if each.claim == "more-never-lowers"]
    assert [each.verdict for each in proofs] == ["holds"]
    assert proofs[0].details["exceptions"] == ("past-one-team",)


def test_a_flapping_step_down() -> None:
    base = changed(shipped(), {"crowd": f"{when('crowd')} and current_stage != 'stage_4'"})
    proof = failure(base, "no-flapping", "stage_4", "stage_2")
    before = opened(base, proof).stage
    assert proof.counterexample is not None
    after = stage(base, {**proof.counterexample, "current_stage": "stage_2"})
    assert (proof.property, before.verdict, before.advised) == ("steady", "simplify", 2)
    assert (after.verdict, after.advised) == ("climb", 3)


def test_no_room_between_climbing_and_stepping_down() -> None:
    """Whoever needs less is sent down at once: one developer more or less turns it round."""
    every = {"services-earned": "teams >= 3", "known-ground": "teams >= 3 and teams < 3"}
    loose = [each for each in shipped().rules if shipped().rules[each].holds_stage]
    base = changed(
        shipped(), {**every, "one-team-services": "current_stage == 'stage_4' and teams < 3"}
    )
    base = changed(base, without=loose)
    proof = failure(base, "room-to-stay", "stage_4")
    assert opened(base, proof).stage.verdict == "simplify"


def test_a_component_that_nobody_gets() -> None:
    base = changed(shipped(), {"kong-for-many-teams": "team_size <= 2 and current_stage == 'none'"})
    proof = failure(base, "component-reached", "kong")
    advice = opened(base, proof)
    assert proof.property == "reachable"
    assert "kong-for-many-teams" in fired(advice)
    assert "kong" not in {each.component for each in advice.stack}


def test_a_practice_that_nobody_gets() -> None:
    base = changed(shipped(), {"crash-at-peak": "crash_spreads and not crash_spreads"})
    proof = failure(base, "practice-reached", "back-pressure")
    assert "back-pressure" not in {each.practice for each in opened(base, proof).actions}


def test_a_question_that_cannot_matter() -> None:
    two = "team_size >= 2 and current_stage in ['none', 'stage_1']"
    base = changed(
        shipped(),
        {
            "hiring-ahead": "(teams >= 2 or (teams >= 2 and hiring >= 2)) and team_size >= 5",
            "newcomers-arrive": f"({two}) or ({two} and hiring >= 1.5)",
        },
    )
    proof = failure(base, "question-matters", "hiring")
    assert proof.property == "reachable"
    assert proof.counterexample is not None
    advices = [
        advise(base, {**proof.counterexample, "hiring": number}) for number in (0, 1.7, 2, 50)
    ]
    assert len({(each.stage, each.actions, each.stack) for each in advices}) == 1


def test_two_verdicts_at_once() -> None:
    base = changed(
        shipped(), {"heavy-for-two": "current_stage == 'stage_3' and upkeep_share >= 30"}
    )
    proof = failure(base, "one-verdict", "heavy-for-two")
    advice = opened(base, proof)
    assert (proof.property, advice.stage.verdict) == ("steady", "climb")
    assert "heavy-for-two" in fired(advice)


def test_a_slot_without_a_pick() -> None:
    rules = shipped().rules.values()
    picks = {each.id for each in rules if each.pick and each.pick.slot == "discovery"}
    base = changed(shipped(), without=picks)
    proof = failure(base, "slot-filled", "discovery", "stage_4")
    advice = opened(base, proof)
    assert (proof.property, advice.stage.advised) == ("complete", 4)
    assert "discovery" not in {each.slot for each in advice.stack}


def test_safety_pushed_aside() -> None:
    base = changed(shipped(), {"quiet-pages": "team_size <= 2 and read_mostly"})
    proof = failure(base, "safety-kept", "quiet-pages", "costly-outage")
    advice = opened(base, proof)
    assert (proof.property, advice.stage.needed) == ("steady", 1)
    assert fired(advice) >= {"quiet-pages", "costly-outage"}


def test_a_stage_rule_that_asks_what_is_known() -> None:
    """The check of files refuses it; if one slips through, the interval is not called sound."""
    added = rule("silent-team", "not known(team_size)", needs_stage=4)
    base = base_with(shipped(), [*shipped().rules.values(), added])
    proofs = [each for each in prove(base) if each.property == "interval"]
    assert [(each.subjects, each.verdict) for each in proofs if each.verdict != "holds"] == [
        (("form",), "not decided")
    ]


def test_a_counterexample_is_usual_wherever_it_can_be() -> None:
    base = changed(shipped(), {"past-one-team": "team_size <= 10"})
    proof = failure(base, "more-never-lowers", "team_size")
    usual = usual_answers(shipped())
    assert proof.counterexample is not None
    moved = {name for name, value in proof.counterexample.items() if value != usual[name]}
    assert "team_size" in moved
    assert len(moved) <= 5
