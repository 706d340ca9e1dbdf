"""The check of a draft: kept by hash, told once, and the same for everybody."""

import json

import pytest
from django.contrib.auth.models import User

from advisor.editing import checking
from advisor.editing.checking import check_draft, check_release
from advisor.editing.drafts import save_file
from advisor.editing.models import AuditEntry, Check, Draft
from advisor.editing.rights import NotAllowed
from advisor.releases.models import Release
from knowledge.reports import check_report
from tests.advisor.editing.conftest import DELIVERY, Files, changed, person


def test_a_sound_draft_is_called_sound(editor: User, draft: Draft) -> None:
    check = check_draft(editor, draft.pk)
    assert (check.is_sound, check.hash, check.report["problems"]) == (True, draft.hash, [])
    assert check.report["counts"]["rules"] == 14
    assert check.report["coverage"] == {"rules": 14, "firing": 14, "silent": 14}
    assert {each["verdict"] for each in check.report["proofs"]} == {"holds"}


def test_every_problem_has_its_place(editor: User, draft: Draft) -> None:
    draft = changed(editor, draft, "when: deploy_lock", "when: deploy_lok")
    report = check_draft(editor, draft.pk).report
    problem = next(each for each in report["problems"] if "deploy_lok" in each["message"])
    assert (problem["file"], problem["line"]) == (DELIVERY, 11)
    assert "did you mean `deploy_lock`?" in problem["message"]
    assert not report["is_sound"]


def test_a_proof_that_fails_comes_with_answers(small) -> None:
    report = check_report(small.files)
    (failed,) = (each for each in report["proofs"] if each["verdict"] == "fails")
    assert failed["subjects"] == ["orchestration", "stage_4"]
    assert failed["counterexample"]["current_stage"] == "stage_4"
    assert (report["failed"], report["is_sound"]) == (1, False)


def test_a_report_is_plain_and_always_the_same(sound: Files) -> None:
    report = check_report(sound)
    assert json.loads(json.dumps(report)) == report == check_report(sound)


def test_what_did_not_change_is_not_checked_again(
    editor: User, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = check_draft(editor, draft.pk)
    monkeypatch.setattr(checking, "check_report", None)
    told = AuditEntry.objects.count()
    assert check_draft(editor, draft.pk) == first
    assert AuditEntry.objects.count() == told


def test_what_changed_is_checked_again(editor: User, draft: Draft) -> None:
    check_draft(editor, draft.pk)
    draft = save_file(editor, draft.pk, 1, DELIVERY, "[]\n")
    assert check_draft(editor, draft.pk).hash == draft.hash
    assert Check.objects.count() == 2


def test_a_check_is_told(editor: User, draft: Draft) -> None:
    check_draft(editor, draft.pk)
    entry = AuditEntry.objects.latest("number")
    assert (entry.action, entry.became) == ("draft.checked", {"hash": draft.hash, "sound": True})


def test_an_older_release_is_checked_by_the_checks_of_today(released: Release) -> None:
    assert check_release(released).is_sound


def test_who_may_look_may_check(draft: Draft) -> None:
    assert check_draft(person("vic", "viewers"), draft.pk).is_sound


def test_otto_checks_nothing(nobody: User, draft: Draft) -> None:
    with pytest.raises(NotAllowed):
        check_draft(nobody, draft.pk)
    assert not Check.objects.exists()
