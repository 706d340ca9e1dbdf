"""Whether a process says truthfully that it can serve."""

from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.test import Client

from advisor.operations import health


def troubles(client: Client) -> list[str]:
    response = client.get("/readyz")
    assert response.status_code == (503 if response.json()["troubles"] else 200)
    return response.json()["troubles"]


def test_alive_without_a_database() -> None:
    with patch.object(connection, "cursor", side_effect=OperationalError):
        assert Client().get("/healthz").content == b"ok\n"


def test_ready_when_all_is_well(vera: Client) -> None:
    assert troubles(vera) == []


def test_not_ready_before_the_first_release(vera: Client, nothing_published: None) -> None:
    assert troubles(vera)[0].startswith("release: none yet")


def test_not_ready_while_migrations_are_missing(vera: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'rates'")
    assert troubles(vera)[0].startswith("database: 1 migrations are missing")


def test_not_ready_without_a_database(vera: Client) -> None:
    with patch.object(connection, "cursor", side_effect=OperationalError):
        assert troubles(vera) == ["database: OperationalError: it does not answer"]


def test_not_ready_when_nothing_can_be_written(vera: Client) -> None:
    with patch("advisor.rates.models.Bucket.objects.filter", side_effect=OperationalError):
        assert troubles(vera) == ["database: OperationalError: it cannot be written"]


@pytest.mark.parametrize(("vendor", "named"), [("sqlite", ["disk"]), ("postgresql", [])])
def test_not_ready_when_the_disk_of_sqlite_is_full(
    monkeypatch: pytest.MonkeyPatch, vendor: str, named: list[str]
) -> None:
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 2**62)
    monkeypatch.setattr(connection, "vendor", vendor)
    assert [each.split(":")[0] for each in health.full()] == named


def test_a_refusal_says_when_to_ask_again(vera: Client, nothing_published: None) -> None:
    assert vera.get("/readyz")["Retry-After"] == "10"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/robots.txt"])
def test_machines_may_only_read(vera: Client, path: str) -> None:
    assert vera.post(path).status_code == 405
