"""How long the server takes for an advice by the API: at most 15 ms in 95 of 100 requests.

Requests go through the whole WSGI application with the middleware of the site, one after the
other in one process, without a socket and without compression, each for another team
(`bench/teams.py`), so that nothing kept from before can answer. What counts is the processor's
time, so that other work on the machine matters little.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from statistics import median, quantiles
from time import process_time
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from pytest_django import DjangoDbBlocker

import dev
from advisor.releases import live
from advisor.releases.publishing import publish
from bench.teams import teams
from knowledge import RuleBase, read_folder

pytestmark = pytest.mark.django_db

ROUNDS, WARM = 600, 50
AIM = 0.015


@pytest.fixture(scope="module")
def base(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[RuleBase]:
    """The shipped rule base, as release 1."""
    with django_db_blocker.unblock():
        live.forget()
        publish(read_folder(dev.ROOT / "knowledge/base").files, "As it was shipped.")
        yield live.current()


def seconds(application: WSGIHandler, body: bytes) -> float:
    """The time that one request takes."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/api/v1/advice",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
    }
    start = process_time()
    response = application(environ, lambda status, headers: None)
    taken = process_time() - start
    response.close()
    assert response.status_code == 200
    return taken


def test_advice_by_the_api(base: RuleBase, capsys: pytest.CaptureFixture[str]) -> None:
    application = WSGIHandler()
    bodies = (json.dumps(answers).encode() for answers in islice(teams(base), WARM + ROUNDS))
    taken = [seconds(application, body) for body in bodies][WARM:]
    ninety_fifth = quantiles(taken, n=100)[94]
    with capsys.disabled():
        said = f"median {median(taken) * 1000:.1f} ms, p95 {ninety_fifth * 1000:.1f} ms"
        print(f"\nadvice by the API, {len(taken)} requests: {said}")
    assert ninety_fifth <= AIM
