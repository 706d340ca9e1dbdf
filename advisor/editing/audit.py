"""The audit trail: who did what, when, before and after, what was refused; chained by hash.

    record(user, "draft.saved", draft.subject, before={…}, after={…})
    verify()        walks the chain; says where it breaks
    state()         what the trail says there is now, to compare with what there is

An entry is written in the transaction of what it tells, so there is never one without the
other; a refused action is told after its transaction was undone.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db import connection, transaction
from django.utils import timezone

from advisor.editing.models import AuditEntry

ACTIONS = (
    *("draft.made", "draft.saved", "draft.rebased", "draft.discarded", "draft.reopened"),
    *("draft.checked", "draft.published", "release.rolled-back", "release.imported"),
    *("person.logged-in", "person.login-failed", "person.logged-out"),
    *("person.made", "person.changed", "person.deleted", "group.changed"),
)
FIRST = "0" * 64
# The number of the lock that PostgreSQL holds while an entry is appended; any fixed one does.
LOCK = 0x5EED_0CA1
LONGEST = 4_000
Person = User | AnonymousUser | None


def record(
    who: Person,
    action: str,
    subject: str = "",
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    refused: bool = False,
) -> AuditEntry:
    """Append an entry. `before` and `after` are small plain values, at most 4,000 characters.

    Call it last in a transaction: until that ends, everyone else who appends waits.
    """
    if action not in ACTIONS:
        raise ValueError(f"no action {action!r}")
    with transaction.atomic():
        wait_for_turn()
        last = AuditEntry.objects.order_by("-number").first()
        entry = AuditEntry(
            number=last.number + 1 if last else 1,
            at=timezone.now(),
            who=who.get_username() if who else "",
            who_id=who.pk if who else None,
            action=action,
            subject=subject[:200],
            is_refused=refused,
            before=compact(before),
            after=compact(after),
            previous=last.hash if last else FIRST,
        )
        entry.hash = hash_of(entry)
        entry.save()
    return entry


def wait_for_turn() -> None:
    """One appends at a time: on SQLite all who write do anyway, PostgreSQL needs to be told."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def compact(values: Mapping[str, Any] | None) -> str:
    """Plain values as JSON; what is too long is told by its length and hash."""
    if not values:
        return ""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    if len(text) <= LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return json.dumps({"too_long": len(text), "sha256": digest})


def hash_of(entry: AuditEntry) -> str:
    """The SHA-256 over everything an entry says and the hash before it."""
    said = [
        *(entry.number, entry.at.astimezone(UTC).isoformat(timespec="microseconds")),
        *(entry.who, entry.who_id, entry.action, entry.subject, entry.is_refused),
        *(entry.before, entry.after, entry.previous),
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode("ascii")).hexdigest()


# Reading the trail back


@dataclass(frozen=True)
class Verdict:
    """What became of walking the chain: `entries` are right, the one after them is `broken`."""

    entries: int
    head: str
    broken: str = ""

    @property
    def holds(self) -> bool:
        """Whether every entry is as it was written."""
        return not self.broken


def verify() -> Verdict:
    """Walk the whole chain, entry by entry.

    What was cut off at the end leaves no gap: compare `entries` and `head` with what an
    earlier walk, a backup or a log said.
    """
    head, entries = FIRST, 0
    for entry in walk():
        if broken := fault(entry, entries + 1, head):
            return Verdict(entries, head, broken)
        head, entries = entry.hash, entries + 1
    return Verdict(entries, head)


def fault(entry: AuditEntry, number: int, head: str) -> str:
    """What is wrong with an entry that should have this number and follow this hash."""
    if entry.number != number:
        return f"entry {number} is missing"
    if entry.previous != head:
        return f"entry {number} does not follow the one before it"
    return "" if entry.hash == hash_of(entry) else f"entry {number} was changed"


def walk() -> Iterator[AuditEntry]:
    """All entries in order."""
    return AuditEntry.objects.order_by("number").iterator(chunk_size=500)


@dataclass
class State:
    """What the trail says there is: releases and drafts by number."""

    releases: dict[int, str] = field(default_factory=dict)
    drafts: dict[int, dict[str, Any]] = field(default_factory=dict)

    def take(self, entry: AuditEntry) -> None:
        """Go on by one entry."""
        became = entry.became
        if "draft" in became:
            self.drafts[became["draft"]] = {
                name: became[name] for name in ("version", "hash", "base", "state")
            }
        if "release" in became:
            self.releases[became["release"]] = became["release_hash"]


def state() -> State:
    """Replay the trail: what was done, one after the other; what was refused changes nothing."""
    found = State()
    for entry in walk():
        if not entry.is_refused:
            found.take(entry)
    return found
