"""Refusals in the look of the site and the language of the address."""

import re
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from advisor import refusals
from advisor.questionnaire import views
from advisor.releases import live
from tests.advisor.visiting import LANGUAGES, kept, stored, text, told

# Nothing but POST may change anything.
READ_ONLY = ("", "ask/", "ask/check/", "advice/", "stages/", "rules/", "search/")
POST_ONLY = ("ask/clear/", "advice/save/")
HEADINGS = {
    400: "This request makes no sense to us",
    403: "The page was open too long",
    404: "There is nothing behind this address",
    405: "This request makes no sense to us",
}


def looks_like_ours(response: HttpResponse, language: str) -> bool:
    """Whether the page has our look, our words and the status in it."""
    page = text(response)
    said = told(language, HEADINGS[response.status_code])
    return (
        f'<html lang="{language}">' in page
        and f"<h1>{said}</h1>" in page
        and f'<p class="eyebrow">{response.status_code}</p>' in page
        and 'class="top wrap"' in page
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["nothing/", "ask/nothing/", "rules/nothing/", "r/nothing/"])
def test_what_is_not_there_is_said_so(vera: Client, language: str, path: str) -> None:
    response = vera.get(LANGUAGES[language] + path)
    assert response.status_code == 404
    assert looks_like_ours(response, language)


def test_a_refusal_offers_a_way_out(vera: Client) -> None:
    assert 'class="button primary" href="/en/"' in text(vera.get("/en/nothing/"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", READ_ONLY)
def test_nothing_can_be_sent_to_a_page_that_is_read(vera: Client, language: str, path: str) -> None:
    for method in ("post", "put", "patch", "delete"):
        response = getattr(vera, method)(LANGUAGES[language] + path)
        assert response.status_code == 405
        assert looks_like_ours(response, language)
        assert "GET" in response["Allow"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", POST_ONLY)
def test_a_change_needs_a_post(vera: Client, language: str, path: str) -> None:
    before = stored()
    for method in ("get", "put", "patch", "delete"):
        response = getattr(vera, method)(LANGUAGES[language] + path)
        assert response.status_code == 405
        assert looks_like_ours(response, language)
    assert vera.head(LANGUAGES[language] + path).status_code == 405
    assert stored() == before


def test_odd_methods_change_nothing(vera: Client) -> None:
    vera.get("/ask/", {"teams": "2"})
    for method in ("BREW", "TRACE", "PROPFIND", "x" * 500, "options"):
        assert vera.generic(method, "/ask/team/", "teams=9").status_code == 405
    assert kept(vera) == {"teams": 2}


# Forms that do not come from us


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["ask/team/", "ask/clear/", "advice/save/"])
def test_a_form_without_its_token_is_refused(db: None, language: str, path: str) -> None:
    strict, before = Client(enforce_csrf_checks=True), stored()
    response = strict.post(LANGUAGES[language] + path, {"teams": "2"})
    assert response.status_code == 403
    assert looks_like_ours(response, language)
    assert kept(strict) == {}
    assert stored() == before


def test_a_form_with_its_token_is_taken(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = text(strict.get("/ask/team/"))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    strict.post("/ask/team/", {"teams": "2", "csrfmiddlewaretoken": token[1]})
    assert kept(strict) == {"teams": 2}


def test_a_token_does_not_help_another_site(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = text(strict.get("/ask/team/"))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    answers = {"teams": "2", "csrfmiddlewaretoken": token[1]}
    response = strict.post("/ask/team/", answers, headers={"Origin": "https://evil.example"})
    assert response.status_code == 403
    assert kept(strict) == {}


def test_every_form_carries_a_token(vera: Client) -> None:
    for address in ("/ask/team/", "/ask/check/", "/advice/"):
        page = text(vera.get(address))
        forms = re.findall(r'<form[^>]*method="post".*?</form>', page, re.DOTALL)
        assert forms
        assert all("csrfmiddlewaretoken" in form for form in forms)


def test_the_token_is_out_of_reach_for_scripts(vera: Client) -> None:
    cookie = vera.get("/ask/team/").cookies["csrf"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


# Hosts and redirects


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "", "a b", "x:y:z"])
def test_another_host_is_refused(vera: Client, language: str, host: str) -> None:
    response = vera.get(LANGUAGES[language], headers={"host": host})
    assert response.status_code == 400
    assert looks_like_ours(response, language)


def test_a_forwarded_host_is_not_believed(vera: Client) -> None:
    evil = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    assert "evil.example" not in text(vera.get("/", headers=evil))


REDIRECTS = ("/ask", "/en", "/en/ask", "//evil.example/ask", "/en//evil.example", "/ask/?next=//x")


@pytest.mark.parametrize("address", REDIRECTS)
def test_redirects_stay_on_our_own_site(vera: Client, address: str) -> None:
    response = vera.get(address)
    assert response.status_code in (200, 301, 302, 404)
    location = response.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith("//")


# Trouble of the server


@pytest.mark.parametrize("address", ["/", "/en/ask/team/", "/advice/", "/stages/"])
def test_before_the_first_release_the_site_asks_for_patience(
    nothing_published: None, vera: Client, address: str
) -> None:
    response = vera.get(address)
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "Tạm thời chưa trả lời được" in text(response)
    assert "The site cannot answer just now" in text(response)


def test_a_page_that_is_not_there_needs_no_release(nothing_published: None, vera: Client) -> None:
    assert vera.get("/nothing/").status_code == 404


def test_a_database_out_of_reach_is_told_to_try_again(
    vera: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_reach() -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr(live, "newest_number", out_of_reach)
    response = vera.post("/ask/team/", {"teams": "2"})
    assert response.status_code == 503
    assert "locked" not in text(response)


def test_a_mistake_of_ours_is_owned_up_to(vera: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("what nobody should see")

    monkeypatch.setattr(views, "sections", broken)
    vera.raise_request_exception = False
    response = vera.get("/ask/check/")
    assert response.status_code == 500
    assert "Something broke on our side" in text(response)
    assert "nobody should see" not in text(response)


def test_the_page_of_a_mistake_needs_nothing_of_the_request() -> None:
    request: HttpRequest = RequestFactory().get("/")
    assert refusals.server_error(request).status_code == 500
    assert refusals.unavailable(request).status_code == 503
