"""The limits of YAML and conditions hold whichever way something comes in, and the place is named.

The pages have tests of their own; here are folders and commands, zips, drafts and publishing.
"""

import re
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from advisor.editing.archives import packed
from advisor.editing.checking import NotSound, check_draft
from advisor.editing.drafts import make_draft, save_file
from advisor.editing.models import Draft
from advisor.editing.publishing import publish_draft
from advisor.editing.replay import begin
from advisor.releases.models import Release
from knowledge.checking import ALL_FILES
from tests.advisor.conftest import logged_in
from tests.advisor.editing.conftest import DELIVERY, Files
from tests.advisor.visiting import stored

RULE = """- id: hostile
  when: {}
  advise: [run-ci]
  because: {{vi: Thử., en: To try.}}
  source: ours
"""
HOSTILE = {
    "anchor": ("- &x 1\n- *x\n", "anchor"),
    "tag": ("- !!python/object:os.system x\n", "tag"),
    "two documents": ("[]\n---\n[]\n", "document"),
    "deep": ("[" * 40 + "]" * 40 + "\n", "nested deeper"),
    "long list": ("- 1\n" * 5_001, "at most 5,000"),
    "a word that is a value": ("- id: no\n", "put it in quotes"),
    "a key twice": ("- id: a\n  id: b\n", "written twice"),
    "a call": (RULE.format("open('x')"), "calls are not part"),
    "an attribute": (RULE.format("users.real == 1"), "not part of the condition language"),
    "a long condition": (RULE.format("x" * 1_001), "1,000"),
    "a power": (RULE.format("users > 9 ** 9"), "do not compute"),
    "another meaning": (RULE.format("users > 1,000"), "1_000"),
    "a huge number": (RULE.format("users > 99999999999999999999"), "at most"),
    "a field of ours": (RULE.format("users > 1") + "  status: live\n", "status"),
}
hostile = pytest.mark.parametrize(("typed", "words"), HOSTILE.values(), ids=HOSTILE)
UPLOAD = "/en/admin/editing/draft/upload/"
PLACE = re.compile(rf"^({DELIVERY}:\d+:\d+|\.:1:1)  ", re.MULTILINE)


def written(folder: Path, files: Files) -> Path:
    """The files as a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


@hostile
def test_a_folder_is_refused_with_the_place(
    typed: str, words: str, released: Release, both: User, sound: Files, tmp_path: Path
) -> None:
    folder, before, err = written(tmp_path, {**sound, DELIVERY: typed}), stored(), StringIO()
    with pytest.raises(CommandError):
        call_command("knowledge", "import", str(folder), "--publish", "--by", "bea", stderr=err)
    assert words in err.getvalue()
    assert PLACE.search(err.getvalue())
    assert (stored(), Draft.objects.count()) == (before, 0)


@hostile
def test_a_draft_keeps_what_was_typed_and_names_the_place(
    typed: str, words: str, editor: User, draft: Draft
) -> None:
    kept = save_file(editor, draft.pk, draft.version, DELIVERY, typed)
    assert kept.files[DELIVERY] == typed
    problems = check_draft(editor, draft.pk).report["problems"]
    named = {each["file"] for each in problems if words in each["message"]}
    assert named & {DELIVERY, ALL_FILES}


@hostile
def test_it_is_neither_replayed_nor_published(
    typed: str, words: str, editor: User, publisher: User, draft: Draft
) -> None:
    kept = save_file(editor, draft.pk, draft.version, DELIVERY, typed)
    check_draft(editor, draft.pk)
    with pytest.raises(NotSound):
        begin(editor, draft.pk)
    with pytest.raises(NotSound):
        publish_draft(publisher, draft.pk, kept.hash, "Why.")
    assert Release.objects.count() == 2


@hostile
def test_a_zip_becomes_a_draft_that_names_the_place(
    typed: str, words: str, editor: User, released: Release, sound: Files
) -> None:
    sent = BytesIO(packed({**sound, DELIVERY: typed}))
    sent.name = "rules.zip"
    response = logged_in(editor).post(UPLOAD, {"title": "Sent", "zip": sent})
    assert response.status_code == 302
    found = check_draft(editor, Draft.objects.get().pk).report["problems"]
    assert words in " ".join(each["message"] for each in found)
    assert Release.objects.count() == 2


@hostile
def test_the_first_release_is_refused_as_well(
    typed: str, words: str, nothing_published: None, sound: Files, tmp_path: Path
) -> None:
    folder, err = written(tmp_path, {**sound, DELIVERY: typed}), StringIO()
    with pytest.raises(CommandError):
        call_command("knowledge", "import", str(folder), "--publish", stderr=err)
    assert words in err.getvalue()
    assert not Release.objects.exists()


def test_a_draft_made_of_them_is_a_draft_like_any_other(
    editor: User, released: Release, sound: Files
) -> None:
    typed, words = HOSTILE["anchor"]
    draft = make_draft(editor, "Imported", {**sound, DELIVERY: typed})
    assert words in str(check_draft(editor, draft.pk).report["problems"])
