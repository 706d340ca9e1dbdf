"""Maps of the needed stage over two number facts: exact, in few rectangles, honest where not."""

import random
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations, pairwise
from math import inf, nextafter
from pathlib import Path
from typing import Any

import pytest

from knowledge import KnowledgeError, RuleBase, read_folder, stage
from knowledge.maps import Region, StageMap, moving_pairs, number_facts, stage_map
from knowledge.spans import Span
from tests.knowledge.language import FACTS, fact
from tests.knowledge.made import base_of, numbers_about, rule, some_answers, telling_values

BASE = Path(__file__).parents[2] / "knowledge" / "base"
POINTS = 2_000


@cache
def shipped() -> RuleBase:
    return read_folder(BASE)


def numbers_in(span: Span, whole: bool, chance: random.Random) -> float:
    """A number of a span: often one at its very ends."""
    low = span.low if span.low_closed else nextafter(span.low, inf)
    high = span.high if span.high_closed else nextafter(span.high, -inf)
    between = chance.randint(int(low), int(high)) if whole else chance.uniform(low, high)
    return chance.choice([low, high, between])


def some_point(base: RuleBase, found: StageMap, chance: random.Random) -> dict[str, Any]:
    """A place on the map, as answers."""
    return {
        axis.fact: numbers_in(chance.choice(axis.spans), base.facts[axis.fact].whole, chance)
        for axis in (found.x, found.y)
    }


def shown(found: StageMap, point: Mapping[str, Any]) -> tuple[int, tuple[int, ...]]:
    spot = found.at(point[found.x.fact], point[found.y.fact])
    return spot.stage, spot.possible


def told(base: RuleBase, answers: Mapping[str, Any]) -> tuple[int, tuple[int, ...]]:
    advice = stage(base, answers)
    return advice.needed, advice.possible


# Exact


def test_random_points_of_random_teams_agree_with_the_stage():
    base, chance = shipped(), random.Random(20261122)
    trees = [condition.tree for condition in base.conditions.values()]
    values = telling_values(trees, base.facts)
    pairs = list(combinations(number_facts(base), 2))
    for _ in range(POINTS // 10):
        answers = some_answers(chance, values)
        found = stage_map(base, answers, *chance.choice(pairs))
        assert found.exact
        for _ in range(10):
            point = some_point(base, found, chance)
            assert shown(found, point) == told(base, {**answers, **point}), (answers, point)


def test_every_example_agrees_around_every_limit():
    base = shipped()
    for example in base.examples.values():
        for x, y in moving_pairs(base, example.answers):
            found = stage_map(base, example.answers, x, y)
            for across in around(found.x.spans, base.facts[x]):
                for up in around(found.y.spans, base.facts[y]):
                    point = {x: across, y: up}
                    assert shown(found, point) == told(base, {**example.answers, **point})


def around(spans: tuple[Span, ...], about: Any) -> Iterator[float]:
    limits = {span.low for span in spans} | {spans[-1].high}
    yield from numbers_about(about, limits)


def test_a_map_without_answers_says_what_is_still_possible():
    base = shipped()
    found = stage_map(base, {}, "users", "team_size")
    assert found.point is None
    assert shown(found, {"users": 0, "team_size": 1}) == told(base, {"users": 0, "team_size": 1})
    assert any(len(region.possible) > 1 for region in found.regions)


def test_what_a_fact_implies_counts_on_the_map():
    rules = [rule("tested", "has_tests and teams >= 2", needs_stage=3)]
    found = stage_map(base_of(rules), {}, "teams", "test_minutes")
    assert [(spot.stage, spot.possible) for spot in found.rows[0]] == [(1, (1,)), (3, (3,))]


def test_a_fact_that_does_not_apply_moves_nothing():
    rules = [rule("slow", "test_minutes > 10 and teams >= 2", needs_stage=3)]
    found = stage_map(base_of(rules), {"has_tests": False}, "teams", "test_minutes")
    assert len(found.regions) == 1


def test_rules_behind_a_sign_are_followed():
    rules = [
        rule("many-teams", "teams >= 4"),
        rule("crowded", "many_teams and team_size >= 20", needs_stage=3),
    ]
    base = base_of(rules)
    found = stage_map(base, {}, "teams", "team_size")
    assert found.x.spans == (Span(0, 3), Span(4, 10_000))
    assert moving_pairs(base, {}) == (("team_size", "teams"),)


# Regions


def test_regions_cover_the_map_once():
    base, chance = shipped(), random.Random(7)
    found = stage_map(base, {}, "users", "team_size")
    for _ in range(300):
        point = some_point(base, found, chance)
        holding = [each for each in found.regions if inside(each, point)]
        assert len(holding) == 1
        assert (holding[0].stage, holding[0].possible) == shown(found, point)


def inside(region: Region, point: Mapping[str, float]) -> bool:
    return region.x.holds(point["users"]) and region.y.holds(point["team_size"])


def test_equal_neighbours_are_merged():
    base = shipped()
    for example in base.examples.values():
        found = stage_map(base, example.answers, "users", "team_size")
        assert all(one != other for one, other in pairwise(found.rows))
        assert all(one != other for one, other in pairwise(zip(*found.rows, strict=True)))


def test_regions_are_as_large_as_they_can_be():
    rules = [rule("both", "teams >= 2 and team_size >= 5", needs_stage=3)]
    found = stage_map(base_of(rules), {}, "teams", "team_size")
    few, many, small, large = Span(0, 1), Span(2, 10_000), Span(0, 4), Span(5, 100_000)
    assert [(each.x, each.y, each.stage) for each in found.regions] == [
        (Span(0, 10_000), small, 1),
        (few, large, 1),
        (many, large, 3),
    ]


def test_spans_say_which_ends_they_hold():
    rules = [rule("over", "test_minutes > 10", needs_stage=3),
             rule("from", "balance >= 0.1", needs_stage=2)]  # fmt: skip
    found = stage_map(base_of(rules), {"has_tests": True}, "test_minutes", "balance")
    assert found.x.spans == (Span(0, 10), Span(10, 1_440, low_closed=False))
    assert found.y.spans == (Span(-500, 0.1, high_closed=False), Span(0.1, 500))
    assert found.x.spans[0].holds(10)
    assert not found.x.spans[1].holds(10)
    assert found.y.spans[1].holds(0.1)
    assert not found.y.spans[0].holds(0.1)


def test_the_point_is_where_the_team_stands():
    answers = {"users": 40_000, "team_size": 9}
    found = stage_map(shipped(), answers, "users", "team_size")
    assert found.point == (40_000, 9)
    assert stage_map(shipped(), answers, "users", "teams").point is None


# Derived facts

MADE = {**FACTS, "parts_squared": fact("number", derive="services * services - 6 * services")}


def exact_points_agree(base: RuleBase, answers: dict[str, Any], found: StageMap) -> None:
    chance = random.Random(3)
    for _ in range(500):
        point = some_point(base, found, chance)
        if found.at(point[found.x.fact], point[found.y.fact]).exact:
            assert shown(found, point) == told(base, {**answers, **point}), point


def test_a_fact_derived_from_one_side_is_exact():
    base = base_of([rule("many", "services_per_team > 3 and team_size >= 5", needs_stage=3)])
    found = stage_map(base, {"services": 100}, "teams", "team_size")
    assert found.exact
    # No value without a team; 100 services are more than 3 a team up to 33 teams.
    assert found.x.spans == (Span(0, 0), Span(1, 33), Span(34, 10_000))
    exact_points_agree(base, {"services": 100}, found)


def test_a_fact_that_falls_and_rises_is_exact_on_both_sides():
    base = base_of([rule("bent", "parts_squared <= -8 and teams >= 2", needs_stage=3)], MADE)
    found = stage_map(base, {}, "services", "teams")
    assert found.exact
    # The engine's own rounding decides on the last digit of the borders at 2 and 4.
    assert [span.low for span in found.x.spans] == pytest.approx([0, 2, 4])
    assert [spot.stage for spot in found.rows[1]] == [1, 3, 1]
    exact_points_agree(base, {}, found)


def test_a_slanting_border_is_marked_and_the_rest_holds():
    base = base_of([rule("many", "services_per_team > 3", needs_stage=3)])
    found = stage_map(base, {}, "services", "teams")
    assert not found.exact
    spots = [spot for row in found.rows for spot in row]
    assert {spot.stage for spot in spots if spot.exact} == {1, 3}
    assert sum(spot.exact for spot in spots) > len(spots) / 2
    exact_points_agree(base, {}, found)


def test_a_border_that_cannot_be_found_is_not_called_exact(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("knowledge.enclosing.MOST_STEPS", 3)
    base = base_of([rule("bent", "parts_squared <= -8 and teams >= 2", needs_stage=3)], MADE)
    found = stage_map(base, {}, "services", "teams")
    assert not found.exact
    exact_points_agree(base, {}, found)


# Which pairs


def test_moving_pairs_move_and_others_do_not():
    base = shipped()
    for example in base.examples.values():
        moving = set(moving_pairs(base, example.answers))
        for x, y in combinations(number_facts(base), 2):
            found = stage_map(base, example.answers, x, y)
            both = len(found.x.spans) > 1 and len(found.y.spans) > 1
            assert ((x, y) in moving) == both


def test_what_is_answered_comes_first():
    base = shipped()
    assert moving_pairs(base, {})[0] == ("users", "team_size")
    answers = base.examples["startup-of-nine"].answers
    known = [{x, y} <= answers.keys() for x, y in moving_pairs(base, answers)]
    assert known == sorted(known, reverse=True)


# Refusals


@pytest.mark.parametrize(
    "pair",
    [("users", "users"), ("users", "language"), ("users", "services_per_team"), ("users", "x")],
)
def test_only_two_asked_number_facts_make_a_map(pair):
    with pytest.raises(ValueError, match="two number facts"):
        stage_map(shipped(), {}, *pair)


def test_wrong_answers_are_refused():
    with pytest.raises(KnowledgeError, match="teem_size"):
        stage_map(shipped(), {"teem_size": 3}, "users", "team_size")


def test_numbers_out_of_range_are_not_on_the_map():
    found = stage_map(shipped(), {}, "users", "team_size")
    with pytest.raises(ValueError, match="users cannot be -1"):
        found.at(-1, 3)
