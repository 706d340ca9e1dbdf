"""What a page refuses is held there, to be sent again."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from advisor.releases import live
from advisor.resending import again
from tests.advisor.visiting import LANGUAGES, kept, text, told

OURS = "http://testserver"
TYPED = {"team_size": "9", "teams": "two & a half", "boundaries": "drawn"}
Post = Callable[..., HttpResponse]


def fields(page: str) -> dict[str, str]:
    """What the form on a page would send."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: value.replace("&amp;", "&") for name, value in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lapsed_form_is_sent_again_with_one_press(db: None, language: str) -> None:
    client = Client(enforce_csrf_checks=True)
    address = f"{LANGUAGES[language]}ask/team/"
    page = client.post(address, TYPED, headers={"Origin": OURS})
    assert page.status_code == 403
    assert told(language, "Send it again") in text(page)
    sent = fields(text(page))
    assert sent.items() >= TYPED.items()
    again = client.post(address, {**sent, "teams": "2"}, headers={"Origin": OURS})
    assert again.status_code == 302
    assert kept(client) == {"team_size": 9, "teams": 2, "boundaries": "drawn"}


@pytest.mark.parametrize("origin", [None, "null", "https://elsewhere.example", f"{OURS}.example"])
def test_nothing_is_offered_that_another_site_sent(db: None, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    page = Client(enforce_csrf_checks=True).post("/en/ask/team/", TYPED, headers=headers)
    assert page.status_code == 403
    assert "two &amp; a half" not in text(page)
    assert "Send it again" not in text(page)


def test_a_page_holds_no_secret(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    typed = {"username": "edda", "password": "open sesame"}
    page = client.post("/en/admin/login/", typed, headers={"Origin": OURS})
    assert page.status_code == 403
    assert "sesame" not in text(page)
    assert "Send it again" not in text(page)


def test_a_page_that_only_reads_has_nothing_to_send_again() -> None:
    assert again(RequestFactory().get("/", headers={"Origin": OURS})) is None


def test_a_busy_server_hands_back_what_was_sent(
    vera: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: Any) -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr(live, "newest_number", locked)
    page = vera.post("/ask/team/", TYPED, headers={"Origin": OURS})
    assert page.status_code == 503
    assert page["Retry-After"]
    assert page["Cache-Control"] == "private, no-store"
    assert fields(text(page)).items() >= TYPED.items()
    page = vera.get("/ask/team/")
    assert 'href="/ask/team/">Thử lại' in text(page)


@override_settings(RATES={"save": (1, 20)})
def test_who_was_too_fast_sends_it_again_from_the_page(vera: Client) -> None:
    address = "/en/advice/save/?teams=2"
    vera.post(address)
    page = vera.post(address, headers={"Origin": OURS})
    assert page.status_code == 429
    assert f'action="{address}"' in text(page)
    assert "send it again from here" in text(page)


def test_markup_that_was_typed_stays_text(db: None) -> None:
    typed = {"team_size": '"><script>alert(1)</script>'}
    client = Client(enforce_csrf_checks=True)
    page = client.post("/ask/team/", typed, headers={"Origin": OURS})
    assert "<script>alert" not in text(page)
