"""Whoever only looks changes nothing, and what opens a link stands nowhere but with its people."""

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from django.test import Client, RequestFactory, override_settings

from advisor.recommendations import owners
from advisor.recommendations.discretion import discreet, without_ids
from advisor.recommendations.exporting import FORMS
from advisor.recommendations.models import Recommendation
from advisor.releases.publishing import publish
from knowledge import RuleBase
from tests.advisor.visiting import LANGUAGES, saved, stored, text

BOTS = (
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Twitterbot/1.0",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0; +http://www.linkedin.com)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "TelegramBot (like TwitterBot)",
    "WhatsApp/2.23.20.0",
    "ZaloBot/1.0",
    "Mozilla/5.0 SkypeUriPreview Preview/0.5",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; MS Safe Links scanner)",
)
PREFETCHES: tuple[dict[str, str], ...] = (
    {"Sec-Purpose": "prefetch"},
    {"Sec-Purpose": "prefetch;prerender"},
    {"Purpose": "prefetch"},
    {"X-Moz": "prefetch"},
)
READ = ("", "rules/", "now/", "history/", "owner/", "owner/delete/", "answers/")
CHANGE = ("owner/about/", "owner/keep/", "owner/rotate/", "owner/leave/", "adopt/", "done/")


@pytest.fixture
def links(vera: Client, small: RuleBase) -> list[str]:
    """Three links of Vera's: one plain, one replaced by the next, all with newer rules since."""
    publish(small.files, "The small one.")
    one, two = saved(vera, team_size="3"), saved(vera, team_size="4", teams="2")
    three = vera.post(f"{two}answers/", {"team_size": "9"})["Location"]
    publish({**small.files, "topics.yaml": small.files["topics.yaml"] + "\n"}, "One line more.")
    return [one, two, three]


def below(link: str) -> Iterator[str]:
    """Every address that belongs to a link, in both languages."""
    for start in LANGUAGES.values():
        here = f"{start}{link.strip('/')}"
        yield from (f"{here}/{page}" for page in (*READ, *CHANGE))
        yield from (f"{here}.{form}" for form in (*FORMS, "ics", "png", "svg"))


def looked_at(client: Client, links: list[str], **headers: str) -> set[int]:
    """Get and head every address of every link; the statuses."""
    addresses = [each for link in links for each in below(link)]
    addresses.append(f"/compare/?a={links[0]}&b={links[1]}")
    return {
        getattr(client, method)(each, headers=headers).status_code
        for each in addresses
        for method in ("get", "head")
    }


@override_settings(RATES={"save": (30, 20), "lookup": (60, 5), "card": (9_999, 1)})
@pytest.mark.parametrize("bot", BOTS, ids=lambda bot: bot.split()[-1][:20])
def test_preview_bots_change_nothing(vera: Client, links: list[str], bot: str) -> None:
    before = stored()
    assert looked_at(Client(), links, **{"User-Agent": bot}) <= {200, 302, 403, 405}
    assert stored() == before


@override_settings(RATES={"save": (30, 20), "lookup": (60, 5), "card": (9_999, 1)})
@pytest.mark.parametrize("purpose", PREFETCHES, ids=str)
def test_an_owners_browser_that_looks_ahead_changes_nothing(
    vera: Client, links: list[str], purpose: dict[str, str]
) -> None:
    before, cookie = stored(), vera.cookies["owner"].value
    assert looked_at(vera, links, **purpose) <= {200, 302, 405, 409}
    assert stored() == before
    assert vera.cookies["owner"].value == cookie


def test_what_changes_something_takes_nothing_but_a_post(vera: Client, links: list[str]) -> None:
    before = stored()
    for page in CHANGE:
        for method in ("get", "head", "put", "patch", "delete", "options"):
            assert getattr(vera, method)(links[0] + page).status_code == 405, page
    assert stored() == before


# Logs


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that any logger of the process writes, at the level that the site runs at."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", "django", "advisor")}
    quiet = [each for each in loggers() if not each.propagate]
    root.addHandler(handler)
    for each in quiet:
        each.addHandler(handler)
    for name in levels:
        logging.getLogger(name).setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    for each in quiet:
        each.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def loggers() -> list[logging.Logger]:
    names = list(logging.root.manager.loggerDict)
    return [logging.getLogger(name) for name in names]


def secrets(links: list[str]) -> list[str]:
    """The ids and tokens of links."""
    found = [Recommendation.objects.get(pk=each.strip("/")[2:]) for each in links]
    return [each.pk for each in found] + [owners.token_of(each) for each in found]


def hurt(client: Client, link: str) -> None:
    """Everything that makes a server complain about an address of a link."""
    id_ = link.strip("/")[2:]
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for address in (link, f"{link}owner/", f"{link}nowhere/", f"/api/v1/recommendations/{id_}"):
        for method in ("get", "post", "put", "delete"):
            getattr(client, method)(address)
            getattr(strict, method)(address, headers={"Referer": f"https://elsewhere{link}"})
    client.get(f"/compare/?a={id_}&b=http://testserver{link}")
    client.get(f"/compare/?a={id_}&b=x")
    client.get(link.rstrip("/"))
    client.get(link, headers={"Host": "elsewhere.example"})


def test_no_line_of_any_log_tells_an_id_or_a_token(
    vera: Client, links: list[str], written: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    kept = secrets(links)
    for link, token in zip(links, kept[3:], strict=True):
        hurt(vera, link)
        Client().post(f"{link}owner/", {"token": token})
        Client().post(f"{link}owner/", {"token": token[:-1]})
    with override_settings(DEBUG=False):
        vera.post(f"{links[0]}owner/delete/")
        vera.get(links[0])
    lines = written.getvalue() + "".join(capfd.readouterr())
    assert "Not Found: /r/…/nowhere/" in lines
    assert "Forbidden" in lines
    told = [line for line in lines.splitlines() for each in kept if each in line]
    assert told == []


def test_the_line_of_the_development_server_tells_no_id(links: list[str]) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    server = logging.getLogger("django.server")
    server.addHandler(handler)
    level = server.level
    server.setLevel(logging.INFO)
    try:
        request = WSGIRequestHandler.__new__(WSGIRequestHandler)
        request.request = None
        line = f"GET /compare/?a={links[0].strip('/')[2:]}&b={links[1].strip('/')[2:]} HTTP/1.1"
        request.log_message('"%s" %s %s', line, "200", "10")
    finally:
        server.removeHandler(handler)
        server.setLevel(level)
    assert stream.getvalue() == '"GET /compare/?a=…&b=… HTTP/1.1" 200 10\n'


ID = "abcDEF-_0123456789abcd"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (f"Not Found: /r/{ID}/", "Not Found: /r/…/"),
        (f"/en/r/{ID}.json?x=1", "/en/r/….json?x=1"),
        (f"/api/v1/recommendations/{ID}", "/api/v1/recommendations/…"),
        (f"GET /compare/?a={ID}&b=x%2Fr%2F{ID}%2F H", "GET /compare/?a=…&b=…%2Fr%2F…%2F H"),
        (f"Referer https://x.org/r/{ID}/ does not", "Referer https://x.org/r/…/ does not"),
        ("GET /rules/two-teams/ 200", "GET /rules/two-teams/ 200"),
        ("", ""),
    ],
)  # fmt: skip
def test_ids_are_left_out_of_texts(said: str, left: str) -> None:
    assert without_ids(said) == left
    assert ID not in without_ids(said)


@pytest.mark.parametrize(
    ("message", "arguments"), [("%d", ("x",)), ("%s %s", ("/r/a/",)), ({"a": 1}, ()), ("%(a)s", ())]
)
def test_a_record_that_cannot_be_put_together_is_left_to_its_handler(
    message: Any, arguments: tuple[Any, ...]
) -> None:
    make = discreet(logging.LogRecord)
    record = make("name", logging.INFO, "file", 1, message, arguments, None)
    assert record.msg == message


# Exports and what is shown to others


def test_no_export_and_no_preview_holds_what_opens_a_link(vera: Client, links: list[str]) -> None:
    """A QR code and a reminder lead back, so they hold the address; nothing holds a token."""
    kept = secrets(links)
    lead_back = {"qr.svg", "ics"}
    for link in links:
        vera.post(f"{link}owner/about/", {"title": "Shop"})
        bare = link.rstrip("/")
        for start in LANGUAGES.values():
            for form in (*FORMS, "ics", "png", "svg"):
                content = vera.get(f"{start}{bare[1:]}.{form}").content.decode(errors="replace")
                assert not [each for each in kept[3:] if each in content], form
                assert form in lead_back or not [each for each in kept if each in content], form


def test_only_the_owners_page_shows_a_token_and_only_to_its_owner(
    vera: Client, links: list[str]
) -> None:
    kept = secrets(links)[3:]
    for link in links:
        for address in below(link):
            if address.endswith("/done/"):
                continue
            mine, theirs = text_of(vera, address), text_of(Client(), address)
            assert not [each for each in kept if each in theirs], address
            shown = [each for each in kept if each in mine]
            assert len(shown) == int(address.endswith("/owner/")), address


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode(errors="replace")


def test_a_page_has_no_canonical_and_its_preview_no_token(vera: Client, links: list[str]) -> None:
    for link in links:
        for page in READ:
            head = text(vera.get(link + page)).partition("</head>")[0]
            assert 'rel="canonical"' not in head
            assert not [each for each in secrets(links)[3:] if each in head]


def test_a_token_in_a_query_string_is_not_looked_at(vera: Client, links: list[str]) -> None:
    token = secrets(links)[3]
    client = Client()
    client.get(f"{links[0]}owner/", {"token": token})
    assert client.get(f"{links[0]}owner/delete/").status_code == 403
    assert client.post(f"{links[0]}owner/?token={token}").status_code == 403


def test_every_page_of_a_link_is_kept_private(vera: Client, links: list[str]) -> None:
    for client in (vera, Client()):
        for address in (*below(links[0]), "/compare/", f"/compare/?a={links[0]}&b={links[1]}"):
            response = client.get(address)
            if response.status_code == 405:
                continue
            assert response["Cache-Control"] == "private, no-store", address
            assert response["Referrer-Policy"] == "same-origin", address


def test_robots_are_told_the_prefix_and_no_link(links: list[str], rf: RequestFactory) -> None:
    page = Client().get("/robots.txt")
    if page.status_code == 200:
        assert not [each for each in secrets(links) if each in text(page)]
