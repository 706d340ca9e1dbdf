"""A form with a mistake says so, keeps what was typed, and leaves Back and Forward alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import button, choice_field, figure_field, link
from tests.browser.conftest import OpenPage
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser


def mistaken(page: Page, words: Wording) -> None:
    """The page with two figures that are none, and one answer that is sound."""
    page.goto(words.address("ask/team/"))
    figure_field(page, words, "team_size").fill("a few")
    figure_field(page, words, "teams").fill("2.5.5")
    choice_field(page, words, "boundaries", "drawn").check()
    with page.expect_response(lambda response: response.request.is_navigation_request()) as sent:
        button(page, words.says("Continue")).click()
    assert sent.value.status == 422
    expect(page.get_by_text(words.says("Something is not right yet"))).to_be_visible()


def test_the_summary_has_the_focus_and_leads_to_the_fields(
    visitor: OpenPage, words: Wording
) -> None:
    page = visitor()
    mistaken(page, words)
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.title().startswith(words.says("Error:"))
    expect(summary.get_by_role("link")).to_have_count(2)
    for fact in ("teams", "team_size"):
        link(page, words.asks(fact)).click()
        expect(figure_field(page, words, fact)).to_be_focused()


def test_the_fields_say_what_is_wrong_and_keep_what_was_typed(
    visitor: OpenPage, words: Wording
) -> None:
    page = visitor()
    mistaken(page, words)
    advice = words.says("Write a number, for example 12, 1.5 or 100k.")
    for fact, typed in (("team_size", "a few"), ("teams", "2.5.5")):
        field = figure_field(page, words, fact)
        expect(field).to_have_value(typed)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(re.escape(advice)))
    expect(choice_field(page, words, "boundaries", "drawn")).to_be_checked()


def test_a_choice_that_contradicts_itself_is_linked_as_well(
    visitor: OpenPage, words: Wording
) -> None:
    page = visitor()
    page.goto(words.address("ask/trust/"))
    for choice in ("finance", "none"):
        choice_field(page, words, "regulated", choice).check()
    button(page, words.says("Continue")).click()
    expect(page.get_by_role("alert")).to_be_focused()
    link(page, words.asks("regulated")).click()
    page.keyboard.press("Tab")
    for choice in ("finance", "none"):
        expect(choice_field(page, words, "regulated", choice)).to_be_checked()
    assert page.evaluate("document.activeElement.name") == "regulated"


def test_after_the_mistake_is_mended_the_way_goes_on_and_back(
    visitor: OpenPage, words: Wording
) -> None:
    page = visitor()
    mistaken(page, words)
    figure_field(page, words, "team_size").fill("9")
    figure_field(page, words, "teams").fill("")
    button(page, words.says("Continue")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.topic_after("team"))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.topic("team"))
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.topic_after("team"))
    link(page, words.says("Back")).click()
    expect(figure_field(page, words, "team_size")).to_have_value("9")


def test_back_and_forward_keep_the_answers(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    page.goto(words.address("ask/scale/"))
    figure_field(page, words, "users").fill("800")
    button(page, words.says("Continue")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.topic_after("scale"))
    page.go_back()
    expect(figure_field(page, words, "users")).to_have_value("800")
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.topic_after("scale"))
