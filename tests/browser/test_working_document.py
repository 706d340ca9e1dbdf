"""The advice as a document to work with: ticked off, copied block by block, printed."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from advisor.questionnaire.prefill import write_query
from tests.browser.answering import button
from tests.browser.conftest import OpenPage
from tests.browser.pages import saved
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser

TEAMS = ["startup-of-nine", "overbuilt-startup", "bank", "exam-portal"]


def advice_for(page: Page, words: Wording, team: str) -> None:
    """The page of the advice for a team of the examples."""
    answers = words.base.examples[team].answers
    page.goto(f"{words.address('advice/')}?{write_query(answers)}")


def boxes(page: Page) -> Locator:
    return page.locator("#actions-list .tick")


def settle(page: Page, words: Wording, box: Locator, count: int) -> None:
    """Tick a box off, and wait until the browser keeps it."""
    with page.expect_response(lambda answer: answer.url.partition("?")[0].endswith("/done/")):
        box.check()
    expect(page.locator("#ticked")).to_have_text(str(count))


@pytest.mark.parametrize("team", TEAMS)
def test_an_advice_prints_on_two_sheets(visitor: OpenPage, words: Wording, team: str) -> None:
    page = visitor()
    advice_for(page, words, team)
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert 1 <= len(sheets) <= 2


def test_paper_shows_all_there_is_to_do(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    advice_for(page, words, "startup-of-nine")
    page.emulate_media(media="print")
    for title in page.locator("#actions-list h3[id]").all():
        expect(title).to_be_visible()
    expect(button(page, words.says("Print"))).to_be_hidden()


def test_ticks_are_there_after_a_reload(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    advice_for(page, words, "startup-of-nine")
    settle(page, words, boxes(page).nth(1), 1)
    settle(page, words, boxes(page).nth(2), 2)
    page.reload()
    expect(boxes(page).nth(0)).not_to_be_checked()
    expect(boxes(page).nth(1)).to_be_checked()
    expect(boxes(page).nth(2)).to_be_checked()
    expect(page.locator("#ticked")).to_have_text("2")


def test_ticks_on_a_link_are_the_readers_own(visitor: OpenPage, words: Wording) -> None:
    page, reader = visitor(), visitor()
    saved(page, words)
    settle(page, words, boxes(page).first, 1)
    reader.goto(page.url)
    expect(boxes(reader).first).not_to_be_checked()
    expect(reader.locator("#ticked")).to_have_text("0")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_ticks_are_kept_without_script(visitor: OpenPage, words: Wording) -> None:
    page = visitor(java_script_enabled=False)
    advice_for(page, words, "startup-of-nine")
    boxes(page).nth(1).check()
    button(page, words.says("Keep the ticks")).click()
    expect(boxes(page).nth(0)).not_to_be_checked()
    expect(boxes(page).nth(1)).to_be_checked()


def test_a_tick_that_could_not_be_kept_is_said(
    visitor: OpenPage, words: Wording, troubles: list[str]
) -> None:
    page = visitor()
    advice_for(page, words, "startup-of-nine")
    page.context.set_offline(True)
    boxes(page).first.check()
    said = words.says("Not kept: the site cannot be reached. Tick it again to try again.")
    expect(page.get_by_text(said)).to_be_visible()
    page.context.set_offline(False)
    boxes(page).first.uncheck()
    settle(page, words, boxes(page).first, 1)
    expect(page.get_by_text(said)).to_be_hidden()
    troubles.clear()


def test_what_is_to_be_done_can_be_copied_whole(visitor: OpenPage, words: Wording) -> None:
    page = visitor(permissions=["clipboard-read", "clipboard-write"])
    advice_for(page, words, "startup-of-nine")
    page.get_by_role("button", name=words.says("Copy"), exact=True).first.click()
    expect(button(page, words.says("Copied"))).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    for title in page.locator("#actions-list h3[id]").all_text_contents():
        assert title in text
