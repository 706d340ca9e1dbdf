"""axe-core finds nothing on any page, in either language, light or dark."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.pages import PAGES
from tests.browser.refusals import EVERY
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}


def violations(page: Page) -> list[str]:
    """What axe-core says against the page as it stands: `rule at selectors: first reason`."""
    options = {"runOnly": TAGS, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [
        f"{each['id']} at {[' '.join(map(str, node['target'])) for node in each['nodes'][:5]]}: "
        f"{each['nodes'][0]['failureSummary']}"
        for each in found
    ]


def unfold(page: Page) -> None:
    """Open whatever is folded, so that it is judged as well; first of all, let it load."""
    page.wait_for_load_state("load")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


@pytest.mark.parametrize("kind", EVERY)
def test_a_page_is_accessible_light_and_dark(visitor: OpenPage, words: Wording, kind: str) -> None:
    page = visitor(color_scheme="light")
    EVERY[kind](page, words)
    unfold(page)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []


@pytest.mark.parametrize("kind", ["start", "question", "mistaken", "saved"])
def test_a_page_is_accessible_on_the_phone(visitor: OpenPage, words: Wording, kind: str) -> None:
    page = visitor(viewport=PHONE)
    PAGES[kind](page, words)
    assert violations(page) == []
    for opener in page.locator("button[popovertarget]:visible").all():
        opener.click()
        assert violations(page) == []
        page.keyboard.press("Escape")


def test_the_judge_sees_what_is_wrong(visitor: OpenPage, words: Wording) -> None:
    page = visitor()
    PAGES["question"](page, words)
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    page.evaluate("document.querySelector('label[for=id_users]').remove()")
    rules = {each.split()[0] for each in violations(page)}
    assert rules == {"color-contrast", "label-title-only"}
