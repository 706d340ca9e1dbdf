"""`manage.py advise`: advice for a file of answers."""

import io
import json
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from advisor.releases.models import Release
from knowledge import RuleBase, advise
from tests.advisor.visiting import stored

pytestmark = pytest.mark.django_db

TEAM = """\
team_size: 8
teams: 2
current_stage: stage_2
habits: [ci]
users: null
"""
ANSWERS = {"team_size": 8, "teams": 2, "current_stage": "stage_2", "habits": ["ci"]}
Write = Callable[[str | bytes], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of answers and tells its path."""

    def written(answers: str | bytes) -> str:
        file = tmp_path / "answers.yaml"
        file.write_bytes(answers.encode() if isinstance(answers, str) else answers)
        return str(file)

    return written


def run(*words: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("advise", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def refused(*words: str) -> tuple[int, str, list[str]]:
    """How the command refuses: exit status, last word, and the problems, one a line."""
    err = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("advise", *words, stdout=StringIO(), stderr=err)
    return refusal.value.returncode, str(refusal.value), err.getvalue().splitlines()


def as_told(shipped: RuleBase, language: Any) -> dict[str, Any]:
    """What release 1 advises, as JSON."""
    told = advise(shipped, ANSWERS).as_json(language)
    return {**told, "release": {"number": 1, "hash": shipped.hash}}


def test_advice_is_printed_in_vietnamese_unless_asked_otherwise(write: Write) -> None:
    printed = run(write(TEAM))
    assert printed == run(write(TEAM), "--lang", "vi")
    assert printed.startswith("Đã đến lúc lên bậc 3")


def test_advice_is_printed_in_english(write: Write) -> None:
    assert run(write(TEAM), "--lang", "en").startswith("Time for stage 3")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_json_is_the_advice_and_nothing_else(
    write: Write, shipped: RuleBase, language: str
) -> None:
    printed = json.loads(run(write(TEAM), "--format", "json", "--lang", language))
    expected = json.loads(json.dumps(as_told(shipped, language)))
    assert list(printed) == list(expected)
    assert printed == expected


def test_the_same_answers_print_the_same_bytes(write: Write) -> None:
    file = write(TEAM)
    for form in ("text", "json", "markdown"):
        assert run(file, "--format", form) == run(file, "--format", form)


def test_markdown_is_a_decision_record(write: Write) -> None:
    printed = run(write(TEAM), "--format", "markdown", "--lang", "en")
    assert printed.startswith("---\nstatus: proposed\n")
    assert "\n## Decision Outcome\n" in printed


def test_text_names_every_action_with_its_rules(write: Write, shipped: RuleBase) -> None:
    printed = run(write(TEAM), "--lang", "en")
    for action in as_told(shipped, "en")["actions"]:
        assert action["title"] in printed
        assert ", ".join(action["rules"]) in printed


def test_answers_may_come_from_standard_input(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEAM.encode())))
    assert run("-") == run(write(TEAM))


def test_no_answers_are_answers_too(write: Write) -> None:
    assert json.loads(run(write(""), "--format", "json"))["stage"]["possible"] == [1, 2, 3, 4]


def test_advising_saves_nothing(write: Write) -> None:
    before = stored()
    run(write(TEAM))
    assert stored() == before


# Releases


def test_the_newest_release_advises(write: Write, small_release: Release) -> None:
    told = json.loads(run(write(TEAM), "--format", "json"))
    assert told["release"] == {"number": 2, "hash": small_release.hash}


def test_an_older_release_can_be_asked(
    write: Write, small_release: Release, shipped: RuleBase
) -> None:
    told = json.loads(run(write(TEAM), "--format", "json", "--release", "1"))
    assert told["release"] == {"number": 1, "hash": shipped.hash}


@pytest.mark.parametrize("number", ["9", "0", "-1", "9" * 30])
def test_a_release_that_never_was_is_named(write: Write, number: str) -> None:
    assert refused(write(TEAM), "--release", number)[:2] == (2, f"there is no release {number}")


def test_the_shipped_folder_advises_before_the_first_release(
    nothing_published: None, write: Write, shipped: RuleBase
) -> None:
    told = json.loads(run(write(TEAM), "--format", "json"))
    assert told["release"] == {"number": None, "hash": shipped.hash}


# Bad input


def test_each_problem_gets_a_line_with_its_place(write: Write) -> None:
    file = write("team_size: 8\nusers: lots\ntempo: 3\nhabits: [ci, prayer]\n")
    status, last, lines = refused(file)
    assert (status, last) == (2, "nothing was advised")
    assert [line.split(":")[1] for line in lines] == ["2", "3", "4"]
    assert all(line.startswith(file) for line in lines)


@pytest.mark.parametrize(
    "bad",
    [
        "teams: [",
        "- teams",
        "teams",
        "teams: 1\nteams: 2",
        "teams: &a 1",
        "1: 2",
        "teams: 1\x00",
        b"\xff\xfe\xfd",
        "services_per_team: 3",
        "has_tests: yes",
        "a: " + "[" * 100,
        "teams: 1\n" * 40_000,
    ],
)
def test_bad_input_is_refused_and_nothing_saved(write: Write, bad: str | bytes) -> None:
    before = stored()
    status, _, lines = refused(write(bad))
    assert status == 2
    assert lines
    assert stored() == before


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing, folder = str(tmp_path / "no.yaml"), str(tmp_path)
    assert refused(missing)[:2] == (2, f"{missing}: No such file or directory")
    assert refused(folder)[:2] == (2, f"{folder}: Is a directory")
