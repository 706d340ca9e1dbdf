"""Fonts that come when the page has long been read."""

import re
from contextlib import suppress

from playwright.sync_api import Error, Page, Route

LATE_MS = 400


def hold_fonts(page: Page) -> list[str]:
    """Hold back every font from now on; gives the addresses of those held, as they come."""
    held: list[str] = []

    def hold(route: Route) -> None:
        held.append(route.request.url)
        with suppress(Error):  # the page was left meanwhile
            page.wait_for_timeout(LATE_MS)
            route.continue_()

    page.route(re.compile(r"\.woff2$"), hold)
    return held
