"""How long it takes to say how firm an advice is, over real systems, examples and made teams."""

from statistics import median
from time import process_time

from knowledge import read_folder
from knowledge.firmness import firmness
from knowledge.interview import told_teams
from knowledge.nearest import ground_of
from tests.knowledge.proofs_made import SHIPPED
from tests.knowledge.teams_made import made_teams

TEAMS = 60


def test_how_firm_an_advice_is_50_ms() -> None:
    base = read_folder(SHIPPED)
    assert ground_of(base).others  # what all teams share is made once
    times: list[float] = []
    for team in (*told_teams(base), *made_teams(base, TEAMS, 3)):
        start = process_time()
        firmness(base, team)
        times.append(process_time() - start)
    print(f"\nmedian {median(times) * 1000:.1f} ms, most {max(times) * 1000:.1f} ms")
    assert median(times) <= 0.05
