"""Nothing jumps while a page loads, however late its fonts are."""

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.late import hold_fonts
from tests.browser.pages import PAGES
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser

WIDTHS = {"phone": 390, "desk": 1440}
MOST = 0.02
WATCH = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_jumps_when_fonts_are_late(visitor: OpenPage, words: Wording, width: str) -> None:
    page = visitor(viewport={"width": WIDTHS[width], "height": 900})
    held = hold_fonts(page)
    page.add_init_script(WATCH)
    jumped = {}
    for kind in ("start", "question", "advice", "stage", "rules", "map"):
        PAGES[kind](page, words)
        page.wait_for_load_state("networkidle")
        if (shift := page.evaluate("window.shift")) > MOST:
            jumped[kind] = shift
    assert jumped == {}
    assert held
