"""The smallest changes of the stage against trying everything, over 2,000 made teams."""

from typing import Any

from knowledge import advise, read_folder
from tests.knowledge.changes_brute import Plain, told_smallest
from tests.knowledge.proofs_made import SHIPPED
from tests.knowledge.teams_made import made_teams

TEAMS = 2_000


def test_brute_force_agrees_on_2_000_teams() -> None:
    """As many facts, and steps as small. It takes some minutes."""
    base = read_folder(SHIPPED)
    plain, wrong = Plain(base), list[Any]()
    for team in made_teams(base, TEAMS, 5):
        answers = advise(base, team).answers
        needed = advise(base, answers).stage.needed
        stages = tuple(stage for stage in (needed + 1, needed - 1) if 1 <= stage <= 4)
        told, found = told_smallest(base, answers), plain.smallest(answers, stages)
        for stage in stages:
            one, other = told.get(stage, (0, 0.0)), found.get(stage, (0, 0.0))
            if one[0] != other[0] or abs(one[1] - other[1]) > 1e-6:
                wrong.append((answers, stage, one, other))
    print(f"\n{len(wrong)} of {TEAMS} teams differ")
    assert not wrong
