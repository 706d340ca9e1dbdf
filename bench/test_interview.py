"""How many questions until the stage is certain, over real systems and 10,000 made teams."""

from collections.abc import Iterable
from functools import cache
from statistics import median
from typing import Any

from knowledge import RuleBase, read_folder
from knowledge.interview import Interview, interview, narrowing_order, told_teams
from knowledge.proving.samples import Dice
from tests.knowledge.proofs_made import SHIPPED
from tests.knowledge.teams_made import made_teams
from tests.knowledge.test_interview import NEVER, contradictions, questions_asked

TEAMS = 10_000


@cache
def base() -> RuleBase:
    return read_folder(SHIPPED)


def figures(name: str, told: Iterable[Interview]) -> float:
    """Print what was counted; returns the median number of questions for a certain stage."""
    told = list(told)
    certain = [questions_asked(each) for each in told]
    settled = [NEVER if each.settled is None else each.settled for each in told]
    open_ones = certain.count(NEVER), settled.count(NEVER)
    print(
        f"\n{name}: {len(told)} teams, questions until the stage is certain: median "
        f"{median(certain)}, until the next step is: median {median(settled)}; "
        f"never, for want of answers: {open_ones[0]} and {open_ones[1]}"
    )
    return median(certain)


def test_real_systems_in_10_questions() -> None:
    assert (
        figures("real systems", [interview(base(), each.answers) for each in base().systems]) <= 10
    )


def test_10_000_teams_in_10_questions_and_none_contradicted() -> None:
    dice, told, wrong = Dice(7), list[Interview](), list[Any]()
    for team in made_teams(base(), TEAMS):
        told.append(interview(base(), team))
        wrong += contradictions(base(), team, told[-1], dice)
    assert figures("made teams", told) <= 10
    print(f"contradicted by a full interview: {len(wrong)} of {TEAMS}")
    assert not wrong


def test_the_topics_come_in_the_order_that_narrows_most() -> None:
    assert narrowing_order(base(), list(told_teams(base()))) == list(base().topics)
