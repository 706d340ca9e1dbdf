"""What the site does all day, each piece announced before and acknowledged after."""

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from advisor.editing.checking import check_draft
from advisor.editing.drafts import discard_draft, make_draft, save_file
from advisor.editing.models import Draft
from advisor.editing.publishing import publish_draft, roll_back
from advisor.editing.replay import advance, begin
from advisor.recommendations.links import create_recommendation, delete_recommendation, describe
from advisor.recommendations.models import Recommendation
from advisor.releases import live
from advisor.releases.models import Release
from knowledge import advise

PATH = "rules/delivery.yaml"
LIMITS = (1, 1.5, 2, 2.5)  # between what the cases call slow and what they do not
Said = dict[str, Any]
Say = Callable[[str, Said], None]


def sound_files(folder: Path) -> dict[str, str]:
    """The small rule base of the tests, without the slot that its proofs find empty."""
    files = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.yaml"))
    }
    return {**files, "stages.yaml": files["stages.yaml"].replace(", orchestration]", "]")}


def say_to(pipe: int) -> Say:
    """Speak through a pipe: one write a line, so that a line is there or is not."""

    def say(word: str, told: Said) -> None:
        os.write(pipe, (json.dumps([word, told]) + "\n").encode())

    return say


def work(say: Say, seed: int) -> None:
    """One piece of work after another, until somebody ends it."""
    chance = random.Random(seed)
    user = User.objects.get(username="crash")
    say("awake", {})
    while True:
        chance.choice(PIECES)(say, user, chance)


def save(say: Say, user: User, chance: random.Random) -> None:
    """Save an advice behind a link."""
    base = live.current()
    say("save", {})
    made = create_recommendation(base, advise(base, {"team_size": chance.randint(1, 40)}))
    say("done", {"kind": "save", "link": made.pk})


def share(say: Say, user: User, chance: random.Random) -> None:
    """Give a link another title."""
    if found := Recommendation.objects.order_by("?").first():
        title = f"title {chance.random()}"
        say("share", {"link": found.pk, "title": title})
        describe(found, title, None)
        say("done", {"kind": "share", "link": found.pk, "title": title})


def delete(say: Say, user: User, chance: random.Random) -> None:
    """Delete a link."""
    if Recommendation.objects.count() > 5 and (found := Recommendation.objects.last()):
        link = found.pk
        say("delete", {"link": link})
        delete_recommendation(found)
        say("done", {"kind": "delete", "link": link})


def edit(say: Say, user: User, chance: random.Random) -> None:
    """Change a draft; begin one first, put another away."""
    newest = Release.objects.newest()
    assert newest
    draft = Draft.objects.open().filter(base=newest).first()
    say("edit", {"draft": draft and draft.pk})
    if draft is None:
        draft = make_draft(user, "A draft")
    for stale in Draft.objects.open().exclude(base=newest)[:1]:
        discard_draft(user, stale.pk, stale.version)
    limit = chance.choice(LIMITS)
    text = "\n".join(
        f"  when: test_minutes > {limit}" if line.startswith("  when: test_minutes >") else line
        for line in draft.files[PATH].split("\n")
    )
    draft = save_file(user, draft.pk, draft.version, PATH, text)
    say("done", {"kind": "edit", "draft": draft.pk, "version": draft.version, "hash": draft.hash})


def publish(say: Say, user: User, chance: random.Random) -> None:
    """Check, replay and publish a draft, if one differs from what is live."""
    newest = Release.objects.newest()
    assert newest
    draft = Draft.objects.open().filter(base=newest).exclude(hash=newest.hash).first()
    if draft is None:
        edit(say, user, chance)
        return
    checked = prepare(user, draft)
    say("publish", {"draft": draft.pk, "hash": checked})
    release = publish_draft(user, draft.pk, checked, "As checked.")
    say("done", {"kind": "release", "number": release.number, "hash": release.hash})


def prepare(user: User, draft: Draft) -> str:
    """All that has to come before publishing; the hash that was checked."""
    check = check_draft(user, draft.pk)
    replay = begin(user, draft.pk)
    while not replay.is_finished:
        replay = advance(user, replay.pk)
    return check.hash


def back(say: Say, user: User, chance: random.Random) -> None:
    """Roll back to some release that says something else."""
    newest = Release.objects.newest()
    assert newest
    others = Release.objects.exclude(hash=newest.hash).order_by("?")
    if old := others.first():
        say("roll back", {"to": old.number})
        release = roll_back(user, old.number, newest.number, "Back.")
        say("done", {"kind": "release", "number": release.number, "hash": release.hash})


PIECES = (save, save, save, share, delete, edit, edit, publish, publish, back)
