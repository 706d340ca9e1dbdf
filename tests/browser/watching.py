"""What no page may do, whatever else is tested on it."""

from playwright.sync_api import ConsoleMessage, Page, Request, Response

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""
# Chromium logs every refused page as an error; `heard` judges answers by their status instead.
STATUS_LINE = "Failed to load resource: the server responded with a status of"


def watch(page: Page, origin: str, troubles: list[str]) -> None:
    """Add to `troubles` whatever `page` does wrong from now on."""

    def logged(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(STATUS_LINE):
            troubles.append(f"{page.url}: {message.type}: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith((f"{origin}/", "data:")):
            troubles.append(f"{page.url}: asked another site: {request.url}")

    def heard(response: Response) -> None:
        part = not response.request.is_navigation_request()
        if response.status >= (400 if part else 500):
            troubles.append(f"{page.url}: {response.status} {response.url}")

    page.add_init_script(REPORT_VIOLATIONS)
    page.on("console", logged)
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    page.on("request", asked)
    page.on("response", heard)
