"""Many trials at once say of each what the engine says of it alone."""

import random
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from bench.teams import teams
from knowledge import RuleBase, advise, read_folder
from knowledge.bulk import Bulk, Moves
from knowledge.compiling import at_least
from knowledge.findings import Findings
from knowledge.model import Fact
from knowledge.search import Search
from knowledge.situations import Situation
from tests.knowledge.language import fact
from tests.knowledge.made import base_of, rule

SHIPPED = Path(__file__).parents[2] / "knowledge" / "base"
LIMITS = {"<": (1, 2, 3), "<=": (0, 1, 2), ">": (0, 1, 2), ">=": (1, 2, 3)}
LIMITS |= {"==": (0, 1, 2, 3), "!=": (0, 1, 2, 3)}
COUNTS = [
    f"count(busy, load > 3, data_kept) {sign} {limit}"
    for sign, limits in LIMITS.items()
    for limit in limits
]
FACTS: dict[str, Fact] = {
    "busy": fact("yes_no"),
    "load": fact("number", range=(0, 9), whole=True, asked_when="busy"),
    "data_kept": fact("yes_no", asked_when="load < 8"),
}


def needed_alone(search: Search, moves: Moves) -> int:
    """The stage that is needed once these answers are changed, worked out for them only."""
    engine, values, cells = search.engine, dict(search.known), search.cells[:]
    for move in moves:
        values[move.fact], cells[move.place] = move.value, move.cell
    reach = engine.reach(Situation(values, cells, {}).settle(engine.stage_turns))
    return min(reach.needs, reach.holds)


def trials_of(search: Search, chance: random.Random, number: int) -> list[Moves]:
    facts = [name for name, moves in search.moves.items() if moves]
    return [
        tuple(chance.choice(search.moves[name]) for name in chance.sample(facts, size))
        for size in (chance.randint(1, min(3, len(facts))) for _ in range(number))
    ]


def check(base: RuleBase, answers: dict[str, Any], number: int) -> None:
    search = Search(found(base, answers))
    trials = trials_of(search, random.Random(str(answers)), number)
    bulk = Bulk(search.engine, search.known, search.cells, search.moves, trials)
    for stage in range(1, 5):
        alone = [moves for moves in trials if needed_alone(search, moves) == stage]
        assert list(bulk.reaching(stage)) == alone


def found(base: RuleBase, answers: dict[str, Any]) -> Findings:
    details: Any = advise(base, answers).details
    return details.found


def test_of_the_shipped_base() -> None:
    shipped = read_folder(SHIPPED)
    for answers in islice(teams(shipped), 12):
        check(shipped, answers, 200)


@pytest.mark.parametrize("condition", COUNTS)
def test_of_counts(condition: str) -> None:
    base = base_of(
        [
            rule("counted", condition, needs_stage=3),
            rule("not-counted", f"not {condition}", holds_stage=2),
        ],
        FACTS,
    )
    for load in (2, 5, 9):
        check(base, {"busy": True, "load": load, "data_kept": True}, 60)


def test_at_least_so_many() -> None:
    parts = (0x01_00_01, 0x01_01_00, 0x01_00_00)
    every = 0x01_01_01
    expected = [every, every, 0x01_00_00, 0x01_00_00, 0]
    assert [at_least(every, parts, least) for least in range(5)] == expected
    assert at_least(every, parts, -1) == every
