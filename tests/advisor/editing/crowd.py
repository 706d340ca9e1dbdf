"""Sixteen editors save one draft fifty times each, all at once, on a database of its own.

    python -m tests.advisor.editing.crowd FOLDER [--without-guard]

Prints what came of it as JSON. It is a program of its own, because they need a database that
is really shared: on SQLite a file, not the one in memory that other tests use. Each editor is
a process: threads would share an interpreter, whose lock already keeps most of them apart.
"""

import json
import multiprocessing
import os
import random
import sys
from pathlib import Path
from time import sleep
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import OperationalError, connection, connections  # noqa: E402
from django.db.models import F  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from advisor.editing import audit, drafts  # noqa: E402
from advisor.editing.models import Draft  # noqa: E402
from advisor.releases.models import Release  # noqa: E402

EDITORS, SAVES = 16, 50
MOST_TRIES = 100_000
# Whoever was too late breathes before trying again, or most of the time goes into queueing.
LONGEST_PAUSE = 0.05
fork = multiprocessing.get_context("fork")
PATH = "rules/crowd.yaml"


def without_guard(draft_id: int, version: int, state: str, changes: dict[str, Any]) -> bool:
    """Saving as it would be if nobody asked which version was read."""
    return bool(Draft.objects.filter(pk=draft_id).update(**changes, version=F("version") + 1))


def edit(user: User, draft_id: int, start: Any) -> None:
    """Add a line fifty times; read again and try again whenever somebody was quicker."""
    start.wait()
    for number in range(SAVES):
        line = f"# {user} {number}\n"
        assert any(add_line(user, draft_id, line) for _ in range(MOST_TRIES))
    connections.close_all()


def add_line(user: User, draft_id: int, line: str) -> bool:
    """Whether the line was saved. A database that is too busy says so, and nothing was saved."""
    try:
        draft = Draft.objects.get(pk=draft_id)
        drafts.save_draft(user, draft_id, draft.version, {PATH: draft.files[PATH] + line})
    except (drafts.DraftChanged, OperationalError):
        sleep(random.uniform(0, LONGEST_PAUSE))
        return False
    return True


def crowd() -> dict[str, Any]:
    """Let all of them edit; what is there in the end."""
    Release.objects.create(number=1, hash="0" * 64, files={}, note="To begin with.")
    users = [User.objects.create_superuser(f"editor{number}") for number in range(EDITORS)]
    draft = drafts.make_draft(users[0], "Crowded", {PATH: "# all\n"})
    start = fork.Barrier(EDITORS)
    connections.close_all()
    editors = [fork.Process(target=edit, args=(user, draft.pk, start)) for user in users]
    for each in editors:
        each.start()
    for each in editors:
        each.join()
    draft.refresh_from_db()
    lines = draft.files[PATH].splitlines()[1:]
    return {
        "saved": EDITORS * SAVES,
        "there": len(set(lines)),
        "twice": len(lines) - len(set(lines)),
        "version": draft.version,
        "chain": audit.verify().broken,
        "told": audit.state().drafts[draft.pk]["hash"] == draft.hash,
    }


def main(folder: str, *options: str) -> None:
    """Make the database, run, print, drop the database."""
    if "--without-guard" in options:
        drafts.compare_and_swap = without_guard  # type: ignore[assignment]
    names = {"sqlite": str(Path(folder, "crowd.sqlite3")), "postgresql": f"crowd_{os.getpid()}"}
    connection.settings_dict["TEST"]["NAME"] = names[connection.vendor]
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        print(json.dumps(crowd()))
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main(*sys.argv[1:])
