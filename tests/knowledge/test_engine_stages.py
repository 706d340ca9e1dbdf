"""Which stage is needed, which are possible, and what is advised."""

import random
from collections.abc import Mapping
from itertools import product

import pytest

from knowledge.engine import Engine, Reach
from knowledge.model import Fact, Rule
from knowledge.stages import stage_advice
from tests.knowledge.language import fact
from tests.knowledge.made import engine_from, rule, telling_values

FACTS: Mapping[str, Fact] = {
    "team_size": fact("number", range=(0, 50), whole=True),
    "busy": fact("yes_no"),
    "load": fact("number", range=(0, 9), asked_when="busy"),
    "borders": fact("one_of", "unclear drawn enforced"),
    "data": fact("any_of", "health money", asked_when="load > 3"),
    "load_each": fact("number", derive="load / team_size"),
}
PARTS = [
    *("team_size >= 2", "team_size > 10", "not team_size < 5", "busy", "not busy"),
    *("load > 3", "load <= 6", "not load > 3", "borders == 'enforced'", "borders != 'unclear'"),
    *("borders in ['drawn', 'unclear']", "'health' in data", "'money' not in data"),
    *("load_each > 0.5", "not load_each > 1"),
]


def random_rules(chance: random.Random) -> list[Rule]:
    def when() -> str:
        parts = chance.sample(PARTS, chance.randint(1, 3))
        if len(parts) == 3 and chance.random() < 0.3:
            return f"count({', '.join(parts)}) {chance.choice(['>=', '==', '<'])} 2"
        return chance.choice([" and ", " or "]).join(parts)

    found = [rule(f"needs-{n}", when(), needs_stage=chance.choice([2, 3, 4])) for n in range(4)]
    found += [rule(f"holds-{n}", when(), holds_stage=chance.choice([1, 2, 3])) for n in range(2)]
    return found


def needed_by(rules: list[Rule], fired: Mapping[str, bool | None]) -> int:
    """The stage needed once everything is known, as the house defines it."""
    needs = [each.needs_stage or 1 for each in rules if each.needs_stage and fired[each.id]]
    holds = [each.holds_stage or 4 for each in rules if each.holds_stage and fired[each.id]]
    return min(max(needs, default=1), min(holds, default=4))


def completions(answers: dict[str, object], values: Mapping[str, list[object]]):
    """All answers that a team which gave these may turn out to have."""
    open_facts = [name for name in values if answers.get(name) is None]
    for row in product(*(values[name] for name in open_facts)):
        yield {**answers, **dict(zip(open_facts, row, strict=True))}


@pytest.mark.parametrize("seed", range(40))
def test_no_completion_leaves_the_possible_stages(seed: int) -> None:
    chance = random.Random(seed)
    rules = random_rules(chance)
    engine = engine_from(rules, FACTS)
    values = telling_values(list(engine.trees.values()), FACTS)
    known = {name: chance.choice(each) for name, each in values.items() if chance.random() < 0.5}
    possible = set(advised(engine, known).possible)
    for full in completions(known, values):
        sure, _ = engine.decide(engine.situate(full))
        fired = dict(zip(engine.rule_places, sure, strict=False))
        assert needed_by(rules, fired) in possible, f"{full} after {known}"


@pytest.mark.parametrize("seed", range(40))
def test_learning_more_only_narrows_what_is_possible(seed: int) -> None:
    chance = random.Random(seed)
    engine = engine_from(random_rules(chance), FACTS)
    values = telling_values(list(engine.trees.values()), FACTS)
    known: dict[str, object] = {}
    before = set(advised(engine, known).possible)
    for name in chance.sample(sorted(values), len(values)):
        known[name] = chance.choice(values[name])
        after = set(advised(engine, known).possible)
        assert after <= before, f"{name} in {known}"
        before = after


def advised(engine: Engine, answers: dict[str, object]):
    return stage_advice(engine.fast_reach(answers), answers.get("current_stage"))


@pytest.mark.parametrize("seed", range(20))
def test_the_short_way_to_the_stage_is_the_same_as_the_long_one(seed: int) -> None:
    chance = random.Random(seed)
    engine = engine_from(random_rules(chance), FACTS)
    values = telling_values(list(engine.trees.values()), FACTS)
    for _ in range(20):
        answers = {name: chance.choice([None, *each]) for name, each in values.items()}
        assert engine.fast_reach(answers) == engine.reach(engine.situate(answers))


def test_without_rules_every_team_needs_stage_1() -> None:
    assert engine_from([], FACTS).fast_reach({}) == Reach(1, 4, 1, 4, ())


def test_unknown_rules_only_open_what_they_could_change() -> None:
    engine = engine_from(
        [
            rule("needs-3", "team_size > 10", needs_stage=3),
            rule("needs-4", "busy", needs_stage=4),
            rule("holds-3", "borders == 'unclear'", holds_stage=3),
        ],
        FACTS,
    )
    assert advised(engine, {}).possible == (1, 2, 3, 4)
    assert advised(engine, {"team_size": 20}).possible == (3, 4)
    assert advised(engine, {"team_size": 20, "borders": "unclear"}).possible == (3,)
    assert advised(engine, {"busy": True}).possible == (3, 4)
    assert advised(engine, {"busy": True}).needed == 4


ASKS = {"stage_1": 1, "stage_2": 2, "stage_3": 3, "stage_4": 4}


@pytest.mark.parametrize(
    ("needed", "step_downs", "current", "expected"),
    [
        (1, (), None, (1, (1,), "start")),
        (3, (), None, (3, (3,), "start")),
        (3, (2,), "none", (3, (3,), "start")),
        (3, (), "stage_1", (2, (2, 3), "climb")),
        (4, (), "stage_3", (4, (4,), "climb")),
        (4, (2,), "stage_3", (4, (4,), "climb")),
        (2, (), "stage_2", (2, (), "stay")),
        (2, (1,), "stage_2", (2, (), "stay")),
        (1, (), "stage_4", (4, (), "stay")),
        (1, (3,), "stage_4", (3, (3,), "simplify")),
        (1, (2, 3), "stage_4", (2, (2,), "simplify")),
        (3, (2,), "stage_4", (3, (3,), "simplify")),
        (2, (3,), "stage_3", (3, (), "stay")),
        (1, (2,), "stage_3", (2, (2,), "simplify")),
    ],
)
def test_from_needed_to_advised(
    needed: int,
    step_downs: tuple[int, ...],
    current: str | None,
    expected: tuple[int, tuple[int, ...], str],
) -> None:
    advice = stage_advice(Reach(needed, 4, needed, 4, step_downs), current)
    assert (advice.advised, advice.path, advice.verdict) == expected
    assert advice.current == ASKS.get(current or "")
    assert advice.needed == needed
    assert advice.possible == (needed,)


@pytest.mark.parametrize("needs", range(1, 5))
@pytest.mark.parametrize("holds", range(1, 5))
@pytest.mark.parametrize("current", [None, *ASKS])
def test_no_stage_is_skipped_and_what_holds_holds(
    needs: int, holds: int, current: str | None
) -> None:
    advice = stage_advice(Reach(needs, holds, needs, holds, ()), current)
    assert advice.needed == min(needs, holds)
    assert advice.possible == (advice.needed,)
    if current:
        assert advice.advised - ASKS[current] in (0, 1)
