"""The pages about the site itself."""

from datetime import UTC, datetime

import pytest
from django.test import Client, override_settings

from tests.advisor.visiting import LANGUAGES, saved, text, told


@pytest.mark.parametrize("language", LANGUAGES)
def test_privacy_is_told_and_linked(vera: Client, language: str) -> None:
    page = vera.get(LANGUAGES[language] + "privacy/")
    assert told(language, "What is kept about you") in text(page)
    assert f'href="{LANGUAGES[language]}privacy/"' in text(vera.get(LANGUAGES[language]))


def test_what_privacy_says_of_the_cookie_is_what_is_set(vera: Client) -> None:
    cookie = vera.post("/ask/team/", {"teams": "2"}).cookies["answers"]
    days = cookie["max-age"] // (24 * 60 * 60)
    assert f"for {days} days after the last one" in text(vera.get("/en/privacy/"))


def test_search_engines_are_told_prefixes_and_no_link(vera: Client) -> None:
    link = saved(vera)
    rules = text(vera.get("/robots.txt"))
    assert "Disallow: /r/\n" in rules
    assert link.strip("/").split("/")[-1] not in rules


@override_settings(SECURITY_CONTACT="mailto:security@example.org")
def test_whom_to_tell_about_a_hole(vera: Client) -> None:
    lines = text(vera.get("/.well-known/security.txt")).splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields["Contact"] == "mailto:security@example.org"
    expires = datetime.fromisoformat(fields["Expires"].replace("Z", "+00:00"))
    assert 100 < (expires - datetime.now(UTC)).days < 366


@override_settings(SECURITY_CONTACT="")
def test_nothing_is_promised_without_a_contact(vera: Client) -> None:
    assert vera.get("/.well-known/security.txt").status_code == 404
