"""The rule bases this process serves: the newest one, and older ones by number."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from threading import Lock
from time import monotonic

from django.db import connection

from advisor.releases.models import Release
from knowledge import RuleBase

# A release is served by every process at most one second after it was published.
RECHECK_SECONDS = 0.5


class NoRelease(Exception):
    """Nothing has been published yet."""


class Newest:
    """The number of the newest release, asked of the database twice a second at most."""

    def __init__(self) -> None:
        self.number = 0
        self.asked = float("-inf")
        self.lock = Lock()

    def ask(self) -> int:
        """The number of the newest release, 0 when there is none."""
        if monotonic() - self.asked >= RECHECK_SECONDS:
            with self.lock:
                self.number = newest_number()
                self.asked = monotonic()
        return self.number

    def forget(self) -> None:
        """Ask again next time: something was published by this process."""
        self.asked = float("-inf")


newest = Newest()


def newest_number() -> int:
    """The highest number in the database, 0 when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(number) FROM releases_release")
        return int(cursor.fetchone()[0] or 0)


# What this request is shown in place of the newest release; it is none and saves nothing.
preview: ContextVar[RuleBase | None] = ContextVar("preview", default=None)


@contextmanager
def previewing(base: RuleBase) -> Iterator[None]:
    """Serve `base` in place of the newest release, to this request alone.

    Its `number` has to be one that no release has yet.
    """
    token = preview.set(base)
    try:
        yield
    finally:
        preview.reset(token)


def is_preview() -> bool:
    """Whether this request is shown something that was not published."""
    return preview.get() is not None


@lru_cache(maxsize=8)
def stored_release(number: int, hash_: str) -> RuleBase:
    """The rule base of one release; the hash keeps a cache of another database apart."""
    return Release.objects.get(number=number).read()


def read_release(number: int, hash_: str) -> RuleBase:
    """The rule base of one release, or the one that is previewed."""
    shown = preview.get()
    if shown is not None and (shown.number, shown.hash) == (number, hash_):
        return shown
    return stored_release(number, hash_)


def current() -> RuleBase:
    """The rule base of the newest release; raises NoRelease before the first one."""
    if (shown := preview.get()) is not None:
        return shown
    number = newest.ask()
    if not number:
        raise NoRelease("run `manage.py knowledge import knowledge/base --publish`")
    return rule_base(number)


@lru_cache(maxsize=64)
def hash_of(number: int) -> str:
    """The hash of a release, which never changes."""
    return str(Release.objects.values_list("hash", flat=True).get(number=number))


def rule_base(number: int) -> RuleBase:
    """The rule base of release `number`; raises Release.DoesNotExist."""
    return read_release(number, hash_of(number))


def forget() -> None:
    """Drop everything cached: for tests, and after a restore."""
    newest.forget()
    hash_of.cache_clear()
    stored_release.cache_clear()
