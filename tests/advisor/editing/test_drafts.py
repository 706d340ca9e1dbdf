"""Drafts: made, saved, discarded, and never lost."""

import pytest
from django.contrib.auth.models import User

from advisor.editing.drafts import (
    DraftChanged,
    DraftClosed,
    NothingPublished,
    discard_draft,
    make_draft,
    reopen_draft,
    save_draft,
    save_file,
)
from advisor.editing.models import AuditEntry, Draft
from advisor.editing.rights import NotAllowed
from advisor.releases.models import Release
from knowledge import KnowledgeError
from knowledge.forms import MOST_FILES
from knowledge.reading import MOST_BYTES
from knowledge.rulebase import hash_of
from tests.advisor.editing.conftest import DELIVERY, STAGE, changed


def kept() -> list[object]:
    """Everything that is kept of drafts, less what was refused."""
    return [*Draft.objects.values(), *AuditEntry.objects.filter(is_refused=False).values()]


# Making


def test_a_draft_begins_as_the_newest_release(draft: Draft, released: Release) -> None:
    assert (draft.base, draft.files, draft.hash) == (released, released.files, released.hash)
    assert (draft.version, draft.state) == (1, Draft.OPEN)


def test_a_draft_can_begin_from_other_files(editor: User, released: Release) -> None:
    files = {**released.files, STAGE: "- id: half\n"}
    draft = make_draft(editor, "Imported", files)
    assert (draft.files, draft.hash) == (files, hash_of(files))


def test_otto_makes_no_draft_and_that_is_told(nobody: User, released: Release) -> None:
    with pytest.raises(NotAllowed):
        make_draft(nobody, "Mine")
    assert not Draft.objects.exists()
    entry = AuditEntry.objects.latest("number")
    assert (entry.who, entry.action, entry.is_refused) == ("otto", "draft.made", True)


def test_somebody_put_to_rest_makes_no_draft(editor: User, released: Release) -> None:
    editor.is_active = False
    with pytest.raises(NotAllowed):
        make_draft(editor, "Mine")


def test_nothing_is_drafted_before_the_first_release(nothing_published: None, db: None) -> None:
    with pytest.raises(NothingPublished):
        make_draft(User.objects.create_superuser("admin"), "Too soon")


@pytest.mark.parametrize("title", ["", "  \n", "x" * 121, "a\0b", "a\u202eb"])
def test_a_title_says_something(editor: User, released: Release, title: str) -> None:
    with pytest.raises(KnowledgeError) as refusal:
        make_draft(editor, title)
    assert {problem.file for problem in refusal.value.problems} == {"title"}
    assert not Draft.objects.exists()


# Saving


def test_what_was_saved_is_there(editor: User, draft: Draft) -> None:
    saved = changed(editor, draft, "test_minutes > 2", "test_minutes > 5")
    draft.refresh_from_db()
    assert draft.files == saved.files
    assert "test_minutes > 5" in draft.files[DELIVERY]
    assert (draft.version, draft.saved_by, draft.hash) == (2, editor, hash_of(saved.files))


def test_half_a_rule_is_kept_all_the_same(editor: User, draft: Draft) -> None:
    saved = save_file(editor, draft.pk, 1, DELIVERY, "- id: half\n  when: [")
    assert saved.files[DELIVERY].endswith("when: [")


def test_nothing_changed_is_no_new_version(editor: User, draft: Draft) -> None:
    before = kept()
    assert save_draft(editor, draft.pk, 1, draft.files).version == 1
    assert kept() == before


def test_line_ends_of_windows_change_nothing(editor: User, draft: Draft) -> None:
    windows = {path: "\ufeff" + text.replace("\n", "\r\n") for path, text in draft.files.items()}
    assert save_draft(editor, draft.pk, 1, windows).version == 1


def test_a_file_can_be_added_and_removed(editor: User, draft: Draft) -> None:
    more = save_file(editor, draft.pk, 1, "rules/more.yaml", "[]\n")
    assert more.files["rules/more.yaml"] == "[]\n"
    less = save_file(editor, draft.pk, 2, "rules/more.yaml", None)
    assert less.files == draft.files


def test_a_lost_race_overwrites_nothing_and_carries_both_texts(editor: User, draft: Draft) -> None:
    changed(editor, draft, "test_minutes > 2", "test_minutes > 3")
    before = kept()
    with pytest.raises(DraftChanged) as refusal:
        changed(editor, draft, "test_minutes > 2", "test_minutes > 4")
    assert kept() == before
    mine, theirs = refusal.value.both[DELIVERY]
    assert ("test_minutes > 4" in mine, "test_minutes > 3" in theirs) == (True, True)
    assert list(refusal.value.both) == [DELIVERY]
    assert refusal.value.draft.version == 2


def test_all_files_at_once_race_as_well(editor: User, draft: Draft) -> None:
    changed(editor, draft, "test_minutes > 2", "test_minutes > 3")
    with pytest.raises(DraftChanged):
        save_draft(editor, draft.pk, 1, draft.files)


def test_nobody_saves_a_version_that_is_yet_to_come(editor: User, draft: Draft) -> None:
    with pytest.raises(DraftChanged):
        save_file(editor, draft.pk, 2, DELIVERY, "[]\n")


def test_everybody_who_edits_is_an_author(editor: User, draft: Draft) -> None:
    admin = User.objects.create_superuser("admin")
    changed(admin, draft, "test_minutes > 2", "test_minutes > 3")
    assert set(draft.authors.all()) == {editor, admin}
    assert draft.owner == editor


@pytest.mark.parametrize("who", ["publisher", "nobody", "manager"])
def test_who_does_not_edit_saves_nothing(
    who: str, draft: Draft, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    before = Draft.objects.values().get()
    with pytest.raises(NotAllowed):
        save_file(user, draft.pk, 1, DELIVERY, "[]\n")
    assert Draft.objects.values().get() == before
    entry = AuditEntry.objects.latest("number")
    assert (entry.who, entry.subject, entry.is_refused) == (user.username, draft.subject, True)


# Limits, the same in every way in

WRONG = {
    "too long": {DELIVERY: "#" * (MOST_BYTES + 1)},
    "too long in bytes": {DELIVERY: "#" + "đ" * (MOST_BYTES // 2 + 1)},
    "NUL": {DELIVERY: "a\0b"},
    "bidi": {DELIVERY: "# a\u202eb"},
    "surrogate": {DELIVERY: "# \ud800"},
    "tab": {DELIVERY: "a:\tb"},
    "another name": {"rules/../../x.yaml": ""},
    "a path from the top": {"/etc/passwd": ""},
    "another folder": {"secrets/x.yaml": ""},
    "not YAML": {"rules/x.py": ""},
    "too many": {f"rules/r{number}.yaml": "[]\n" for number in range(MOST_FILES)},
    "too much": {f"rules/r{number}.yaml": "#" * MOST_BYTES for number in range(17)},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_no_draft_may_hold_is_refused_with_its_place(
    editor: User, draft: Draft, wrong: dict[str, str]
) -> None:
    before = kept()
    files = {**draft.files, **wrong}
    for refused in (
        lambda: save_draft(editor, draft.pk, 1, files),
        lambda: make_draft(editor, "Imported", files),
    ):
        with pytest.raises(KnowledgeError) as refusal:
            refused()
        assert {problem.file for problem in refusal.value.problems} <= {*wrong, "."}
    assert kept() == before


def test_a_draft_without_files_is_none(editor: User, draft: Draft) -> None:
    with pytest.raises(KnowledgeError):
        save_draft(editor, draft.pk, 1, {})


def test_bytes_that_are_not_utf8_are_refused(editor: User, released: Release) -> None:
    with pytest.raises(KnowledgeError, match="UTF-8"):
        make_draft(editor, "Imported", {DELIVERY: b"\xff"})


# Discarding


def test_a_discarded_draft_is_kept_and_can_be_taken_up_again(editor: User, draft: Draft) -> None:
    gone = discard_draft(editor, draft.pk, 1)
    assert gone.state == Draft.DISCARDED
    assert draft not in Draft.objects.open()
    with pytest.raises(DraftClosed):
        save_file(editor, draft.pk, 2, DELIVERY, "[]\n")
    back = reopen_draft(editor, draft.pk, 2)
    assert (back.state, back.files, back.version) == (Draft.OPEN, draft.files, 3)


def test_what_somebody_just_saved_is_not_discarded(editor: User, draft: Draft) -> None:
    changed(editor, draft, "test_minutes > 2", "test_minutes > 3")
    with pytest.raises(DraftChanged):
        discard_draft(editor, draft.pk, 1)
    assert draft in Draft.objects.open()


def test_an_open_draft_is_not_reopened(editor: User, draft: Draft) -> None:
    with pytest.raises(DraftClosed):
        reopen_draft(editor, draft.pk, 1)


def test_who_edited_is_never_deleted(editor: User, draft: Draft) -> None:
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        editor.delete()
