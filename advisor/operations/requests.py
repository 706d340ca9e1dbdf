"""One line in the log and one count for every request."""

import re
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from advisor.operations import figures
from advisor.operations.logs import shortened
from advisor.rates.visitors import client_of

Handler = Callable[[HttpRequest], HttpResponse]

log = structlog.get_logger("advisor.requests")
REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
# Asked for every few seconds by machines: counted, not written down.
QUIET = {"healthz", "readyz", "metrics"}


def requests(handle: Handler) -> Handler:
    """Give each request an id, then write what became of it: route, status, time, network.

    The route is the pattern of the address (`r/<slug>/`), never the address itself.
    """

    def handled(request: HttpRequest) -> HttpResponse:
        request_id = id_of(request)
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            started = perf_counter()
            response = handle(request)
            note(request, response, perf_counter() - started)
        response["X-Request-ID"] = request_id
        return response

    return handled


def note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Count a request, and write it down."""
    route = route_of(request)
    figures.count(route, request.method or "", response.status_code, seconds)
    if route in QUIET and response.status_code < 400:
        return
    log.info(
        "request",
        method=request.method,
        route=route,
        status=response.status_code,
        ms=round(seconds * 1000, 1),
        network=shortened(client_of(request)),
    )


def route_of(request: HttpRequest) -> str:
    """The name of the page that was asked for; empty where there is none behind the address."""
    match = request.resolver_match
    return match.view_name if match is not None else ""


def id_of(request: HttpRequest) -> str:
    """The id that the proxy gave to a request, else one of our own."""
    given = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
    return given if REQUEST_ID.fullmatch(given) else uuid4().hex
