"""The whole job, from the first page to a link that someone else opens."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import TEAM, answer_topic, button, link
from tests.browser.conftest import OpenPage
from tests.browser.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.writes]

SAVED = re.compile(r"/r/[\w-]{22}/$")


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_a_team_comes_to_a_link_and_someone_else_opens_it(
    visitor: OpenPage, words: Wording, script: bool
) -> None:
    page = visitor(java_script_enabled=script)
    answer_everything(page, words)
    check_the_list(page, words)
    link(page, words.says("Show the advice")).click()
    headline = page.get_by_role("heading", level=1).inner_text()
    button(page, words.says("Save and share")).click()
    expect(page).to_have_url(SAVED)
    reader = visitor(java_script_enabled=script)
    for each in (page, reader):
        each.goto(page.url)
        expect(each.get_by_role("heading", level=1)).to_have_text(headline)
    expect(link(page, page.url)).to_be_visible()
    nothing_is_answered(reader, words)


def answer_everything(page: Page, words: Wording) -> None:
    """From the first page through every topic."""
    page.goto(words.address())
    link(page, words.says("Start")).click()
    for topic in words.base.topics:
        expect(page.get_by_role("heading", level=1)).to_have_text(words.topic(topic))
        answer_topic(page, words, topic)
        last = topic == list(words.base.topics)[-1]
        button(page, words.says("Check your answers" if last else "Continue")).click()


def check_the_list(page: Page, words: Wording) -> None:
    """Every answer stands on the page that checks them; the rest is said to be unknown."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words.says("Your answers"))
    expect(page.get_by_role("link", name=starts(words.says("Change")))).to_have_count(len(TEAM))
    users = page.locator("dl > div").filter(has_text=words.asks("users"))
    expect(users).to_contain_text("20.000" if words.language == "vi" else "20,000")
    hiring = page.locator("dl > div").filter(has_text=words.asks("hiring"))
    expect(hiring).to_contain_text(words.says("not known"))


def nothing_is_answered(page: Page, words: Wording) -> None:
    """Reading a link leaves the reader's own questionnaire empty."""
    page.goto(words.address("ask/check/"))
    expect(page.get_by_role("link", name=starts(words.says("Answer")))).not_to_have_count(0)
    expect(page.get_by_role("link", name=starts(words.says("Change")))).to_have_count(0)
    for topic in words.base.topics:
        page.goto(words.address(f"ask/{topic}/"))
        for field in page.get_by_role("textbox").all():
            expect(field).to_have_value("")
        ticked = page.locator("main form :checked:not([value=''])")
        expect(ticked).to_have_count(0)


def starts(name: str) -> re.Pattern[str]:
    """Links that say what they change: `Change: Monthly users`."""
    return re.compile(rf"^{re.escape(name)}\s*:")


def test_the_team_answers_in_every_topic_and_in_every_way(words: Wording) -> None:
    facts = [words.fact(name) for name in TEAM]
    assert {fact.topic for fact in facts} == set(words.base.topics)
    assert {fact.kind for fact in facts} == {"number", "yes_no", "one_of", "any_of"}
    assert len(TEAM) < sum(fact.topic is not None for fact in words.base.facts.values())
