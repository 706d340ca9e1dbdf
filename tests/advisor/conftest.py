"""The site over the rule base of a new installation, and its cast.

Vera visits, Edda edits (staff, may look at releases), Otto has an account and no rights.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker

from advisor.releases import live
from advisor.releases.guards import guard, unguard
from advisor.releases.models import Release
from advisor.releases.publishing import publish
from knowledge import RuleBase, read_folder

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests/knowledge/small"


@pytest.fixture(scope="session")
def shipped() -> RuleBase:
    """The rule base of a new installation."""
    return read_folder(ROOT / "knowledge/base")


@pytest.fixture(scope="session")
def small() -> RuleBase:
    """The small rule base that tests share."""
    return read_folder(SMALL)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, shipped: RuleBase
) -> None:
    """Every test finds the shipped rule base as release 1; it is read and stored only once."""
    with django_db_blocker.unblock():
        Release.objects.create(
            number=1, hash=shipped.hash, files=dict(shipped.files), note="As it was shipped."
        )


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """No test is served a release that another one published.

    What was read stays: it is cached by its hash.
    """
    forget()
    yield
    forget()


def forget() -> None:
    live.newest.forget()
    live.hash_of.cache_clear()


@pytest.fixture
def nothing_published(db: None) -> None:
    """The database of an installation before its first release."""
    unguard(connection, "releases_release")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM releases_release")
    guard(connection, "releases_release")
    forget()


@pytest.fixture
def small_release(db: None, small: RuleBase) -> Release:
    """The small rule base, published as release 2."""
    return publish(small.files, "The small one.")


@pytest.fixture
def vera(db: None) -> Client:
    """Vera visits."""
    return Client()


@pytest.fixture
def edda(db: None) -> Client:
    """Edda edits: staff, with the right to look at releases."""
    user = User.objects.create_user("edda", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_release"))
    return logged_in(user)


@pytest.fixture
def otto(db: None) -> Client:
    """Otto has an account and no rights."""
    return logged_in(User.objects.create_user("otto"))


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
