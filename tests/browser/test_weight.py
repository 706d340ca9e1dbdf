"""Pages are light, behind the server that production uses."""

import re

import pytest
from playwright.sync_api import Page

from knowledge import RuleBase
from tests.browser.conftest import OpenPage
from tests.browser.pages import PAGES
from tests.browser.weighing import KIB, Scales, listed
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser

FIRST_VISIT = 150 * KIB
LATER_PAGE = 15 * KIB
SCRIPTS = 20 * KIB
STYLES = 10 * KIB


@pytest.mark.parametrize("kind", ["start", "question", "advice", "saved", "stage", "rules"])
def test_a_first_visit_is_light(visitor: OpenPage, words: Wording, served: str, kind: str) -> None:
    page = visitor(base_url=served)
    scales = Scales(page)
    PAGES[kind](page, words)
    page.wait_for_load_state("networkidle")
    arriving = scales.settled()[0]
    print(f"{words.language} {kind}: first visit {listed(arriving)}")
    assert weight(arriving) <= FIRST_VISIT, listed(arriving)


def test_every_later_page_is_light(visitor: OpenPage, words: Wording, served: str) -> None:
    page = visitor(base_url=served)
    PAGES["start"](page, words)
    visits = {}
    for kind, arrive in PAGES.items():
        scales = Scales(page)
        arrive(page, words)
        visits[kind] = max(scales.settled(), key=weight)
    for kind, visit in sorted(visits.items(), key=lambda each: -weight(each[1])):
        print(f"{words.language} {kind}: {listed(visit)}")
    heavy = {kind: listed(visit) for kind, visit in visits.items() if weight(visit) > LATER_PAGE}
    assert heavy == {}


def weight(visit: dict[str, int]) -> int:
    """All that one page brings, in bytes."""
    return sum(visit.values())


def test_scripts_and_styles_are_small(visitor: OpenPage, base: RuleBase, served: str) -> None:
    page = visitor(base_url=served)
    sizes = {".js": 0, ".css": 0}
    for path in assets(page, Wording(base, "en")):
        answer = page.request.get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip"
        sizes[path[path.rindex(".") :]] += int(answer.headers["content-length"])
    print(f"gzipped: {sizes}")
    assert 0 < sizes[".js"] <= SCRIPTS
    assert 0 < sizes[".css"] <= STYLES


def assets(page: Page, words: Wording) -> set[str]:
    """The scripts and style sheets of every kind of page."""
    found: set[str] = set()
    for arrive in PAGES.values():
        arrive(page, words)
        found |= set(re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"', page.content()))
    return found
