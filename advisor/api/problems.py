"""How the API refuses: problem details (RFC 9457) that say what is wrong and what would do."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext, gettext_noop

from advisor.api.writing import json_response

MEDIA_TYPE = "application/problem+json"

# What happened, and what would do.
PROBLEMS = {
    400: (
        gettext_noop("The request cannot be read"),
        gettext_noop("Send it again in the form that the description of the API asks for."),
    ),
    401: (
        gettext_noop("Only its owner may do this"),
        gettext_noop("Send the owner_token given when it was saved: Authorization: Bearer TOKEN."),
    ),
    404: (
        gettext_noop("There is nothing behind this address"),
        gettext_noop("Check the address; openapi.json lists all there are."),
    ),
    405: (
        gettext_noop("This address does not take this method"),
        gettext_noop("Use one of the methods in the header Allow."),
    ),
    409: (
        gettext_noop("There is a newer one in its place"),
        gettext_noop("Change the newer one."),
    ),
    410: (
        gettext_noop("What was behind this link is gone"),
        gettext_noop("It was deleted, or its time was up; it does not come back."),
    ),
    413: (
        gettext_noop("The request is too large"),
        gettext_noop("Send at most 256 KiB."),
    ),
    415: (
        gettext_noop("The request is of a kind that is not read here"),
        gettext_noop("Send JSON in UTF-8 with the header Content-Type: application/json."),
    ),
    422: (
        gettext_noop("Something in the request is wrong"),
        gettext_noop("Change what is listed under errors; all of it is."),
    ),
    429: (
        gettext_noop("Too often in a short time"),
        gettext_noop("Try again after the seconds in the header Retry-After."),
    ),
    500: (
        gettext_noop("Something broke on our side"),
        gettext_noop("It has been noted. Try again later."),
    ),
    503: (
        gettext_noop("The server cannot answer just now"),
        gettext_noop("Try again after the seconds in the header Retry-After."),
    ),
}


class Refusal(Exception):
    """A request that is not answered: the status, what would do, and each thing that is wrong.

    An item of `errors` has the `fact` or the `parameter` and the `detail`.
    """

    def __init__(
        self, status: int, detail: str = "", errors: Iterable[dict[str, str]] = ()
    ) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail
        self.errors = list(errors)

    def told(self) -> dict[str, Any]:
        """The refusal as problem details, in the active language."""
        title, remedy = words(self.status)
        told = {"type": "about:blank", "title": title, "status": self.status}
        told["detail"] = self.detail or remedy
        return {**told, "errors": self.errors} if self.errors else told


def problem(refusal: Refusal) -> HttpResponse:
    """A refusal as a response."""
    response = json_response(refusal.told(), status=refusal.status, media_type=MEDIA_TYPE)
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def words(status: int) -> tuple[str, str]:
    """What the status means and what would do, in the active language."""
    if status not in PROBLEMS:
        return HTTPStatus(status).phrase, gettext(PROBLEMS[400][1])
    title, remedy = PROBLEMS[status]
    return gettext(title), gettext(remedy)
