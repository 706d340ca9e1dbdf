"""Pages that refuse, in the site's look and the language of the address."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from advisor.rates.limiting import TooOften
from advisor.recommendations.links import AlreadySuperseded, Gone
from advisor.recommendations.owners import NotOwner
from advisor.releases import live
from advisor.resending import again

# The server cannot answer now, whatever is asked of it.
TROUBLE = (live.NoRelease, OperationalError)
RETRY_SECONDS = 30


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request cannot be understood."""
    return refused(request, "400", HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The visitor lacks the right."""
    return refused(request, "403", HTTPStatus.FORBIDDEN)


def lapsed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form did not prove that it came from a page of ours; the page keeps what was typed."""
    context = {"code": HTTPStatus.FORBIDDEN.value, "again": again(request)}
    page = render(request, "errors/403_csrf.html", context, status=HTTPStatus.FORBIDDEN)
    return kept_out(page)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing behind the address."""
    return refused(request, "404", HTTPStatus.NOT_FOUND)


def gone(request: HttpRequest) -> HttpResponse:
    """There was something behind the link, and never will be again."""
    return kept_out(refused(request, "410", HTTPStatus.GONE))


def not_owner(request: HttpRequest, error: NotOwner) -> HttpResponse:
    """Only its owner may do this to a link; the page leads to where one says so."""
    context = {"code": HTTPStatus.FORBIDDEN.value, "recommendation": error.recommendation}
    page = render(request, "errors/403_owner.html", context, status=HTTPStatus.FORBIDDEN)
    return kept_out(page)


def superseded(request: HttpRequest, error: AlreadySuperseded) -> HttpResponse:
    """Somebody put a newer recommendation in its place; the page leads there."""
    context = {"code": HTTPStatus.CONFLICT.value, "newer": error.newer}
    page = render(request, "errors/409_superseded.html", context, status=HTTPStatus.CONFLICT)
    return kept_out(page)


def kept_out(response: HttpResponse) -> HttpResponse:
    """The response, kept out of every cache."""
    response["Cache-Control"] = "private, no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke; the page needs nothing that could be broken as well."""
    text = render_to_string("errors/500.html")
    return HttpResponse(text, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The server cannot answer now; its page needs no database and keeps what was typed."""
    url = request.get_full_path() if request.method == "GET" else None
    text = render_to_string("errors/503.html", {"again": again(request), "url": url})
    response = HttpResponse(text, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(RETRY_SECONDS)
    return kept_out(response)


def too_often(request: HttpRequest, error: TooOften) -> HttpResponse:
    """The visitor has to wait; the page and the header say how long."""
    code = HTTPStatus.TOO_MANY_REQUESTS.value
    context = {"code": code, "seconds": error.seconds, "again": again(request)}
    response = render(request, "errors/429.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(error.seconds)
    return response


def refused(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    """The page `errors/<template>.html`, which shows the status."""
    context = {"code": status.value}
    return render(request, f"errors/{template}.html", context, status=status)


class Refusals:
    """Gives a page to refusals that Django leaves blank, and to trouble of the server."""

    def __init__(self, handle: Callable[[HttpRequest], HttpResponse]) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Fill the blank answer to a method that the address does not know."""
        response = self.handle(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            page = refused(request, "400", HTTPStatus.METHOD_NOT_ALLOWED)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what views and the server raise on purpose with a page of their own."""
        if isinstance(error, TooOften):
            return too_often(request, error)
        if isinstance(error, Gone):
            return gone(request)
        if isinstance(error, NotOwner):
            return not_owner(request, error)
        if isinstance(error, AlreadySuperseded):
            return superseded(request, error)
        return unavailable(request) if isinstance(error, TROUBLE) else None
