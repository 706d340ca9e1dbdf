"""The interview stops as soon as it may, and never too early."""

from collections.abc import Mapping
from functools import cache
from statistics import median
from typing import Any

from knowledge import RuleBase, read_folder, stage
from knowledge.interview import Interview, interview, narrowing_order, openness, told_teams
from knowledge.model import STAGE_EFFECTS
from knowledge.proving.samples import Dice
from tests.knowledge.proofs_made import SHIPPED, base_with, small_base
from tests.knowledge.teams_made import completed, made_teams

NEVER = 1_000


@cache
def shipped() -> RuleBase:
    return read_folder(SHIPPED)


def contradictions(base: RuleBase, team: dict[str, Any], told: Interview, dice: Dice) -> list[Any]:
    """What a whole interview says otherwise, whatever the team finds out later."""
    full = stage(base, completed(base, team, dice))
    said = [(told.needed, full.needed), (told.stage, full)]
    return [pair for pair in said if pair[0] is not None and pair[0] != pair[1]]


def with_questions(base: RuleBase) -> RuleBase:
    """The base with its questions dealt out to its topics."""
    topics = [*base.topics]
    facts = {
        name: fact if fact.derive else fact.model_copy(update={"topic": topics[place % 3]})
        for place, (name, fact) in enumerate(base.facts.items())
    }
    return base_with(base, base.rules.values(), facts=facts)


def asks_what_is_known(base: RuleBase) -> bool:
    """Whether a stage rule does what the check of files refuses, so that nothing is certain."""
    stage_rules = {rule for effect in STAGE_EFFECTS for _, rule, _ in base.engine.effects[effect]}
    return any("known(" in base.rules[rule].when for rule in stage_rules)


def questions_asked(told: Interview) -> int:
    return NEVER if told.certain is None else told.certain


def test_no_certain_stage_is_contradicted_by_a_full_interview() -> None:
    base, dice = shipped(), Dice(7)
    for team in made_teams(base, 100):
        assert not contradictions(base, team, interview(base, team), dice)


def test_small_bases_are_not_contradicted_either() -> None:
    dice, bases = Dice(3), [with_questions(small_base(seed)) for seed in range(80)]
    sound = [base for base in bases if not asks_what_is_known(base)]
    assert len(sound) >= 20
    for seed, base in enumerate(sound):
        for team in made_teams(base, 15, seed + 1):
            assert not contradictions(base, team, interview(base, team), dice)


def test_ten_questions_make_the_stage_certain_for_most_systems() -> None:
    asked = [questions_asked(interview(shipped(), each.answers)) for each in shipped().systems]
    assert median(asked) <= 10


def test_it_goes_on_until_the_next_step_is_certain_too() -> None:
    team = {"team_size": 12, "boundaries": "drawn", "current_stage": "stage_3"}
    told = interview(shipped(), team)
    assert (told.certain, told.needed) == (3, 3)
    assert told.settled is not None
    assert told.settled > told.certain
    assert told.stage is not None
    assert told.stage.verdict == "stay"


def test_a_team_that_knows_nothing_is_never_told_a_stage() -> None:
    assert interview(shipped(), {}) == Interview(None, None, None, None)


def test_the_topics_come_in_the_order_that_narrows_most() -> None:
    """The first ones; `make bench` looks at all of them."""
    base, teams = shipped(), list(told_teams(shipped()))
    order, left = list(base.topics), list(base.topics)
    for place in range(2):
        left_open = {topic: openness(base, teams, [*order[:place], topic]) for topic in left}
        assert min(left_open, key=left_open.__getitem__) == order[place]
        left.remove(order[place])


def test_the_order_narrows_and_is_whole() -> None:
    base = with_questions(small_base(5))
    teams: list[Mapping[str, Any]] = list(made_teams(base, 10))
    assert sorted(narrowing_order(base, teams)) == sorted(base.topics)
