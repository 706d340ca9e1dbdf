"""A terminal gets text where a browser gets a page, from the same addresses."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import RuleBase
from tests.advisor.visiting import LANGUAGES, kept, stored, text, told

CURL, WGET, HTTPIE = "curl/8.5.0", "Wget/1.21.4", "HTTPie/3.2.2"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36"
PAGES = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
QUERY = "users=20k&team_size=9&teams=2"


def ask(client: Client, address: str, agent: str = CURL, accept: str = "*/*") -> HttpResponse:
    return client.get(address, headers={"User-Agent": agent, "Accept": accept})


def is_text(response: HttpResponse) -> bool:
    return response["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("agent", "accept", "wanted"),
    [
        (CURL, "*/*", True),
        (WGET, "*/*", True),
        (HTTPIE, "*/*", True),
        (CURL, "", True),
        (CURL, "text/html", False),
        (CURL, PAGES, False),
        (BROWSER, PAGES, False),
        (BROWSER, "*/*", False),
        (BROWSER, "text/plain", True),
        ("", "text/plain, text/html;q=0.5", True),
        ("", "*/*", False),
        ("", "", False),
        ("not curl/8", "*/*", False),
        ("Mozilla/5.0 curl/8", "*/*", False),
    ],
)
@pytest.mark.parametrize("address", ["/", "/en/", "/advice/", f"/advice/?{QUERY}"])
def test_who_gets_text(vera: Client, address: str, agent: str, accept: str, wanted: bool) -> None:
    response = ask(vera, address, agent, accept)
    assert response.status_code == 200
    assert is_text(response) is wanted
    assert {"Accept", "User-Agent"} <= set(response["Vary"].split(", "))


# The guide


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_every_fact(vera: Client, shipped: RuleBase, language: str) -> None:
    guide = text(ask(vera, LANGUAGES[language]))
    assert told(language, "What can be answered:") in guide
    for name, fact in shipped.facts.items():
        if fact.topic:
            assert f"\n  {name} " in guide
            assert fact.name.in_language(language) in guide  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_guide_proposes_works(vera: Client, language: str) -> None:
    guide = text(ask(vera, LANGUAGES[language]))
    start = guide.index("curl 'http://127.0.0.1:8000") + len("curl 'http://127.0.0.1:8000")
    response = ask(vera, guide[start : guide.index("'", start)])
    assert is_text(response)
    assert "!" not in text(response)[:1]


# The advice


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slash", ["", "/"])
def test_the_advice_is_what_the_command_prints(
    vera: Client, tmp_path: Path, language: str, slash: str
) -> None:
    file, out = tmp_path / "team.yaml", StringIO()
    file.write_text("users: 20000\nteam_size: 9\nteams: 2\n", encoding="utf-8")
    call_command("advise", str(file), lang=language, stdout=out)
    assert text(ask(vera, f"{LANGUAGES[language]}advice{slash}?{QUERY}")) == out.getvalue()


def test_a_browser_is_led_to_the_page(vera: Client) -> None:
    response = ask(vera, f"/en/advice?{QUERY}", BROWSER, PAGES)
    assert (response.status_code, response["Location"]) == (302, f"/en/advice/?{QUERY}")
    assert ask(vera, "/advice", BROWSER, PAGES)["Location"] == "/advice/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_could_not_be_used_is_said_first(vera: Client, language: str) -> None:
    lines = text(ask(vera, f"{LANGUAGES[language]}advice?users=lots&temas=2&teams=2")).split("\n")
    assert lines[0].startswith("! users: ")
    assert "lots" in lines[0]
    assert lines[1].startswith("! temas: ")
    assert lines[2] == ""


def test_asking_leaves_nothing_behind(vera: Client) -> None:
    before = stored()
    for address in ("/", f"/advice?{QUERY}"):
        assert not ask(vera, address).cookies
    assert kept(vera) == {}
    assert stored() == before


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_possible(vera: Client, method: str) -> None:
    headers: dict[str, Any] = {"headers": {"User-Agent": CURL}}
    assert getattr(vera, method)("/advice", **headers).status_code == 405


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(accept=st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=255), max_size=60))
def test_any_accept_is_answered(vera: Client, accept: str) -> None:
    assert ask(vera, "/", CURL, accept).status_code == 200
