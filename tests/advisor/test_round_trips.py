"""What goes out comes back the same: answers by links and files, rule bases by folders."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from advisor.questionnaire.prefill import write_query
from knowledge import RuleBase, check_answers, read_answers, read_folder
from tests.advisor.api.asking import send
from tests.advisor.visiting import LANGUAGES

EXAMPLES = ("solo-tool", "startup-of-nine", "overbuilt-startup", "bank", "exam-portal")


def plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@pytest.fixture(params=EXAMPLES)
def answers(request: pytest.FixtureRequest, shipped: RuleBase) -> dict[str, Any]:
    """The answers of each example team."""
    known = check_answers(shipped.facts, shipped.examples[request.param].answers)
    return {name: plain(value) for name, value in known.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_to_link_to_json_to_answers(
    vera: Client, answers: dict[str, Any], language: str
) -> None:
    start = LANGUAGES[language]
    vera.get(f"{start}ask/?{write_query(answers)}")
    link = vera.post(f"{start}advice/save/")["Location"]
    exported = vera.get(f"{link.rstrip('/')}.json").json()
    assert exported["answers"] == answers
    again = send(vera, "recommendations", exported["answers"]).json()["id"]
    opened = vera.get(f"/api/v1/recommendations/{again}?lang={language}").json()["advice"]
    assert opened == {name: exported[name] for name in opened}


@pytest.mark.parametrize("language", LANGUAGES)
def test_link_to_facts_file_to_site_to_facts_file(
    vera: Client, shipped: RuleBase, answers: dict[str, Any], language: str
) -> None:
    id_ = send(vera, "recommendations", answers).json()["id"]
    file = vera.get(f"{LANGUAGES[language]}r/{id_}.yaml").content.decode()
    vera.post("/ask/upload/", {"text": file})
    own = vera.get(f"{LANGUAGES[language]}ask/answers.yaml").content.decode()
    assert questions(own) == questions(file)
    back = read_answers(shipped, "team.yaml", own)
    assert {name: plain(value) for name, value in back.items()} == answers


def questions(sheet: str) -> str:
    """A facts file without the lines at its top, which say whose it is."""
    return sheet[sheet.index("# == ") :]


def test_facts_file_to_command_to_the_same_advice_as_the_api(
    vera: Client, tmp_path: Path, answers: dict[str, Any]
) -> None:
    id_ = send(vera, "recommendations", answers).json()["id"]
    file, out = tmp_path / "team.yaml", StringIO()
    file.write_bytes(vera.get(f"/r/{id_}.yaml").content)
    call_command("advise", str(file), format="json", lang="en", stdout=out)
    assert send(vera, "advice?lang=en", answers).content == out.getvalue().encode()


def test_rule_base_to_folder_to_the_same_rule_base(
    vera: Client, shipped: RuleBase, tmp_path: Path
) -> None:
    call_command("knowledge", "export", str(tmp_path / "out"), stdout=StringIO())
    assert read_folder(tmp_path / "out").hash == shipped.hash
    assert dict(read_folder(tmp_path / "out").files) == dict(shipped.files)
