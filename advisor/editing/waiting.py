"""What each open draft waits for, and whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

from advisor.editing.models import Check, Draft, Replay
from advisor.releases.models import Release


@dataclass(frozen=True)
class Waiting:
    """An open draft and what it waits for, in words; `step` is the page that goes on with it."""

    draft: Draft
    words: str
    step: str


def waiting(drafts: Iterable[Draft], newest: Release | None) -> list[Waiting]:
    """Each draft with what comes next for it."""
    drafts = list(drafts)
    hashes = [draft.hash for draft in drafts]
    checks = dict(Check.objects.filter(pk__in=hashes).values_list("hash", "is_sound"))
    done = Replay.objects.filter(hash__in=hashes, against=newest, is_finished=True)
    replayed = set(done.values_list("hash", flat=True))
    return [Waiting(each, *next_step(each, newest, checks, replayed)) for each in drafts]


def next_step(
    draft: Draft, newest: Release | None, checks: dict[str, bool], replayed: set[str]
) -> tuple[str, str]:
    """What a draft waits for, and on which page."""
    if newest and draft.hash == newest.hash:
        return gettext("nothing changed yet"), "draft"
    if newest and draft.base_id != newest.number:
        return gettext("an older release is behind it: put it onto the newest one"), "rebase"
    if draft.hash not in checks:
        return gettext("to be checked"), "check"
    if not checks[draft.hash]:
        return gettext("the check found what has to be mended"), "check"
    if draft.hash not in replayed:
        return gettext("to be replayed"), "check"
    if settings.FOUR_EYES:
        return gettext("to be published by somebody who did not write any of it"), "publish"
    return gettext("to be published"), "publish"
