"""Publishing a rule base as the next release."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from advisor.releases import live
from advisor.releases.models import Release
from knowledge import RuleBase, read_files


class PublishedMeanwhile(Exception):
    """Somebody else published at the same moment; try again."""


def publish(files: Mapping[str, str], note: str, author: User | None = None) -> Release:
    """Store `files` as the next release and serve it.

    Raises knowledge.KnowledgeError when the files are no sound rule base, and
    PublishedMeanwhile when somebody else was quicker; nothing is stored then.
    """
    base = read_files(files)
    try:
        release = store(base, note, author)
    except IntegrityError as error:
        raise PublishedMeanwhile("somebody published at the same moment") from error
    live.newest.forget()
    return release


def store(base: RuleBase, note: str, author: User | None) -> Release:
    """The next release; the number is unique, so of two at once one fails."""
    with transaction.atomic():
        parent = Release.objects.newest()
        return Release.objects.create(
            number=parent.number + 1 if parent else 1,
            hash=base.hash,
            files=dict(base.files),
            parent=parent,
            author=author,
            note=note,
        )
