"""The stairs show where one stands, where to go, and nothing that is not so."""

import re
from typing import Any

import pytest

from advisor.pictures.stairs import GROUND, HEIGHT, WIDTH, bare, stairs

NAMES = {1: "one", 2: "two", 3: "three", 4: "four"}


def stage(
    current: int | None, needed: int, advised: int, verdict: str, *path: int
) -> dict[str, Any]:
    return {
        "current": current,
        "needed": needed,
        "possible": [needed],
        "advised": advised,
        "path": list(path),
        "verdict": verdict,
    }


def marks(picture: dict[str, Any]) -> list[str]:
    return [step["mark"] for step in picture["steps"]]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (stage(None, 2, 2, "start", 2), ["none", "start", "held", "held"]),
        (stage(None, 1, 1, "start", 1), ["start", "held", "held", "held"]),
        (stage(2, 3, 3, "climb", 3), ["none", "here", "next", "held"]),
        (stage(1, 4, 2, "climb", 2, 3, 4), ["here", "next", "later", "later"]),
        (stage(3, 3, 3, "stay"), ["none", "none", "stay", "held"]),
        (stage(4, 4, 4, "stay"), ["none", "none", "none", "stay"]),
        (stage(4, 2, 3, "simplify", 3), ["none", "none", "merge", "here"]),
        (stage(3, 1, 3, "stay"), ["none", "none", "stay", "held"]),
    ],
)
def test_marks(told: dict[str, Any], expected: list[str]) -> None:
    assert marks(stairs(told, NAMES)) == expected


def test_every_step_is_higher_and_stands_on_the_ground() -> None:
    steps = stairs(stage(1, 1, 1, "stay"), NAMES)["steps"]
    tops = [step["y"] for step in steps]
    assert tops == sorted(tops, reverse=True)
    assert len(set(tops)) == len(tops)
    assert {step["y"] + step["height"] for step in steps} == {GROUND}


@pytest.mark.parametrize("current", [1, 2, 3, 4])
def test_everything_lies_within_the_picture(current: int) -> None:
    picture = stairs(stage(current, 4, min(current + 1, 4), "climb", 4), NAMES)
    for step in picture["steps"]:
        assert 0 <= step["x"] < step["x"] + step["width"] <= WIDTH
        assert 12 <= step["label_y"] < step["marker_y"] < step["y"] <= HEIGHT
    for x, y in re.findall(r"(\d+) (\d+)", picture["climb"] or ""):
        assert 0 <= int(x) <= WIDTH
        assert 0 <= int(y) <= HEIGHT


@pytest.mark.parametrize(("current", "advised"), [(1, 2), (2, 3), (3, 4), (4, 3), (4, 2), (3, 2)])
def test_the_way_leads_from_marker_to_marker(current: int, advised: int) -> None:
    picture = stairs(stage(current, advised, advised, "climb", advised), NAMES)
    points = [tuple(map(int, pair)) for pair in re.findall(r"(\d+) (\d+)", picture["climb"])]
    here, goal = picture["steps"][current - 1], picture["steps"][advised - 1]
    assert points[0][1] == here["marker_y"]
    assert points[-1][1] == goal["marker_y"]
    assert abs(points[0][0] - here["middle"]) == abs(points[-1][0] - goal["middle"]) == 16


def test_nobody_moves_who_stays_or_has_not_begun() -> None:
    assert stairs(stage(3, 3, 3, "stay"), NAMES)["climb"] is None
    assert stairs(stage(None, 2, 2, "start", 2), NAMES)["climb"] is None


def test_what_is_possible_is_marked_apart() -> None:
    told = {**stage(None, 2, 2, "start", 2), "possible": [2, 3]}
    open_steps = [step["number"] for step in stairs(told, NAMES)["steps"] if step["possible"]]
    assert open_steps == [2, 3]


def test_people_stand_on_their_step() -> None:
    steps = stairs(stage(1, 1, 1, "stay"), NAMES, {2: "two to five"})["steps"]
    assert [step["people"] for step in steps] == ["", "two to five", "", ""]


def test_bare_stairs_have_no_marks() -> None:
    picture = bare(NAMES)
    assert marks(picture) == ["none"] * 4
    assert picture["goal"] is None
    assert picture["climb"] is None


def test_the_edge_runs_along_every_step() -> None:
    picture = bare(NAMES)
    heights = [int(y) for y in re.findall(r"[V ](\d+)H", picture["edge"])]
    assert heights == [step["y"] for step in picture["steps"]]
    assert picture["edge"].endswith(f"H{WIDTH}")
