"""Published rule bases: numbered, hashed, never changed again."""

from typing import Any

from django.conf import settings
from django.db import models

from knowledge import RuleBase, read_files


class ReleaseChanged(Exception):
    """Someone tried to change or delete a release."""


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Questions about releases."""

    def newest(self) -> "Release | None":
        """The release that is live, None before the first one."""
        return self.order_by("-number").first()

    def update(self, **changes: Any) -> int:
        """Refused: a release never changes."""
        raise ReleaseChanged("a release is never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: a release is never deleted."""
        raise ReleaseChanged("a release is never deleted")

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list["Release"]:  # type: ignore[override]
        """Refused: what is created in bulk may replace what is there."""
        raise ReleaseChanged("releases are published one at a time")


class Release(models.Model):
    """One published rule base.

    `files` maps each path of its folder to the text of the file; `hash` is the SHA-256
    of their canonical form, in hexadecimal. `report` is what was known when it was published:
    {"check": the check report, "replay": what it changed for saved recommendations}.
    Migration 0002 guards the table in the database itself.
    """

    number = models.PositiveIntegerField(primary_key=True)
    hash = models.CharField(max_length=64, db_index=True)
    files = models.JSONField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    note = models.TextField()
    report = models.JSONField(default=dict)
    published_at = models.DateTimeField(auto_now_add=True)

    objects = ReleaseQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.number} · {self.hash[:12]}"

    def save(self, *args: Any, **options: Any) -> None:
        """Store a new release; an existing one is refused."""
        if not self._state.adding:
            raise ReleaseChanged("a release is never changed")
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Refused: a release is never deleted."""
        raise ReleaseChanged("a release is never deleted")

    def read(self) -> RuleBase:
        """The rule base of this release, checked again as it is read."""
        return read_files(self.files, number=self.number)
