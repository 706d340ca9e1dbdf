"""From a draft to what is live: only what was checked, by whom it may, and back again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError

from advisor.editing import audit, publishing
from advisor.editing.checking import NotSound, check_draft
from advisor.editing.drafts import (
    DraftChanged,
    DraftClosed,
    discard_draft,
    make_draft,
    save_file,
)
from advisor.editing.models import AuditEntry, Check, Draft, Replay
from advisor.editing.publishing import (
    AlreadyLive,
    NoSecondFactor,
    NotChecked,
    OtherFiles,
    Overtaken,
    OwnDraft,
    publish_draft,
    rebase_draft,
    roll_back,
)
from advisor.editing.rights import NotAllowed
from advisor.releases import live
from advisor.releases.models import Release
from advisor.releases.publishing import PublishedMeanwhile
from knowledge import KnowledgeError
from tests.advisor.editing.conftest import DELIVERY, STAGE, changed, checked, person, published

LIMIT = ("test_minutes > 2", "test_minutes > 1")


def kept() -> list[object]:
    return [
        *Release.objects.values("number", "hash"),
        *Draft.objects.values("pk", "version", "state", "hash", "base"),
        *AuditEntry.objects.filter(is_refused=False).values("number", "hash"),
    ]


@pytest.fixture
def ready(editor: User, draft: Draft) -> Draft:
    """A draft that may be published."""
    changed(editor, draft, *LIMIT)
    checked(editor, draft)
    draft.refresh_from_db()
    return draft


# Publishing


def test_what_was_checked_goes_live(publisher: User, ready: Draft) -> None:
    release = publish_draft(publisher, ready.pk, ready.hash, " Slow tests cost more. \r\n")
    assert (release.number, release.hash, release.author) == (3, ready.hash, publisher)
    assert (release.parent_id, release.note) == (2, "Slow tests cost more.")
    assert live.current().hash == ready.hash
    ready.refresh_from_db()
    assert (ready.state, ready.release) == (Draft.PUBLISHED, release)


def test_a_release_keeps_what_was_known_of_it(publisher: User, ready: Draft) -> None:
    report = publish_draft(publisher, ready.pk, ready.hash, "Why.").report
    assert report["check"] == Check.objects.get(pk=ready.hash).report
    assert report["replay"]["cases"]["seen"] == 5


def test_publishing_is_told_with_before_and_after(publisher: User, ready: Draft) -> None:
    publish_draft(publisher, ready.pk, ready.hash, "Why.")
    entry = AuditEntry.objects.latest("number")
    assert (entry.who, entry.action) == ("pia", "draft.published")
    assert (entry.was["state"], entry.became["state"]) == ("open", "published")
    assert (entry.became["release"], entry.became["release_hash"]) == (3, ready.hash)


Refused = Callable[[User, Draft], object]


def publish_other_hash(user: User, draft: Draft) -> None:
    publish_draft(user, draft.pk, draft.base.hash, "Why.")


def publish_changed(user: User, draft: Draft) -> None:
    admin = User.objects.create_superuser("admin")
    save_file(admin, draft.pk, draft.version, DELIVERY, "[]\n")
    publish_draft(user, draft.pk, draft.hash, "Why.")


def publish_unchecked(user: User, draft: Draft) -> None:
    Check.objects.all().delete()
    publish_draft(user, draft.pk, draft.hash, "Why.")


def publish_not_replayed(user: User, draft: Draft) -> None:
    Replay.objects.update(is_finished=False)
    publish_draft(user, draft.pk, draft.hash, "Why.")


def publish_discarded(user: User, draft: Draft) -> None:
    discard_draft(User.objects.create_superuser("admin"), draft.pk, draft.version)
    publish_draft(user, draft.pk, draft.hash, "Why.")


def publish_without_a_word(user: User, draft: Draft) -> None:
    publish_draft(user, draft.pk, draft.hash, " \n")


def publish_with_too_many_words(user: User, draft: Draft) -> None:
    publish_draft(user, draft.pk, draft.hash, "x" * 2_001)


def publish_with_a_hidden_character(user: User, draft: Draft) -> None:
    publish_draft(user, draft.pk, draft.hash, "a\u202eb")


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (publish_other_hash, OtherFiles),
        (publish_changed, OtherFiles),
        (publish_unchecked, NotChecked),
        (publish_not_replayed, NotChecked),
        (publish_discarded, DraftClosed),
        (publish_without_a_word, KnowledgeError),
        (publish_with_too_many_words, KnowledgeError),
        (publish_with_a_hidden_character, KnowledgeError),
    ],
)
def test_what_is_not_ready_is_not_published(
    publisher: User, ready: Draft, attempt: Refused, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        attempt(publisher, ready)
    assert live.current().number == 2
    assert Release.objects.count() == 2


def test_what_is_not_sound_is_not_published(editor: User, publisher: User, draft: Draft) -> None:
    draft = changed(editor, draft, "test_minutes > 2", "test_minutes > 5")
    check = check_draft(editor, draft.pk)
    with pytest.raises(NotSound) as refusal:
        publish_draft(publisher, draft.pk, check.hash, "Why.")
    assert {each["file"] for each in refusal.value.check.report["problems"]} == {"cases/all.yaml"}


def test_a_proof_that_fails_is_reason_enough(editor: User, publisher: User, draft: Draft) -> None:
    old = "slots: [framework, database]\n  climb_steps: [split-part]"
    new = "slots: [framework, database, orchestration]\n  climb_steps: [split-part]"
    draft = changed(editor, draft, old, new, "stages.yaml")
    check = check_draft(editor, draft.pk)
    assert (check.report["problems"], check.report["failed"]) == ([], 1)
    checked(editor, draft)
    with pytest.raises(NotSound):
        publish_draft(publisher, draft.pk, check.hash, "Why.")


@pytest.mark.parametrize("who", ["editor", "nobody", "manager"])
def test_who_may_not_publish_does_not_and_that_is_told(
    who: str, ready: Draft, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    before = kept()
    with pytest.raises(NotAllowed):
        publish_draft(user, ready.pk, ready.hash, "Why.")
    assert kept() == before
    assert live.current().number == 2
    entry = AuditEntry.objects.latest("number")
    assert (entry.who, entry.action, entry.is_refused) == (user.username, "draft.published", True)


# Four eyes


def test_who_may_both_may_publish_the_own_draft(both: User, released: Release) -> None:
    assert published(both, both, *LIMIT).author == both


def test_four_eyes_want_another_person(both: User, released: Release, settings: Any) -> None:
    settings.FOUR_EYES = True
    with pytest.raises(OwnDraft):
        published(both, both, *LIMIT)
    assert live.current().number == 2
    entry = AuditEntry.objects.latest("number")
    assert (entry.who, entry.is_refused, entry.became) == ("bea", True, {"lacks": "four eyes"})


def test_four_eyes_count_everybody_who_edited(
    both: User, publisher: User, ready: Draft, settings: Any
) -> None:
    settings.FOUR_EYES = True
    draft = changed(both, ready, "Mọi người", "Ai cũng")
    checked(both, draft)
    with pytest.raises(OwnDraft):
        publish_draft(both, draft.pk, draft.hash, "Why.")
    assert publish_draft(publisher, draft.pk, draft.hash, "Why.").number == 3


# The second factor


def test_publishing_can_ask_for_a_second_factor(
    publisher: User, ready: Draft, settings: Any
) -> None:
    settings.SECOND_FACTOR_TO_PUBLISH = True
    for refused in (
        lambda: publish_draft(publisher, ready.pk, ready.hash, "Why."),
        lambda: roll_back(publisher, 1, 2, "Why."),
    ):
        with pytest.raises(NoSecondFactor):
            refused()
        assert AuditEntry.objects.latest("number").became == {"lacks": "second factor"}
    assert Release.objects.count() == 2
    publisher.is_verified = lambda: True  # as it is once the code was typed
    assert publish_draft(publisher, ready.pk, ready.hash, "Why.").number == 3


# Someone published in between


@pytest.fixture
def overtaken(editor: User, publisher: User, released: Release) -> Draft:
    """A draft that began on release 2, and release 3 that another one became."""
    draft = make_draft(editor, "Mine")
    published(editor, publisher, *LIMIT)
    return draft


def test_an_overtaken_draft_is_refused_with_all_three_texts(
    editor: User, publisher: User, overtaken: Draft
) -> None:
    draft = changed(editor, overtaken, "test_minutes > 2", "test_minutes > 2.5")
    before = kept()
    with pytest.raises(Overtaken) as refusal:
        publish_draft(publisher, draft.pk, draft.hash, "Why.")
    assert kept() == before
    chunks = refusal.value.merge.conflicts[DELIVERY]
    clash = next(chunk for chunk in chunks if chunk.kind == "conflict")
    assert [side[0].split(" > ")[1] for side in (clash.base, clash.mine, clash.theirs)] == [
        "2\n",
        "2.5\n",
        "1\n",
    ]


def test_where_nothing_overlaps_one_call_rebases(
    editor: User, publisher: User, overtaken: Draft
) -> None:
    draft = changed(editor, overtaken, "- id: two-teams", "# two\n- id: two-teams", STAGE)
    draft = rebase_draft(editor, draft.pk, draft.version)
    assert draft.base_id == 3
    assert LIMIT[1] in draft.files[DELIVERY]
    assert "# two" in draft.files[STAGE]
    release = publish_draft(publisher, draft.pk, checked(editor, draft), "Why.")
    assert release.number == 4


def test_where_edits_overlap_nothing_is_rebased(editor: User, overtaken: Draft) -> None:
    draft = changed(editor, overtaken, "test_minutes > 2", "test_minutes > 2.5")
    before = kept()
    with pytest.raises(Overtaken):
        rebase_draft(editor, draft.pk, draft.version)
    assert kept() == before


def test_what_a_person_settled_is_taken(editor: User, overtaken: Draft) -> None:
    draft = changed(editor, overtaken, "test_minutes > 2", "test_minutes > 2.5")
    settled = {DELIVERY: draft.files[DELIVERY].replace("> 2.5", "> 1.5")}
    draft = rebase_draft(editor, draft.pk, draft.version, settled)
    assert "test_minutes > 1.5" in draft.files[DELIVERY]
    assert draft.base_id == 3


def test_what_was_settled_over_another_release_is_not_taken(
    editor: User, publisher: User, overtaken: Draft
) -> None:
    draft = changed(editor, overtaken, "test_minutes > 2", "test_minutes > 2.5")
    published(editor, publisher, "Everyone waits.", "All of them wait.")
    settled = {DELIVERY: draft.files[DELIVERY]}
    with pytest.raises(Overtaken):
        rebase_draft(editor, draft.pk, draft.version, settled, seen=3)
    assert rebase_draft(editor, draft.pk, draft.version, settled, seen=4).base_id == 4


def test_nothing_is_rebased_onto_what_it_is_on(editor: User, draft: Draft) -> None:
    before = kept()
    assert rebase_draft(editor, draft.pk, 1).version == 1
    assert kept() == before


def test_a_draft_that_somebody_saved_is_not_rebased(editor: User, overtaken: Draft) -> None:
    changed(editor, overtaken, "test_minutes > 2", "test_minutes > 2.5")
    with pytest.raises(DraftChanged):
        rebase_draft(editor, overtaken.pk, 1)


def test_who_may_not_edit_may_not_rebase(publisher: User, overtaken: Draft) -> None:
    with pytest.raises(NotAllowed):
        rebase_draft(publisher, overtaken.pk, 1)


# Two at once


def test_of_two_at_once_one_is_told(
    publisher: User, ready: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one publishes after this one has looked and before it stores."""
    looked = publishing.read_files

    def other_first(files: dict[str, str]) -> object:
        monkeypatch.setattr(publishing, "read_files", looked)
        other = make_draft(person("bea", "editors", "publishers"), "Other", ready.files)
        publish_draft(publisher, other.pk, ready.hash, "Quicker.")
        return looked(files)

    monkeypatch.setattr(publishing, "read_files", other_first)
    with pytest.raises(Overtaken) as refusal:
        publish_draft(publisher, ready.pk, ready.hash, "Slower.")
    assert refusal.value.newest.note == "Quicker."
    assert [release.number for release in Release.objects.order_by("number")] == [1, 2, 3]
    ready.refresh_from_db()
    assert ready.state == Draft.OPEN


def test_a_draft_saved_at_the_last_moment_is_not_published(
    editor: User, publisher: User, ready: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = publishing.read_files

    def saved_first(files: dict[str, str]) -> object:
        save_file(editor, ready.pk, ready.version, DELIVERY, "[]\n")
        return looked(files)

    monkeypatch.setattr(publishing, "read_files", saved_first)
    with pytest.raises(DraftChanged):
        publish_draft(publisher, ready.pk, ready.hash, "Why.")
    assert Release.objects.count() == 2
    assert audit.verify().holds


def test_publishing_happens_whole_or_not_at_all(
    publisher: User, ready: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept()

    def broken(*args: object, **options: object) -> None:
        raise IntegrityError("no room")

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(IntegrityError):
        publish_draft(publisher, ready.pk, ready.hash, "Why.")
    assert kept() == before


# Rolling back


def test_an_older_release_comes_back_as_a_new_one(
    editor: User, publisher: User, released: Release
) -> None:
    published(editor, publisher, *LIMIT)
    release = roll_back(publisher, 2, 3, "It told too many to hurry.")
    assert (release.number, release.hash, release.files) == (4, released.hash, released.files)
    assert release.report["rolled_back_to"] == 2
    assert release.report["check"]["is_sound"]
    assert live.current().hash == released.hash
    entry = AuditEntry.objects.latest("number")
    assert (entry.action, entry.subject) == ("release.rolled-back", "release 4")
    assert (entry.was["release"], entry.became["from"]) == (3, 2)


def test_what_is_live_is_not_rolled_back_to(publisher: User, released: Release) -> None:
    with pytest.raises(AlreadyLive):
        roll_back(publisher, 2, 2, "Why not.")


def test_a_release_that_never_was_is_not_rolled_back_to(publisher: User, released: Release) -> None:
    with pytest.raises(Release.DoesNotExist):
        roll_back(publisher, 9, 2, "Why not.")


def test_the_second_to_roll_back_is_told(editor: User, publisher: User, released: Release) -> None:
    published(editor, publisher, *LIMIT)
    roll_back(publisher, 2, 3, "Oops.")
    with pytest.raises(PublishedMeanwhile):
        roll_back(publisher, 2, 3, "Oops.")
    assert Release.objects.count() == 4


def test_the_checks_of_today_hold_for_yesterday(
    publisher: User, released: Release, small_unsound: Release
) -> None:
    with pytest.raises(NotSound):
        roll_back(publisher, 3, 4, "Why not.")


@pytest.fixture
def small_unsound(released: Release, small, sound) -> Release:
    """A release that today's proofs would not let through, and one after it."""
    from advisor.releases.publishing import publish

    publish(small.files, "Before there were proofs.")
    return publish(sound, "Mended.")


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2_001])
def test_a_reason_is_needed(publisher: User, released: Release, reason: str) -> None:
    with pytest.raises(KnowledgeError):
        roll_back(publisher, 1, 2, reason)


@pytest.mark.parametrize("who", ["editor", "nobody", "manager"])
def test_who_may_not_roll_back_does_not(
    who: str, released: Release, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        roll_back(request.getfixturevalue(who), 1, 2, "Why not.")
    assert Release.objects.count() == 2
