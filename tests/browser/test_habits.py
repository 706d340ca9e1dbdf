"""Small habits of a good page: the title follows, the focus goes along, motion is a choice."""

import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

from advisor.questionnaire.prefill import write_query
from tests.browser.answering import link
from tests.browser.conftest import OpenPage
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser

# Whether the page was brought in by a view transition.
REVEALED = """
addEventListener("pagereveal", (event) => { window.moved = Boolean(event.viewTransition); });
"""


def trying(page: Page, words: Wording) -> None:
    """The advice for a solo developer, with the form for other answers open."""
    answers = words.base.examples["solo-tool"].answers
    page.goto(f"{words.address('advice/')}?{write_query(answers)}")
    page.locator("#try > summary").click()


def test_the_title_and_the_address_follow_what_is_tried(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    trying(page, words)
    heading = page.get_by_role("heading", level=1)
    before = heading.inner_text()
    page.locator("#try_team_size").fill("14")
    page.keyboard.press("Tab")
    expect(heading).not_to_have_text(before)
    # The heading holds spaces that do not break.
    said = re.escape(heading.inner_text()).replace("\u00a0", r"\s").replace(r"\ ", r"\s")
    expect(page).to_have_title(re.compile(said.replace("\u2060", "").replace(r"\n", r"\s")))
    assert parse_qs(urlparse(page.url).query)["team_size"] == ["14"]


def test_the_focus_goes_to_the_answers_that_were_asked_for(
    visitor: OpenPage, words: Wording
) -> None:
    page = visitor()
    trying(page, words)
    link(page, words.says("All other answers")).click()
    expect(page.get_by_role("heading", name=words.says("All other answers"))).to_be_focused()


def test_the_title_of_every_topic_is_its_heading(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    for topic in words.base.topics:
        page.goto(words.address(f"ask/{topic}/"))
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text(words.topic(topic))
        expect(page).to_have_title(f"{words.topic(topic)} · Bậc Thang")


@pytest.mark.parametrize(("motion", "moved"), [("no-preference", True), ("reduce", False)])
def test_pages_glide_only_for_who_likes_motion(
    visitor: OpenPage, words: Wording, motion: str, moved: bool
) -> None:
    page = visitor(reduced_motion=motion)
    page.add_init_script(REVEALED)
    page.goto(words.address())
    link(page, words.says("Start")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        words.topic(next(iter(words.base.topics)))
    )
    page.wait_for_function("window.moved !== undefined")
    assert page.evaluate("window.moved") is moved


@pytest.mark.parametrize(
    "team", ["solo-tool", "startup-of-nine", "overbuilt-startup", "bank", "exam-portal"]
)
def test_a_team_of_the_examples_opens_with_one_click(
    visitor: OpenPage, words: Wording, team: str
) -> None:
    page = visitor()
    page.goto(words.address())
    link(page, words.base.examples[team].title.in_language(words.language)).click()
    expect(page).to_have_url(re.compile(r"/advice/\?"))
    expect(page.locator("#actions-list .tick").first).to_be_visible()


def test_on_the_phone_the_bar_opens_what_is_known_so_far(visitor: OpenPage, words: Wording) -> None:
    page = visitor(viewport={"width": 390, "height": 844})
    page.goto(words.address("ask/team/"))
    signs = page.get_by_role("heading", name=words.says("Signs"), exact=True)
    expect(signs).to_be_hidden()
    page.locator(".so-far-bar").click()
    expect(signs).to_be_visible()
    page.keyboard.press("Escape")
    expect(signs).to_be_hidden()
