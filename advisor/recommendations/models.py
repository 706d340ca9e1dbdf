"""Advice that was saved behind a link, as it was given."""

import secrets

from django.db import models
from django.urls import reverse

from advisor.releases.models import Release

ID_BYTES = 16


def new_id() -> str:
    """An id that cannot be guessed: 128 random bits, 22 characters."""
    return secrets.token_urlsafe(ID_BYTES)


class Recommendation(models.Model):
    """Answers, the release they were judged by, and the advice as it was given.

    `record` is JSON of ids and values, kept as text so that no database reorders it; the
    page is rendered from it with the texts of its release, and never decided anew.
    """

    id = models.CharField(primary_key=True, max_length=22, default=new_id, editable=False)
    release = models.ForeignKey(Release, models.PROTECT, related_name="recommendations")
    record = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.id

    def get_absolute_url(self) -> str:
        """The page that anyone with the link can read."""
        return reverse("recommendations:show", args=[self.id])
