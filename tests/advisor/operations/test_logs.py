"""What the log says of a request, and what it never says."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client, override_settings

from advisor.operations import logs
from tests.advisor.visiting import saved

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def written() -> Iterator[Lines]:
    """The lines that a server in production writes, read again as JSON."""
    stream = io.StringIO()
    options = logs.settings_for(debug=False)
    handler = logging.StreamHandler(stream)
    line = options["formatters"]["line"]
    made = {key: value for key, value in line.items() if key != "()"}
    handler.setFormatter(line["()"](**made))
    handler.addFilter(logs.WithoutPaths())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(each) for each in stream.getvalue().splitlines()]
    root.removeHandler(handler)


def test_a_request_is_one_line(vera: Client, written: Lines) -> None:
    response = vera.get("/stages/3/", REMOTE_ADDR="192.0.2.77")
    [line] = written()
    assert line["event"] == "request"
    assert (line["method"], line["route"], line["status"]) == ("GET", "handbook:stage", 200)
    assert line["network"] == "192.0.2.0/24"
    assert line["request_id"] == response["X-Request-ID"]
    assert line["level"] == "info"


def test_links_answers_and_addresses_stay_out(vera: Client, written: Lines) -> None:
    link = saved(vera, users="123457")
    vera.get(link + "?users=123457", REMOTE_ADDR="203.0.113.99")
    vera.get(link + "nowhere/")
    vera.post(link)
    vera.get("/ask/?users=123457")
    everything = json.dumps(written())
    assert link.strip("/").split("/")[-1] not in everything
    assert "123457" not in everything
    assert "203.0.113.99" not in everything


def test_an_error_keeps_its_traceback_and_no_path(
    written: Lines, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*args: Any, **options: Any) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("advisor.handbook.views.render", break_down)
    assert Client(raise_request_exception=False).get("/rules/slow-tests/").status_code == 500
    failed = [line for line in written() if line["event"] == "request failed"]
    assert len(failed) == 1
    assert "RuntimeError: planted" in failed[0]["exception"]
    assert "/rules/slow-tests/" not in json.dumps(failed)


def test_nobody_breaks_a_line(vera: Client, written: Lines) -> None:
    logging.getLogger("advisor").warning("one\ntwo\r\x1b[31m")
    assert len(written()) == 1


def test_machines_that_ask_all_the_time_are_not_written_down(vera: Client, written: Lines) -> None:
    vera.get("/healthz")
    assert written() == []


@pytest.mark.parametrize("given", ["abc12345", "short", "with space and more", "a" * 65])
def test_only_the_proxy_names_a_request(vera: Client, given: str) -> None:
    headers = {"X-Request-ID": given}
    assert vera.get("/healthz", headers=headers)["X-Request-ID"] != given
    with override_settings(BEHIND_PROXY=True):
        named = vera.get("/healthz", headers=headers)["X-Request-ID"]
    assert (named == given) is (given == "abc12345")


@pytest.mark.parametrize(
    ("client", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("", ""),
        ("not an address", ""),
    ],
)
def test_addresses_are_shortened(client: str, network: str) -> None:
    assert logs.shortened(client) == network
