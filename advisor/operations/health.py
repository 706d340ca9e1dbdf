"""Whether this process can serve: what is wrong, in words for whoever runs it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from advisor.rates.models import Bucket
from advisor.releases import live

LEAST_FREE_BYTES = 50 * 1024 * 1024


def troubles() -> list[str]:
    """Everything that keeps the site from serving or from saving; empty if all is well."""
    try:
        return [*unapplied(), *unpublished(), *unwritable(), *full()]
    except DatabaseError as error:
        return [f"database: {type(error).__name__}: it does not answer"]


def unapplied() -> Iterator[str]:
    """Migrations that the database still lacks."""
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield f"database: {len(plan)} migrations are missing: run manage.py migrate"


def unpublished() -> Iterator[str]:
    """No release that could be served."""
    try:
        live.current()
    except live.NoRelease:
        yield "release: none yet: run manage.py knowledge import knowledge/base --publish"


def unwritable() -> Iterator[str]:
    """A database that can be read and not be written: read-only, or locked for seconds."""
    try:
        with transaction.atomic():
            Bucket.objects.filter(key="").delete()
    except DatabaseError as error:
        yield f"database: {type(error).__name__}: it cannot be written"


def full() -> Iterator[str]:
    """Too little room left on the disk of an SQLite database."""
    if connection.vendor != "sqlite":
        return
    free = shutil.disk_usage(Path(settings.DATA_DIR)).free
    if free < LEAST_FREE_BYTES:
        yield f"disk: {free // 1024 // 1024} MiB left, {LEAST_FREE_BYTES // 1024 // 1024} needed"
