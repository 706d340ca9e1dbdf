"""What a visit leaves in the browser. That no page asks another site is watched in every test."""

import pytest
from playwright.sync_api import expect

from tests.browser.answering import figure_field, link
from tests.browser.conftest import OpenPage
from tests.browser.pages import PAGES, saved
from tests.browser.refusals import REFUSALS
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser

KEPT = "[localStorage.length, sessionStorage.length]"


def test_a_link_leaves_nothing_in_the_browser(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    saved(page, words)
    reader = visitor()
    reader.goto(page.url)
    link(reader, words.says("Answer for your own team")).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(
        words.topic(next(iter(words.base.topics)))
    )
    assert reader.evaluate(KEPT) == [0, 0]
    assert reader.evaluate("document.cookie") == ""
    assert not any(cookie["name"] == "answers" for cookie in reader.context.cookies())


@pytest.mark.writes
def test_a_link_leaves_the_answers_of_its_reader_alone(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    saved(page, words)
    reader = visitor()
    reader.goto(words.address("ask/") + "?team_size=77")
    reader.goto(page.url)
    reader.goto(words.address("ask/team/"))
    expect(figure_field(reader, words, "team_size")).to_have_value("77")
    expect(figure_field(reader, words, "teams")).to_have_value("")


def test_no_page_leaves_anything_in_the_browsers_stores(visitor: OpenPage, words: Wording) -> None:
    """What else no page may do is watched meanwhile: see `watching.py`.

    But for the pages of staff, where Django's admin keeps whether it is to be light or dark.
    """
    page = visitor()
    left = {}
    for kind, arrive in {**PAGES, **REFUSALS}.items():
        arrive(page, words)
        page.wait_for_load_state("networkidle")
        if (stores := page.evaluate(KEPT)) != [0, 0]:
            left[kind] = stores
        assert page.evaluate("document.cookie") == ""
    assert left == {}


def test_cookies_are_out_of_reach_of_scripts(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    page.goto(words.address("ask/") + "?team_size=77")
    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"answers", "csrf"}
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in cookies)
