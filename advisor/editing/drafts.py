"""Drafts: making, saving, discarding. Every way in (form, YAML page, upload, command) ends here.

Saving is compare-and-swap: who saves names the version that was read. If another has saved
since, nothing is overwritten: `DraftChanged` carries both texts.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from advisor.editing import audit
from advisor.editing.models import TITLE_LENGTH, Draft
from advisor.editing.rights import EDIT, needs
from advisor.releases.models import Release
from knowledge import KnowledgeError, Problem
from knowledge.keeping import plain_files
from knowledge.reading import plain_text
from knowledge.rulebase import hash_of

Files = Mapping[str, str]


class DraftChanged(Exception):
    """Someone else saved the draft meanwhile. `draft` is as they left it, `mine` was refused."""

    def __init__(self, draft: Draft, mine: Files) -> None:
        self.draft, self.mine = draft, dict(mine)
        super().__init__(f"{draft.subject} is at version {draft.version}")

    @property
    def both(self) -> dict[str, tuple[str, str]]:
        """The files that differ: path -> the text refused and the text stored."""
        theirs = self.draft.files
        paths = sorted(self.mine.keys() | theirs.keys())
        pairs = {path: (self.mine.get(path, ""), theirs.get(path, "")) for path in paths}
        return {path: pair for path, pair in pairs.items() if pair[0] != pair[1]}


class DraftClosed(Exception):
    """The draft was published or discarded: it takes no edits. `draft` says which."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        super().__init__(f"{draft.subject} is {draft.state}")


class NothingPublished(Exception):
    """There is no release yet that a draft could begin from."""


@needs(EDIT, "draft.made")
def make_draft(user: User, title: str, files: Mapping[str, str | bytes] | None = None) -> Draft:
    """A new draft on the newest release: of its files, or of `files` (an import).

    Raises NotAllowed, NothingPublished, and KnowledgeError for files or a title that no draft
    may hold. What the files say may be wrong.
    """
    base = Release.objects.newest()
    if base is None:
        raise NothingPublished("publish a first release before drafting the next")
    plain = plain_files(base.files if files is None else files)
    draft = Draft(title=plain_title(title), owner=user, base=base, files=plain)
    draft.hash, draft.saved_at, draft.saved_by = hash_of(plain), timezone.now(), user
    with transaction.atomic():
        draft.save()
        draft.authors.add(user)
        audit.record(user, "draft.made", draft.subject, after=told(draft) | {"title": draft.title})
    return draft


@needs(EDIT, "draft.saved")
def save_draft(user: User, draft_id: int, version: int, files: Mapping[str, str | bytes]) -> Draft:
    """Store all files of a draft that was read at `version`.

    Raises NotAllowed, Draft.DoesNotExist, DraftClosed, DraftChanged if someone else has saved
    since, and KnowledgeError for files that no draft may hold; nothing is stored then. Files
    that did not change are stored as no new version.
    """
    return swap(user, draft_id, version, plain_files(files), "draft.saved")


@needs(EDIT, "draft.saved")
def save_file(user: User, draft_id: int, version: int, path: str, text: str | None) -> Draft:
    """Store one file of a draft that was read at `version`; None removes it. Raises the same."""
    was = Draft.objects.get(pk=draft_id)
    files: dict[str, str] = dict(was.files)
    files.pop(path, None)
    if text is not None:
        files[path] = text
    if was.version != version:
        raise DraftChanged(was, files)
    return swap(user, draft_id, version, plain_files(files), "draft.saved")


@needs(EDIT, "draft.discarded")
def discard_draft(user: User, draft_id: int, version: int) -> Draft:
    """Put an open draft away; it can be reopened. Raises NotAllowed, DraftClosed, DraftChanged."""
    return move(user, draft_id, version, Draft.OPEN, Draft.DISCARDED, "draft.discarded")


@needs(EDIT, "draft.reopened")
def reopen_draft(user: User, draft_id: int, version: int) -> Draft:
    """Take up a discarded draft again. Raises NotAllowed, DraftClosed, DraftChanged."""
    return move(user, draft_id, version, Draft.DISCARDED, Draft.OPEN, "draft.reopened")


# How a draft is stored


def swap(
    user: User, draft_id: int, version: int, files: Files, action: str, base: Release | None = None
) -> Draft:
    """Store files, and a new base if given, if the draft is still at `version`."""
    was = Draft.objects.get(pk=draft_id)
    refuse_closed(was)
    if was.version == version and was.files == files and base in (None, was.base):
        return was
    changes: dict[str, Any] = {"files": dict(files), "hash": hash_of(files), "saved_by": user}
    if base is not None:
        changes["base"] = base
    with transaction.atomic():
        draft = replaced(was, version, changes | {"saved_at": timezone.now()}, files)
        draft.authors.add(user)
        names = changed_files(was.files, files)
        audit.record(user, action, draft.subject, before=told(was), after=told(draft) | names)
    return draft


def move(user: User, draft_id: int, version: int, source: str, target: str, action: str) -> Draft:
    """Give a draft another state, if it still has the first one and `version`."""
    was = Draft.objects.get(pk=draft_id)
    if was.state != source:
        raise DraftClosed(was)
    with transaction.atomic():
        draft = replaced(was, version, {"state": target}, was.files)
        audit.record(user, action, draft.subject, before=told(was), after=told(draft))
    return draft


def replaced(was: Draft, version: int, changes: Mapping[str, Any], mine: Files) -> Draft:
    """The draft after some changes; raises DraftChanged or DraftClosed, with nothing changed."""
    is_stored = compare_and_swap(was.pk, version, was.state, changes)
    draft = Draft.objects.select_related("base").get(pk=was.pk)
    if is_stored:
        return draft
    if draft.state != was.state:
        raise DraftClosed(draft)
    raise DraftChanged(draft, mine)


def compare_and_swap(draft_id: int, version: int, state: str, changes: Mapping[str, Any]) -> bool:
    """Change a draft by one statement, if it is still at `version`; False if it is not."""
    unchanged = Draft.objects.filter(pk=draft_id, version=version, state=state)
    return unchanged.update(**changes, version=version + 1) == 1


def refuse_closed(draft: Draft) -> None:
    """Raise DraftClosed unless the draft takes edits."""
    if draft.state != Draft.OPEN:
        raise DraftClosed(draft)


# What is told of a draft


def told(draft: Draft) -> dict[str, Any]:
    """What the audit trail keeps of a draft: enough to replay it, none of its texts."""
    return {
        "draft": draft.pk,
        "version": draft.version,
        "hash": draft.hash,
        "base": draft.base_id,
        "state": draft.state,
    }


def changed_files(before: Files, after: Files) -> dict[str, list[str]]:
    """The names of the files that differ."""
    paths = sorted(before.keys() | after.keys())
    return {"files": [path for path in paths if before.get(path) != after.get(path)]}


def plain_title(title: str) -> str:
    """A title on one line; raises KnowledgeError, file "title", for one that is none."""
    plain = " ".join(plain_text("title", " ".join(title.split())).split())
    if not plain:
        raise KnowledgeError([Problem("title", 1, 1, "a draft needs a title")])
    if len(plain) > TITLE_LENGTH:
        message = f"the title has {len(plain)} characters; at most {TITLE_LENGTH} are taken"
        raise KnowledgeError([Problem("title", 1, 1, message)])
    return plain
