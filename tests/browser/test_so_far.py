"""What is known so far follows each answer, and the reader stays where they are."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.answering import button, choice_field, figure_field
from tests.browser.conftest import OpenPage
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser

STAYED = "window.stayed === true"


def opened(page: Page, words: Wording, topic: str) -> Locator:
    """A page of questions, marked so that a reload would show; returns its panel."""
    page.goto(words.address(f"ask/{topic}/"))
    page.evaluate("window.stayed = true")
    return page.get_by_role("complementary")


def counted(words: Wording, answered: int, asked: int) -> str:
    """How many questions are answered, as the panel says it."""
    message = "%(answered)s of %(asked)s questions answered, kept in this browser."
    return words.says(message, answered=answered, asked=asked)


def questions(words: Wording) -> int:
    """All questions of the questionnaire."""
    return sum(fact.topic is not None for fact in words.base.facts.values())


def test_a_figure_moves_the_panel(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    panel = opened(page, words, "team")
    expect(panel).to_contain_text(counted(words, 0, questions(words)))
    heading = panel.get_by_role("heading", level=2)
    before = heading.inner_text()
    figure_field(page, words, "team_size").fill("1")
    page.keyboard.press("Tab")
    expect(panel).to_contain_text(counted(words, 1, questions(words)))
    expect(heading).not_to_have_text(before)
    expect(page.locator("#ear")).to_have_text(heading.inner_text())
    assert page.evaluate(STAYED)
    assert not page.url.endswith("#")


def test_a_choice_moves_the_panel_and_keeps_the_focus(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    panel = opened(page, words, "reliability")
    picked = choice_field(page, words, "crash_spreads", "yes")
    picked.focus()
    page.keyboard.press("Space")
    expect(panel).to_contain_text(counted(words, 1, questions(words)))
    expect(picked).to_be_focused()
    expect(picked).to_be_checked()
    assert page.evaluate(STAYED)


def test_the_next_field_keeps_focus_and_text_while_an_answer_is_sent(
    visitor: OpenPage, words: Wording
) -> None:
    page = visitor()
    panel = opened(page, words, "team")
    figure_field(page, words, "team_size").fill("12")
    teams = figure_field(page, words, "teams")
    teams.focus()
    page.keyboard.type("3")
    expect(panel).to_contain_text(counted(words, 1, questions(words)))
    page.keyboard.type("4")
    expect(teams).to_be_focused()
    expect(teams).to_have_value("34")


def test_what_was_picked_is_there_after_a_reload(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    panel = opened(page, words, "context")
    choice_field(page, words, "language", "go").check()
    expect(panel).to_contain_text(counted(words, 1, questions(words)))
    page.reload()
    expect(choice_field(page, words, "language", "go")).to_be_checked()


@pytest.mark.parametrize(
    ("failure", "note"),
    [
        ("offline", "Not sent: the site cannot be reached. What you typed is still here."),
        ("busy", "Not sent: the site is busy just now. What you typed is still here."),
    ],
)
def test_a_failure_to_save_is_said_and_tried_again(
    visitor: OpenPage, words: Wording, troubles: list[str], failure: str, note: str
) -> None:
    page = visitor()
    panel = opened(page, words, "team")
    if failure == "busy":
        page.route("**/ask/**", lambda route: route.fulfill(status=503, body=""))
    page.context.set_offline(failure == "offline")
    figure_field(page, words, "team_size").fill("12")
    page.keyboard.press("Tab")
    expect(page.get_by_text(words.says(note))).to_be_visible()
    expect(figure_field(page, words, "team_size")).to_have_value("12")
    page.unroute_all()
    page.context.set_offline(False)
    button(page, words.says("Try again")).click()
    expect(panel).to_contain_text(counted(words, 1, questions(words)))
    expect(page.get_by_text(words.says(note))).to_be_hidden()
    troubles.clear()


def test_a_form_waits_for_the_network_with_all_that_was_typed(
    visitor: OpenPage, words: Wording, troubles: list[str]
) -> None:
    page = visitor()
    opened(page, words, "team")
    page.context.set_offline(True)
    figure_field(page, words, "team_size").fill("12")
    button(page, words.says("Continue")).click()
    note = "Not sent: the site cannot be reached. What you typed is still here."
    expect(page.get_by_text(words.says(note))).to_be_visible()
    expect(figure_field(page, words, "team_size")).to_have_value("12")
    assert page.evaluate(STAYED)
    page.context.set_offline(False)
    button(page, words.says("Try again")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.topic_after("team"))
    page.goto(words.address("ask/team/"))
    expect(figure_field(page, words, "team_size")).to_have_value("12")
    troubles.clear()


def test_a_page_that_lapsed_says_so_and_loses_nothing(
    visitor: OpenPage, words: Wording, troubles: list[str]
) -> None:
    page = visitor()
    opened(page, words, "team")
    page.context.clear_cookies()
    figure_field(page, words, "team_size").fill("12")
    page.keyboard.press("Tab")
    note = (
        "Not sent: this page was open too long. "
        "Press the button to go on; what you typed goes along."
    )
    expect(page.get_by_text(words.says(note))).to_be_visible()
    button(page, words.says("Continue")).click()
    button(page, words.says("Send it again")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.topic_after("team"))
    page.goto(words.address("ask/team/"))
    expect(figure_field(page, words, "team_size")).to_have_value("12")
    troubles.clear()
