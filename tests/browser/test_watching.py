"""The watcher of every browser test sees what it is there for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.pages import PAGES
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser

INLINE = "document.body.setAttribute('style', 'color: red')"
PART = "fetch('/nowhere/').then(() => null)"
ELSEWHERE = "fetch('//elsewhere.example/').catch(() => null)"
PLANTED: dict[str, tuple[str, str]] = {
    "an inline style": (INLINE, "CSP style-src"),
    "an error": ("console.error('planted')", "error: planted"),
    "a warning": ("console.warn('planted')", "warning: planted"),
    "a script that breaks": ("setTimeout(() => { throw new Error('planted') })", "planted"),
    "a part that is missing": (PART, "404"),
    "another site": (ELSEWHERE, "elsewhere.example"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_trouble_is_noticed(
    visitor: OpenPage, words: Wording, troubles: list[str], planted: str
) -> None:
    page = visitor()
    PAGES["start"](page, words)
    script, sign = PLANTED[planted]
    page.evaluate(script)
    eventually(page, lambda: any(sign in each for each in troubles))
    assert any(sign in each for each in troubles), troubles
    page.wait_for_load_state("networkidle")
    page.close()
    troubles.clear()


def eventually(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until something holds, for half a minute at most."""
    for _ in range(300):
        if holds():
            return
        page.wait_for_timeout(100)
