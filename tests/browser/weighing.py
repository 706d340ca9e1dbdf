"""How many bytes each page brings over the wire."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

KIB = 1024


class Scales:
    """Weighs what a page receives: one mapping of path to bytes for each page opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.visits: list[dict[str, int]] = []
        self.paths: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self.asked)
        session.on("Network.loadingFinished", self.received)
        session.send("Network.enable")

    def asked(self, event: dict[str, Any]) -> None:
        """A request left; one for a document opens a new page, a redirect adds to it."""
        path = urlsplit(event["request"]["url"]).path
        redirected = event.get("redirectResponse")
        if event.get("type") == "Document" and not redirected:
            self.visits.append({})
        elif redirected:
            self.add(urlsplit(redirected["url"]).path, redirected["encodedDataLength"])
        self.paths[event["requestId"]] = path

    def received(self, event: dict[str, Any]) -> None:
        """An answer is complete; what the browser kept from before weighs nothing."""
        if path := self.paths.get(event["requestId"]):
            self.add(path, event["encodedDataLength"])

    def add(self, path: str, size: float) -> None:
        if not self.visits:
            return  # what the page before still asked for
        visit = self.visits[-1]
        visit[path] = visit.get(path, 0) + round(size)

    def settled(self) -> list[dict[str, int]]:
        """All visits so far, once the last one has its fonts."""
        self.page.evaluate("document.fonts.ready.then(() => null)")
        self.page.wait_for_load_state("load")
        return self.visits


def listed(visit: dict[str, int]) -> str:
    """One visit in words, heaviest part first."""
    parts = sorted(visit.items(), key=lambda part: -part[1])
    total = sum(visit.values()) / KIB
    return f"{total:.1f} KiB: " + ", ".join(f"{path} {size}" for path, size in parts if size)
