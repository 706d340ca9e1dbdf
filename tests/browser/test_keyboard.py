"""The whole job without a mouse."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.answering import button, choice_field, figure_field, link
from tests.browser.conftest import OpenPage
from tests.browser.test_journey import SAVED
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser

MOST_STEPS = 120
TWENTY_THOUSAND = re.compile("20.000|20k")
HALF_A_MILLION = re.compile("500[.,]000")


def tab_to(page: Page, goal: Locator) -> None:
    """Press Tab until `goal` has the focus."""
    place = goal.element_handle()
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("place => document.activeElement === place", place):
            return
    pytest.fail(f"Tab never came to {goal}")


@pytest.mark.writes
def test_the_whole_job_by_keyboard_alone(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    page.goto(words.address())
    tab_to(page, link(page, words.says("Start")))
    page.keyboard.press("Enter")
    for topic in words.base.topics:
        expect(page.get_by_role("heading", level=1)).to_have_text(words.topic(topic))
        ANSWERING.get(topic, go_on)(page, words)
    change_an_answer(page, words)
    tab_to(page, link(page, words.says("Show the advice")))
    page.keyboard.press("Enter")
    tab_to(page, button(page, words.says("Save and share")))
    page.keyboard.press("Enter")
    expect(page).to_have_url(SAVED)


def go_on(page: Page, words: Wording) -> None:
    """Leave a topic as it is."""
    tab_to(page, page.locator("main form button[type=submit]"))
    page.keyboard.press("Enter")


def answer_scale(page: Page, words: Wording) -> None:
    """Number keys in the group that has the focus, figures, Enter to go on."""
    tab_to(page, choice_field(page, words, "current_stage", ""))
    page.keyboard.press("3")
    expect(choice_field(page, words, "current_stage", "stage_2")).to_be_checked()
    tab_to(page, figure_field(page, words, "users"))
    page.keyboard.type("20k")
    page.keyboard.press("Enter")


def answer_team(page: Page, words: Wording) -> None:
    """Arrows within a group, and Enter there goes on as well."""
    tab_to(page, choice_field(page, words, "boundaries", ""))
    page.keyboard.press("ArrowUp")
    expect(choice_field(page, words, "boundaries", "enforced")).to_be_checked()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(choice_field(page, words, "boundaries", "unclear")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(words.topic_after("team"))
    page.go_back()
    expect(choice_field(page, words, "boundaries", "unclear")).to_be_checked()
    page.go_forward()


ANSWERING = {"scale": answer_scale, "team": answer_team}


def change_an_answer(page: Page, words: Wording) -> None:
    """From the list of answers to one of them, and back to the list."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words.says("Your answers"))
    row = page.locator("dl > div").filter(has_text=words.asks("users"))
    tab_to(page, row.get_by_role("link"))
    page.keyboard.press("Enter")
    users = figure_field(page, words, "users")
    expect(users).to_have_value(TWENTY_THOUSAND)
    if not page.evaluate("field => document.activeElement === field", users.element_handle()):
        tab_to(page, users)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("500k")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(words.topic("scale"))
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.says("Your answers"))
    expect(row).to_contain_text(HALF_A_MILLION)


def test_number_keys_tick_boxes_and_leave_figures_alone(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    page.goto(words.address("ask/trust/"))
    first, second = list(words.fact("habits").options)[:2]
    choice_field(page, words, "habits", first).focus()
    page.keyboard.press("2")
    expect(choice_field(page, words, "habits", second)).to_be_checked()
    page.keyboard.press("2")
    expect(choice_field(page, words, "habits", second)).not_to_be_checked()
    page.goto(words.address("ask/team/"))
    figure_field(page, words, "team_size").focus()
    page.keyboard.type("12")
    expect(figure_field(page, words, "team_size")).to_have_value("12")
    expect(choice_field(page, words, "boundaries", "")).to_be_checked()


def test_the_first_stop_skips_to_the_content(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    page.goto(words.address("ask/team/"))
    page.keyboard.press("Tab")
    expect(link(page, words.says("Skip to the content"))).to_be_focused()
    expect(link(page, words.says("Skip to the content"))).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_a_question_mark_shows_the_keys(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    page.goto(words.address("ask/team/"))
    page.keyboard.press("?")
    keys = page.get_by_role("heading", name=words.says("Keys"), exact=True)
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
