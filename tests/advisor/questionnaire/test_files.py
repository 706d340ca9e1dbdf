"""One's own answers as a file: taken along, mended, and filled in again; nothing is lost."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import RuleBase, check_answers, read_answers
from tests.advisor.visiting import LANGUAGES, kept, stored, text, told

TEAM = "users: 20000\nteams: 2\nhabits: [ci]\nhas_tests: true\n"
ANSWERS = {"users": 20_000, "teams": 2, "has_tests": True, "habits": ["ci"]}


def upload(client: Client, content: str | bytes, start: str = "/", **more: Any) -> HttpResponse:
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(f"{start}ask/upload/", {"file": SimpleUploadedFile("a.yaml", data), **more})


@pytest.fixture
def answered(vera: Client) -> Client:
    """Vera, who has answered something before."""
    vera.get("/ask/", {"team_size": "7"})
    return vera


# Down


@pytest.mark.parametrize("language", LANGUAGES)
def test_my_answers_come_with_their_questions(
    answered: Client, shipped: RuleBase, language: str
) -> None:
    response = answered.get(f"{LANGUAGES[language]}ask/answers.yaml")
    assert response["Content-Type"] == "application/yaml"
    assert response["Content-Disposition"] == 'attachment; filename="bac-thang.yaml"'
    content = text(response)
    assert read_answers(shipped, "a.yaml", content) == {"team_size": 7}
    unbroken = " ".join(content.replace("\n# ", " ").split())
    for name, fact in shipped.facts.items():
        if fact.ask and fact.measure:
            assert f"\n{name}: " in content
            assert fact.ask.in_language(language) in unbroken  # type: ignore[arg-type]
            assert fact.measure.in_language(language) in unbroken  # type: ignore[arg-type]


def test_answers_in_the_address_can_be_taken_along(vera: Client, shipped: RuleBase) -> None:
    content = text(vera.get("/ask/answers.yaml?users=20k&teams=2"))
    assert read_answers(shipped, "a.yaml", content) == {"users": 20_000, "teams": 2}
    assert kept(vera) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_offers_both_ways(vera: Client, language: str) -> None:
    page = text(vera.get(f"{LANGUAGES[language]}ask/check/"))
    assert told(language, "Download my answers") in page
    assert 'enctype="multipart/form-data"' in page


# Up


def test_a_file_fills_the_questionnaire(answered: Client) -> None:
    response = upload(answered, TEAM, "/en/")
    assert response.status_code == 200
    assert kept(answered) == ANSWERS
    assert "4 answers were read from the file" in text(response)


def test_one_can_go_back_to_the_answers_before(answered: Client) -> None:
    undo = upload(answered, TEAM).context["undo"]
    answered.post("/ask/upload/", {"text": undo})
    assert kept(answered) == {"team_size": 7}


@pytest.mark.parametrize("example", ["solo-tool", "startup-of-nine", "overbuilt-startup", "bank"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_taken_along_comes_back_the_same(
    vera: Client, shipped: RuleBase, example: str, language: str
) -> None:
    answers = shipped.examples[example].answers
    sheet = f"{LANGUAGES[language]}ask/answers.yaml"
    upload(vera, "\n".join(f"{name}: {yaml(value)}" for name, value in answers.items()))
    first = vera.get(sheet).content
    other = Client()
    upload(other, first)
    assert other.get(sheet).content == first
    assert kept(other) == kept(vera)
    assert check_answers(shipped.facts, kept(other)) == check_answers(shipped.facts, answers)


def yaml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"[{', '.join(value)}]" if isinstance(value, tuple) else str(value)


def test_nothing_in_a_file_is_no_answers(answered: Client) -> None:
    assert upload(answered, "# nothing yet\nusers: null\n").status_code == 200
    assert kept(answered) == {}


def test_nothing_is_stored_on_the_server(vera: Client) -> None:
    before = stored()
    upload(vera, TEAM)
    assert stored() == before


# What is not taken


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_wrong_answer_is_named_with_its_line(answered: Client, language: str) -> None:
    bad = "users: lots\nteams: 2\ntemas: 3\nhabits: [ci, prayer]\n"
    response = upload(answered, bad, LANGUAGES[language])
    assert response.status_code == 422
    wrong = response.context["wrong"]
    assert [(each["line"], each["name"]) for each in wrong] == [
        (1, "users"),
        (3, "temas"),
        (4, "habits"),
    ]
    page = text(response)
    assert told(language, "Line %(line)s:", line=3) in page
    assert (
        told(language, "There is no fact of this name; did you mean %(name)s?", name="teams")
        in page
    )
    assert "temas: 3" in page, "what was sent is there to be mended"
    assert kept(answered) == {"team_size": 7}


def test_what_was_mended_on_the_page_is_taken(answered: Client) -> None:
    upload(answered, TEAM.replace("true", "yes"))
    assert answered.post("/ask/upload/", {"text": TEAM}).status_code == 200
    assert kept(answered) == ANSWERS


BAD: dict[str, tuple[bytes, int]] = {
    "no mapping": (b"- users", 422),
    "one word": (b"users", 422),
    "cut off": (b"users: [", 422),
    "twice": (b"users: 1\nusers: 2", 422),
    "an anchor": (b"users: &a 1", 422),
    "a tag": (b"users: !!python/object:os.system x", 422),
    "yes": (b"has_tests: yes", 422),
    "not UTF-8": (b"\xff\xfe\x00", 422),
    "NUL": (b"users: 1\x00", 422),
    "deep": (b"a: " + b"[" * 20_000, 422),
    "a derived fact": (b"services_per_team: 3", 422),
    "a key that is no text": (b"1: 2", 422),
    "too large": (b"#" * 262_145, 413),
    "far too large": (b"#" * 600_000, 413),
}


@pytest.mark.parametrize(("bad", "status"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_file_changes_nothing(
    answered: Client, language: str, bad: bytes, status: int
) -> None:
    response = upload(answered, bad, LANGUAGES[language])
    assert response.status_code == status
    assert told(language, "Your answers are as they were.") in text(response)
    assert kept(answered) == {"team_size": 7}


def test_a_form_without_a_file_says_so(answered: Client) -> None:
    response = answered.post("/en/ask/upload/", {})
    assert (response.status_code, "Choose a file first." in text(response)) == (422, True)
    assert answered.post("/ask/upload/", {"file": "no file"}).status_code == 422
    assert kept(answered) == {"team_size": 7}


def test_only_posting_fills_anything(answered: Client) -> None:
    assert answered.get("/ask/upload/?text=users:+1").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/ask/upload/", {"text": TEAM}).status_code == 403
    assert kept(answered) == {"team_size": 7}


def test_what_is_shown_of_a_file_is_text(vera: Client) -> None:
    bad = "</textarea><script>alert(1)</script>: 1\n<b>: 2\n"
    page = text(upload(vera, bad))
    assert "<script>alert(1)" not in page
    assert "<b>:" not in page


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=400)
    | st.text(max_size=400).map(lambda each: each.encode("utf-8", "replace"))
)
def test_any_file_is_answered(vera: Client, content: bytes) -> None:
    assert upload(vera, content).status_code in (200, 422)
