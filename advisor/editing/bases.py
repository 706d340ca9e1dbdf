"""Drafts as rule bases: what replay and preview judge by, read once for each content."""

from dataclasses import replace
from functools import lru_cache

from advisor.editing.models import Draft
from advisor.releases.models import Release
from knowledge import RuleBase, read_files


class FilesGone(Exception):
    """No draft and no release has these files any more: the draft was saved meanwhile."""


@lru_cache(maxsize=4)
def base_of(hash_: str) -> RuleBase:
    """The rule base of the draft or release whose files have this hash; not a release itself.

    Raises FilesGone, and KnowledgeError for files that are no rule base.
    """
    for model in (Draft, Release):
        files = model.objects.filter(hash=hash_).values_list("files", flat=True).first()
        if files is not None:
            return read_files(files)
    raise FilesGone(hash_)


@lru_cache(maxsize=4)
def as_release(hash_: str, number: int) -> RuleBase:
    """The same as it would be served as release `number`. Raises the same."""
    return replace(base_of(hash_), number=number)
