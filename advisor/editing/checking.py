"""Checking files before they are published; what was found is kept by their hash."""

from collections.abc import Mapping

from django.contrib.auth.models import User

from advisor.editing import audit
from advisor.editing.models import Check, Draft
from advisor.editing.rights import VIEW, needs
from advisor.releases.models import Release
from knowledge.reports import check_report
from knowledge.rulebase import hash_of


class NotSound(Exception):
    """The check found what must not be published; `check.report` says what."""

    def __init__(self, check: Check) -> None:
        self.check = check
        super().__init__(f"{check} is not sound")


@needs(VIEW, "draft.checked")
def check_draft(user: User, draft_id: int) -> Check:
    """The check of a draft as it is now. Raises NotAllowed, Draft.DoesNotExist.

    `check.report` is what `knowledge.reports.check_report` returns; `check.hash` is what
    `publish_draft` has to be given. A draft that did not change is not checked again.
    """
    draft = Draft.objects.get(pk=draft_id)
    known = Check.objects.filter(pk=draft.hash).first()
    if known:
        return known
    check = check_files(draft.files)
    found = {"hash": check.hash, "sound": check.is_sound}
    audit.record(user, "draft.checked", draft.subject, after=found)
    return check


def check_release(release: Release) -> Check:
    """The check of a release's files with the checks of today, before rolling back to it."""
    return check_files(release.files)


def check_files(files: Mapping[str, str]) -> Check:
    """What checking these files found: from what is kept, else worked out and kept.

    Working it out takes about a second and holds no lock; two at once find the same.
    """
    key = hash_of(files)
    known = Check.objects.filter(pk=key).first()
    if known:
        return known
    report = check_report(files)
    found = {"report": report, "is_sound": report["is_sound"]}
    return Check.objects.get_or_create(pk=key, defaults=found)[0]
