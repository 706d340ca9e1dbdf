"""Which actions a visitor has ticked off, in a signed cookie until the browser is closed.

Each saved link and each set of answers has a list of its own. The lists stay in one browser:
whoever else opens the same link finds nothing ticked.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict

from knowledge import RuleBase

Lists = dict[str, list[str]]

SALT = "ticks"
# With the answers beside it in one header, still below what servers accept.
COOKIE_BYTES = 2_000


def read_ticks(request: HttpRequest, name: str) -> list[str]:
    """The ids of the practices ticked off on one list; never raises."""
    return read_lists(request).get(name, [])


def read_lists(request: HttpRequest) -> Lists:
    """All lists of the visitor, the one used last at the end."""
    cookie = request.COOKIES.get(settings.TICKS_COOKIE_NAME, "")
    try:
        kept = signing.loads(cookie, salt=SALT)
    except (signing.BadSignature, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def ticked(base: RuleBase, sent: QueryDict) -> list[str]:
    """The practices that a form sent as ticked off, in the order of the rule base."""
    named = set(sent.getlist("done"))
    return [practice for practice in base.practices if practice in named]


def keep_ticks(
    request: HttpRequest, response: HttpResponse, name: str, practices: Iterable[str]
) -> None:
    """Put what is ticked off on one list in place of what was; the oldest lists make room."""
    lists = {key: kept for key, kept in read_lists(request).items() if key != name}
    ticked = list(practices)
    if ticked:
        lists[name] = ticked
    while len(value := signing.dumps(lists, salt=SALT, compress=True)) > COOKIE_BYTES:
        del lists[next(iter(lists))]
    response.set_cookie(
        settings.TICKS_COOKIE_NAME,
        value,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
