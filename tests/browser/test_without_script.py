"""Without JavaScript nothing that matters is out of reach, and nothing is offered that fails."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import button, figure_field, link
from tests.browser.conftest import OpenPage
from tests.browser.pages import PAGES, saved
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def bare(visitor: OpenPage) -> OpenPage:
    """Opens a page in a browser that runs no scripts."""

    def open_page(**options: Any) -> Page:
        return visitor(java_script_enabled=False, **options)

    return open_page


def test_no_button_is_shown_that_needs_a_script(bare: OpenPage, words: Wording) -> None:
    page = bare()
    for arrive in PAGES.values():
        arrive(page, words)
        idle = "button:visible:not([type=submit], [popovertarget])"
        assert page.locator(idle).all_inner_texts() == []


def test_with_scripts_the_same_buttons_are_shown(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    saved(page, words)
    expect(button(page, words.says("Copy the link"))).to_be_visible()
    expect(button(page, words.says("Print"))).to_be_visible()


def test_the_link_can_be_copied_by_hand(bare: OpenPage, words: Wording) -> None:
    page = bare()
    saved(page, words)
    expect(link(page, page.url)).to_be_visible()


def test_how_to_measure_opens(bare: OpenPage, words: Wording) -> None:
    page = bare()
    page.goto(words.address("ask/team/"))
    measure = page.locator("details").filter(has_text="git shortlog")
    measure.locator("summary").click()
    expect(measure.locator("code")).to_be_visible()


def test_menu_and_panel_open_on_the_phone(bare: OpenPage, words: Wording) -> None:
    page = bare(viewport=PHONE)
    page.goto(words.address("ask/team/"))
    button(page, words.says("What is known so far")).click()
    panel = page.get_by_role("complementary")
    expect(panel.get_by_role("link", name=words.says("Advice now"))).to_be_visible()
    page.keyboard.press("Escape")
    button(page, words.says("Menu")).click()
    link(page, words.says("Stages")).click()
    expect(page).to_have_url(re.compile("/stages/$"))


def test_a_mistake_is_said_and_what_was_typed_stays(bare: OpenPage, words: Wording) -> None:
    page = bare()
    PAGES["mistaken"](page, words)
    assert page.title().startswith(words.says("Error:"))
    expect(figure_field(page, words, "team_size")).to_have_value("a few")
    link(page, words.asks("team_size")).click()
    expect(figure_field(page, words, "team_size")).to_be_focused()


def test_answers_can_be_forgotten(bare: OpenPage, words: Wording) -> None:
    page = bare()
    page.goto(words.address("ask/") + "?team_size=77")
    page.goto(words.address("ask/check/"))
    button(page, words.says("Forget all answers")).click()
    expect(link(page, words.says("Start"))).to_be_visible()
    page.goto(words.address("ask/team/"))
    expect(figure_field(page, words, "team_size")).to_have_value("")
