"""The advice in one line and two sentences."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from advisor.recommendations.headline import certainty, headline, signs_on

NAMES = {2: "Layered", 3: "Modular monolith"}


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("verdict", "line"),
    [
        ("start", "Start at stage 3: modular monolith"),
        ("climb", "Time for stage 3: modular monolith"),
        ("stay", "Stay at stage 3: modular monolith"),
        ("simplify", "Go back to stage 3: modular monolith"),
    ],
)
def test_the_headline_says_what_to_do(verdict: str, line: str) -> None:
    assert headline({"advised": 3, "verdict": verdict, "possible": [3]}, NAMES) == line


@pytest.mark.parametrize("verdict", ["start", "stay"])
def test_the_headline_says_when_a_higher_stage_is_still_open(verdict: str) -> None:
    given = {"advised": 2, "verdict": verdict, "possible": [2, 3, 4]}
    assert headline(given, NAMES) == "Stage 2 for now: layered"


@pytest.mark.parametrize(
    ("fired", "sentence"),
    [
        (0, "None of the upgrade signs is known to be on."),
        (1, "1 of the 5 upgrade signs is on."),
        (3, "3 of the 5 upgrade signs are on."),
    ],
)
def test_the_signs_are_counted(fired: int, sentence: str) -> None:
    states = ["fired"] * fired + ["silent"] * (5 - fired)
    rules = [{"sign": True, "state": state} for state in states]
    assert signs_on([*rules, {"sign": False, "state": "fired"}]) == sentence


def stage(**changes: Any) -> dict[str, Any]:
    settled = {"possible": [2], "path": [], "verdict": "stay", "needed": 2, "current": 2}
    return {**settled, **changes}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (stage(), "settle the stage"),
        (stage(possible=[2, 3]), "stages 2 to 3 open"),
        (stage(path=[2, 3], verdict="climb", current=1, needed=3), "goes on to stage 3"),
        (stage(current=3), "nothing says that going back would pay"),
    ],
)
def test_what_is_still_open_is_said(given: dict[str, Any], words: str) -> None:
    assert words in certainty(given)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_verdict_is_said_in_both_languages(vera: Client, language: str) -> None:
    with translation.override(language):
        lines = [
            headline({"advised": 2, "verdict": verdict, "possible": [2]}, NAMES)
            for verdict in ("start", "climb", "stay", "simplify")
        ]
    assert len(set(lines)) == 4
    assert all(("Stage" in line or "stage" in line) is (language == "en") for line in lines)
