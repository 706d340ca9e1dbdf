"""Every page is HTML as the standard has it, mistakes and refusals too."""

from pathlib import Path

import pytest

from tests.browser import checker
from tests.browser.conftest import OpenPage
from tests.browser.refusals import EVERY
from tests.browser.tools import node_tool, program
from tests.browser.wording import Wording

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _needed() -> None:
    program("java")
    node_tool(checker.JAR)


def test_every_page_is_valid(visitor: OpenPage, words: Wording, tmp_path: Path) -> None:
    page = visitor()
    sent = checker.Sent(page)
    for kind, arrive in EVERY.items():
        arrive(page, words)
        sent.keep(tmp_path / f"{kind}.html")
    assert len(list(tmp_path.iterdir())) == len(EVERY)
    assert checker.errors(tmp_path) == []


def test_the_checker_sees_what_is_wrong(tmp_path: Path) -> None:
    page = '<!DOCTYPE html><html lang="vi"><title>x</title><p hx-get="/">{}</html>'
    (tmp_path / "a bad page.html").write_text(page.format('<img src="a.png"><p id="a" id="a">'))
    found = "\n".join(checker.errors(tmp_path))
    assert "alt" in found
    assert "hx-get" in found
    assert "Duplicate attribute" in found
