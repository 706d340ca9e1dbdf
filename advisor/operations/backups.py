"""Everything that must not be lost, as one file from which either database can be filled again.

A backup is text, a line a row, packed with gzip. It names the migrations it was made under and
ends with a SHA-256 over all rows: the same contents give the same hash on SQLite and PostgreSQL,
so that a restore can prove that it is equal. Sessions and limits are left out: people sign in
again, buckets fill up again.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

FORM = 1
LEFT_OUT = {"sessions.Session", "rates.Bucket", "admin.LogEntry"}
ROWS_AT_ONCE = 500


def tables() -> list[type[models.Model]]:
    """Every table of ours, by name. Foreign keys are checked when all rows are there."""
    everything = apps.get_models(include_auto_created=True)
    ours = [model for model in everything if model._meta.label not in LEFT_OUT]
    return sorted(ours, key=lambda model: model._meta.label)


def back_up(path: Path, now: datetime) -> str:
    """Write everything to `path`, as it stood at one moment; the hash of the contents.

    Others go on reading and writing meanwhile. The file appears only once it is whole.
    """
    part = path.with_name(path.name + ".part")
    with gzip.open(part, "wt", encoding="utf-8", compresslevel=1) as stream, one_moment():
        header = {"bacthang": FORM, "made_at": now, "migrations": migrations()}
        stream.write(as_line(header))
        total = hashlib.sha256()
        for line in lines():
            total.update(line.encode())
            stream.write(line)
        stream.write(as_line({"sha256": total.hexdigest()}))
    part.replace(path)
    return total.hexdigest()


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads inside see the database as it stood at the first one; writers do not wait."""
    begin = {
        "sqlite": "BEGIN DEFERRED",
        "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    }
    if connection.in_atomic_block:  # already one moment, as in a test or a restore
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(begin[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def hash_of_contents() -> str:
    """The hash that a backup would have now."""
    total = hashlib.sha256()
    with one_moment():
        for line in lines():
            total.update(line.encode())
    return total.hexdigest()


def lines() -> Iterator[str]:
    """Every table as a line with its name and columns, then a line a row, by key."""
    for model in tables():
        columns = [field.attname for field in model._meta.concrete_fields]
        yield as_line({"table": model._meta.label, "columns": columns})
        rows = model._base_manager.order_by("pk").values_list(*columns)
        for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
            yield as_line(row)


def as_line(value: Any) -> str:
    """One value as JSON in one form only: keys sorted, moments with their zone."""
    text = json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=plain
    )
    return text + "\n"


def plain(value: Any) -> str:
    """What JSON has no form for: days, and moments in universal time to the microsecond."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a backup holds no {type(value).__name__}")


def migrations() -> list[str]:
    """The migrations of the tables that are backed up, as `app.name`, in order."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)
