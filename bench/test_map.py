"""How long the map of stages takes, worked out and drawn; the aims stand beside the names."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string

from advisor.pictures.map import map_picture
from knowledge import RuleBase, read_folder
from knowledge.maps import moving_pairs, number_facts, stage_map

SHIPPED = Path(__file__).parents[1] / "knowledge" / "base"
SIDES = ("users", "team_size")
Benchmark = Callable[..., Any]


@cache
def base() -> RuleBase:
    return read_folder(SHIPPED)


def most_regions() -> dict[str, Any]:
    """The answers of the example whose map has the most to draw."""
    examples = [dict(example.answers) for example in base().examples.values()]
    return max(examples, key=lambda answers: len(stage_map(base(), answers, *SIDES).regions))


@pytest.mark.parametrize("unknown", [False, True])
def test_one_map(benchmark: Benchmark, unknown: bool) -> None:
    answers = {} if unknown else most_regions()
    assert len(benchmark(lambda: stage_map(base(), answers, *SIDES)).regions) >= 4


def test_the_pairs_worth_showing(benchmark: Benchmark) -> None:
    assert benchmark(moving_pairs, base(), most_regions())


def test_a_map_with_its_drawing_10_ms(benchmark: Benchmark) -> None:
    answers = most_regions()

    def drawn() -> str:
        picture = map_picture(stage_map(base(), answers, *SIDES), base().facts)
        return render_to_string("pictures/map.svg.html", {"picture": picture, "label": "map"})

    assert "<rect" in benchmark(drawn)


def test_a_map_of_facts_that_move_nothing(benchmark: Benchmark) -> None:
    still = list(number_facts(base()))[-2:]
    assert len(benchmark(lambda: stage_map(base(), {}, *still)).regions) == 1
