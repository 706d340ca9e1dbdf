"""`manage.py knowledge`: check, import, export, compare and score."""

import re
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from advisor.editing import audit
from advisor.editing.models import AuditEntry, Draft
from advisor.releases.models import Release
from knowledge import RuleBase, read_folder
from tests.advisor.conftest import ROOT, SMALL
from tests.advisor.editing.conftest import changed
from tests.advisor.visiting import stored

SHIPPED = ROOT / "knowledge/base"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small rule base."""
    return Path(shutil.copytree(SMALL, tmp_path / "base"))


def run(*words: object) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("knowledge", *map(str, words), stdout=out, stderr=StringIO())
    return out.getvalue()


def refused(*words: object) -> tuple[int, str, list[str]]:
    """How the command refuses: exit status, last word, and the problems, one a line."""
    err = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("knowledge", *map(str, words), stdout=StringIO(), stderr=err)
    return refusal.value.returncode, str(refusal.value), err.getvalue().splitlines()


def broken(folder: Path) -> Path:
    """The folder with two mistakes in two files."""
    rules, levels = folder / "rules/stage.yaml", folder / "levels.yaml"
    rules.write_text(rules.read_text().replace("team_size >= 2", "team_sise >= 2"))
    levels.write_text(levels.read_text() + "half: true\n")
    return folder


# check


def test_a_sound_folder_is_called_sound(folder: Path) -> None:
    assert run("check", folder) == "14 rules, 12 facts, no problem.\n"


def test_the_shipped_folder_is_checked_where_none_is_named() -> None:
    assert "no problem" in run("check")


def test_every_problem_is_named_with_its_place(folder: Path) -> None:
    status, last, lines = refused("check", broken(folder))
    assert (status, last) == (1, f"{len(lines)} problems")
    assert all(re.match(r"[\w/-]+\.yaml:\d+:\d+  \S", line) for line in lines)
    assert {line.split(":")[0] for line in lines} >= {"rules/stage.yaml", "levels.yaml"}


def test_a_problem_says_what_would_do(folder: Path) -> None:
    lines = refused("check", broken(folder))[2]
    line = next(line for line in lines if "team_sise" in line)
    assert line.startswith("rules/stage.yaml:3:9 ")
    assert "did you mean `team_size`?" in line


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refused("check", tmp_path / "no")[:2] == (2, f"{tmp_path / 'no'}: no such folder")


# import


def test_importing_makes_a_draft(
    released: Release, editor: User, folder: Path, small: RuleBase
) -> None:
    before = stored()
    assert run("import", folder, "--by", "edda", "--title", "From git") == (
        f"Draft {Draft.objects.get().pk} by edda: {small.hash}\n"
    )
    draft = Draft.objects.get()
    assert (draft.title, draft.owner, draft.hash) == ("From git", editor, small.hash)
    assert stored() == before


def test_importing_can_publish(released: Release, both: User, shipped: RuleBase) -> None:
    said = run("import", SHIPPED, "--publish", "--by", "bea", "--note", "The shipped one.")
    release = Release.objects.newest()
    assert said.endswith(f"Release 3 is live: {shipped.hash}\n")
    assert (release.number, release.hash, release.note) == (3, shipped.hash, "The shipped one.")
    assert release.author == both


def test_who_may_not_publish_imports_a_draft(released: Release, editor: User) -> None:
    status, said, _ = refused("import", SHIPPED, "--publish", "--by", "edda")
    assert (status, said) == (1, "edda lacks the right editing.publish_draft")
    assert Draft.objects.get().state == Draft.OPEN
    assert Release.objects.count() == 2


def test_otto_imports_nothing(released: Release, nobody: User, folder: Path) -> None:
    assert refused("import", folder, "--by", "otto")[0] == 1
    assert not Draft.objects.exists()


@pytest.mark.parametrize("by", [(), ("--by", "nemo")])
def test_somebody_has_to_answer_for_it(released: Release, folder: Path, by: Any) -> None:
    assert refused("import", folder, "--publish", *by)[0] == 2
    assert not Draft.objects.exists()


def test_what_cannot_be_proven_is_imported_and_not_published(
    released: Release, both: User, folder: Path
) -> None:
    status, _, lines = refused("import", folder, "--publish", "--by", "bea")
    assert (status, len(lines)) == (1, 1)
    assert lines[0].startswith("fails: complete › slot-filled: orchestration, stage_4; answers: {")
    assert (Draft.objects.count(), Release.objects.count()) == (1, 2)


@pytest.mark.parametrize("options", [(), ("--publish",)])
def test_an_unsound_folder_is_not_imported(db: None, folder: Path, options: Any) -> None:
    before = stored()
    status, _, lines = refused("import", broken(folder), "--by", "bea", *options)
    assert status == 1
    assert len(lines) >= 2
    assert stored() == before


def test_the_first_release_is_told_to_the_audit_trail(
    nothing_published: None, folder: Path, small: RuleBase
) -> None:
    run("import", folder, "--publish")
    assert audit.state().releases == {1: small.hash}
    assert AuditEntry.objects.get().who == ""


def test_without_a_release_there_is_nothing_to_draft(nothing_published: None, folder: Path) -> None:
    assert refused("import", folder)[:2] == (2, "there is no release yet: add --publish")


def test_the_first_release_is_imported_once(nothing_published: None, folder: Path) -> None:
    run("import", folder, "--publish", "--if-empty")
    run("import", folder, "--publish", "--if-empty")
    assert [release.number for release in Release.objects.all()] == [1]


# publish


def test_a_draft_is_checked_replayed_and_published(editor: User, both: User, draft: Draft) -> None:
    draft = changed(editor, draft, "test_minutes > 2", "test_minutes > 1")
    said = run("publish", draft.pk, "--by", "bea", "--note", "Hurry.")
    assert said == f"Release 3 is live: {draft.hash}\n"
    assert Release.objects.newest().report["replay"]["cases"]["seen"] == 5


def test_who_may_not_publish_does_not(editor: User, draft: Draft) -> None:
    assert refused("publish", draft.pk, "--by", "edda", "--note", "Hurry.")[0] == 1
    assert Release.objects.count() == 2


def test_an_unsound_draft_is_not_published(editor: User, both: User, draft: Draft) -> None:
    changed(editor, draft, "test_minutes > 2", "test_minutes > 5")
    status, said, lines = refused("publish", draft.pk, "--by", "bea", "--note", "Hurry.")
    assert (status, said) == (1, "not sound: nothing was published")
    assert lines[0].startswith("cases/all.yaml:")


def test_a_draft_that_is_not_there_is_named(db: None, both: User) -> None:
    assert refused("publish", 9, "--by", "bea", "--note", "x")[:2] == (2, "there is no draft 9")


# export


def test_a_draft_makes_the_round_trip(editor: User, draft: Draft, tmp_path: Path) -> None:
    draft = changed(editor, draft, "test_minutes > 2", "test_minutes > 1")
    assert draft.hash in run("export", tmp_path / "a", "--draft", draft.pk)
    run("import", tmp_path / "a", "--by", "edda")
    assert Draft.objects.latest("pk").hash == draft.hash


def test_a_release_comes_back_as_it_went(db: None, tmp_path: Path, shipped: RuleBase) -> None:
    run("export", tmp_path / "copy")
    assert read_folder(tmp_path / "copy").hash == shipped.hash


def test_an_exported_folder_is_the_folder_that_was_imported(
    small_release: Release, tmp_path: Path
) -> None:
    run("export", tmp_path)
    for file in SMALL.rglob("*.yaml"):
        assert (tmp_path / file.relative_to(SMALL)).read_bytes() == file.read_bytes()


def test_an_older_release_can_be_exported(
    small_release: Release, tmp_path: Path, shipped: RuleBase
) -> None:
    assert shipped.hash in run("export", tmp_path / "copy", "--release", 1)
    assert read_folder(tmp_path / "copy").hash == shipped.hash


def test_a_release_that_never_was_is_not_exported(db: None, tmp_path: Path) -> None:
    status, last, _ = refused("export", tmp_path / "copy", "--release", 9)
    assert (status, last) == (2, "there is no release 9")
    assert not (tmp_path / "copy").exists()


# diff


def test_equal_rule_bases_do_not_differ(small_release: Release, folder: Path) -> None:
    assert run("diff", 2, folder) == ""
    assert run("diff", 1, SHIPPED) == ""


def test_a_changed_rule_is_named_with_its_file(db: None, folder: Path) -> None:
    rules = folder / "rules/stage.yaml"
    rules.write_text(rules.read_text().replace("when: teams >= 2\n", "when: teams >= 3\n"))
    assert run("diff", SMALL, folder) == "~ rule two-teams\n~ file rules/stage.yaml\n"


def test_what_was_added_and_removed_is_told_apart(
    small_release: Release, shipped: RuleBase, small: RuleBase
) -> None:
    lines = run("diff", 1, 2).splitlines()
    old, new = set(shipped.rules), set(small.rules)
    for mark, names in {"-": old - new, "+": new - old}.items():
        assert {line for line in lines if line.startswith(f"{mark} rule")} == {
            f"{mark} rule {name}" for name in names
        }


def test_a_draft_can_be_compared(editor: User, draft: Draft) -> None:
    changed(editor, draft, "test_minutes > 2", "test_minutes > 1")
    assert run("diff", 2, f"draft:{draft.pk}") == (
        "~ rule slow-tests\n~ file rules/delivery.yaml\n"
    )


def test_a_release_that_never_was_cannot_be_compared(db: None) -> None:
    assert refused("diff", 1, 9)[:2] == (2, "there is no release 9")


# score


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refused("score", tmp_path / "no.yaml")[0] == 2


# prove


def test_the_shipped_folder_is_proven() -> None:
    *lines, covered = run("prove").splitlines()
    assert len(lines) >= 15
    assert all(line.startswith("holds: ") for line in lines)
    assert re.match(r"covered: \d\.\de\d+ sets of answers, \d+ cases, ", covered)


def test_what_does_not_hold_is_shown_with_answers(folder: Path) -> None:
    with pytest.raises(CommandError, match=r"1 of \d+ proofs fail") as refusal:
        run("prove", folder)
    assert refusal.value.returncode == 1


def test_a_folder_that_cannot_be_read_is_not_proven(folder: Path) -> None:
    status, _, problems = refused("prove", broken(folder))
    assert status == 1
    assert problems


def test_an_export_never_mixes_with_what_is_there(folder: Path, db: None) -> None:
    status, words, _ = refused("export", folder)
    assert (status, words) == (2, f"{folder} is not empty: name a new folder")
