"""The proofs of a release: those it was published with, else worked out once and kept by hash."""

from threading import Lock
from typing import Any

from django.core.cache import cache

from advisor.releases.models import Release
from knowledge import RuleBase
from knowledge.reports import BUDGET, sound_report

working = Lock()


class BeingProved(Exception):
    """Someone is waiting for these proofs already; they will be there in a moment."""


def report_of(release: Release | None, base: RuleBase) -> dict[str, Any]:
    """The check report of a release, or of a draft that is previewed (no release).

    Raises BeingProved rather than work it out twice at once.
    """
    kept = (release and release.report.get("check")) or cache.get(key(base))
    if kept:
        return dict(kept)
    if not working.acquire(blocking=False):
        raise BeingProved
    try:
        report = sound_report(base, BUDGET)
    finally:
        working.release()
    cache.set(key(base), report, timeout=None)
    return report


def key(base: RuleBase) -> str:
    return f"proofs:{base.hash}"
