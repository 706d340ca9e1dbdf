"""Publishing a rule base as the next release."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from advisor.releases import live
from advisor.releases.models import Release
from knowledge import RuleBase, read_files


class PublishedMeanwhile(Exception):
    """Somebody else published at the same moment; try again."""


def publish(
    files: Mapping[str, str],
    note: str,
    author: User | None = None,
    report: Mapping[str, Any] | None = None,
) -> Release:
    """Store `files` as the next release and serve it.

    It asks for nobody's right: `advisor.editing.publishing` does.

    Raises knowledge.KnowledgeError when the files are no sound rule base, and
    PublishedMeanwhile when somebody else was quicker; nothing is stored then.
    """
    base = read_files(files)
    release = store(base, note, author, report or {}, Release.objects.newest())
    live.newest.forget()
    return release


def store(
    base: RuleBase,
    note: str,
    author: User | None,
    report: Mapping[str, Any],
    parent: Release | None,
) -> Release:
    """The release after `parent`; the number is unique, so of two at once one fails.

    Raises PublishedMeanwhile if there is one after `parent` already.
    """
    try:
        with transaction.atomic():
            return Release.objects.create(
                number=parent.number + 1 if parent else 1,
                hash=base.hash,
                files=dict(base.files),
                parent=parent,
                author=author,
                note=note,
                report=dict(report),
            )
    except IntegrityError as error:
        raise PublishedMeanwhile("somebody published at the same moment") from error
