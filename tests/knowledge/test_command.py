"""The command `bacthang`: what a terminal and a pipeline get from a file of answers."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from knowledge import advise, command, read_folder
from knowledge.command import main
from knowledge.phrases import phrases
from knowledge.reporting import annotation
from knowledge.writing import json_text

ROOT = Path(__file__).parents[2]
BASE = read_folder(ROOT / "knowledge/base")
TEAM = """\
users: 40000
team_size: 9
teams: 2
current_stage: stage_2
has_tests: true
test_minutes: 7
conflict_devs: 1
"""
ANSWERS = {
    **{"users": 40_000, "team_size": 9, "teams": 2, "current_stage": "stage_2"},
    **{"has_tests": True, "test_minutes": 7, "conflict_devs": 1},
}
LANGUAGES: tuple[Any, ...] = ("vi", "en")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def team(tmp_path: Path) -> str:
    """A file with the answers of a team."""
    file = tmp_path / "team.yaml"
    file.write_text(TEAM, encoding="utf-8")
    return str(file)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command, which reads the shipped base only once, and tells what it printed."""
    monkeypatch.setattr(
        command, "read_folder", lambda path: BASE if path == command.SHIPPED else read_folder(path)
    )

    def ran(*words: str) -> tuple[int, str, str]:
        status = main(words)
        return status, *capsys.readouterr()

    return ran


# Advice


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_is_the_advice_and_nothing_else(run: Run, team: str, language: Any) -> None:
    printed = run("advise", team, "--format", "json", "--lang", language)
    assert printed == (0, json_text(advise(BASE, ANSWERS).as_json(language)), "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_names_the_stage_and_every_action(run: Run, team: str, language: Any) -> None:
    told = advise(BASE, ANSWERS).as_json(language)
    status, printed, _ = run("advise", team, "--lang", language)
    assert status == 0
    assert BASE.stages[3].name.in_language(language)[1:] in printed.splitlines()[0]
    for action in told["actions"]:
        assert action["title"] in printed
        assert action["done_when"] in printed
    assert BASE.hash[:12] in printed


def test_vietnamese_unless_asked_otherwise(run: Run, team: str) -> None:
    assert run("advise", team) == run("advise", team, "--lang", "vi")
    assert run("advise", team) != run("advise", team, "--lang", "en")


def test_nothing_answered_is_advised_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    status, printed, _ = run("advise", "-", "--lang", "en")
    assert status == 0
    assert "Stages still open: 1, 2, 3, 4" in printed


def test_another_rule_base_can_be_asked(run: Run, team: str, small_base: Path) -> None:
    other = ("--base", str(small_base), "--format", "json")
    Path(team).write_text("team_size: 9\n", encoding="utf-8")
    told = json.loads(run("advise", team, *other)[1])
    assert told["release"]["hash"] == read_folder(small_base).hash


# The check for a pipeline


def test_a_crossed_limit_fails_and_says_what_crossed_which(run: Run, team: str) -> None:
    gates = ("--fail-on", "climb,sign:slow-tests", "--lang", "en")
    status, printed, _ = run("check-team", team, *gates)
    assert status == 1
    assert "FAIL  climb  Time to climb to stage 3: modular monolith" in printed
    assert "Teams that release on their own: 2 teams (limit >= 2)" in printed
    assert "FAIL  sign:slow-tests  Tests take over 2 minutes" in printed
    assert "7 minutes (limit > 2)" in printed
    assert BASE.rules["slow-tests"].because.en in printed
    assert printed.endswith(f"{team}: 2 of 2 crossed\n")


def test_what_is_not_crossed_passes(run: Run, team: str) -> None:
    gates = ("--fail-on", "sign:file-conflicts", "--lang", "en")
    status, printed, _ = run("check-team", team, *gates)
    assert status == 0
    assert printed.startswith("OK  sign:file-conflicts")
    assert printed.endswith(f"{team}: no limit crossed\n")


def test_what_is_not_known_is_said_and_does_not_fail(run: Run, team: str) -> None:
    gates = ("--fail-on", "sign:slow-queries,simplify", "--lang", "en")
    status, printed, _ = run("check-team", team, *gates)
    assert status == 0
    assert printed.startswith("OPEN  sign:slow-queries")
    assert f"not answered: {BASE.facts['p95_query_ms'].name.en}" in printed


def test_all_signs_can_be_watched_at_once(run: Run, team: str) -> None:
    _, printed, _ = run("check-team", team, "--fail-on", "sign,sign:slow-tests")
    for name, rule in BASE.rules.items():
        assert printed.count(f"  sign:{name} ") == int(rule.sign)


@pytest.mark.parametrize("verdict", ["start", "climb", "stay", "simplify"])
def test_a_verdict_fails_just_where_it_is_given(run: Run, tmp_path: Path, verdict: str) -> None:
    for name, example in BASE.examples.items():
        file = tmp_path / f"{name}.yaml"
        file.write_text(json.dumps(dict(example.answers)), encoding="utf-8")
        given = advise(BASE, example.answers).stage.verdict
        assert run("check-team", str(file), "--fail-on", verdict)[0] == int(given == verdict)


def test_a_warning_can_be_watched(run: Run, team: str) -> None:
    name, mild = "microservices-at-mvp", "services: 2\nteam_size: 4\nusers: 100\n"
    gates = ("--fail-on", f"warning:{name}", "--lang", "en")
    Path(team).write_text(mild, encoding="utf-8")
    assert run("check-team", team, *gates)[0] == 0
    Path(team).write_text(mild.replace("2", "3"), encoding="utf-8")
    status, printed, _ = run("check-team", team, *gates)
    assert status == 1
    assert f"FAIL  warning:{name}  Microservices from the MVP on" in printed


def test_junit_tells_the_same(run: Run, team: str) -> None:
    gates = ("--fail-on", "climb,sign:file-conflicts,sign:slow-queries", "--format", "junit")
    status, printed, _ = run("check-team", team, *gates)
    suites = ElementTree.fromstring(printed)
    assert status == 1
    assert suites.attrib == {"name": "bacthang", "tests": "3", "failures": "1", "skipped": "1"}
    inside = {case.get("name"): [part.tag for part in case] for case in suites.iter("testcase")}
    assert inside == {
        "climb": ["failure"],
        "sign:file-conflicts": [],
        "sign:slow-queries": ["skipped"],
    }


def test_github_is_shown_the_line_of_the_answer(run: Run, team: str) -> None:
    gates = ("--fail-on", "climb,sign:slow-tests,sign:slow-queries", "--format", "github")
    status, printed, _ = run("check-team", team, *gates)
    assert status == 1
    lines = printed.splitlines()
    assert lines[0].startswith(f"::error file={team},line=3,title=climb::")
    assert lines[1].startswith(f"::error file={team},line=6,title=sign%3Aslow-tests::")
    assert lines[2].startswith(f"::notice file={team},line=1,title=sign%3Aslow-queries::")
    assert len(lines) == 3


def test_an_annotation_is_one_command_whatever_it_holds() -> None:
    bad = "a\r\n::error::b,c:d%0Ae"
    line = annotation("error", (bad, 1, bad), bad)
    assert line.count("\n") == 1
    assert line.startswith("::error file=a%0D%0A%3A%3Aerror%3A%3Ab%2Cc%3Ad%250Ae,line=1,")


# A map


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_shows_where_the_team_stands(run: Run, team: str, language: str) -> None:
    words = ("--over", "users,teams", "--lang", language)
    told = json.loads(run("map", team, *words, "--format", "json")[1])
    printed = run("map", team, *words)[1]
    column, row = told["here"]
    assert told["rows"][row][column]["stage"] == 3
    assert printed.count("[3") == 1
    assert (told["x"]["fact"], told["y"]["fact"]) == ("users", "teams")
    assert [len(each) for each in told["rows"]] == [len(told["x"]["spans"])] * len(told["rows"])


def test_the_most_telling_pair_is_taken_by_default(run: Run, team: str) -> None:
    told = json.loads(run("map", team, "--format", "json")[1])
    assert {told["x"]["fact"], told["y"]["fact"]} == {"team_size", "teams"}


# Bad input: status 2, one line a problem


@pytest.mark.parametrize(
    ("words", "places"),
    [
        (("advise", "{file}"), ["2:8", "3:8", "4:9"]),
        (("map", "{file}"), ["2:8", "3:8", "4:9"]),
        (("check-team", "{file}", "--fail-on", "climb"), ["2:8", "3:8", "4:9"]),
    ],
)
def test_each_wrong_answer_gets_a_line(
    run: Run, team: str, words: tuple[str, ...], places: list[str]
) -> None:
    text = "team_size: 8\nusers: lots\ntempo: 3\nhabits: [ci, prayer]\n"
    Path(team).write_text(text, encoding="utf-8")
    status, printed, said = run(*(word.format(file=team) for word in words))
    assert (status, printed) == (2, "")
    assert [line.split("  ")[0] for line in said.splitlines()] == [
        f"{team}:{place}" for place in places
    ]


@pytest.mark.parametrize(
    ("gates", "said"),
    [
        ("climbing", "did you mean `climb`?"),
        ("", "no gate ``; write start, climb, stay, simplify, sign:ID or warning:ID"),
        ("verdict", "no gate `verdict`"),
        ("sign:slow-test", "no sign `slow-test`; did you mean `slow-tests`?"),
        ("warning:", "no warning ``"),
        ("climb,\x1b[31m", "no gate"),
        (",".join(["climb"] * 101), "101 gates; at most 100 are taken"),
    ],
)
def test_a_gate_that_is_none_is_named(run: Run, team: str, gates: str, said: str) -> None:
    status, printed, problems = run("check-team", team, "--fail-on", gates)
    assert (status, printed) == (2, "")
    assert said in problems


@pytest.mark.parametrize(
    "over", ["users", "users,users", "users,tems", "language,users", ",", "a,b,c"]
)
def test_sides_that_are_none_are_named(run: Run, team: str, over: str) -> None:
    assert run("map", team, "--over", over)[0] == 2


def test_a_file_or_a_folder_that_is_not_there_is_named(run: Run, team: str, tmp_path: Path) -> None:
    assert run("advise", str(tmp_path / "no.yaml"))[2].endswith("No such file or directory\n")
    assert run("advise", str(tmp_path))[0] == 2
    assert "no such folder" in run("advise", team, "--base", str(tmp_path / "no"))[2]


@pytest.mark.parametrize(
    "bad", [b"\xff", b"teams: [", b"- 1", b"x" * 300_000, b"teams: 1\nteams: 2"]
)
@pytest.mark.parametrize("form", ["text", "junit", "github"])
def test_any_bad_file_is_refused(run: Run, team: str, bad: bytes, form: str) -> None:
    Path(team).write_bytes(bad)
    status, printed, said = run("check-team", team, "--fail-on", "climb", "--format", form)
    assert (status, bool(said)) == (2, True)
    assert printed.startswith("::error" if form == "github" else "")


# By itself


def test_it_runs_as_a_module_without_the_site(team: str) -> None:
    blocked = "import sys; sys.modules['django'] = sys.modules['advisor'] = None; "
    start = "from knowledge.command import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", blocked + start, "check-team", team, "--fail-on", "climb"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert "VƯỢT  climb" in done.stdout.decode()


def test_every_phrase_is_in_both_languages_and_names_the_same_values() -> None:
    for name, text in phrases().items():
        assert text.vi.count("{") == text.en.count("{"), name
