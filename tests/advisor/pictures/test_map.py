"""The drawing of a map: everything in its place, whatever the scale."""

from itertools import pairwise
from typing import Any

import pytest
from django.utils import translation

from advisor.pictures.map import map_picture
from advisor.pictures.scales import Scale
from advisor.pictures.spans import span_texts
from advisor.pictures.ticks import short, ticks
from knowledge import RuleBase
from knowledge.maps import Axis, moving_pairs, number_facts, stage_map
from knowledge.spans import Span, spans_from
from tests.knowledge.language import FACTS, fact
from tests.knowledge.made import base_of, rule

COUNT = fact("number", range=(0, 100_000), whole=True, scale="logarithmic")
SHARE = fact("number", range=(0, 100))


def axis(starts: list[float], last: float, value: float | None = None, whole: bool = True) -> Axis:
    return Axis("any", tuple(spans_from([0, *starts], last, whole)), value)


def share(place: str) -> float:
    return float(place.removesuffix("%")) / 100


def sides(area: dict[str, Any]) -> tuple[float, float, float, float]:
    left, top = share(area["x"]), share(area["y"])
    return left, left + share(area["width"]), top, top + share(area["height"])


@pytest.fixture
def everything(shipped: RuleBase) -> list[Any]:
    """Maps of all examples, over the pairs that move and some that do not."""
    pairs = [list(number_facts(shipped))[place : place + 2] for place in (0, 3, 6)]
    return [
        stage_map(shipped, example.answers, x, y)
        for example in shipped.examples.values()
        for x, y in [*moving_pairs(shipped, example.answers), *pairs]
    ]


def test_areas_fill_the_drawing(shipped: RuleBase, everything: list[Any]):
    for found in everything:
        picture = map_picture(found, shipped.facts)
        boxes = [sides(area) for area in picture["areas"]]
        covered = sum((right - left) * (low - high) for left, right, high, low in boxes)
        assert covered == pytest.approx(1, abs=0.02)
        assert all(-0.001 <= side <= 1.002 for box in boxes for side in box)


def test_the_point_stands_in_an_area_of_its_own_stage(shipped: RuleBase, everything: list[Any]):
    for found in everything:
        picture = map_picture(found, shipped.facts)
        if picture["point"]:
            x, y = share(picture["point"]["x"]), share(picture["point"]["y"])
            around = [
                area["stage"]
                for area in picture["areas"]
                if sides(area)[0] < x < sides(area)[1] and sides(area)[2] < y < sides(area)[3]
            ]
            assert around == [found.at(*found.point).stage]


def test_every_area_that_has_room_has_one_numeral(shipped: RuleBase):
    answers = shipped.examples["exam-portal"].answers
    found = stage_map(shipped, answers, "users", "team_size")
    picture = map_picture(found, shipped.facts)
    assert sorted(each["stage"] for each in picture["numerals"]) == [2, 3]
    for numeral in picture["numerals"]:
        x, y = share(numeral["x"]), share(numeral["y"])
        under = [
            area["stage"]
            for area in picture["areas"]
            if sides(area)[0] <= x <= sides(area)[1] and sides(area)[2] <= y <= sides(area)[3]
        ]
        assert under == [numeral["stage"]]


def test_a_slanting_border_is_dotted_and_has_no_line():
    base = base_of([rule("many", "services_per_team > 3", needs_stage=3)])
    picture = map_picture(stage_map(base, {}, "services", "teams"), FACTS)
    assert picture["vague"]
    assert any(area["vague"] for area in picture["areas"])
    assert not any(numeral["vague"] for numeral in picture["numerals"] if "vague" in numeral)


# Scales


def test_a_logarithmic_scale_gives_each_power_the_same_room():
    scale = Scale(axis([100, 1_000, 10_000], 100_000), COUNT)
    widths = [after - before for before, after in pairwise(scale.edges)]
    assert widths[1] == pytest.approx(widths[2])
    assert widths[0] == pytest.approx(widths[1] / 2)


def test_a_scale_rises_and_ends_at_its_ends():
    for starts in ([], [1], [2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]):
        for about in (COUNT, SHARE):
            scale = Scale(axis(starts, about.range[1]), about)
            assert scale.edges[0] == 0
            assert scale.edges[-1] == pytest.approx(1)
            places = [scale.place(value) for value in (0, *starts, about.range[1])]
            assert all(one < other for one, other in pairwise(places)) or not starts


def test_narrow_spans_are_widened_so_that_they_can_be_read():
    scale = Scale(axis([99.95], 100, value=20, whole=False), SHARE)
    assert 1 - scale.edges[1] >= 0.1


def test_a_value_on_a_limit_stands_beyond_the_border():
    scale = Scale(axis([10], 100_000, value=10), COUNT)
    assert scale.place(10) > scale.edges[1]
    assert scale.place(9) < scale.edges[1]


# Figures and words


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (0, "0", "0"),
        (99.95, "99,95", "99.95"),
        (1_000, "1k", "1k"),
        (2_500, "2,5k", "2.5k"),
        (1_234, "1.234", "1,234"),
        (1_250_000, "1,25 tr", "1.25M"),
        (3 * 10**9, "3 tỷ", "3bn"),
        (4.000000000000002, "4", "4"),
    ],
)
def test_short_figures(value: float, vi: str, en: str):
    for language, said in (("vi", vi), ("en", en)):
        with translation.override(language):
            assert short(value).replace("\N{NO-BREAK SPACE}", " ") == said


def test_ticks_without_room_have_no_figure():
    scale = Scale(axis(list(range(1_001, 1_031)), 100_000), COUNT)
    along = ticks(scale, room=0.033, along=True)
    assert len(along) == 30
    for line in (0, 1):
        places = [share(t["place"]) for t in along if t["label"] and t["line"] == line]
        assert all(other - one >= 0.033 * 5 for one, other in pairwise(places))
    assert not all(tick["label"] for tick in along)


def test_spans_in_words():
    starts = [1, 5, 10]
    with translation.override("en"):
        assert span_texts(axis(starts, 100_000)) == ["at most 0", "1 to 4", "5 to 9", "at least 10"]
        assert span_texts(axis([2, 3, 9], 100)) == ["at most 1", "2", "3 to 8", "at least 9"]
        spans = (Span(0, 2), Span(2, 5, low_closed=False, high_closed=False), Span(5, 9))
        assert span_texts(Axis("any", spans, None)) == [
            "at most 2",
            "over 2, under 5",
            "at least 5",
        ]
        assert span_texts(axis([], 9)) == ["any number"]
