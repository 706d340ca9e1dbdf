"""From a draft to what is live, and back.

    publish_draft(user, draft.pk, check.hash, note)    what was checked, and nothing else
    rebase_draft(user, draft.pk, draft.version)        onto what someone else published since
    roll_back(user, number, newest, reason)            an older release as a new one

Each asks for the right, leaves an audit entry, and happens whole or not at all.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from advisor.editing import audit
from advisor.editing.checking import NotSound, check_files
from advisor.editing.drafts import DraftChanged, compare_and_swap, refuse_closed, swap, told
from advisor.editing.models import Check, Draft, Replay
from advisor.editing.rights import EDIT, PUBLISH, ROLL_BACK, needs
from advisor.releases import live
from advisor.releases.models import Release
from advisor.releases.publishing import PublishedMeanwhile, store
from knowledge import KnowledgeError, Problem, read_files
from knowledge.keeping import plain_files
from knowledge.merging import Merge, merge_files
from knowledge.reading import plain_text

NOTE_LENGTH = 2_000


class NotChecked(Exception):
    """Something has to come first. `missing` is "check" or "replay"."""

    def __init__(self, missing: str) -> None:
        self.missing = missing
        super().__init__(f"no {missing} of these files")


class OtherFiles(Exception):
    """The draft is no longer what was checked; `draft` is as it is now."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        super().__init__(f"{draft.subject} was changed after it was checked")


class OwnDraft(PermissionDenied):
    """Four eyes: who wrote any of a draft may not publish it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        super().__init__(f"{draft.subject} has to be published by somebody else")


class NoSecondFactor(PermissionDenied):
    """Publishing asks for a second factor, and none was shown in this session."""


class Overtaken(PublishedMeanwhile):
    """Someone published since the draft began; nothing of it is lost.

    `merge` shows the draft and `newest` side by side over what both began from, and whether
    they overlap.
    """

    def __init__(self, draft: Draft, newest: Release) -> None:
        self.draft, self.newest = draft, newest
        self.merge = merge_with(draft, newest)
        super().__init__(f"{draft.subject} began before release {newest.number}")


class AlreadyLive(Exception):
    """The release to go back to is what is live."""


# Publishing


@needs(PUBLISH, "draft.published")
def publish_draft(user: User, draft_id: int, checked: str, note: str) -> Release:
    """Make a draft the next release, if it still has the hash `checked`.

    Raises NotAllowed, NoSecondFactor, OwnDraft, Draft.DoesNotExist, DraftClosed, OtherFiles,
    NotChecked, NotSound, Overtaken, and KnowledgeError for a note that says nothing. Of two at
    once exactly one gets the release; what the other wanted stays a draft.
    """
    refuse_unproven(user, "draft.published", f"draft {draft_id}")
    draft = Draft.objects.select_related("base").get(pk=draft_id)
    note = plain_note(note)
    report = ready(user, draft, checked)
    base = read_files(draft.files)
    was = told(draft)
    try:
        with transaction.atomic():
            release = store(base, note, user, report, draft.base)
            close(draft, release)
            audit.record(
                *(user, "draft.published", draft.subject),
                before=was,
                after=told(draft) | told_release(release),
            )
    except Overtaken:
        raise
    except PublishedMeanwhile as error:
        raise Overtaken(draft, newest()) from error
    live.newest.forget()
    return release


def ready(user: User, draft: Draft, checked: str) -> dict[str, Any]:
    """The report that a release keeps; raises the reason why a draft is not published."""
    refuse_closed(draft)
    if draft.hash != checked:
        raise OtherFiles(draft)
    if draft.base_id != (live_now := newest()).number:
        raise Overtaken(draft, live_now)
    refuse_own(user, draft)
    check = Check.objects.filter(pk=checked).first()
    replay = Replay.objects.filter(hash=checked, against=draft.base, is_finished=True).first()
    if check is None:
        raise NotChecked("check")
    if not check.is_sound:
        raise NotSound(check)
    if replay is None:
        raise NotChecked("replay")
    return {"check": check.report, "replay": replay.result}


def refuse_own(user: User, draft: Draft) -> None:
    """Raise OwnDraft where four eyes are asked for and `user` wrote any of the draft."""
    if settings.FOUR_EYES and draft.authors.filter(pk=user.pk).exists():
        after = {"lacks": "four eyes"}
        audit.record(user, "draft.published", draft.subject, after=after, refused=True)
        raise OwnDraft(draft)


def refuse_unproven(user: User, action: str, about: str) -> None:
    """Raise NoSecondFactor where one is asked for and this session has not shown it.

    A command has no session: where a second factor is asked for, publish in the admin.
    """
    if settings.SECOND_FACTOR_TO_PUBLISH and not getattr(user, "is_verified", bool)():
        audit.record(user, action, about, after={"lacks": "second factor"}, refused=True)
        raise NoSecondFactor("publishing asks for a second factor, shown in the admin")


def close(draft: Draft, release: Release) -> None:
    """Note what the draft became; raises DraftChanged if it was saved or closed meanwhile."""
    changes = {"state": Draft.PUBLISHED, "release": release}
    if not compare_and_swap(draft.pk, draft.version, Draft.OPEN, changes):
        raise DraftChanged(Draft.objects.get(pk=draft.pk), draft.files)
    draft.refresh_from_db(fields=["version", "state", "release"])


# Rebasing


@needs(EDIT, "draft.rebased")
def rebase_draft(
    user: User,
    draft_id: int,
    version: int,
    resolved: Mapping[str, str | None] | None = None,
    seen: int | None = None,
) -> Draft:
    """Put a draft's edits onto the newest release.

    Where edits overlap, `resolved` says what a file shall be (None: no file); without it
    Overtaken is raised and nothing changed. So it is if release `seen`, over which that was
    settled, is no longer the newest. Also raises what `save_draft` does.
    """
    draft, onto = Draft.objects.select_related("base").get(pk=draft_id), newest()
    if draft.version != version:
        raise DraftChanged(draft, draft.files)
    if seen not in (None, onto.number):
        raise Overtaken(draft, onto)
    if draft.base_id == onto.number:
        return draft
    merge, chosen = merge_with(draft, onto), resolved or {}
    if merge.conflicts.keys() - chosen.keys():
        raise Overtaken(draft, onto)
    settled = {path: chosen[path] for path in merge.conflicts}
    files = {path: text for path, text in {**merge.files, **settled}.items() if text is not None}
    return swap(user, draft_id, version, plain_files(files), "draft.rebased", onto)


def merge_with(draft: Draft, release: Release) -> Merge:
    """A draft's edits and those of the releases since it began, over what both began from."""
    return merge_files(draft.base.files, draft.files, release.files)


# Rolling back


@needs(ROLL_BACK, "release.rolled-back")
def roll_back(user: User, number: int, live_number: int, reason: str) -> Release:
    """Publish the files of release `number` again, as the one after `live_number`.

    Raises NotAllowed, NoSecondFactor, Release.DoesNotExist, AlreadyLive, PublishedMeanwhile if
    `live_number` is no longer live, NotSound by the checks of today, and KnowledgeError for a
    reason that says nothing.
    """
    refuse_unproven(user, "release.rolled-back", f"release {number}")
    reason = plain_note(reason)
    old, parent = Release.objects.get(pk=number), newest()
    if parent.number != live_number:
        raise PublishedMeanwhile(f"release {parent.number} is live")
    if old.hash == parent.hash:
        raise AlreadyLive(f"release {parent.number} says the same")
    check = check_files(old.files)
    if not check.is_sound:
        raise NotSound(check)
    base = read_files(old.files)
    with transaction.atomic():
        release = store(base, reason, user, rolled_back_report(check, old, parent), parent)
        before, after = told_release(parent), told_release(release) | {"from": old.number}
        audit.record(user, "release.rolled-back", subject(release), before=before, after=after)
    live.newest.forget()
    return release


def rolled_back_report(check: Check, old: Release, parent: Release) -> dict[str, Any]:
    """What is kept with a release that goes back to an older one."""
    replay = Replay.objects.filter(hash=old.hash, against=parent, is_finished=True).first()
    result = replay.result if replay else {}
    return {"check": check.report, "replay": result, "rolled_back_to": old.number}


# Words


def newest() -> Release:
    """The release that is live; raises live.NoRelease."""
    release = Release.objects.newest()
    if release is None:
        raise live.NoRelease("nothing has been published yet")
    return release


def told_release(release: Release) -> dict[str, Any]:
    """What the audit trail keeps of a release."""
    return {"release": release.number, "release_hash": release.hash, "note": release.note[:200]}


def subject(release: Release) -> str:
    """How the audit trail calls a release."""
    return f"release {release.number}"


def plain_note(text: str) -> str:
    """A note or a reason; raises KnowledgeError, file "note", for one that is none."""
    plain = plain_text("note", text).strip()
    if not plain:
        raise KnowledgeError([Problem("note", 1, 1, "say in a sentence what changes and why")])
    if len(plain) > NOTE_LENGTH:
        message = f"the note has {len(plain):,} characters; at most {NOTE_LENGTH:,} are taken"
        raise KnowledgeError([Problem("note", 1, 1, message)])
    return plain
