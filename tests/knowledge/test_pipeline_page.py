"""docs/pipeline.md: what it tells people to write is right."""

import re
import shlex
from pathlib import Path

import pytest

from knowledge import read_folder
from knowledge.answer_file import read_answers
from knowledge.command import parser
from knowledge.gates import read_gates
from knowledge.reading import read_yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/pipeline.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^ +(?:- run: |- )?(bacthang [^#\n>]+)", PAGE, re.MULTILINE)


def blocks() -> list[str]:
    """The indented blocks of the page."""
    found = re.findall(r"(?:^(?:    .*)?\n)+", PAGE, re.MULTILINE)
    return [
        re.sub(r"^    ", "", each, flags=re.MULTILINE).strip() for each in found if each.strip()
    ]


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_is_understood(line: str) -> None:
    asked = parser().parse_args(shlex.split(line)[1:])
    if "--fail-on" in line:
        assert read_gates(read_folder(ROOT / "knowledge/base"), asked.fail_on)


def test_all_three_commands_are_shown() -> None:
    assert {line.split()[1] for line in COMMANDS} == {"advise", "check-team", "map"}


def test_the_answers_are_answers() -> None:
    text = next(each for each in blocks() if each.startswith("users:"))
    assert len(read_answers(read_folder(ROOT / "knowledge/base"), "team.yaml", text)) == 5


@pytest.mark.parametrize("start", ["name: architecture", "check-team:"])
def test_a_workflow_is_yaml_of_ten_lines(start: str) -> None:
    text = next(each for each in blocks() if each.startswith(start))
    if start.startswith("name"):
        text = text.replace("on: [push]", '"on": [push]')
    assert len(text.splitlines()) <= 10
    assert "check-team" in read_yaml("workflow.yaml", text).value.get("jobs", {"check-team": 1})  # type: ignore[union-attr]
