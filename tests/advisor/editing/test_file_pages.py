"""Files of a draft as YAML: kept as typed, checked as typed, never overwritten unseen."""

import io
import json
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from advisor.editing.archives import MOST_BYTES, packed, unpacked
from advisor.editing.drafts import save_file
from advisor.editing.models import Draft
from advisor.releases.models import Release
from tests.advisor.conftest import logged_in
from tests.advisor.editing.conftest import DELIVERY
from tests.advisor.editing.forms import fields
from tests.advisor.editing.test_thing_pages import PAGES, address, stored
from tests.advisor.visiting import text


@pytest.fixture
def edda(editor: User) -> Client:
    return logged_in(editor)


@pytest.fixture
def page(draft: Draft) -> str:
    return address(draft, "files", DELIVERY)


def opened(client: Client, page: str, typed: str) -> dict[str, Any]:
    """What a browser would send after the text was typed anew."""
    return {"was": fields(text(client.get(page)), "yaml")["was"][0], "text": typed}


def test_the_page_sends_back_the_file_as_it_is(edda: Client, draft: Draft, page: str) -> None:
    sent = fields(text(edda.get(page)), "yaml")
    assert sent["text"][0].removeprefix("\n") == draft.files[DELIVERY]


def test_a_file_is_kept_as_typed(edda: Client, draft: Draft, page: str) -> None:
    typed = draft.files[DELIVERY].replace("> 2", "> 5") + "# mine\n"
    assert edda.post(page, opened(edda, page, typed.replace("\n", "\r\n"))).status_code == 302
    assert stored(draft).files[DELIVERY] == typed


def test_a_broken_file_is_kept_and_its_places_named(edda: Client, draft: Draft, page: str) -> None:
    response = edda.post(page, opened(edda, page, "- id: [\n"))
    assert response.status_code == 422
    assert "not valid YAML" in text(response)
    assert stored(draft).files[DELIVERY] == "- id: [\n"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("a: &x 1\nb: *x\n", "anchor"),
        ("a: !!python/none x\n", "tag"),
        ("[" * 40 + "]" * 40, "nested deeper"),
        ("- 1\n" * 5_001, "at most 5,000"),
        ("a: no\n", "put it in quotes"),
        ("a: 1\na: 2\n", "written twice"),
    ],
)
def test_the_limits_of_yaml_hold_on_the_page(
    edda: Client, page: str, typed: str, words: str
) -> None:
    response = edda.post(page, opened(edda, page, typed))
    assert response.status_code == 422
    assert words in text(response)


@pytest.mark.parametrize("typed", ["a: \x00b\n", "a: \u202eb\n", "x" * (256 * 1024 + 1)])
def test_what_no_draft_may_hold_stays_on_the_page_alone(
    edda: Client, draft: Draft, page: str, typed: str
) -> None:
    response = edda.post(page, opened(edda, page, typed))
    assert response.status_code == 422
    assert typed[:2] in text(response)
    assert stored(draft).version == draft.version


def test_a_stale_page_gets_both_texts(edda: Client, draft: Draft, page: str, editor: User) -> None:
    sent = opened(edda, page, draft.files[DELIVERY] + "# mine\n")
    theirs = draft.files[DELIVERY] + "# theirs\n"
    save_file(editor, draft.pk, draft.version, DELIVERY, theirs)
    response = edda.post(page, sent)
    assert response.status_code == 409
    assert "# mine" in text(response)
    assert "# theirs" in text(response)
    assert stored(draft).files[DELIVERY] == theirs


def test_problems_are_told_as_one_types_and_nothing_is_stored(
    edda: Client, draft: Draft, page: str
) -> None:
    typed = draft.files[DELIVERY].replace("test_minutes > 2", "test_minuts > 2")
    found = json.loads(text(edda.post(f"{page}problems/", {"text": typed})))
    assert [each["line"] for each in found["problems"]] == [
        typed[: typed.index("test_minuts")].count("\n") + 1
    ]
    assert stored(draft).version == draft.version
    assert edda.get(f"{page}problems/").status_code == 405


def test_the_editor_is_given_the_schema_and_the_names(edda: Client, page: str) -> None:
    found = json.loads(text(edda.get(f"{page}words/")))
    assert "slow-tests" in found["names"]["rules"]
    assert found["schema"]["items"]


def test_a_new_file_comes_and_goes(edda: Client, draft: Draft) -> None:
    page = address(draft, "files", "rules/more.yaml")
    edda.post(page, opened(edda, page, "[]\n"))
    assert stored(draft).files["rules/more.yaml"] == "[]\n"
    edda.post(page, {**opened(edda, page, "[]\n"), "remove": "1"})
    assert "rules/more.yaml" not in stored(draft).files


def test_a_new_file_is_opened_by_its_name(edda: Client, draft: Draft) -> None:
    page = address(draft, "new-file")
    opened_at = edda.get(f"{page}?folder=rules&name=more.yaml")["Location"]
    assert opened_at == address(draft, "files", "rules/more.yaml")
    for odd in ("?folder=rules&name=../x", "?folder=etc&name=x", ""):
        assert edda.get(page + odd)["Location"] == address(draft)


@pytest.mark.parametrize("name", ["other.yaml", "rules/../x.yaml", "rules/X.yaml", "README.md"])
def test_no_other_file_can_be_made(edda: Client, draft: Draft, name: str) -> None:
    assert edda.get(address(draft, "files", name)).status_code == 404


# Zip files


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def send(client: Client, data: bytes, title: str = "From git") -> Any:
    file = SimpleUploadedFile("base.zip", data, "application/zip")
    return client.post(f"{PAGES}/upload/", {"title": title, "zip": file})


def test_what_is_downloaded_comes_back_with_the_same_hash(edda: Client, draft: Draft) -> None:
    zip_ = edda.get(address(draft, "download"))
    assert zip_["Content-Disposition"].endswith('.zip"')
    send(edda, zip_.content)
    newest = Draft.objects.latest("pk")
    assert (newest.pk, newest.hash) != (draft.pk, "")
    assert newest.hash == draft.hash


def test_an_upload_is_a_draft_and_no_release(edda: Client, draft: Draft) -> None:
    before = Release.objects.count()
    inside = {f"repo/{name}": data.encode() for name, data in draft.files.items()}
    response = send(edda, zipped({**inside, "__MACOSX/._x": b"", "repo/.DS_Store": b""}))
    assert response.status_code == 302
    assert Release.objects.count() == before
    assert Draft.objects.latest("pk").files == draft.files


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no zip", "not a zip"),
        (zipped({"../evil.yaml": b""}), "no file of this name"),
        (zipped({"rules/a.yaml": b"a: \xff"}), "not UTF-8"),
        (zipped({"facts.yaml": b"x" * (256 * 1024 + 1)}), "longer than 262,144"),
        (zipped({f"rules/a{n}.yaml": b"" for n in range(101)}), "more than 100 files"),
        (zipped({}), "no file at all"),
    ],
)
def test_a_hostile_zip_is_refused_with_its_reason(
    edda: Client, draft: Draft, data: bytes, words: str
) -> None:
    before = Draft.objects.count()
    response = send(edda, data)
    assert response.status_code == 422
    assert words in text(response)
    assert "From git" in text(response)
    assert Draft.objects.count() == before


def test_a_zip_bomb_is_not_unpacked() -> None:
    small = packed({"facts.yaml": "a" * 50_000_000})
    assert len(small) < MOST_BYTES
    with pytest.raises(Exception, match="more than 4,194,304 bytes together"):
        unpacked(io.BytesIO(small))


def test_the_same_files_are_the_same_zip(draft: Draft) -> None:
    assert packed(draft.files) == packed(dict(reversed(draft.files.items())))
