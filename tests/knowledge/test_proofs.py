"""Boxes, budgets and the form of proofs."""

import random
from functools import cache
from itertools import product
from typing import Any

import pytest

from knowledge import Rule, RuleBase, prove, read_folder
from knowledge.model import Option
from knowledge.proving.asking import Asking
from knowledge.proving.boxes import OutOfSteps, Search, Steps
from knowledge.proving.formulas import (
    ALWAYS,
    NEVER,
    Box,
    Formula,
    all_of,
    at_least,
    some_of,
    within,
)
from knowledge.proving.spaces import readable, space_of
from knowledge.proving.usual import usual_answers
from tests.knowledge.language import WORDS, fact
from tests.knowledge.made import rule
from tests.knowledge.proofs_made import SHIPPED, base_with, small_base

FULL = 0b111
SIZE = 5
PLENTY = Steps(10**7)


@cache
def shipped() -> RuleBase:
    return read_folder(SHIPPED)


def some_formula(chance: random.Random, depth: int) -> Formula:
    if depth == 0 or chance.random() < 0.2:
        return within(chance.randrange(SIZE), chance.randint(0, FULL), FULL)
    parts = [some_formula(chance, depth - 1) for _ in range(chance.randint(1, 4))]
    if chance.random() < 0.2:
        parts = [part.opposite for part in parts]
    kind = chance.choice([all_of, some_of, lambda each: at_least(2, list(each))])
    return kind(parts)


def points(box: Box) -> set[tuple[int, ...]]:
    """All cells of a box, each as one bit a variable."""
    return set(product(*([1 << bit for bit in range(3) if mask >> bit & 1] for mask in box)))


def meeting(formula: Formula) -> set[tuple[int, ...]]:
    return {point for point in points([FULL] * SIZE) if formula.state(list(point))}


@pytest.mark.parametrize("seed", range(150))
def test_boxes_are_the_answers_and_share_none(seed: int) -> None:
    chance = random.Random(seed)
    wanted = [some_formula(chance, 3) for _ in range(chance.randint(1, 3))]
    found = [points(box) for box in Search(Steps(10**7)).boxes([FULL] * SIZE, wanted)]
    expected = set.intersection(*map(meeting, wanted))
    assert set().union(*found) == expected
    assert sum(map(len, found)) == len(expected)


@pytest.mark.parametrize("seed", range(100))
def test_an_opposite_is_all_else(seed: int) -> None:
    formula = some_formula(random.Random(seed), 3)
    everything = points([FULL] * SIZE)
    assert meeting(formula.opposite) == everything - meeting(formula)
    assert formula.opposite.opposite is formula or meeting(formula.opposite.opposite) == meeting(
        formula
    )


@pytest.mark.parametrize("seed", range(50))
def test_only_boxes_near_the_usual_are_found(seed: int) -> None:
    formula = some_formula(random.Random(seed), 3)
    usual, most = [1] * SIZE, seed % 3
    search = Search(Steps(10**7), usual, most)
    near = {point for point in meeting(formula) if sum(bit != 1 for bit in point) <= most}
    found = set().union(*map(points, search.boxes([FULL] * SIZE, [formula])))
    assert near <= found
    assert bool(near) == bool(found)


def test_formulas_that_say_nothing() -> None:
    assert all_of([]) is ALWAYS is at_least(0, [NEVER]) is within(0, FULL, FULL)
    assert some_of([]) is NEVER is at_least(1, []) is within(0, 0, FULL)
    side = within(0, 1, FULL)
    assert all_of([side, side.opposite]) is NEVER
    assert some_of([side, side.opposite]) is ALWAYS
    gate = some_of([side, within(1, 1, FULL)])
    assert all_of([gate, gate.opposite.opposite]) is gate
    assert not meeting(all_of([within(2, 1, FULL), gate, gate.opposite]))
    either = some_of([all_of([side, within(1, 1, FULL)]), within(2, 1, FULL)])
    assert all_of([either, all_of([either.opposite, gate])]) is not ALWAYS
    assert not meeting(all_of([either, either.opposite]))


def test_steps_run_out() -> None:
    wanted = [some_of(within(each, 1, FULL) for each in range(SIZE))]
    with pytest.raises(OutOfSteps):
        list(Search(Steps(2)).boxes([FULL] * SIZE, wanted))


@pytest.mark.parametrize(
    ("near", "far", "shown"),
    [
        (500.0000001, 1000, 501),
        (1.5000000000000002, 3, 2),
        (2.9999999999999996, 2, 2),
        (0.30000000000000004, 0.4, 0.4),
        (99.95, 100, 100),
        (float("-inf"), 1, 0),
        (3.0000001, float("inf"), 4),
    ],
)
def test_a_number_of_a_cell_can_be_read(near: float, far: float, shown: float) -> None:
    assert readable(near, far) == shown


# Budgets and form


def test_past_its_budget_a_proof_is_not_decided() -> None:
    """It may find counterexamples by samples, but nothing that needs a search is said to hold."""
    proofs = prove(shipped(), budget=0)
    by_claim = {each.claim: each.verdict for each in proofs}
    assert by_claim["slot-filled"] == "not decided"
    assert "fails" not in by_claim.values()


@pytest.mark.parametrize("budget", [10, 1_000, 10_000, 100_000])
def test_a_smaller_budget_never_says_otherwise(budget: int) -> None:
    for seed in range(10):
        base = small_base(seed)
        full, part = verdicts(base, 10_000_000), verdicts(base, budget)
        assert all(verdict in (full[key], "not decided") for key, verdict in part.items())


def verdicts(base: RuleBase, budget: int) -> dict[Any, str]:
    return {
        (proof.claim, subject): proof.verdict
        for proof in prove(base, budget)
        for subject in (proof.subjects if proof.verdict == "holds" else ["/".join(proof.subjects)])
        if proof.claim != "not-implied"  # which of two alike is named may hang on the other
    }


def test_proofs_are_the_same_each_time() -> None:
    assert prove(shipped()) == prove(read_folder(SHIPPED))


def test_too_many_options_are_not_decided() -> None:
    names = [f"o{place}" for place in range(13)]
    options = {name: Option(label=WORDS) for name in names}
    about = fact("any_of").model_copy(update={"options": options})
    facts = {**small_base(0).facts, "kinds": about}
    wide = base_with(
        small_base(0),
        [rule(f"r-{name}", f"'{name}' in kinds") for name in names],
        facts=facts,
        done={},
        asked={},
        derived={},
    )
    assert {each.verdict for each in prove(wide)} == {"not decided"}


def about_rules(*rules: Rule) -> dict[str, str]:
    """What is said of some rules alone: whether they can fire."""
    hanging = {"asked": shipped().asked, "derived": shipped().derived, "done": {}}
    facts, base = shipped().facts, small_base(0)
    practices = {**base.practices, "run-ci": shipped().practices["basic-ci"]}
    base = base_with(base, rules, facts=facts, practices=practices, **hanging)
    return {
        subject: proof.verdict
        for proof in prove(base)
        for subject in proof.subjects
        if proof.claim == "can-fire"
    }


def test_a_count_of_conditions_is_exact() -> None:
    count = "count(deploy_lock, crash_spreads, slow_work)"
    found = about_rules(
        rule("two", f"{count} >= 2", needs_stage=2),
        rule("one", f"{count} == 1 and deploy_lock and not slow_work", needs_stage=3),
        rule("none", f"{count} < 2 and deploy_lock and slow_work", needs_stage=4),
        rule("not-one", f"{count} != 1 and deploy_lock and not slow_work and not crash_spreads"),
    )
    assert found == {"two": "holds", "one": "holds", "none": "fails", "not-one": "fails"}


def test_a_derived_fact_is_confirmed_by_real_answers() -> None:
    """It is free in the boxes: what they find counts only if real answers show it."""
    found = about_rules(
        rule("fits", "services == 6 and teams == 4 and services_per_team == 1.5"),
        rule("below", "services <= 5 and teams >= 5 and services_per_team > 1"),
        rule("between", "3 <= services <= 4 and 2 <= teams <= 3 and services_per_team == 1.7"),
    )
    assert found == {"fits": "holds", "below": "fails", "between": "not decided"}


@pytest.mark.parametrize("form", ["{0} and not (not {0} and has_tests)", "not {0}"])
def test_long_chains_of_rules_end(form: str) -> None:
    """Written out the last rule would be 2^60 long, or too deep to walk: so it is not decided."""
    rules = [rule("rule-0", "deploy_lock")]
    rules += [rule(f"rule-{place}", form.format(f"rule_{place - 1}")) for place in range(1, 300)]
    assert set(about_rules(*rules).values()) <= {"holds", "not decided"}


def test_usual_answers_are_answers() -> None:
    usual = usual_answers(shipped())
    assert shipped().engine.situate(usual)
    assert usual.keys() == {name for name, each in shipped().facts.items() if each.derive is None}


def test_another_world_moves_one_fact_only() -> None:
    asking = Asking(shipped(), space_of(shipped().engine), usual_answers(shipped()), PLENTY)
    formula = asking.readings.sure("lockstep-services")
    assert asking.otherwise("endpoints")(formula) is formula
    moved = asking.otherwise("services")(formula)
    assert moved is not formula
    assert set(asking.hanging("services")) == {
        shipped().engine.places[name]
        for name in ("services", "services_per_team", "services_per_developer")
    }
