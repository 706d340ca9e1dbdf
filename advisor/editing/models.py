"""Rule bases being edited, what was found out about them, and the trail of what was done."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy

from advisor.releases.models import Release

TITLE_LENGTH = 120
HASH_LENGTH = 64


class DraftQuerySet(models.QuerySet["Draft"]):
    """Questions about drafts."""

    def open(self) -> "DraftQuerySet":
        """The drafts that are being edited, the one saved last first."""
        return self.filter(state=Draft.OPEN).order_by("-saved_at", "-pk")


class Draft(models.Model):
    """A copy of a release's files with edits; changed by the functions of `drafts` alone.

    `files` maps path to text, `hash` is theirs. `version` is raised by every save: who saves
    names the version that was read, and is refused if another has saved since. `authors` are
    all who ever saved. Nothing is thrown away: a discarded draft can be taken up again.
    """

    OPEN, PUBLISHED, DISCARDED = "open", "published", "discarded"

    title = models.CharField(max_length=TITLE_LENGTH)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts")
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    base = models.ForeignKey(Release, models.PROTECT, related_name="drafts")
    files = models.JSONField()
    hash = models.CharField(max_length=HASH_LENGTH, db_index=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, default=OPEN, db_index=True)
    release = models.OneToOneField(Release, models.PROTECT, null=True, related_name="draft")
    made_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("draft")
        verbose_name_plural = gettext_lazy("drafts, checks and releases")
        default_permissions = ("view", "change")
        permissions = [
            ("publish_draft", "Can publish a draft"),
            ("roll_back", "Can roll back to an older release"),
            ("manage_people", "Can manage people and their rights"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """How the audit trail calls it."""
        return f"draft {self.pk}"


class Check(models.Model):
    """What checking some files found. It depends on the files alone, so it is kept by hash."""

    hash = models.CharField(primary_key=True, max_length=HASH_LENGTH)
    report = models.JSONField()
    is_sound = models.BooleanField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.hash[:12]


class Replay(models.Model):
    """Saved recommendations and cases under some files, against a release.

    It goes forward in chunks: `cursor` is the id of the last recommendation that was looked
    at, `done` of `total` were. `result` is the plain JSON that `replay` describes.
    """

    hash = models.CharField(max_length=HASH_LENGTH)
    against = models.ForeignKey(Release, models.PROTECT, related_name="+")
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    cursor = models.CharField(max_length=64, blank=True)
    result = models.JSONField()
    is_finished = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["hash", "against"], name="one_replay")]

    def __str__(self) -> str:
        return f"{self.hash[:12]} · {self.done} / {self.total}"


class TrailChanged(Exception):
    """Someone tried to change or delete an entry of the audit trail."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Entries are read; they are written by `audit.record` alone."""

    def update(self, **changes: Any) -> int:
        """Refused: an entry never changes."""
        raise TrailChanged("an audit entry is never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: an entry is never deleted."""
        raise TrailChanged("an audit entry is never deleted")

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list["AuditEntry"]:  # type: ignore[override]
        """Refused: entries are chained one at a time."""
        raise TrailChanged("audit entries are recorded one at a time")


class AuditEntry(models.Model):
    """One thing that someone did or was refused.

    `who` is the name at that time, empty for nobody known, `who_id` the account's key.
    `action` is one of `audit.ACTIONS`, `subject` what it was done to. `before` and `after`
    are JSON. `hash` is the SHA-256 over all of it and the `previous` entry's hash, so that no
    entry can be changed, removed or put in between unnoticed. The table is guarded in the
    database as well.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    who = models.CharField(max_length=150, blank=True)
    who_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=30, db_index=True)
    subject = models.CharField(max_length=200, blank=True)
    is_refused = models.BooleanField(default=False)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    previous = models.CharField(max_length=HASH_LENGTH)
    hash = models.CharField(max_length=HASH_LENGTH)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("entry of the audit trail")
        verbose_name_plural = gettext_lazy("audit trail")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.number} · {self.action} · {self.subject}"

    @property
    def was(self) -> dict[str, Any]:
        """`before` as plain values."""
        return json.loads(self.before or "{}")

    @property
    def became(self) -> dict[str, Any]:
        """`after` as plain values."""
        return json.loads(self.after or "{}")

    def save(self, *args: Any, **options: Any) -> None:
        """Store a new entry; an existing one is refused."""
        if not self._state.adding:
            raise TrailChanged("an audit entry is never changed")
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Refused: an entry is never deleted."""
        raise TrailChanged("an audit entry is never deleted")
