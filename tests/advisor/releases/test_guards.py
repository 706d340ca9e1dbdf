"""The database itself refuses to change or delete what only grows."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from advisor.editing import audit
from advisor.editing.models import AuditEntry, TrailChanged
from advisor.releases.guards import guard, unguard
from advisor.releases.models import Release

TABLES = ("releases_release", "editing_auditentry")
CHANGES = ("UPDATE {} SET number = number + 5", "DELETE FROM {}")

ON_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces so")
ON_POSTGRES = pytest.mark.skipif(connection.vendor != "postgresql", reason="only there is it")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entry() -> AuditEntry:
    return audit.record(None, "release.imported", "release 1")


def everything() -> list[object]:
    return [*Release.objects.values_list(), *AuditEntry.objects.values_list()]


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_raw_sql_cannot_change_it(table: str, change: str) -> None:
    before = everything()
    with pytest.raises(IntegrityError):
        run(change.format(table))
    assert everything() == before


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_without_the_guard_it_could(table: str, change: str) -> None:
    unguard(connection, table)
    before = everything()
    with transaction.atomic():
        run("SET CONSTRAINTS ALL DEFERRED" if connection.vendor == "postgresql" else "SELECT 1")
        run(change.format(table))
        assert everything() != before
        transaction.set_rollback(True)
    guard(connection, table)


def test_a_raw_delete_of_the_orm_is_refused() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.all()._raw_delete(connection.alias)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.all()._raw_delete(connection.alias)


@ON_SQLITE
@pytest.mark.parametrize("table", TABLES)
def test_a_row_cannot_be_replaced(table: str) -> None:
    before = everything()
    with pytest.raises(IntegrityError):
        run(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    assert everything() == before


@ON_POSTGRES
@pytest.mark.parametrize("table", TABLES)
def test_a_table_cannot_be_truncated(table: str) -> None:
    with pytest.raises(IntegrityError):
        run(f"TRUNCATE {table} CASCADE")


def test_not_even_flush_empties_it() -> None:
    before = everything()
    with pytest.raises((CommandError, IntegrityError)), transaction.atomic():
        call_command("flush", "--no-input", verbosity=0)
    assert everything() == before


ENTRY_CHANGES = {
    "save": lambda entry: entry.save(),
    "delete": lambda entry: entry.delete(),
    "update": lambda entry: AuditEntry.objects.update(who="me"),
    "delete all": lambda entry: AuditEntry.objects.all().delete(),
    "create in bulk": lambda entry: AuditEntry.objects.bulk_create([entry]),
}


@pytest.mark.parametrize("change", ENTRY_CHANGES.values(), ids=ENTRY_CHANGES)
def test_the_models_refuse_it_by_name(entry: AuditEntry, change) -> None:
    before = everything()
    with pytest.raises(TrailChanged), transaction.atomic():
        change(entry)
    assert everything() == before
