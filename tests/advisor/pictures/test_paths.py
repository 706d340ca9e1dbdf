"""The picture of the ways from questions to stages."""

import re
from itertools import pairwise

import pytest

from advisor.handbook.ways import ways
from advisor.pictures.paths import ROW, Way, paths_picture
from knowledge import RuleBase

WAYS = [
    Way("crowd", ["users", "team_size"], "needs", 3),
    Way("alone", ["team_size"], "holds", 2),
    Way("parts", ["teams"], "merges", 3),
]


def heights(things: list[dict[str, int]]) -> list[int]:
    return [thing["y"] for thing in things]


def test_every_rule_leads_from_its_questions_to_its_stage() -> None:
    picture = paths_picture(WAYS, [1, 2, 3, 4])
    assert len(picture["asking"]) == 4
    assert [each["effect"] for each in picture["leading"]] == ["needs", "holds", "merges"]
    stage = {each["number"]: each["y"] for each in picture["stages"]}
    ends = [int(each["d"].split()[-1]) for each in picture["leading"]]
    assert ends == [stage[3], stage[2], stage[3]]


def test_every_question_stands_once_and_none_on_another() -> None:
    questions = paths_picture(WAYS, [1, 2, 3, 4])["questions"]
    assert sorted(each["id"] for each in questions) == ["team_size", "teams", "users"]
    assert len(set(heights(questions))) == 3


def test_the_highest_stage_is_on_top() -> None:
    stages = paths_picture(WAYS, [1, 2, 3, 4])["stages"]
    assert [each["number"] for each in stages] == [4, 3, 2, 1]
    assert heights(stages) == sorted(heights(stages))


@pytest.mark.parametrize("rules", [0, 1])
def test_few_rules_make_a_picture_too(rules: int) -> None:
    picture = paths_picture(WAYS[:rules], [1, 2, 3, 4])
    assert len(picture["rules"]) == rules
    assert picture["height"] > 0


def test_nothing_of_the_shipped_rules_leaves_the_picture(shipped: RuleBase) -> None:
    picture = ways(shipped)["picture"]
    assert len(picture["rules"]) > 30
    for column in ("questions", "rules", "stages"):
        assert all(0 < height < picture["height"] for height in heights(picture[column]))
    below = heights(picture["rules"])
    assert {after - before for before, after in pairwise(below)} == {ROW}


def test_the_picture_has_every_rule_that_speaks_of_a_stage(shipped: RuleBase) -> None:
    speaking = {
        name
        for name, rule in shipped.rules.items()
        if rule.needs_stage or rule.holds_stage or rule.step_down_to
    }
    found = ways(shipped)
    assert {each["id"] for each in found["picture"]["rules"]} == speaking
    assert {row["heading"].rule.id for row in found["rows"]} == speaking


def test_only_questions_that_are_asked_are_drawn(shipped: RuleBase) -> None:
    drawn = {each["id"] for each in ways(shipped)["picture"]["questions"]}
    assert {"team_size", "users", "services", "conflict_devs"} <= drawn
    assert not {name for name in drawn if shipped.facts[name].derive}


def test_curves_are_paths_of_whole_numbers() -> None:
    for each in paths_picture(WAYS, [1, 2, 3, 4])["asking"]:
        assert re.fullmatch(r"M\d+ \d+C(-?\d+ ){5}\d+", each)
