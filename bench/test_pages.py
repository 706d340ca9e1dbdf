"""How long the server takes for a page, against a bare Django page of the same size.

What a bare page is stands in `bench/bare.py`. Requests go through the whole WSGI application
with the middleware of the site, one after the other in one process, without a socket and
without compression; database and templates are warm. What counts is the processor's time, so
that other work on the machine matters little; and every round starts at another depth of the
call stack, because CPython runs hot calls up to twice as slow where they happen to straddle
two pieces of its stack, and one unlucky depth would decide the ratio. A page and its bare page
are measured straight after each other; medians and ratios go into the part of
`bench/README.md` about pages.

An advice seen for the first time is one that nobody has asked for before: each round is
another team (`bench/teams.py`) with its own answers or its own link. Other teams have been
there before, so the process is warm and knows the pieces that their pages had in common.
"""

import logging
from collections.abc import Iterator
from io import BytesIO
from itertools import cycle, repeat
from statistics import mean
from time import process_time
from typing import Any, NamedTuple

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.template import Template
from pytest_django import DjangoDbBlocker

import dev
from advisor.questionnaire.answers import keep_answers
from advisor.recommendations.links import create_recommendation
from advisor.releases import live
from advisor.releases.publishing import publish
from bench import bare
from bench.report import Report
from bench.teams import teams
from knowledge import RuleBase, advise, read_folder

pytestmark = [pytest.mark.django_db, pytest.mark.benchmark(timer=process_time)]

EXAMPLE = "startup-of-nine"
ROUNDS = 480
# So many teams have been there before anything is measured.
WARM = 120
# A piece of the stack has 16 KiB and a frame of `deeper` some 100 bytes.
DEPTHS = range(0, 160, 5)


class Page(NamedTuple):
    """Where a page is, and the cookies of who asks for it."""

    address: str
    cookies: str = ""


class Server:
    """The site as a WSGI server calls it.

    `pages` gives for each kind the pages that are asked for, one in each round.
    """

    def __init__(self) -> None:
        self.application = WSGIHandler()
        base = live.current()
        team = dict(base.examples[EXAMPLE].answers)
        others = teams(base)
        self.pages: dict[str, Iterator[Page]] = {
            "question": repeat(Page("/ask/scale/", cookie(team))),
            "advice": repeat(Page("/advice/", cookie(team))),
            "saved": repeat(link(base, team)),
            "advice-new": (Page("/advice/", cookie(answers)) for answers in others),
            "saved-new": (link(base, answers) for answers in others),
        }

    def get(self, page: Page) -> int:
        """Ask for a page and return the size of its body in bytes."""
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": page.address,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": page.cookies,
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
        }
        response = self.application(environ, lambda status, headers: None)
        response.close()
        assert response.status_code == 200, page.address
        return len(response.content)


def cookie(answers: dict[str, Any]) -> str:
    """The cookies of a visitor who gave these answers."""
    response = HttpResponse()
    keep_answers(response, answers)
    return response.cookies.output(attrs=[], header="").strip()


def link(base: RuleBase, answers: dict[str, Any]) -> Page:
    """The page behind a new link to the advice for these answers."""
    return Page(create_recommendation(base, advise(base, answers)).get_absolute_url())


def deeper(depth: int, server: Server, page: Page) -> int:
    """Ask for a page from `depth` calls further down."""
    return deeper(depth - 1, server, page) if depth else server.get(page)


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Server]:
    """The site over the shipped rule base as release 1, with the bare pages beside it."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.ROOT_URLCONF", "bench.bare")
        # Tests have every template tell what it renders; a server does not.
        patch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))
        # A line in the log costs the same for every page; without it, none hides behind it.
        logging.disable(logging.INFO)
        live.forget()
        publish(read_folder(dev.ROOT / "knowledge/base").files, "As it was shipped.")
        yield Server()
        logging.disable(logging.NOTSET)


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
    pages, sizes = server.pages[kind], report.sizes
    if which == "page":
        sizes[kind] = int(mean(server.get(next(pages)) for _ in range(WARM)))
    else:
        pages = repeat(Page("/bare/question/" if kind == "question" else "/bare/result/"))
        plain = bare.question if kind == "question" else bare.result
        plain.fit(sizes[kind], lambda: server.get(next(pages)))
        assert server.get(next(pages)) == sizes[kind]
    depths = cycle(DEPTHS)

    def setup() -> Any:
        return (next(depths), server, next(pages)), {}

    benchmark.pedantic(deeper, setup=setup, rounds=ROUNDS, warmup_rounds=32)
    report.take(kind, which, benchmark.stats.stats.median)
