"""Publishing a rule base as the next release."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction

from advisor.releases import live
from advisor.releases.models import Release
from knowledge import read_files


def publish(files: Mapping[str, str], note: str, author: User | None = None) -> Release:
    """Store `files` as the next release and serve it.

    Raises knowledge.KnowledgeError when the files are no sound rule base; nothing is
    stored then.
    """
    base = read_files(files)
    with transaction.atomic():
        parent = Release.objects.newest()
        release = Release.objects.create(
            number=parent.number + 1 if parent else 1,
            hash=base.hash,
            files=dict(base.files),
            parent=parent,
            author=author,
            note=note,
        )
    live.newest.forget()
    return release
