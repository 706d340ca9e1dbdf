"""How long the server takes for a page, against a bare Django page of the same size.

What a bare page is stands in `bench/bare.py`. Requests go through the whole WSGI application
with the middleware of the site, one after the other in one process, without a socket and
without compression; database and templates are warm. What counts is the processor's time, so
that other work on the machine matters little; and every round starts at another depth of the
call stack, because CPython runs hot calls up to twice as slow where they happen to straddle
two pieces of its stack, and one unlucky depth would decide the ratio. A page and its bare page
are measured straight after each other; medians and ratios go into the part of
`bench/README.md` about pages.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import cycle
from time import process_time
from typing import Any

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from pytest_django import DjangoDbBlocker

import dev
from advisor.questionnaire.prefill import write_query
from advisor.questionnaire.progress import advised
from advisor.releases import live
from advisor.releases.publishing import publish
from bench import bare
from bench.report import Report
from knowledge import read_folder

pytestmark = [pytest.mark.django_db, pytest.mark.benchmark(timer=process_time)]

EXAMPLE = "startup-of-nine"
ROUNDS = 480
# A piece of the stack has 16 KiB and a frame of `deeper` some 100 bytes.
DEPTHS = range(0, 160, 5)


class Server:
    """The site as a WSGI server calls it, for a visitor with the answers of an example team."""

    def __init__(self) -> None:
        self.application = WSGIHandler()
        client = Client()
        answers = live.current().examples[EXAMPLE].answers
        client.get("/ask/?" + write_query(answers))
        link = client.post("/advice/save/")["Location"]
        self.cookies = "; ".join(f"{name}={each.value}" for name, each in client.cookies.items())
        self.addresses = {"question": "/ask/scale/", "advice": "/advice/", "saved": link}
        self.addresses |= {f"{kind}-new": self.addresses[kind] for kind in ("advice", "saved")}

    def get(self, address: str) -> int:
        """Ask for a page and return the size of its body in bytes."""
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": self.cookies,
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
        }
        response = self.application(environ, lambda status, headers: None)
        response.close()
        assert response.status_code == 200, address
        return len(response.content)


def deeper(depth: int, server: Server, address: str) -> int:
    """Ask for a page from `depth` calls further down."""
    return deeper(depth - 1, server, address) if depth else server.get(address)


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Server]:
    """The site over the shipped rule base as release 1, with the bare pages beside it."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.ROOT_URLCONF", "bench.bare")
        live.forget()
        publish(read_folder(dev.ROOT / "knowledge/base").files, "As it was shipped.")
        yield Server()


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    """Takes the figures down; they are written when all pages are measured."""
    taken = Report()
    yield taken
    taken.write()


@pytest.mark.parametrize("which", ["page", "bare"])
@pytest.mark.parametrize("kind", ["question", "advice", "saved", "advice-new", "saved-new"])
def test_page(benchmark: Any, server: Server, report: Report, kind: str, which: str) -> None:
    benchmark.group = f"{kind}: at most 2 x bare"
    page = server.addresses[kind]
    size = server.get(page)
    if which == "bare":
        page = "/bare/question/" if kind == "question" else "/bare/result/"
        plain = bare.question if kind == "question" else bare.result
        plain.fit(size, lambda: server.get(page))
        assert server.get(page) == size
    depths = cycle(DEPTHS)

    def setup() -> Any:
        if kind.endswith("-new"):
            cache.clear()  # what was shown before is kept; a new one is made whole
            advised.cache_clear()
        return (next(depths), server, page), {}

    benchmark.pedantic(deeper, setup=setup, rounds=ROUNDS, warmup_rounds=32)
    report.take(kind, which, size, benchmark.stats.stats.median)
