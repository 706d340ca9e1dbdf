"""Refusals and staff pages: states that only the process that serves them can be put into."""

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils import translation
from playwright.sync_api import Page, Route, expect

from advisor import refusals
from advisor.editing.checking import check_draft
from advisor.editing.drafts import make_draft, save_file
from advisor.editing.models import Draft
from advisor.editing.replay import advance, begin
from advisor.rates.models import Bucket
from tests.browser.answering import button
from tests.browser.pages import PAGES, Arrive, at, example
from tests.browser.wording import Wording

HANDED = "**/handed/"
Refuse = Callable[[HttpRequest], HttpResponse]


def handed(refuse: Refuse) -> Arrive:
    """Hand the browser a refusal of ours in place of the first page.

    It is the page that is judged here: its status would count as a fault of the server.
    """

    def arrive(page: Page, words: Wording) -> None:
        def answer(route: Route) -> None:
            with translation.override(words.language):
                response = refuse(RequestFactory().get(words.address()))
            route.fulfill(body=response.content, content_type="text/html; charset=utf-8")

        page.route(HANDED, answer)
        page.goto("/handed/")
        page.unroute(HANDED)

    return arrive


def too_often(page: Page, words: Wording) -> None:
    """One link too many."""
    Bucket.objects.all().delete()
    with override_settings(RATES={**settings.RATES, "save": (1, 60)}):
        for _ in range(2):
            example("advice/")(page, words)
            button(page, words.says("Save and share")).click()
    expect(page).to_have_title(starts(words.says("Too often in a short time")))
    Bucket.objects.all().delete()


def as_staff(path: str) -> Arrive:
    """A page for staff, as someone sees it who may do everything."""

    def arrive(page: Page, words: Wording) -> None:
        user, _ = User.objects.get_or_create(username="an", is_staff=True, is_superuser=True)
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        page.goto(words.address())
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": page.url}]
        )
        page.goto(words.address(path))
        page.context.clear_cookies(name=name)

    return arrive


def in_draft(path: str) -> Arrive:
    """A page of a draft that raises a limit, checked and replayed."""

    def arrive(page: Page, words: Wording) -> None:
        as_staff(f"admin/editing/draft/{raised_draft().pk}/{path}")(page, words)

    return arrive


def raised_draft() -> Draft:
    """The draft that all these pages show; made when it is first asked for."""
    found = Draft.objects.open().first()
    if found:
        return found
    user, _ = User.objects.get_or_create(username="an", is_staff=True, is_superuser=True)
    draft = make_draft(user, "Slower tests")
    text = draft.files["rules/signs.yaml"].replace("test_minutes > 2", "test_minutes > 5")
    draft = save_file(user, draft.pk, draft.version, "rules/signs.yaml", text)
    check_draft(user, draft.pk)
    advance(user, begin(user, draft.pk).pk)
    return draft


def lapsed(page: Page, words: Wording) -> None:
    """A form whose proof is gone."""
    example("advice/")(page, words)
    page.context.clear_cookies()
    button(page, words.says("Save and share")).click()
    expect(page).to_have_title(starts(words.says("The page was open too long")))


def starts(title: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(title)}")


REFUSALS: dict[str, Arrive] = {
    "too often": too_often,
    "lapsed": lapsed,
    "not ready": handed(refusals.unavailable),
    "bad request": handed(refusals.bad_request),
    "forbidden": handed(refusals.forbidden),
    "broken": handed(refusals.server_error),
}
# What staff see; the rooms that edit add theirs here.
STAFF: dict[str, Arrive] = {
    "sign in": at("admin/login/"),
    "staff": as_staff("admin/"),
    "releases": as_staff("admin/releases/release/"),
    "rule base": as_staff("admin/editing/draft/"),
    "new draft": as_staff("admin/editing/draft/new/"),
    "upload": as_staff("admin/editing/draft/upload/"),
    "all releases": as_staff("admin/editing/draft/releases/"),
    "rolling back": as_staff("admin/editing/draft/releases/1/roll-back/"),
    "trail": as_staff("admin/editing/auditentry/"),
    "draft": in_draft(""),
    "rules of a draft": in_draft("rules/"),
    "rule form": in_draft("rules/slow-tests/"),
    "fact form": in_draft("facts/boundaries/"),
    "stage form": in_draft("stages/2/"),
    "case form": in_draft("cases/signs.2/"),
    "one more rule": in_draft("rules/add/"),
    "taking out": in_draft("rules/slow-tests/remove/"),
    "yaml": in_draft("files/rules/signs.yaml/"),
    "draft check": in_draft("check/"),
    "publishing": in_draft("publish/"),
}

# Every page and every refusal, for what holds of all that a visitor can see.
EVERY: dict[str, Arrive] = {**PAGES, **REFUSALS, **STAFF}
