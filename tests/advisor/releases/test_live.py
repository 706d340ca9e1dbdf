"""Which release is served, and how soon."""

from dataclasses import dataclass

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from advisor.releases import live
from advisor.releases.models import Release
from knowledge import RuleBase

pytestmark = pytest.mark.django_db


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(live, "monotonic", clock)
    return clock


def published_elsewhere(base: RuleBase) -> None:
    """Store a release as another process does: this one is not told."""
    Release.objects.create(number=2, hash=base.hash, files=dict(base.files), note="Elsewhere.")


def test_a_release_published_elsewhere_is_served_within_a_second(
    clock: Clock, small: RuleBase
) -> None:
    assert live.current().number == 1
    published_elsewhere(small)
    clock.now += 0.99
    assert live.current().number == 2


def test_the_database_is_not_asked_again_at_once(
    clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    live.current()
    clock.now += live.RECHECK_SECONDS / 2
    with django_assert_num_queries(0):
        live.current()


def test_asking_again_costs_one_query(
    clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    live.current()
    clock.now += live.RECHECK_SECONDS
    with django_assert_num_queries(1):
        live.current()


def test_a_page_of_advice_costs_no_query(
    clock: Clock, vera: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    vera.get("/advice/?teams=2")
    with django_assert_num_queries(0):
        vera.get("/advice/?teams=2")


def test_a_rule_base_is_read_once() -> None:
    assert live.current() is live.current()
    assert live.rule_base(1) is live.current()


def test_older_releases_stay_within_reach(small_release: Release, shipped: RuleBase) -> None:
    assert live.current().number == 2
    assert live.rule_base(1).hash == shipped.hash


def test_a_release_that_never_was_is_not_found() -> None:
    with pytest.raises(Release.DoesNotExist):
        live.rule_base(7)


def test_nothing_is_served_before_the_first_release(nothing_published: None) -> None:
    with pytest.raises(live.NoRelease, match="knowledge import"):
        live.current()
