"""An owner's link in a browser: its token is never sent in an address, and is not left behind."""

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.answering import button
from tests.browser.conftest import OpenPage
from tests.browser.pages import saved
from tests.browser.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.writes]

SCRIPT_OFF = {"java_script_enabled": False}


def owners_link(page: Page, words: Wording) -> str:
    """The owner's link of what was just saved, as its page shows it."""
    saved(page, words)
    page.goto(f"{page.url}owner/")
    return str(page.locator("details code").text_content())


def test_the_fragment_makes_an_owner_and_is_gone(visitor: OpenPage, words: Wording) -> None:
    link = owners_link(visitor(), words)
    address, _, token = link.partition("#")
    page = visitor()
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))
    page.goto(link)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(words.says("Manage this link"))
    assert page.url == address
    assert page.evaluate("document.cookie") == ""
    assert not any(token in each.url for each in sent)
    assert not any(token in referrer(each) for each in sent)
    page.go_back()
    assert token not in page.url


def referrer(request: Request) -> str:
    return request.headers.get("referer", "")


def test_the_fragment_works_on_a_page_that_is_open_already(
    visitor: OpenPage, words: Wording
) -> None:
    link = owners_link(visitor(), words)
    page = visitor()
    page.goto(link.partition("#")[0])
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text(words.says("Manage this link"))


def test_without_script_the_link_is_pasted(visitor: OpenPage, words: Wording) -> None:
    link = owners_link(visitor(), words)
    page = visitor(**SCRIPT_OFF)
    page.goto(link)
    page.get_by_label(words.says("The owner's link")).fill(link)
    button(page, words.says("Open as owner")).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(words.says("Manage this link"))


def test_without_script_an_owner_renames_and_deletes(visitor: OpenPage, words: Wording) -> None:
    page = visitor(**SCRIPT_OFF)
    owners_link(page, words)
    page.get_by_label(words.says("Title"), exact=True).fill("Mùa xuân")
    button(page, words.says("Keep these")).click()
    expect(page.get_by_role("status")).to_have_text(words.says("Title and last day are kept."))
    page.get_by_role("link", name=words.says("Delete …")).click()
    button(page, words.says("Delete for ever")).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(words.says("What was behind this link is gone"))


def test_another_site_learns_nothing_of_a_link(
    visitor: OpenPage, words: Wording, troubles: list[str]
) -> None:
    page = visitor()
    saved(page, words)
    heard: list[Request] = []
    page.context.route("https://elsewhere.example/**", lambda route: route.fulfill(body="ok"))
    page.context.on("request", lambda request: heard.append(request))
    page.evaluate(
        "document.body.prepend(Object.assign(document.createElement('a'),"
        " {href: 'https://elsewhere.example/', textContent: 'away'}))"
    )
    page.get_by_role("link", name="away").click()
    page.wait_for_url("https://elsewhere.example/")
    away = [each for each in heard if "elsewhere" in each.url]
    assert away
    troubles.clear()  # This test goes elsewhere on purpose.
    assert [referrer(each) for each in away] == [""] * len(away)
