"""The Nu HTML checker: what the standard says against pages as they were sent."""

import json
import subprocess
from pathlib import Path

from playwright.sync_api import Page, Response

from tests.browser.tools import node_tool, program

JAR = "vnu-jar/build/dist/vnu.jar"


class Sent:
    """Keeps the last document that a page was sent, before a browser mends it."""

    def __init__(self, page: Page) -> None:
        self.last: Response | None = None
        page.on("response", self.heard)

    def heard(self, response: Response) -> None:
        redirect = 300 <= response.status < 400
        if response.request.is_navigation_request() and not redirect:
            self.last = response

    def keep(self, file: Path) -> None:
        """Write the document to a file."""
        assert self.last
        file.write_bytes(self.last.body())


def errors(folder: Path) -> list[str]:
    """What is wrong with the HTML files in a folder: `file:line: message`."""
    command = [program("java"), "-jar", str(node_tool(JAR)), "--format", "json", str(folder)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    return [
        f"{Path(each['url']).name}:{each.get('lastLine', 0)}: {each['message']}"
        for each in json.loads(done.stderr)["messages"]
        if each["type"] != "info"
    ]
