"""How often somebody may try to sign in, and when a session ends."""

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client, override_settings

from advisor.accounts import sessions

LOGIN = "/en/admin/login/"
PASSWORD = "a-long-and-right-password"


@pytest.fixture(autouse=True)
def nora(db: None) -> User:
    """Nora may sign in."""
    return User.objects.create_user("nora", password=PASSWORD, is_staff=True)


def tried(name: str, password: str, address: str = "192.0.2.1") -> HttpResponse:
    fields = {"username": name, "password": password}
    return Client(REMOTE_ADDR=address).post(LOGIN, fields)


def test_the_right_password_opens() -> None:
    assert tried("nora", PASSWORD).status_code == 302


def test_after_five_wrong_ones_somebody_has_to_wait() -> None:
    answers = [tried("nora", f"guess {number}") for number in range(6)]
    assert [each.status_code for each in answers] == [200] * 5 + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert tried("nora", PASSWORD).status_code == 429


def test_nora_is_not_locked_out_elsewhere() -> None:
    for number in range(6):
        tried("nora", f"guess {number}")
    assert tried("nora", PASSWORD, "198.51.100.7").status_code == 302


@pytest.mark.parametrize("name", ["nora", "nobody"])
def test_a_name_nobody_has_is_answered_alike(name: str) -> None:
    answers = [tried(name, f"guess {number}") for number in range(6)]
    assert [each.status_code for each in answers] == [200] * 5 + [429]


def test_spelling_a_name_otherwise_gains_nothing() -> None:
    answers = [tried(name, "guess") for name in ("nora", "NORA", "Nora") * 2]
    assert answers[-1].status_code == 429


@override_settings(RATES={"sign_in": (99, 1), "sign_in_address": (3, 60), "sign_in_name": (99, 1)})
def test_one_address_cannot_try_many_names() -> None:
    answers = [tried(f"name{number}", "guess") for number in range(4)]
    assert [each.status_code for each in answers] == [200] * 3 + [429]


@override_settings(RATES={"sign_in": (99, 1), "sign_in_address": (99, 1), "sign_in_name": (3, 60)})
def test_many_addresses_cannot_try_one_name() -> None:
    answers = [tried("nora", "guess", f"192.0.2.{number}") for number in range(4)]
    assert [each.status_code for each in answers] == [200] * 3 + [429]


def test_signing_in_changes_the_session() -> None:
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = "1"
    session.save()
    planted = session.session_key
    client.cookies["session"] = planted
    client.post(LOGIN, {"username": "nora", "password": PASSWORD})
    assert client.cookies["session"].value != planted


def test_a_session_ends_after_a_days_work(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    client.post(LOGIN, {"username": "nora", "password": PASSWORD})
    assert client.get("/en/admin/").status_code == 200
    later = sessions.time() + 12 * 60 * 60
    monkeypatch.setattr("advisor.accounts.sessions.time", lambda: later)
    assert client.get("/en/admin/")["Location"].startswith(LOGIN)


def test_a_session_ends_after_two_hours_of_nothing() -> None:
    client = Client()
    client.post(LOGIN, {"username": "nora", "password": PASSWORD})
    client.get("/en/admin/")
    assert client.cookies["session"]["max-age"] == 2 * 60 * 60
