"""Filling an empty database from a backup, and proving that it is equal."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from advisor.operations.backups import FORM, ROWS_AT_ONCE, hash_of_contents, migrations, tables
from advisor.recommendations.links import delete_recommendation
from advisor.recommendations.models import Recommendation, Tombstone
from advisor.releases import live
from advisor.releases.models import Release

# What a damaged or invented file can bring about while it is read.
BROKEN = (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, LookupError)


class CannotRestore(Exception):
    """The file, or the database it should go into, is not fit; the message says what would do."""


def restore(path: Path, deleted: Iterable[str] = ()) -> str:
    """Fill an empty database from `path`; the hash of its contents, read back and compared.

    Recommendations whose id is in `deleted` are then deleted again. All of it happens or none of
    it: raises CannotRestore and leaves the database as it was.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream, transaction.atomic():
            fit(json.loads(next(stream, "null")))
            expected = fill(stream)
            reset_counters()
            found = hash_of_contents()
            if found != expected:
                raise CannotRestore(f"what was read back has the hash {found}, not {expected}")
            delete_again(deleted)
    except BROKEN as error:
        raise CannotRestore(f"{path.name} is not a whole backup: {error}") from error
    except DatabaseError as error:
        raise CannotRestore(f"the database refuses what is in {path.name}: {error}") from error
    finally:
        ContentType.objects.clear_cache()
        live.forget()
    return found


def fit(header: Any) -> None:
    """Refuse a file of another kind, other migrations, or a database that holds something."""
    if not isinstance(header, dict) or header.get("bacthang") != FORM:
        raise CannotRestore("this is not a backup of this program")
    if missing := sorted(set(header["migrations"]) ^ set(migrations())):
        raise CannotRestore(
            f"backup and database differ by {', '.join(missing)}: restore with the version that "
            "made the backup, then upgrade"
        )
    if Release.objects.exists():
        raise CannotRestore("the database is not empty: name a new one, and run migrate on it")


def fill(stream: Iterable[str]) -> str:
    """Put the rows of a backup into the tables; the hash of what was put in."""
    read, writer = hashlib.sha256(), Writer()
    empty()
    for line in stream:
        value = json.loads(line)
        if isinstance(value, dict) and "sha256" in value:
            writer.flush()
            if value["sha256"] != read.hexdigest():
                raise CannotRestore("the backup was altered or damaged: its hash does not fit")
            return read.hexdigest()
        read.update(line.encode())
        writer.take(value)
    raise CannotRestore("the backup ends in the middle: it was not written to its end")


def delete_again(ids: Iterable[str]) -> None:
    """Delete what was deleted after the backup; what it does not hold stays deleted as well."""
    for found in Recommendation.objects.filter(pk__in=list(ids)):
        delete_recommendation(found)
    Tombstone.objects.bulk_create([Tombstone(pk=each) for each in ids], ignore_conflicts=True)


def empty() -> None:
    """Take away what the migrations put into the tables: the backup brings its own."""
    with connection.cursor() as cursor:
        for model in tables():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


class Writer:
    """Puts rows into the table named last, many at once."""

    def __init__(self) -> None:
        self.model: type[models.Model] = Release
        self.fields: list[models.Field[Any, Any]] = []
        self.rows: list[list[Any]] = []

    def take(self, value: Any) -> None:
        """Take the name of a table, or a row of it."""
        if isinstance(value, dict):
            self.turn_to(value["table"], value["columns"])
            return
        self.rows.append(self.prepared(value))
        if len(self.rows) == ROWS_AT_ONCE:
            self.flush()

    def turn_to(self, label: str, columns: list[str]) -> None:
        """The rows that follow belong to this table."""
        self.flush()
        self.model = apps.get_model(label)
        if self.model not in tables():
            raise CannotRestore(f"a backup holds no table {label}")
        fields = {field.attname: field for field in self.model._meta.concrete_fields}
        self.fields = [fields[column] for column in columns]

    def prepared(self, row: list[Any]) -> list[Any]:
        """The values of a row as the database takes them; moments stay as they were."""
        return [
            field.get_db_prep_save(field.to_python(value), connection)
            for field, value in zip(self.fields, row, strict=True)
        ]

    def flush(self) -> None:
        """Write the rows taken so far."""
        if not self.rows:
            return
        quote = connection.ops.quote_name
        columns = ", ".join(quote(str(field.column)) for field in self.fields)
        places = ", ".join(["%s"] * len(self.fields))
        table = quote(self.model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", self.rows)
        self.rows = []


def reset_counters() -> None:
    """Let the database number new rows after the restored ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
