"""The cookie that keeps a visitor's answers."""

from typing import Any

import pytest
from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.test import Client, override_settings

from advisor.questionnaire.answers import TooMuch, keep_answers
from tests.advisor.visiting import kept


def shown(client: Client, cookie: str) -> dict[str, Any]:
    """The answers that a page shows for a cookie."""
    client.cookies["answers"] = cookie
    return client.get("/advice/").context["advice"]["answers"]


def signed(answers: Any) -> str:
    return signing.dumps(answers, salt="answers", compress=True)


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(vera: Client) -> None:
    cookie = vera.post("/ask/team/", {"teams": "2"}).cookies["answers"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["max-age"] == 60 * 24 * 60 * 60
    assert not cookie["domain"]


@pytest.mark.parametrize("secure", [True, False])
def test_the_cookie_is_secure_where_the_site_is(vera: Client, secure: bool) -> None:
    with override_settings(SESSION_COOKIE_SECURE=secure):
        cookie = vera.post("/ask/team/", {"teams": "2"}).cookies["answers"]
    assert bool(cookie["secure"]) is secure


@override_settings(ANSWERS_COOKIE_NAME="__Host-answers", SESSION_COOKIE_SECURE=True)
def test_a_browser_lets_a_host_cookie_be_forgotten(vera: Client) -> None:
    cookie = vera.post("/ask/clear/").cookies["__Host-answers"]
    assert (cookie["secure"], cookie["path"], cookie["max-age"]) == (True, "/", 0)


def test_a_signed_cookie_is_believed(vera: Client) -> None:
    assert shown(vera, signed({"teams": 2})) == {"teams": 2}


def test_a_tampered_cookie_is_ignored(vera: Client) -> None:
    cookie = signed({"teams": 2})
    assert shown(vera, f"x{cookie}") == {}
    assert shown(vera, cookie[:-1]) == {}


def test_a_cookie_signed_for_something_else_is_ignored(vera: Client) -> None:
    assert shown(vera, signing.dumps({"teams": 2}, salt="other")) == {}


@pytest.mark.parametrize("junk", ["", "x", "::", "a:b:c", ".a:b:c", "\u00e9:1:2", "9" * 9000])
def test_junk_is_ignored(vera: Client, junk: str) -> None:
    assert shown(vera, junk) == {}


@pytest.mark.parametrize("value", [[], "teams", 7, None, [["teams", 2]]])
def test_a_cookie_that_holds_no_answers_is_ignored(vera: Client, value: Any) -> None:
    assert shown(vera, signed(value)) == {}


def test_what_the_rule_base_no_longer_asks_is_ignored(vera: Client) -> None:
    outdated = {
        "teams": 2,
        "cobol_lines": 9,
        "boundaries": "walls",
        "habits": ["ci", "prayer"],
        "users": "lots",
        "has_tests": 1,
        "team_size": None,
        "test_minutes": 99_999,
        "services_per_team": 4,
    }
    assert shown(vera, signed(outdated)) == {"teams": 2}


def test_a_cookie_of_an_older_key_is_still_read(vera: Client) -> None:
    cookie = signed({"teams": 2})
    key = settings.SECRET_KEY
    with override_settings(SECRET_KEY="n" * 60, SECRET_KEY_FALLBACKS=[key]):
        assert shown(vera, cookie) == {"teams": 2}
    with override_settings(SECRET_KEY="n" * 60):
        assert shown(vera, cookie) == {}


def test_more_than_a_browser_keeps_is_not_sent() -> None:
    with pytest.raises(TooMuch):
        keep_answers(HttpResponse(), {f"fact_{n}": n**9 for n in range(500)})


def test_ones_answers_stay_in_ones_own_browser(vera: Client) -> None:
    vera.post("/ask/team/", {"teams": "2"})
    assert kept(Client()) == {}
    assert Client().get("/advice/").context["advice"]["answers"] == {}
