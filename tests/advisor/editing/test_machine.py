"""Everything that two editors and their visitors can do, in any order: what always holds.

One release is current and is what was checked; the audit chain holds and replays to the state;
every saved link says what it said when it was saved.
"""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

import dev
from advisor.editing import audit, checking, publishing
from advisor.editing.bases import FilesGone
from advisor.editing.checking import NotSound, check_draft
from advisor.editing.drafts import (
    DraftChanged,
    DraftClosed,
    discard_draft,
    make_draft,
    reopen_draft,
    save_file,
)
from advisor.editing.models import Draft
from advisor.editing.people import set_groups
from advisor.editing.publishing import (
    AlreadyLive,
    NotChecked,
    OtherFiles,
    Overtaken,
    publish_draft,
    rebase_draft,
    roll_back,
)
from advisor.editing.replay import advance, begin
from advisor.editing.rights import EDIT, PUBLISH, ROLL_BACK, VIEW, NotAllowed, may
from advisor.recommendations.links import create_recommendation, open_recommendation
from advisor.recommendations.models import Recommendation
from advisor.releases import live
from advisor.releases.models import Release
from advisor.releases.publishing import PublishedMeanwhile, publish
from knowledge import RuleBase, advise
from knowledge.reports import check_report as reporting
from knowledge.rulebase import hash_of
from tests.advisor.conftest import forget
from tests.advisor.editing.conftest import DELIVERY, STAGE, person, sound_files

# All of them in CI; elsewhere a few, so that the suite stays quick.
RUNS, STEPS = 200 if dev.in_ci() else 20, 50
EDITORS = ("edda", "bea")
BOTH = ("editors", "publishers")
GROUPS = ((), ("viewers",), ("editors",), ("publishers",), BOTH, BOTH, BOTH)
# What an editor types in place of what: sound, unsound, and no YAML at all.
EDITS = (
    (DELIVERY, "test_minutes > 2", "test_minutes > 1"),
    (DELIVERY, "test_minutes > 1", "test_minutes > 2"),
    (DELIVERY, "test_minutes > 2", "test_minutes > 5"),
    (DELIVERY, "Everyone waits.", "All of them wait."),
    (STAGE, "teams >= 2\n", "teams >= 2  # two\n"),
    (STAGE, "Two people need layers.", "Two people need layers!"),
    (STAGE, "- id: two-teams", "- id: [two-teams"),
)
TEAMS = (
    {"team_size": 8, "has_tests": True, "test_minutes": 1.5},
    {"teams": 3, "team_size": 30, "current_stage": "stage_2"},
    {},
)
who = st.sampled_from(EDITORS)
which = st.integers(0, 3)
is_stale = st.booleans()
REFUSALS = (
    *(NotAllowed, DraftChanged, DraftClosed, NotSound, NotChecked, OtherFiles, Overtaken),
    *(AlreadyLive, PublishedMeanwhile, FilesGone),
)
# Each of them has to be met along the way, or the machine walks too narrow a path.
MET = (NotAllowed, DraftChanged, DraftClosed, NotSound, NotChecked, OtherFiles, Overtaken)


class Editing(RuleBasedStateMachine):
    """Two editors, a manager, visitors."""

    files: dict[str, str]
    happened: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        forget()

    def teardown(self) -> None:
        """Leave the database as it was."""
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        forget()

    @initialize()
    def begin(self) -> None:
        """A release to begin with, two editors who know nothing yet of each other."""
        publish(self.files, "To begin with.")
        self.people = {name: person(name, "editors", "publishers") for name in EDITORS}
        self.milo = person("milo", "people")
        make_draft(self.people["edda"], "To begin with")
        make_draft(self.people["bea"], "To begin with")
        self.seen: dict[tuple[str, int], int] = {}  # the version that an editor last read
        self.said: dict[str, str] = {}  # what a link said when it was saved
        self.sound: dict[str, bool] = {}  # what a check found, by hash

    def pick(self, number: int) -> Draft | None:
        """One of the drafts."""
        drafts = list(Draft.objects.defer("files").order_by("-pk")[:4])
        return drafts[number % len(drafts)] if drafts else None

    def user(self, name: str) -> User:
        """An account with the rights of this moment."""
        return User.objects.get(username=name)

    def version(self, name: str, draft: Draft, is_stale: bool) -> int:
        """The version that this editor reads now, or the one that was read last."""
        if not is_stale:
            self.seen[name, draft.pk] = draft.version
        return self.seen.setdefault((name, draft.pk), draft.version)

    def attempt(self, name: str, right: str, act: Callable[[User], Any]) -> Any:
        """Do something; refused for lack of a right exactly if that is lacking."""
        user = self.user(name)
        before = state()
        try:
            done = act(user)
        except REFUSALS as error:
            refused: Exception | None = error
        else:
            refused, self.happened[right] = None, self.happened[right] + 1
        assert may(user, right) != isinstance(refused, NotAllowed)
        if refused is None:
            return done
        self.happened[type(refused).__name__] += 1
        assert state() == before
        return None

    # What editors do

    @rule(name=who, title=st.sampled_from(["One", "Two"]))
    def make(self, name: str, title: str) -> None:
        if draft := self.attempt(name, EDIT, lambda user: make_draft(user, title)):
            self.seen[name, draft.pk] = draft.version

    @rule(name=who, number=st.integers(1, 9))
    def import_files(self, name: str, number: int) -> None:
        release = Release.objects.filter(number=number).exclude(number=1).first()
        files = dict(release.files) if release else {**self.files, "rules/more.yaml": "[]\n"}
        self.attempt(name, EDIT, lambda user: make_draft(user, "Imported", files))

    @rule(name=who, number=which, edit=st.sampled_from(EDITS), is_stale=is_stale)
    def save(self, name: str, number: int, edit: tuple[str, str, str], is_stale: bool) -> None:
        if not (draft := self.pick(number)):
            return
        path, old, new = edit
        text = Draft.objects.get(pk=draft.pk).files[path].replace(old, new)
        version = self.version(name, draft, is_stale)
        saved = self.attempt(
            name, EDIT, lambda user: save_file(user, draft.pk, version, path, text)
        )
        if saved:
            assert version == draft.version
            assert saved.files[path] == text
            self.seen[name, draft.pk] = saved.version

    @rule(name=who, number=which, is_stale=is_stale)
    def discard(self, name: str, number: int, is_stale: bool) -> None:
        if draft := self.pick(number):
            version = self.version(name, draft, is_stale)
            act = reopen_draft if draft.state == Draft.DISCARDED else discard_draft
            self.attempt(name, EDIT, lambda user: act(user, draft.pk, version))

    @rule(name=who, number=which)
    def check(self, name: str, number: int) -> None:
        if not (draft := self.pick(number)):
            return
        if check := self.attempt(name, VIEW, lambda user: check_draft(user, draft.pk)):
            assert self.sound.setdefault(check.hash, check.is_sound) == check.is_sound
            if replay := self.attempt(name, VIEW, lambda user: begin(user, draft.pk)):
                self.attempt(name, VIEW, lambda user: advance(user, replay.pk, 60))

    @rule(name=who, number=which)
    def publish(self, name: str, number: int) -> None:
        if not (draft := self.pick(number)):
            return
        newest = publishing.newest().number
        release = self.attempt(
            name, PUBLISH, lambda user: publish_draft(user, draft.pk, draft.hash, "Why.")
        )
        if release:
            assert (release.number, release.hash) == (newest + 1, draft.hash)
            assert self.sound[draft.hash]
            assert draft.base_id == newest

    @rule(name=who, number=which, edit=st.sampled_from(EDITS))
    def change_and_publish(self, name: str, number: int, edit: tuple[str, str, str]) -> None:
        self.save(name, number, edit, is_stale=False)
        self.check(name, number)
        self.publish(name, number)

    @rule(name=who, number=which)
    def publish_what_was_seen_before(self, name: str, number: int) -> None:
        if draft := self.pick(number):
            other = Draft.objects.exclude(hash=draft.hash).values_list("hash", flat=True).first()
            hash_ = other or "0" * 64
            act = lambda user: publish_draft(user, draft.pk, hash_, "Why.")  # noqa: E731
            assert self.attempt(name, PUBLISH, act) is None

    @rule(name=who, number=which, is_stale=is_stale)
    def rebase(self, name: str, number: int, is_stale: bool) -> None:
        if draft := self.pick(number):
            version = self.version(name, draft, is_stale)
            done = self.attempt(name, EDIT, lambda user: rebase_draft(user, draft.pk, version))
            if done:
                assert done.base_id == publishing.newest().number or done.state != Draft.OPEN
                self.seen[name, draft.pk] = done.version

    @rule(name=who, number=st.integers(2, 9))
    def go_back(self, name: str, number: int) -> None:
        newest = publishing.newest().number
        number = 2 + (number - 2) % (newest - 1)
        act = lambda user: roll_back(user, number, newest, "Oops.")  # noqa: E731
        if release := self.attempt(name, ROLL_BACK, act):
            assert release.hash == Release.objects.get(pk=number).hash

    @rule(name=who, groups=st.sampled_from(GROUPS))
    def change_rights(self, name: str, groups: tuple[str, ...]) -> None:
        set_groups(self.milo, self.people[name].pk, groups)

    # What visitors do

    @rule(team=st.sampled_from(TEAMS))
    def share(self, team: dict[str, Any]) -> None:
        base = live.current()
        link = create_recommendation(base, advise(base, team))
        self.said[link.pk] = told(link)

    @rule(number=which)
    def delete_share(self, number: int) -> None:
        if self.said:
            key = sorted(self.said)[number % len(self.said)]
            Recommendation.objects.filter(pk=key).delete()
            del self.said[key]

    # What always holds

    @invariant()
    def one_release_is_current(self) -> None:
        numbers = list(Release.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        newest = Release.objects.newest()
        assert newest is not None
        assert (live.current().number, live.current().hash) == (newest.number, newest.hash)
        assert hash_of(newest.files) == newest.hash

    @invariant()
    def every_link_says_what_it_said(self) -> None:
        for key, said in self.said.items():
            assert told(Recommendation.objects.get(pk=key)) == said

    @invariant()
    def the_trail_replays_to_the_state(self) -> None:
        assert audit.verify().holds
        assert (audit.state().drafts, audit.state().releases) == state()


def state() -> tuple[dict[int, dict[str, Any]], dict[int, str]]:
    """What there is, in the form in which the trail tells it; releases 1 and 2 came before it."""
    drafts = Draft.objects.values_list("pk", "version", "hash", "base", "state")
    names = ("version", "hash", "base", "state")
    later = Release.objects.filter(number__gt=2).values_list("number", "hash")
    return {key: dict(zip(names, rest, strict=True)) for key, *rest in drafts}, dict(later)


def told(link: Recommendation) -> str:
    """What a link says, in both languages."""
    advice = open_recommendation(link)[1]
    return json.dumps([advice.as_json("vi"), advice.as_json("en")], sort_keys=True)


@pytest.fixture
def reports(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """Check reports by hash: a report depends on the files alone, so it is made once."""
    made: dict[str, dict[str, Any]] = {}

    def check_report(files: dict[str, str]) -> dict[str, Any]:
        key = hash_of(files)
        if key not in made:
            made[key] = reporting(files)
        return made[key]

    monkeypatch.setattr(checking, "check_report", check_report)
    return made


def test_whatever_editors_and_visitors_do(
    db: None, small: RuleBase, reports: dict[str, dict[str, Any]]
) -> None:
    Editing.files = sound_files(small)
    run_state_machine_as_test(
        Editing, settings=settings(max_examples=RUNS, stateful_step_count=STEPS)
    )
    verdicts = {report["is_sound"] for report in reports.values()}
    assert verdicts == {True, False}
    never = {EDIT, PUBLISH, ROLL_BACK, *(each.__name__ for each in MET)} - Editing.happened.keys()
    assert not never or not dev.in_ci()
