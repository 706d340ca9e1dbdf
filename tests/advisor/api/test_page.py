"""The page for people who write for machines: it works without a script, and shows as text."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.advisor.api.asking import TEAM, send
from tests.advisor.visiting import LANGUAGES, stored, text
from tests.advisor.visiting import told as said

PAGES = {language: f"{start}api/" for language, start in LANGUAGES.items()}


def listing(page: str) -> str:
    """What the page shows as the API's answer."""
    found = re.search(r'<pre class="listing".*?><code>(.*?)</code>', page, re.DOTALL)
    assert found
    return unescape(found[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_every_operation_and_refusal(vera: Client, language: str) -> None:
    page = text(vera.get(PAGES[language]))
    assert f'<html lang="{language}">' in page
    for path, methods in vera.get("/api/v1/openapi.json").json()["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page
    for title in ("The request is too large", "Which rule base is live"):
        assert said(language, title) in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", ["advice", "changes"])
def test_the_page_shows_what_the_api_answers(vera: Client, language: str, asked: str) -> None:
    body = '{"users": 20000, "teams": 2}'
    page = text(vera.post(PAGES[language], {"ask": asked, "body": body}))
    assert "200 OK" in page
    assert listing(page) == text(send(vera, f"{asked}?lang={language}", body))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_what_the_api_refuses(vera: Client, language: str) -> None:
    body = '{"users": -1, "usres": 1}'
    page = text(vera.post(PAGES[language], {"ask": "advice", "body": body}))
    assert "422" in page
    assert listing(page) == text(send(vera, f"advice?lang={language}", body))
    assert "usres" in page


def test_what_was_typed_stays_and_is_text(vera: Client) -> None:
    typed = '</textarea><script>alert(1)</script>{"users": 1'
    page = text(vera.post("/api/", {"ask": "advice", "body": typed}))
    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)" in page


def test_a_name_that_is_markup_is_text(vera: Client) -> None:
    page = text(vera.post("/api/", {"ask": "advice", "body": '{"<img src=x>": 1}'}))
    assert "<img src=x>" not in page
    assert "<img src=x>" in listing(page)


@pytest.mark.parametrize("asked", ["", "save", "recommendations"])
def test_nothing_can_be_saved_from_the_page(vera: Client, asked: str) -> None:
    before = stored()
    vera.post("/api/", {"ask": asked, "body": str(TEAM).replace("'", '"')})
    assert stored() == before


def test_nothing_on_the_page_needs_the_policy_to_bend(vera: Client) -> None:
    page = text(vera.post("/api/", {"ask": "changes", "body": "{}"}))
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert "unsafe" not in vera.get("/api/")["Content-Security-Policy"]


def test_the_form_is_ours_alone(db: None) -> None:
    assert Client(enforce_csrf_checks=True).post("/api/", {"body": "{}"}).status_code == 403


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(vera: Client, method: str) -> None:
    assert getattr(vera, method)("/api/").status_code == 405
