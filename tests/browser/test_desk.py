"""The rule base is edited in the browser: raised, checked, published, overtaken, rolled back.

Its own server, in production's way, because what is published here would show in other tests.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import dev
from tests.browser.answering import button, link
from tests.browser.conftest import PATIENCE_MS, OpenPage
from tests.browser.serving import environment, production
from tests.browser.watching import watch
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery staple"
PEOPLE = """
from django.contrib.auth.models import Group, User
for name, group in (("edda", "editors"), ("edwin", "editors"), ("pia", "publishers")):
    user = User.objects.create_user(name, password={password!r}, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
"""
DESK = "/en/admin/editing/draft/"
SLOW_TEAM = "?has_tests=yes&test_minutes=3&current_stage=stage_2&users=5k&team_size=4"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of its own, with two who edit and one who publishes."""
    folder: Path = tmp_path_factory.mktemp("desk")
    with production(folder) as address:
        command = [sys.executable, "manage.py", "shell", "-c", PEOPLE.format(password=PASSWORD)]
        subprocess.run(command, cwd=dev.ROOT, env=environment(folder, 0), check=True)
        yield address


@pytest.fixture
def visit(desk: str, browser: Browser, troubles: list[str]) -> Iterator[OpenPage]:
    """Opens pages of that site, each in a browser profile of its own."""
    with ExitStack() as stack:

        def open_page(**options: object) -> Page:
            context = stack.enter_context(browser.new_context(base_url=desk, **options))
            context.set_default_timeout(PATIENCE_MS)
            page = context.new_page()
            watch(page, desk, troubles)
            return page

        yield open_page
    assert troubles == []


@pytest.fixture
def words(base) -> Wording:
    return Wording(base, "en")


def sign_in(page: Page, name: str) -> Page:
    page.goto(f"/en/admin/login/?next={DESK}")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("[type=submit]").click()
    expect(page).to_have_title(re.compile("Rule base"))
    return page


def begin(page: Page, words: Wording, title: str) -> str:
    """A new draft; returns its address."""
    page.goto(f"{DESK}new/")
    page.get_by_label(words.says("What is it about?")).fill(title)
    button(page, words.says("Begin the draft")).click()
    expect(page).to_have_title(re.compile(title))
    return page.url


def raise_limit(page: Page, words: Wording, draft: str, limit: str) -> None:
    """Type another limit of `slow-tests` into its form; it is kept without a button."""
    page.goto(f"{draft}rules/slow-tests/")
    field = page.get_by_label(words.says("Value"), exact=True)
    field.fill(limit)
    field.blur()
    expect(page.locator("#state")).to_contain_text(words.says("Kept in the draft."))
    expect(page.locator("#words_when")).to_contain_text(f"> {limit}")


def check(page: Page, words: Wording, draft: str) -> None:
    """Run the checks and wait until the replay is through."""
    page.goto(draft)
    button(page, words.says("Check")).click()
    expect(page.get_by_text(words.says("Shipped cases"))).to_be_visible()
    expect(page.locator("#replay progress")).to_have_count(0)


def publish(page: Page, words: Wording, draft: str, note: str) -> None:
    page.goto(f"{draft}publish/")
    page.get_by_label(words.says("What changes, and why")).fill(note)
    button(page, words.says("Publish")).click()


def rule(page: Page, title: str):
    """The advice's own word on the sign, if it is on."""
    return page.locator(".sign", has_text=title)


def test_a_limit_goes_from_a_form_to_what_teams_are_told_and_back(
    visit: OpenPage, words: Wording
) -> None:
    visitor, edda, edwin = visit(), sign_in(visit(), "edda"), sign_in(visit(), "edwin")
    pia = sign_in(visit(), "pia")
    title = words.base.practices["parallel-tests"].title.en

    # Before: three minutes are too long, and a link keeps that advice.
    visitor.goto(f"/en/advice/{SLOW_TEAM}")
    expect(visitor.get_by_text(title).first).to_be_visible()
    button(visitor, words.says("Save and share")).click()
    visitor.wait_for_url("**/r/*/**")
    saved = visitor.url.split("#")[0].split("?")[0]

    # Two drafts begin from the same release.
    draft = begin(edda, words, "Five minutes are fine")
    stale = begin(edwin, words, "Ten minutes for the second limit")

    # One raises the limit in the form; check, replay and difference stand on one page.
    raise_limit(edda, words, draft, "5")
    check(edda, words, draft)
    expect(edda.locator(".told")).to_contain_text("Limit of slow-tests raised from 2 to 5 minutes")
    replayed = edda.locator("#replay")
    expect(replayed).to_contain_text(re.compile(r"1 of 1 would change"))
    expect(replayed).to_contain_text("slow-tests")

    # Another publishes what was checked.
    publish(pia, words, draft, "Under five minutes nobody turns away.")
    expect(pia.locator(".messagelist")).to_contain_text("Release 2 is live.")

    # A new visitor with three minutes gets other advice; the old link keeps the old one.
    newcomer = visit()
    newcomer.goto(f"/en/advice/{SLOW_TEAM}")
    expect(newcomer.get_by_text(title)).to_have_count(0)
    visitor.goto(saved)
    expect(visitor.get_by_text(title).first).to_be_visible()
    expect(visitor.locator("main")).to_contain_text(
        "The rule base has moved on to release 2 since."
    )

    # The second editor's draft is stale: three texts, nothing lost, one click.
    edwin.goto(f"{stale}rules/tests-past-ten/")
    field = edwin.get_by_label(words.says("Value"), exact=True)
    field.fill("12")
    field.blur()
    expect(edwin.locator("#state")).to_contain_text(words.says("Kept in the draft."))
    check(edwin, words, stale)
    refused = pia.goto(f"{stale}publish/")
    assert refused is not None
    assert refused.status == 409
    expect(pia.locator("main")).to_contain_text("raised from 2 to 5")
    expect(pia.locator("main")).to_contain_text("raised from 10 to 12")
    edwin.goto(f"{stale}rebase/")
    button(edwin, words.says("Put the draft onto the newest release")).click()
    expect(edwin.locator(".told")).to_contain_text("raised from 10 to 12")
    expect(edwin.locator(".told")).not_to_contain_text("slow-tests")

    # Rolling back is a new release with the old words.
    pia.goto(f"{DESK}releases/1/roll-back/")
    expect(pia.locator("main")).to_contain_text("lowered from 5 to 2")
    pia.get_by_label(words.says("Why"), exact=True).fill("Teams complained.")
    button(pia, words.says("Roll back")).click()
    expect(pia.locator(".messagelist")).to_contain_text("Release 3 is live")
    newcomer.goto(f"/en/advice/{SLOW_TEAM}")
    expect(newcomer.get_by_text(title).first).to_be_visible()


def test_yaml_is_edited_with_problems_in_the_margin(visit: OpenPage, words: Wording) -> None:
    page = sign_in(visit(), "edda")
    draft = begin(page, words, "As YAML")
    page.goto(f"{draft}files/rules/signs.yaml/?line=6")
    margin, editor = page.locator("#margin"), page.locator(".cm-content")
    expect(margin).to_have_text(words.says("No problem in this file."))
    expect(page.locator("#id_text")).to_be_hidden()
    editor.press("End")
    page.keyboard.type(" and deploy_lo")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("deploy_lock")
    expect(margin).to_contain_text("deploy_lo")
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.type("ck")
    expect(margin).to_have_text(words.says("No problem in this file."))
    assert "when: test_minutes > 2 and deploy_lock\n" in page.locator("#id_text").input_value()
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text(words.says("Kept in the draft."))


def test_what_is_typed_is_kept_in_a_form_without_a_condition(
    visit: OpenPage, words: Wording
) -> None:
    page = sign_in(visit(), "edda")
    draft = begin(page, words, "A component")
    page.goto(f"{draft}components/flask/")
    page.locator("#id_address").fill("https://example.org/")
    expect(page.locator("#state")).to_contain_text(words.says("Kept in the draft."))
    page.goto(f"{draft}practices/secrets-outside/")
    page.locator("#words_done").wait_for()
    page.locator("#id_urgent").uncheck()
    expect(page.locator("#state")).to_contain_text(words.says("Kept in the draft."))
    page.goto(draft)
    expect(page.locator(".told li")).to_have_count(2)


def test_the_desk_does_its_job_without_javascript(visit: OpenPage, words: Wording) -> None:
    page = sign_in(visit(java_script_enabled=False), "edwin")
    draft = begin(page, words, "Without script")
    page.goto(f"{draft}rules/slow-tests/")
    page.get_by_label(words.says("Value"), exact=True).fill("4")
    button(page, words.says("Keep in the draft")).click()
    expect(page.locator(".messagelist")).to_contain_text(words.says("Kept in the draft."))
    page.goto(draft)
    button(page, words.says("Check")).click()
    expect(page.locator(".told")).to_contain_text("Limit of slow-tests raised from 2 to 4 minutes")
    page.goto(f"{draft}files/rules/signs.yaml/")
    expect(page.get_by_label(words.says("The file as YAML"))).to_have_value(
        re.compile("minutes > 4")
    )
    expect(link(page, words.says("To the draft"))).to_be_visible()
