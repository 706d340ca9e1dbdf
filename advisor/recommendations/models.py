"""Advice that was saved behind a link, as it was given."""

import secrets
from datetime import date, datetime, time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from advisor.releases.models import Release

ID_BYTES = 16
TITLE_LENGTH = 80


def new_id() -> str:
    """An id that cannot be guessed: 128 random bits, 22 characters."""
    return secrets.token_urlsafe(ID_BYTES)


def start_of(day: date) -> datetime:
    """The moment at which a day begins where the site is."""
    return timezone.make_aware(datetime.combine(day, time.min))


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Questions about recommendations."""

    def over(self, today: date) -> "RecommendationQuerySet":
        """Those whose last day is before `today`."""
        forgotten = Q(opened_at__lt=start_of(today - settings.LINK_LIFE))
        return self.filter(Q(expires_on__lt=today) | forgotten)


class Recommendation(models.Model):
    """Answers, the release they were judged by, and the advice as it was given.

    `record` is JSON of ids and values, kept as text so that no database reorders it; the
    page is rendered from it with the texts of its release, and never decided anew. What its
    owner may change is beside it: `title`, `expires_on` (its last day, None for the usual
    life) and `turn`, which rises when owner's keys given out before are to end. `opened_at`
    is when its owner last used it by a form; looking at it never counts. The database knows the
    defaults too: a version of the site from before these fields can still save.
    """

    id = models.CharField(primary_key=True, max_length=22, default=new_id, editable=False)
    release = models.ForeignKey(Release, models.PROTECT, related_name="recommendations")
    record = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    title = models.CharField(max_length=TITLE_LENGTH, blank=True, default="", db_default="")
    supersedes = models.OneToOneField(
        "self", models.SET_NULL, null=True, editable=False, related_name="superseded_by"
    )
    turn = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    opened_at = models.DateTimeField(
        default=timezone.now, db_default=Now(), db_index=True, editable=False
    )
    expires_on = models.DateField(null=True, blank=True, db_index=True)

    objects = RecommendationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.id

    def get_absolute_url(self) -> str:
        """The page that anyone with the link can read."""
        return reverse("recommendations:show", args=[self.id])

    @property
    def last_day(self) -> date:
        """The last day on which the link opens."""
        usual = timezone.localdate(self.opened_at) + settings.LINK_LIFE
        return min(self.expires_on, usual) if self.expires_on else usual

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed; from then on it is as good as deleted."""
        return self.last_day < timezone.localdate()


class Tombstone(models.Model):
    """The id of a recommendation that was deleted, and nothing else of it.

    It says 410 where it was, and keeps it deleted after an older backup was restored.
    """

    id = models.CharField(primary_key=True, max_length=22, editable=False)

    def __str__(self) -> str:
        return self.id
