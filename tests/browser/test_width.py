"""No page scrolls sideways: on the narrowest screen that WCAG asks for, nor enlarged."""

from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.late import hold_fonts
from tests.browser.pages import PAGES
from tests.browser.refusals import EVERY
from tests.browser.test_accessibility import unfold
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser


class Screen(NamedTuple):
    """What a page is shown on: pixels of CSS, and the size of text that the browser is set to."""

    width: int
    height: int
    text: int = 16


NARROW = Screen(320, 640)
SCREENS = {
    "the narrowest": NARROW,
    "1280 pixels at 200 %": Screen(640, 512),
    "text twice as large": Screen(1280, 1024, text=32),
}
WIDEST = """
[...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 5)
  .map((each) => `${each.tagName}.${each.className} ${each.getBoundingClientRect().right}`)
"""


def sideways(page: Page) -> list[str]:
    """What makes the page scroll sideways; nothing if it does not."""
    if page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        return []
    return page.evaluate(WIDEST) or ["something"]


def look(page: Page, screen: Screen) -> None:
    """Show the page on a screen."""
    page.set_viewport_size({"width": screen.width, "height": screen.height})
    sizes = {"standard": screen.text, "fixed": screen.text}
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": sizes})
    size = page.evaluate("[innerWidth, getComputedStyle(document.documentElement).fontSize]")
    assert size == [screen.width, f"{screen.text}px"]
    session.detach()


def test_no_page_scrolls_sideways(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    found = {}
    for kind, arrive in EVERY.items():
        arrive(page, words)
        unfold(page)
        for name, screen in SCREENS.items():
            look(page, screen)
            if wide := sideways(page):
                found[f"{kind}: {name}"] = wide
    assert found == {}


def test_no_page_scrolls_sideways_in_another_font(visitor: OpenPage, words: Wording) -> None:
    """A font that comes late is not shown: lines then break elsewhere, and words are wider."""
    page = visitor(viewport={"width": NARROW.width, "height": NARROW.height})
    hold_fonts(page)
    found = {}
    for kind, arrive in PAGES.items():
        arrive(page, words)
        unfold(page)
        if wide := sideways(page):
            found[kind] = wide
    assert found == {}


def test_a_word_that_is_too_long_is_noticed(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    PAGES["stages"](page, words)
    look(page, NARROW)
    assert sideways(page) == []
    page.evaluate("document.querySelector('h1').style.whiteSpace = 'nowrap'")
    page.evaluate("document.querySelector('h1').append(' ' + 'w'.repeat(60))")
    assert sideways(page)
