"""The map for machines: the same as the command's, and wrong sides are named."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client

from advisor.api import shapes
from knowledge import RuleBase, stage
from knowledge.command import main
from knowledge.maps import number_facts
from tests.advisor.api.asking import TEAM, problem
from tests.advisor.visiting import LANGUAGES


def asked(client: Client, answers: Any = TEAM, **query: str) -> HttpResponse:
    written = answers if isinstance(answers, str) else json.dumps(answers)
    return client.get(f"/api/v1/map?{urlencode({**query, 'answers': written})}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_shows_the_stage_that_would_be_needed(
    vera: Client, shipped: RuleBase, language: str
) -> None:
    response = asked(vera, over="users,teams", lang=language)
    told = shapes.Map.model_validate_json(response.content, strict=True)
    assert told.x.name == shipped.facts["users"].name.in_language(language)  # type: ignore[arg-type]
    for row, up in zip(told.rows, told.y.spans, strict=True):
        for spot, across in zip(row, told.x.spans, strict=True):
            corner = {**TEAM, "users": across.low, "teams": up.low}
            assert spot.stage == stage(shipped, corner).needed
    assert told.here
    assert told.rows[told.here[1]][told.here[0]].stage == stage(shipped, TEAM).needed


def test_without_sides_it_takes_the_most_telling(vera: Client) -> None:
    told = asked(vera).json()
    assert told == asked(vera, over=f"{told['x']['fact']},{told['y']['fact']}").json()
    assert vera.get("/api/v1/map").json()["here"] is None


@pytest.mark.parametrize(
    ("over", "wrong"),
    [
        ("users", 1),
        ("language,teams", 1),
        ("", 1),
        (",\0", 2),
        ("users,users", 1),
        ("users,teams,team_size", 1),
        ("services_per_team,teams", 1),
        ("users," + "temas" * 999, 1),
        ("a," * 999, 10),
    ],
)
def test_sides_that_are_none_are_named(vera: Client, over: str, wrong: int) -> None:
    errors = problem(asked(vera, over=over), 422)["errors"]
    assert [each["parameter"] for each in errors] == ["over"] * wrong


@pytest.mark.parametrize(
    ("answers", "status"),
    [("{", 400), ("[]", 422), ('{"users": -1}', 422), ('{"a": 1}', 422), ("", 400)],
)
def test_answers_are_read_as_everywhere(vera: Client, answers: str, status: int) -> None:
    problem(asked(vera, answers), status)


def test_the_description_knows_the_figures(vera: Client, shipped: RuleBase) -> None:
    schemas = vera.get("/api/v1/openapi.json").json()["components"]["schemas"]
    assert schemas["Figure"]["enum"] == list(number_facts(shipped))


def test_a_rule_base_without_movement_has_a_map_too(
    vera: Client, small_release: Any, small: RuleBase
) -> None:
    assert set(vera.get("/api/v1/map").json()["x"]) >= {"fact", "spans"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_says_the_same(
    vera: Client, tmp_path: Any, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    file = tmp_path / "team.yaml"
    file.write_text(json.dumps(TEAM), encoding="utf-8")
    main(["map", str(file), "--over", "users,teams", "--format", "json", "--lang", language])
    told = asked(vera, over="users,teams", lang=language).content.decode()
    assert capsys.readouterr().out == told.replace('"number": 1,', '"number": null,')
