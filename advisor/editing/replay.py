"""Saved recommendations and cases under some files, against what is live: what would change.

    replay = begin(user, draft.pk)         or goes on with what was begun
    while not replay.is_finished:          each request or command call does a part of it
        replay = advance(user, replay.pk, seconds=1.0)
    replay.result                          {"recommendations": …, "cases": …}

Both parts of the result are what `knowledge.counting` describes. A recommendation is named by
the beginning of a hash of its id: the id itself opens the link, so it is told to nobody.

Nothing is kept in the process: a chunk is read, judged without any lock held, and counted by
one conditional UPDATE that fails if somebody else counted it first.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from advisor.editing.bases import base_of
from advisor.editing.checking import NotSound, check_files
from advisor.editing.models import Draft, Replay
from advisor.editing.rights import VIEW, needs
from advisor.recommendations.models import Recommendation
from advisor.releases import live
from advisor.releases.models import Release
from knowledge import RuleBase
from knowledge.counting import Result, count, nothing_counted
from knowledge.replaying import Difference, differ

SECONDS = 1.0
CHUNK = 200
Row = tuple[str, str]


@needs(VIEW, "draft.checked")
def begin(user: User, draft_id: int, again: bool = False) -> Replay:
    """The replay of a draft as it is now against the newest release, begun if it was not.

    `again` begins anew, for recommendations saved since. Raises NotAllowed,
    Draft.DoesNotExist, NotSound for files with problems (a failing proof is none), and
    live.NoRelease.
    """
    return begin_files(Draft.objects.get(pk=draft_id), again)


@needs(VIEW, "draft.checked")
def begin_roll_back(user: User, number: int, again: bool = False) -> Replay:
    """The same for the files of an older release. Raises Release.DoesNotExist for others."""
    return begin_files(Release.objects.get(pk=number), again)


@needs(VIEW, "draft.checked")
def advance(user: User, replay_id: int, seconds: float = SECONDS) -> Replay:
    """Go on for about `seconds`, at least by one chunk; returns the replay as it is then.

    Safe to call at once from several places: a chunk counts only once. Raises NotAllowed,
    Replay.DoesNotExist, and FilesGone if the draft was saved meanwhile: begin again.
    """
    replay = Replay.objects.get(pk=replay_id)
    if replay.is_finished:
        return replay
    old, new = live.rule_base(replay.against_id), base_of(replay.hash)
    end = monotonic() + seconds
    while not replay.is_finished:
        replay = step(replay, old, new)
        if monotonic() >= end:
            break
    return replay


def begin_files(source: Draft | Release, again: bool) -> Replay:
    """The replay of a draft's or a release's files against the newest release."""
    check = check_files(source.files)
    if check.report["problems"]:
        raise NotSound(check)
    key = {"hash": source.hash, "against_id": live.current().number}
    if again:
        Replay.objects.filter(**key).delete()
    start = {"total": standing().count(), "result": {}}
    return Replay.objects.get_or_create(**key, defaults=start)[0]


def standing() -> QuerySet[Recommendation]:
    """The recommendations whose links still open; the others are as good as deleted."""
    over = Recommendation.objects.over(timezone.localdate())
    return Recommendation.objects.exclude(pk__in=over.values("pk"))


# One chunk


def step(replay: Replay, old: RuleBase, new: RuleBase) -> Replay:
    """Judge the next chunk and count it, unless somebody else did; the replay as it is then."""
    later = standing().filter(pk__gt=replay.cursor).order_by("pk")
    rows = list(later.values_list("pk", "record")[:CHUNK])
    result: dict[str, Result] = replay.result or {
        "recommendations": nothing_counted(),
        "cases": replayed_cases(old, new),
    }
    for key, difference in differences(rows, old, new):
        count(result["recommendations"], difference, key)
    store(replay, rows, result)
    return Replay.objects.get(pk=replay.pk)


def store(replay: Replay, rows: list[Row], result: dict[str, Result]) -> bool:
    """Keep what was counted, if the replay is still where it was read; False if it is not."""
    unchanged = Replay.objects.filter(pk=replay.pk, cursor=replay.cursor, is_finished=False)
    return bool(
        unchanged.update(
            cursor=rows[-1][0] if rows else replay.cursor,
            done=replay.done + len(rows),
            result=result,
            is_finished=len(rows) < CHUNK,
        )
    )


def differences(
    rows: Iterable[Row], old: RuleBase, new: RuleBase
) -> Iterable[tuple[str, Difference | None]]:
    """What changes for each recommendation; None for one that cannot be read."""
    for id_, record in rows:
        answers = answers_of(record)
        yield key_of(id_), None if answers is None else differ(old, new, answers)


def answers_of(record: str) -> dict[str, Any] | None:
    """The answers in a record; None if there are none to be read."""
    with suppress(ValueError, KeyError, TypeError):
        answers = json.loads(record)["answers"]
        return answers if isinstance(answers, dict) else None
    return None


def key_of(id_: str) -> str:
    """What names a recommendation to staff: it tells two apart and opens neither."""
    return hashlib.sha256(id_.encode()).hexdigest()[:12]


def replayed_cases(old: RuleBase, new: RuleBase) -> Result:
    """What changes for the cases of what is live, each named as it is in English."""
    result = nothing_counted()
    for case in old.cases:
        count(result, differ(old, new, case.answers), case.name.en)
    return result
