"""How often one visitor may do something that costs: a token bucket in the database."""

from collections.abc import Callable
from functools import wraps
from math import ceil
from time import time
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from advisor.rates.models import Bucket
from advisor.rates.visitors import client_of, key_of

View = Callable[..., HttpResponseBase]

# One statement, so that of requests at the same moment none is counted twice or missed.
TAKE = """
    INSERT INTO rates_bucket (key, full_at) VALUES (%(key)s, %(now)s + %(each)s)
    ON CONFLICT (key) DO UPDATE
    SET full_at = CASE WHEN rates_bucket.full_at > %(now)s
                       THEN rates_bucket.full_at ELSE %(now)s END + %(each)s
    WHERE rates_bucket.full_at <= %(latest)s
"""


class Rate(NamedTuple):
    """`burst` times at once, then once in `seconds`."""

    burst: int
    seconds: int


class TooOften(Exception):
    """The visitor has no token left; `seconds` until there is one again, at least 1."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


def limited(action: str) -> Callable[[View], View]:
    """Let a visitor do `action` only as often as settings.RATES says; else raise TooOften."""

    def decorate(view: View) -> View:
        @wraps(view)
        def handled(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            take(action, request)
            return view(request, *args, **options)

        return handled

    return decorate


def take(action: str, request: HttpRequest) -> None:
    """Take one of the visitor's tokens for `action`; raise TooOften if none is left."""
    take_from(action, client_of(request))


def take_from(action: str, subject: str) -> None:
    """Take one token for `action` from the bucket of `subject`; raise TooOften if none is left.

    A subject is whoever or whatever is counted: an address, an account. It is not kept.
    """
    rate = Rate(*settings.RATES[action])
    key = key_of(action, subject)
    now = round(time() * 1000)
    if not taken(key, rate, now):
        raise TooOften(wait(key, rate, now))
    Bucket.objects.filter(full_at__lte=now).delete()


def refuse_if_spent(action: str, request: HttpRequest) -> None:
    """Raise TooOften if the visitor has no token for `action`; takes none."""
    rate = Rate(*settings.RATES[action])
    key = key_of(action, client_of(request))
    now = round(time() * 1000)
    latest = now + (rate.burst - 1) * rate.seconds * 1000
    if Bucket.objects.filter(key=key, full_at__gt=latest).exists():
        raise TooOften(wait(key, rate, now))


def taken(key: str, rate: Rate, now: int) -> bool:
    """Whether there was a token in the bucket `key`, which is then gone."""
    each = rate.seconds * 1000
    latest = now + (rate.burst - 1) * each
    values: dict[str, str | int] = {"key": key, "now": now, "each": each, "latest": latest}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, values)
        return bool(cursor.rowcount)


def wait(key: str, rate: Rate, now: int) -> int:
    """The seconds until the bucket `key` has a token again."""
    full_at = Bucket.objects.values_list("full_at", flat=True).filter(key=key).first() or now
    return max(1, ceil((full_at - now) / 1000) - (rate.burst - 1) * rate.seconds)
