"""Superseding and deleting, for machines: only with the owner's token, which nobody else sees."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from advisor.api import shapes
from advisor.recommendations.links import describe, rotate
from advisor.recommendations.models import Recommendation
from tests.advisor.api.asking import TEAM, problem, send
from tests.advisor.visiting import LANGUAGES, stored
from tests.advisor.visiting import told as said

NEWER = {**TEAM, "teams": 3}


@pytest.fixture
def saved(vera: Client) -> dict[str, Any]:
    """What Vera was told when she saved."""
    return send(vera, "recommendations", TEAM).json()


def with_token(token: str) -> dict[str, Any]:
    return {"headers": {"Authorization": f"Bearer {token}"}}


def supersede(client: Client, saved: dict[str, Any], body: Any = NEWER) -> HttpResponse:
    path = f"recommendations/{saved['id']}/supersede"
    return send(client, path, body, **with_token(saved["owner_token"]))


def delete(client: Client, id_: str, **options: Any) -> HttpResponse:
    return client.delete(f"/api/v1/recommendations/{id_}", **options)


def test_a_newer_one_takes_its_place_and_the_old_link_says_so(
    vera: Client, saved: dict[str, Any]
) -> None:
    response = supersede(vera, saved)
    newer = shapes.Created.model_validate_json(response.content, strict=True)
    assert response.status_code == 201
    assert newer.id != saved["id"]
    old = vera.get(f"/api/v1/recommendations/{saved['id']}").json()
    new = vera.get(f"/api/v1/recommendations/{newer.id}").json()
    assert (old["superseded_by"], new["superseded_by"]) == (newer.id, None)
    assert (old["advice"]["answers"], new["advice"]["answers"]) == (TEAM, NEWER)


def test_the_title_goes_on_to_the_newer_one(vera: Client, saved: dict[str, Any]) -> None:
    describe(Recommendation.objects.get(), "Đội A", None)
    newer = supersede(vera, saved).json()
    assert vera.get(f"/api/v1/recommendations/{newer['id']}").json()["title"] == "Đội A"


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_is_superseded_once(vera: Client, saved: dict[str, Any], language: str) -> None:
    newer = supersede(vera, saved).json()["id"]
    before = stored()
    path = f"recommendations/{saved['id']}/supersede?lang={language}"
    told = problem(send(vera, path, NEWER, **with_token(saved["owner_token"])), 409)
    assert told["title"] == said(language, "There is a newer one in its place")
    assert newer in told["detail"]
    assert stored() == before


def test_wrong_answers_supersede_nothing(vera: Client, saved: dict[str, Any]) -> None:
    before = stored()
    problem(supersede(vera, saved, {"users": -1}), 422)
    problem(supersede(vera, saved, "{"), 400)
    assert stored() == before


def test_what_is_deleted_is_gone_for_ever(vera: Client, saved: dict[str, Any]) -> None:
    response = delete(vera, saved["id"], **with_token(saved["owner_token"]))
    assert (response.status_code, response.content) == (204, b"")
    assert not Recommendation.objects.exists()
    problem(vera.get(f"/api/v1/recommendations/{saved['id']}"), 410)
    problem(delete(vera, saved["id"], **with_token(saved["owner_token"])), 410)
    problem(supersede(vera, saved), 410)


def foreign(vera: Client, saved: dict[str, Any]) -> list[str]:
    """Headers that prove nothing."""
    token = saved["owner_token"]
    other = send(vera, "recommendations", TEAM).json()["owner_token"]
    middle = len(token) // 2
    flipped = token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :]
    forged = [
        other,
        flipped,
        token[:-1],
        f"{token}x",
        token.swapcase(),
        saved["id"],
        "",
        "x" * 9999,
    ]
    forged += [
        token.rpartition(":")[0],
        token.replace(".1:", ".2:"),
        "\N{LATIN SMALL LETTER E WITH ACUTE}",
    ]
    return ["", f"Basic {token}", token, *(f"Bearer {each}" for each in forged)]


def test_nothing_else_proves_who_owns_it(vera: Client, saved: dict[str, Any]) -> None:
    headers = foreign(vera, saved)
    before = stored()
    for header in headers:
        response = delete(vera, saved["id"], headers={"Authorization": header})
        problem(response, 401)
        assert response["WWW-Authenticate"] == "Bearer"
        path = f"recommendations/{saved['id']}/supersede"
        problem(send(vera, path, NEWER, headers={"Authorization": header}), 401)
    assert stored() == before


def test_a_token_in_the_address_or_a_cookie_proves_nothing(
    vera: Client, saved: dict[str, Any]
) -> None:
    token = saved["owner_token"]
    problem(delete(vera, f"{saved['id']}?owner_token={token}"), 401)
    vera.cookies["owner"] = token
    problem(delete(vera, saved["id"]), 401)
    vera.get("/ask/", {"users": "1"})
    link = vera.post("/advice/save/")["Location"].strip("/").rpartition("/")[2]
    problem(delete(vera, link), 401)


def test_a_token_that_was_rotated_ends(vera: Client, saved: dict[str, Any]) -> None:
    rotate(Recommendation.objects.get())
    problem(delete(vera, saved["id"], **with_token(saved["owner_token"])), 401)


@override_settings(RATES={"save": (9, 1), "lookup": (3, 60)})
def test_guessing_is_slowed_down(vera: Client, saved: dict[str, Any]) -> None:
    for _ in range(3):
        problem(delete(vera, saved["id"], **with_token("guess")), 401)
    response = delete(vera, saved["id"], **with_token(saved["owner_token"]))
    problem(response, 429)
    assert int(response["Retry-After"]) > 0


def test_the_token_is_told_once_and_to_nobody_else(vera: Client, saved: dict[str, Any]) -> None:
    token, path = saved["owner_token"], f"/api/v1/recommendations/{saved['id']}"
    response = vera.get(path)
    assert token not in response.content.decode()
    assert token not in str(response.headers)
    for end in ("/", ".md", ".json", ".yaml", ".txt"):
        assert token not in vera.get(f"/r/{saved['id']}{end}").content.decode()
    assert send(vera, "recommendations", TEAM)["Cache-Control"] == "private, no-store"
