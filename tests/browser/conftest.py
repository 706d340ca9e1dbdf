"""One site for all browser tests, and browser profiles that report whatever goes wrong in them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

import dev
from advisor.releases import live
from advisor.releases.publishing import publish
from knowledge import RuleBase, read_folder
from tests.browser.serving import production
from tests.browser.watching import watch
from tests.browser.wording import Wording

PATIENCE_MS = 15_000
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def base() -> RuleBase:
    """The rule base that the site serves."""
    return read_folder(dev.ROOT / "knowledge/base")


@pytest.fixture(scope="session")
def site(
    base: RuleBase, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The address of the site over the shipped rule base as release 1.

    One database and one server for all browser tests: they only ever add links, so nothing
    needs undoing. It has to be there before the browser, in whose event loop Django would
    open another, empty database.
    """
    with django_db_blocker.unblock(), ExitStack() as stack:
        databases = setup_databases(verbosity=0, interactive=False)
        stack.callback(teardown_databases, databases, verbosity=0)
        # Kept connections would outlive the server and hold the database when it is to go.
        stack.enter_context(patch.dict(connection.settings_dict, CONN_MAX_AGE=0))
        live.forget()
        publish(base.files, "As it was shipped.")
        server = LiveServer("localhost")
        stack.callback(server.stop)
        # All tests together save more links from one address than any visitor may.
        rates = {**settings.RATES, "save": (10_000, 1)}
        stack.enter_context(override_settings(SITE_URL=server.url, RATES=rates))
        yield server.url


@pytest.fixture(scope="session")
def served(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site as production serves it."""
    with production(tmp_path_factory.mktemp("production")) as address:
        yield address


@pytest.fixture(params=["vi", "en"])
def words(request: pytest.FixtureRequest, base: RuleBase) -> Wording:
    """What the site says, in each of its languages."""
    return Wording(base, request.param)


@pytest.fixture
def troubles() -> list[str]:
    """What went wrong in the pages of a test; whoever provokes it takes it out again."""
    return []


@pytest.fixture
def visitor(site: str, browser: Browser, troubles: list[str]) -> Iterator[OpenPage]:
    """Opens a page in an empty browser profile; its options are those of the profile.

    When the test ends, no page may have logged an error, broken the content security
    policy, asked another site for anything or failed to load a part.
    """
    with ExitStack() as stack:

        def open_page(**options: Any) -> Page:
            profile = {"base_url": site, "reduced_motion": "reduce", **options}
            context = stack.enter_context(browser.new_context(**profile))
            context.set_default_timeout(PATIENCE_MS)
            page = context.new_page()
            watch(page, profile["base_url"], troubles)
            return page

        yield open_page
    assert troubles == []
