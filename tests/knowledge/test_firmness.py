"""How firm an advice is: what is said to turn it does, and nothing smaller does."""

from functools import cache
from itertools import combinations, product
from typing import Any

import pytest

from knowledge import KnowledgeError, RuleBase, advise, read_folder
from knowledge.changes import Step
from knowledge.firmness import Firmness, firmness
from knowledge.moves import Mover
from knowledge.nearest import ground_of
from tests.knowledge.changes_brute import Plain, taken, told_smallest
from tests.knowledge.proofs_made import SHIPPED
from tests.knowledge.teams_made import made_teams

TEAMS = 25


@cache
def shipped() -> RuleBase:
    return read_folder(SHIPPED)


@cache
def teams() -> list[dict[str, Any]]:
    return [dict(advise(shipped(), each).answers) for each in made_teams(shipped(), TEAMS, 11)]


@cache
def firm(place: int) -> Firmness:
    return firmness(shipped(), teams()[place])


def after(team: dict[str, Any], steps: tuple[Step, ...]) -> dict[str, Any]:
    """The team once it answers as the steps say, at the nearest answer that would do."""
    nudge = {"<": -1e-6, ">": 1e-6}
    return {
        **team,
        **{
            each.fact: taken(each) + nudge[each.operator] if each.operator in nudge else taken(each)
            for each in steps
        },
    }


def stack_of(team: dict[str, Any]) -> dict[str, str]:
    return {each.slot: each.component for each in advise(shipped(), team).stack}


def state_of(team: dict[str, Any], rule: str) -> str:
    return next(each.state for each in advise(shipped(), team).rules if each.rule == rule)


@pytest.mark.parametrize("place", range(TEAMS))
def test_the_stack_changes_as_it_says(place: int) -> None:
    team = teams()[place]
    hinges = firm(place).stack
    assert {each.slot: each.component for each in hinges} == stack_of(team)
    for each in hinges:
        if each.set:
            assert stack_of(after(team, each.set)).get(each.slot) == each.becomes
            assert each.becomes != each.component


@pytest.mark.parametrize("place", range(TEAMS))
def test_no_fewer_answers_change_an_item(place: int) -> None:
    """Where more than one answer is named, no single one does; every cell is tried."""
    team, space = teams()[place], ground_of(shipped()).space
    several = {each.slot: each.component for each in firm(place).stack if len(each.set) != 1}
    for variable in space.variables:
        if several and variable.fact in team:
            for spot in range(len(variable.values)):
                chosen = stack_of(
                    {**team, variable.fact: variable.answer(spot, team[variable.fact])}
                )
                assert {slot: chosen.get(slot) for slot in several} == several


@pytest.mark.parametrize("place", range(8))
def test_three_are_named_only_where_no_two_do(place: int) -> None:
    team = teams()[place]
    three = {each.slot: each.component for each in firm(place).stack if len(each.set) == 3}
    if not three:
        return
    mover = Mover(shipped().engine, team, ground_of(shipped()).relevance)
    moves = {name: mover.moves(name) for name in team}
    for one, other in combinations(moves, 2):
        for both in product(moves[one], moves[other]):
            chosen = stack_of({**team, **{move.fact: move.value for move in both}})
            assert {slot: chosen.get(slot) for slot in three} == three


@pytest.mark.parametrize("place", range(TEAMS))
def test_rules_turn_as_it_says(place: int) -> None:
    team = teams()[place]
    for stage in firm(place).stages:
        for each in stage.rules:
            assert (state_of(team, each.rule) == "fired") is each.fires
            if each.set:
                turned = state_of(after(team, each.set), each.rule)
                assert (turned == "fired") is not each.fires


@pytest.mark.parametrize("place", range(TEAMS))
def test_every_other_stage_is_explained(place: int) -> None:
    advised = advise(shipped(), teams()[place]).stage.advised
    assert {each.stage for each in firm(place).stages} == {1, 2, 3, 4} - {advised}


def test_margins_say_how_far() -> None:
    told = firmness(shipped(), {"has_tests": True, "test_minutes": 7, "team_size": 5}).margins
    over = {(each.fact, each.operator, each.limit): each.over for each in told}
    assert over["test_minutes", ">", 2] == 5
    assert over["team_size", ">=", 10] == -5
    assert over["team_size", ">=", 5] == 0


def test_of_equally_near_changes_that_which_leads_there_is_told() -> None:
    """Drawn borders hold below stage 4: enforcing them lifts that, losing them does not."""
    team = {"team_size": 30, "teams": 4, "boundaries": "drawn", "current_stage": "stage_3"}
    (above,) = (each for each in firmness(shipped(), team).stages if each.stage == 4)
    (drawn,) = (each for each in above.rules if each.rule == "drawn-only")
    assert [(each.fact, each.value) for each in drawn.set] == [("boundaries", "enforced")]


def test_wrong_answers_are_named() -> None:
    with pytest.raises(KnowledgeError):
        firmness(shipped(), {"team_size": "many"})


def test_nothing_known_has_no_margins() -> None:
    found = firmness(shipped(), {})
    assert not found.margins
    assert all(not each.set for each in found.stack)


# The changes of the stage, against trying everything


@pytest.mark.parametrize("place", range(TEAMS))
def test_the_smallest_changes_of_the_stage_are_the_smallest(place: int) -> None:
    """Fewest facts, then the smallest steps; `make bench` tries 2,000 teams."""
    team = teams()[place]
    needed = advise(shipped(), team).stage.needed
    stages = tuple(stage for stage in (needed + 1, needed - 1) if 1 <= stage <= 4)
    told, plain = told_smallest(shipped(), team), Plain(shipped()).smallest(team, stages)
    assert told.keys() == plain.keys()
    for stage, (number, size) in plain.items():
        assert told[stage] == (number, pytest.approx(size, rel=1e-6))
