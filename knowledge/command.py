"""The command `bacthang`: advice, a check for pipelines and a map, for a file of answers.

It needs this package alone. Exit status 0: fine; 1: a gate is crossed; 2: bad input, one
line a problem on standard error.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from knowledge.advice import advise
from knowledge.answer_file import answer_lines, read_answers
from knowledge.checking import read_folder
from knowledge.gates import OPTION, judge, read_gates
from knowledge.map_telling import told_map
from knowledge.maps import moving_pairs, number_facts, stage_map
from knowledge.model import LANGUAGES
from knowledge.outline import map_outline, outline
from knowledge.problems import KnowledgeError, Problem, did_you_mean
from knowledge.reading import MOST_BYTES
from knowledge.reporting import REPORTS, Report, problem_annotations
from knowledge.rulebase import RuleBase
from knowledge.writing import json_text

SHIPPED = Path(__file__).with_name("base")
STANDARD_INPUT = "-"
OVER = "--over"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these words, those it was called with by default."""
    asked = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # a pipe on Windows has another by default
    try:
        return int(asked.run(asked))
    except KnowledgeError as error:
        if asked.format == "github":
            sys.stdout.write(problem_annotations(error.problems))
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 2


def parser() -> ArgumentParser:
    """What can be asked for."""
    whole = ArgumentParser("bacthang", description="Advice on software architecture.")
    tasks = whole.add_subparsers(required=True, metavar="advise | check-team | map")
    task(tasks, "advise", print_advice, ("text", "json"), "the whole advice")
    check = task(tasks, "check-team", check_team, tuple(REPORTS), "fail where a limit is crossed")
    check.add_argument(
        OPTION,
        required=True,
        metavar="GATES",
        help="climb, simplify, start, stay, sign, sign:ID, warning, warning:ID; several by comma",
    )
    chart = task(tasks, "map", print_map, ("text", "json"), "the stages over two figures")
    chart.add_argument(OVER, metavar="X,Y", help="two number facts; else the most telling pair")
    return whole


def task(
    tasks: Any, name: str, run: Callable[[Namespace], int], formats: Sequence[str], said: str
) -> ArgumentParser:
    """A task with the options that all have."""
    made: ArgumentParser = tasks.add_parser(name, help=said, description=said)
    made.set_defaults(run=run)
    made.add_argument("answers", help="a YAML file of fact: value, or - for standard input")
    made.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    made.add_argument("--format", choices=formats, default=formats[0])
    made.add_argument("--base", default=SHIPPED, help="a folder with another rule base")
    return made


def print_advice(asked: Namespace) -> int:
    """Print the advice."""
    base = read_folder(asked.base)
    advice = advise(base, read_answers(base, asked.answers, text_of(asked.answers)))
    as_json = asked.format == "json"
    said = json_text(advice.as_json(asked.lang)) if as_json else outline(advice, asked.lang)
    sys.stdout.write(said)
    return 0


def check_team(asked: Namespace) -> int:
    """Print what became of each gate; 1 if one is crossed."""
    base = read_folder(asked.base)
    gates = read_gates(base, asked.fail_on)
    text = text_of(asked.answers)
    advice = advise(base, read_answers(base, asked.answers, text))
    lines = answer_lines(asked.answers, text)
    report = Report(asked.answers, advice, judge(advice, gates), lines, asked.lang)
    sys.stdout.write(REPORTS[asked.format](report))
    return int(report.crossed > 0)


def print_map(asked: Namespace) -> int:
    """Print the map over two facts."""
    base = read_folder(asked.base)
    answers = read_answers(base, asked.answers, text_of(asked.answers))
    x, y = sides(base, asked.over) if asked.over else moving_pairs(base, answers)[0]
    told = told_map(base, answers, stage_map(base, answers, x, y), asked.lang)
    sys.stdout.write(json_text(told) if asked.format == "json" else map_outline(told, asked.lang))
    return 0


def sides(base: RuleBase, written: str) -> tuple[str, str]:
    """The two facts of `X,Y`; raises KnowledgeError, file "--over"."""
    names, known = written.split(","), number_facts(base)
    problems = [
        Problem(OVER, place, 1, f"no number fact `{name[:80]}`{did_you_mean(name, known)}")
        for place, name in enumerate(names, start=1)
        if name not in known
    ]
    if not problems and (len(names) != 2 or names[0] == names[1]):
        problems = [Problem(OVER, 1, 1, "a map needs two different number facts, as in X,Y")]
    if problems:
        raise KnowledgeError(problems)
    return names[0], names[1]


def text_of(name: str) -> bytes:
    """The bytes of a file or of standard input, no more than are read; raises KnowledgeError."""
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        message = error.strerror or "cannot be read"
        raise KnowledgeError([Problem(name, 1, 1, message)]) from None
