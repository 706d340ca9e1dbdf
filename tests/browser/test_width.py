"""No page scrolls sideways on the narrowest screen that WCAG asks for."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.pages import PAGES
from tests.browser.test_accessibility import unfold
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
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


def test_no_page_scrolls_sideways(visitor: OpenPage, words: Wording) -> None:
    page = visitor(viewport=NARROW)
    found = {}
    for kind, arrive in PAGES.items():
        arrive(page, words)
        unfold(page)
        if wide := sideways(page):
            found[kind] = wide
    assert found == {}
