"""Rule bases from a folder: the first release of an installation, drafts, and releases at once."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction

from advisor.editing import audit
from advisor.editing.checking import check_draft
from advisor.editing.publishing import publish_draft, subject, told_release
from advisor.editing.replay import advance, begin
from advisor.releases.models import Release
from advisor.releases.publishing import PublishedMeanwhile, publish
from knowledge.reports import check_report


def publish_first(files: Mapping[str, str], note: str) -> Release:
    """The first release of an installation, which needs nobody's right: nobody has any yet.

    Raises PublishedMeanwhile if there is a release already, and KnowledgeError.
    """
    if Release.objects.exists():
        raise PublishedMeanwhile("there is a release already")
    report = {"check": check_report(files), "replay": {}}
    with transaction.atomic():
        release = publish(files, note, report=report)
        audit.record(None, "release.imported", subject(release), after=told_release(release))
    return release


def publish_checked(user: User, draft_id: int, note: str) -> Release:
    """Check a draft, replay all recommendations under it, publish it.

    For a command, which may take its time. Raises what `check_draft`, `begin` and
    `publish_draft` raise.
    """
    check = check_draft(user, draft_id)
    replay = begin(user, draft_id, again=True)
    while not replay.is_finished:
        replay = advance(user, replay.pk)
    return publish_draft(user, draft_id, check.hash, note)
