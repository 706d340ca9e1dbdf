"""A visitor does what costs only so often: exactly, whoever asks at the same moment."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from pytest_django import DjangoDbBlocker

from advisor import refusals
from advisor.rates import limiting
from advisor.rates.limiting import Rate, TooOften, limited, take
from advisor.rates.models import Bucket
from advisor.rates.visitors import client_of, key_of

THREADS = 8
TRIES = 25
BURST = 30
THREE = override_settings(RATES={"save": (3, 20), "other": (3, 20)})


def request(address: str = "192.0.2.1", **headers: str) -> HttpRequest:
    return RequestFactory().post("/", REMOTE_ADDR=address, **headers)


class Clock:
    """A clock that stands still until it is moved on."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.25

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(limiting, "time", clock)
    return clock


def times(action: str = "save", address: str = "192.0.2.1") -> int:
    """How often the visitor may do it before having to wait."""
    for count in range(100):
        try:
            take(action, request(address))
        except TooOften:
            return count
    return 100


# One after the other


@THREE
def test_so_many_times_at_once(db: None, clock: Clock) -> None:
    assert times() == 3
    assert times() == 0


@THREE
@pytest.mark.parametrize(("seconds", "more"), [(19.9, 0), (20, 1), (59, 2), (60, 3), (10**6, 3)])
def test_each_comes_back_in_its_time(db: None, clock: Clock, seconds: float, more: int) -> None:
    times()
    clock.now += seconds
    assert times() == more


@THREE
@pytest.mark.parametrize(("passed", "wait"), [(0, 20), (0.5, 20), (19, 1), (19.999, 1)])
def test_the_time_to_wait_is_told(db: None, clock: Clock, passed: float, wait: int) -> None:
    times()
    clock.now += passed
    with pytest.raises(TooOften) as refused:
        take("save", request())
    assert refused.value.seconds == wait
    clock.now += wait
    assert times() == 1


@THREE
def test_visitors_and_actions_have_buckets_of_their_own(db: None, clock: Clock) -> None:
    times()
    assert times(address="192.0.2.2") == 3
    assert times(action="other") == 3


@THREE
def test_a_full_bucket_is_not_kept(db: None, clock: Clock) -> None:
    take("save", request("192.0.2.1"))
    clock.now += 20
    take("save", request("192.0.2.2"))
    assert list(Bucket.objects.values_list("key", flat=True)) == [key_of("save", "192.0.2.2")]


@THREE
def test_the_address_is_not_kept(db: None) -> None:
    take("save", request("192.0.2.1"))
    assert "192" not in str(Bucket.objects.values())[:20]
    assert key_of("save", "192.0.2.1") != key_of("save", "192.0.2.2")


# Who it is


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("", ""),
        ("unix:", ""),
        ("192.0.2.1\0", ""),
    ],
)
def test_a_visitor_is_a_network(address: str, client: str) -> None:
    assert client_of(request(address)) == client


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"])
def test_a_header_changes_nothing(header: str) -> None:
    assert client_of(request(**{header: "198.51.100.1"})) == "192.0.2.1"


@override_settings(BEHIND_PROXY=True)
@pytest.mark.parametrize(
    ("header", "client"),
    [
        ({}, "192.0.2.1"),
        ({"HTTP_X_FORWARDED_FOR": "198.51.100.1"}, "198.51.100.1"),
        ({"HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.1"}, "198.51.100.1"),
        ({"HTTP_X_FORWARDED_FOR": "made up"}, ""),
        ({"HTTP_X_REAL_IP": "203.0.113.9"}, "192.0.2.1"),
    ],
)
def test_a_proxy_of_ours_is_believed_as_to_the_last(header: dict[str, str], client: str) -> None:
    assert client_of(request(**header)) == client


# On a page


@THREE
def test_a_page_that_is_limited_says_how_long_to_wait(db: None, clock: Clock) -> None:
    view = limited("save")(lambda request: HttpResponse("done"))
    assert [view(request()).content for _ in range(3)] == [b"done"] * 3
    with pytest.raises(TooOften) as refused:
        view(request())
    page = refusals.Refusals(view).process_exception(request(), refused.value)
    assert page is not None
    assert (page.status_code, page["Retry-After"]) == (429, "20")
    assert b"20" in page.content


# At the same moment


@pytest.fixture
def shared(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[None]:
    """A database that threads really share; the one of SQLite is a file, as in service."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            monkeypatch.setitem(connections.databases["default"], "NAME", tmp_path / "shared")
            in_threads(1, create_table)
        yield
        in_threads(1, Bucket.objects.all().delete)


def create_table() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Bucket)


def in_threads(count: int, work: Callable[[], Any]) -> list[Any]:
    """What `work` gives in that many threads at once, each with a connection of its own."""
    ready = Barrier(count)

    def worked() -> Any:
        ready.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return [each.result() for each in [pool.submit(worked) for _ in range(count)]]


def tries() -> int:
    """How many of a thread's tries are let through."""
    return sum(let_through() for _ in range(TRIES))


def let_through() -> bool:
    try:
        take("save", request())
    except TooOften:
        return False
    return True


@override_settings(RATES={"save": (BURST, 3600)})
def test_eight_threads_get_exactly_what_there_is(shared: None) -> None:
    assert sum(in_threads(THREADS, tries)) == BURST


@override_settings(RATES={"save": (1, 3600)})
def test_looking_first_and_writing_then_would_let_more_through(
    shared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above can fail: a bucket without its guard is emptied eight times over."""
    looked = Barrier(THREADS)

    def taken(key: str, rate: Rate, now: int) -> bool:
        found = Bucket.objects.filter(key=key, full_at__gt=now).exists()
        looked.wait()
        Bucket.objects.update_or_create(key=key, defaults={"full_at": now + rate.seconds * 1000})
        return not found

    monkeypatch.setattr(limiting, "taken", taken)
    assert sum(in_threads(THREADS, let_through)) > 1
