"""Saving advice and opening it again, for machines."""

import re
from typing import Any

import pytest
from django.test import Client, override_settings

from advisor.api import shapes
from advisor.recommendations.models import Recommendation
from advisor.releases.publishing import publish
from knowledge import RuleBase
from tests.advisor.api.asking import TEAM, problem, send
from tests.advisor.visiting import LANGUAGES, stored

SITE = "https://steps.example.org"
TWO = override_settings(RATES={"save": (2, 60)})


def about(exported: dict[str, Any]) -> dict[str, Any]:
    """What an export says besides the advice."""
    return {name: exported[name] for name in ("title", "given_on")}


def saved(client: Client, answers: dict[str, Any] = TEAM) -> str:
    return send(client, "recommendations", answers).json()["id"]


@override_settings(SITE_URL=SITE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_saving_gives_id_and_address(vera: Client, language: str) -> None:
    response = send(vera, f"recommendations?lang={language}", TEAM, HTTP_HOST="localhost")
    told = shapes.Created.model_validate_json(response.content, strict=True)
    assert response.status_code == 201
    assert re.fullmatch(r"[\w-]{22}", told.id)
    assert told.url == f"{SITE}{LANGUAGES[language]}r/{told.id}/"
    assert response["Location"] == f"{SITE}/api/v1/recommendations/{told.id}"
    assert vera.get(told.url.removeprefix(SITE)).context["advice"]["answers"] == TEAM


def test_answers_survive_the_round_trip(vera: Client) -> None:
    advice = vera.get(f"/api/v1/recommendations/{saved(vera)}").json()["advice"]
    assert advice == send(vera, "advice", TEAM).json()
    again = saved(vera, advice["answers"])
    assert vera.get(f"/api/v1/recommendations/{again}").json()["advice"] == advice


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_opens_as_its_page_does(vera: Client, language: str) -> None:
    id_ = saved(vera)
    response = vera.get(f"/api/v1/recommendations/{id_}?lang={language}")
    exported = vera.get(f"{LANGUAGES[language]}r/{id_}.json").json()
    assert {**response.json()["advice"], **about(exported)} == exported
    told = shapes.Saved.model_validate_json(response.content)
    assert told.created_at == Recommendation.objects.get(pk=id_).created_at


def test_a_link_is_never_decided_anew(vera: Client, small: RuleBase) -> None:
    id_ = saved(vera)
    before = vera.get(f"/api/v1/recommendations/{id_}").content
    publish(small.files, "The small one.")
    assert vera.get(f"/api/v1/recommendations/{id_}").content == before


def test_a_link_is_kept_private(vera: Client) -> None:
    created = send(vera, "recommendations", TEAM)
    for response in (created, vera.get(f"/api/v1/recommendations/{created.json()['id']}")):
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("id_", ["short", "A" * 22, "a%00b", "%ff", "..", "é", "x" * 500, "a%2Fb"])
def test_what_is_not_there_is_not_found(vera: Client, id_: str) -> None:
    problem(vera.get(f"/api/v1/recommendations/{id_}"), 404)


def test_wrong_answers_save_nothing(vera: Client) -> None:
    before = stored()
    problem(send(vera, "recommendations", {"users": -1}), 422)
    assert stored() == before


# Not too often


@TWO
@pytest.mark.parametrize("language", LANGUAGES)
def test_saving_too_often_is_refused_with_the_time_to_wait(vera: Client, language: str) -> None:
    for _ in range(2):
        assert send(vera, "recommendations", TEAM).status_code == 201
    before = stored()
    response = send(vera, f"recommendations?lang={language}", TEAM)
    told = problem(response, 429)
    assert 50 <= int(response["Retry-After"]) <= 60
    assert response["Retry-After"] in told["detail"]
    assert stored() == before


@TWO
def test_what_is_refused_costs_nothing(vera: Client) -> None:
    for body in ({"users": -1}, "{", {"nobody": 1}):
        send(vera, "recommendations", body)
    for _ in range(2):
        assert send(vera, "recommendations", TEAM).status_code == 201


@TWO
def test_only_saving_is_limited(vera: Client) -> None:
    for _ in range(3):
        send(vera, "recommendations", TEAM)
    assert send(vera, "advice", TEAM).status_code == 200
    assert vera.get("/api/v1/rules").status_code == 200
    assert send(vera, "recommendations", TEAM, REMOTE_ADDR="192.0.2.7").status_code == 201
