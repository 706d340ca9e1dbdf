"""A second factor: set up, asked for, lost, renewed, removed."""

import re
from time import time

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.advisor.conftest import logged_in
from tests.advisor.visiting import text, told

HOME = "/en/admin/second-factor/"


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that the app and the server agree on; tests move it on."""
    now = [time()]
    monkeypatch.setattr("django_otp.plugins.otp_totp.models.time.time", lambda: now[0])
    return now


def shown_by_app(user: User, moment: list[float]) -> str:
    """The six digits of this moment."""
    device = TOTPDevice.objects.get(user=user)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = moment[0]
    return f"{totp.token():06d}"


def set_up(client: Client, user: User, moment: list[float]) -> list[str]:
    """Set up an app and return the recovery codes."""
    assert client.get(HOME + "set-up/").status_code == 200
    page = client.post(HOME + "set-up/", {"code": shown_by_app(user, moment)})
    moment[0] += 30
    return re.findall(r"<li><code>(\w+)</code></li>", text(page))


@pytest.fixture
def person(edda: Client) -> User:
    """Edda's account."""
    return User.objects.get(username="edda")


def sent(client: Client, code: str, query: str = "") -> HttpResponse:
    return client.post(f"{HOME}code/{query}", {"code": code})


def test_an_app_is_confirmed_by_its_first_code(
    edda: Client, person: User, moment: list[float]
) -> None:
    codes = set_up(edda, person, moment)
    assert len(set(codes)) == 10
    assert "10 recovery codes are left" in text(edda.get(HOME))
    assert codes[0] not in text(edda.get(HOME))


def test_a_wrong_first_code_confirms_nothing(edda: Client, person: User) -> None:
    edda.get(HOME + "set-up/")
    page = edda.post(HOME + "set-up/", {"code": "not-it"})
    assert page.status_code == 422
    assert told("en", "Error:") in text(page)
    assert not TOTPDevice.objects.filter(confirmed=True).exists()


def test_the_key_stays_while_it_is_typed_in(edda: Client, person: User) -> None:
    edda.get(HOME + "set-up/")
    key = TOTPDevice.objects.get().key
    edda.post(HOME + "set-up/", {"code": "000000x"})
    assert TOTPDevice.objects.get().key == key


def test_the_next_sign_in_asks_for_a_code(edda: Client, person: User, moment: list[float]) -> None:
    set_up(edda, person, moment)
    again = logged_in(person)
    wanted = "/en/admin/releases/release/"
    asked = again.get(wanted)
    assert asked["Location"] == f"{HOME}code/?next=%2Fen%2Fadmin%2Freleases%2Frelease%2F"
    opened = sent(again, shown_by_app(person, moment), f"?next={wanted}")
    assert opened["Location"] == wanted
    assert again.get(wanted).status_code == 200


@pytest.mark.parametrize("path", ["", "set-up/", "recovery-codes/", "remove/"])
def test_without_the_code_nothing_of_the_factor_can_be_changed(
    edda: Client, person: User, moment: list[float], path: str
) -> None:
    set_up(edda, person, moment)
    thief = logged_in(person)
    for ask in (thief.get, thief.post):
        assert ask(HOME + path)["Location"].startswith(HOME + "code/")
    assert TOTPDevice.objects.filter(user=person, confirmed=True).count() == 1


def test_a_code_holds_once(edda: Client, person: User, moment: list[float]) -> None:
    set_up(edda, person, moment)
    code = shown_by_app(person, moment)
    assert sent(logged_in(person), code).status_code == 302
    assert sent(logged_in(person), code).status_code == 422


def test_a_recovery_code_holds_once(edda: Client, person: User, moment: list[float]) -> None:
    codes = set_up(edda, person, moment)
    again = logged_in(person)
    assert sent(again, f" {codes[3].upper()} ").status_code == 302
    assert "9 recovery codes are left" in text(again.get(HOME))
    assert sent(logged_in(person), codes[3]).status_code == 422


def test_new_recovery_codes_end_the_old_ones(
    edda: Client, person: User, moment: list[float]
) -> None:
    old = set_up(edda, person, moment)
    edda.post(HOME + "recovery-codes/")
    assert sent(logged_in(person), old[0]).status_code == 422


def test_another_persons_code_does_not_hold(
    edda: Client, person: User, moment: list[float]
) -> None:
    codes = set_up(edda, person, moment)
    other = User.objects.create_user("other", is_staff=True)
    client = logged_in(other)
    set_up(client, other, moment)
    again = logged_in(other)
    assert sent(again, codes[0]).status_code == 422
    assert sent(again, shown_by_app(person, moment)).status_code == 422


def test_guessing_has_to_wait(edda: Client, person: User, moment: list[float]) -> None:
    set_up(edda, person, moment)
    thief = logged_in(person)
    answers = [sent(thief, f"guess{number}") for number in range(5)]
    # Setting it up was the first of five tries.
    assert [each.status_code for each in answers] == [422] * 4 + [429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_the_way_on_never_leads_to_another_site(
    edda: Client, person: User, moment: list[float]
) -> None:
    set_up(edda, person, moment)
    opened = sent(logged_in(person), shown_by_app(person, moment), "?next=https://evil.example/")
    assert opened["Location"] == "/en/admin/"


def test_it_is_removed_only_after_a_question(
    edda: Client, person: User, moment: list[float]
) -> None:
    set_up(edda, person, moment)
    edda.get(HOME + "remove/")
    assert TOTPDevice.objects.exists()
    edda.post(HOME + "remove/")
    assert not TOTPDevice.objects.exists()
    assert logged_in(person).get("/en/admin/").status_code == 200


def test_otto_has_no_business_here(otto: Client) -> None:
    for path in ("", "set-up/", "code/"):
        assert otto.get(HOME + path)["Location"].startswith("/en/admin/login/")


def test_both_languages(edda: Client) -> None:
    assert told("vi", "Set up the second factor") in text(edda.get("/admin/second-factor/"))
