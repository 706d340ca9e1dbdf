"""What became of the gates, as a pipeline reads it: text, JUnit XML, GitHub annotations."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from knowledge.advice import Advice
from knowledge.gates import Judged
from knowledge.model import Language
from knowledge.outline import comparison_lines, verdict_line
from knowledge.phrases import phrase
from knowledge.problems import Problem
from knowledge.recording import plain
from knowledge.telling import teller

SUITE = "bacthang"
INDENT = "    "


class Report:
    """The judged gates of one file of answers; `lines` are those of its answers, by fact."""

    def __init__(
        self,
        file: str,
        advice: Advice,
        judged: Sequence[Judged],
        lines: Mapping[str, int],
        language: Language,
    ) -> None:
        self.file, self.advice, self.judged = file, advice, judged
        self.lines, self.language = lines, language
        self.tell, self.values = teller(advice.base, language), plain(advice.values)

    @property
    def crossed(self) -> int:
        """How many gates are crossed."""
        return sum(each.outcome == "crossed" for each in self.judged)

    def title(self, each: Judged) -> str:
        """A gate in words: the advice in one line, or the rule's title."""
        if each.gate.kind == "verdict":
            return verdict_line(self.advice, self.language) if each.outcome == "crossed" else ""
        rule = self.advice.base.rules[each.gate.id]
        text = rule.warn.title if rule.warn else rule.title
        return self.tell.text(text) or rule.id

    def details(self, each: Judged) -> Iterator[str]:
        """What crossed which limit and why, or what is not answered."""
        if each.outcome == "open":
            names = (self.tell.name(fact) or fact for fact in each.open_facts)
            yield phrase("open_because", self.language, facts=", ".join(names))
        elif each.outcome == "crossed":
            for state in each.rules:
                yield from self.rule_lines(
                    self.tell.rule(state, self.values), each.gate.kind == "verdict"
                )

    def rule_lines(self, told: Mapping[str, Any], titled: bool) -> Iterator[str]:
        if titled:
            yield told["title"] or told["id"]
        hit = [each for each in told["comparisons"] if each["holds"]] or told["comparisons"]
        yield from comparison_lines(self.advice.base, hit, self.language)
        yield told["because"]

    def line(self, each: Judged) -> int:
        """The line of the first answer behind a gate, 1 if there is none."""
        derived = self.advice.base.derived
        for state in each.rules:
            for compared in state.comparisons:
                parts = derived[compared.fact].facts if compared.fact in derived else ()
                for fact in (compared.fact, *sorted(parts)):
                    if fact in self.lines:
                        return self.lines[fact]
        return 1


def as_text(report: Report) -> str:
    """One paragraph a gate, and what it comes to."""
    lines = []
    for each in report.judged:
        word = phrase(each.outcome, report.language)
        lines.append(f"{word}  {each.gate.name}  {report.title(each)}".rstrip())
        lines += [INDENT + line for line in report.details(each)]
    end = "some_crossed" if report.crossed else "none_crossed"
    values = {"file": report.file, "count": report.crossed, "all": len(report.judged)}
    return "\n".join([*lines, phrase(end, report.language, **values)]) + "\n"


def as_junit(report: Report) -> str:
    """JUnit XML: a gate is a test, crossed is failed, open is skipped."""
    open_ = sum(each.outcome == "open" for each in report.judged)
    counts = {"tests": len(report.judged), "failures": report.crossed, "skipped": open_}
    attributes = {"name": SUITE, **{name: str(count) for name, count in counts.items()}}
    suites = ElementTree.Element("testsuites", attributes)
    suite = ElementTree.SubElement(suites, "testsuite", attributes)
    for each in report.judged:
        named = {"classname": report.file, "name": each.gate.name}
        case = ElementTree.SubElement(suite, "testcase", named)
        if each.outcome != "clear":
            kind = "failure" if each.outcome == "crossed" else "skipped"
            details = list(report.details(each))
            message = report.title(each) or details[0]
            ElementTree.SubElement(case, kind, {"message": message}).text = "\n".join(details)
    ElementTree.indent(suites)
    text = ElementTree.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def as_github(report: Report) -> str:
    """Annotations of a GitHub workflow: crossed is an error, open a notice."""
    levels = {"crossed": "error", "open": "notice"}
    return "".join(
        annotation(
            levels[each.outcome],
            (report.file, report.line(each), each.gate.name),
            "\n".join(filter(None, [report.title(each), *report.details(each)])),
        )
        for each in report.judged
        if each.outcome in levels
    )


def problem_annotations(problems: Iterable[Problem]) -> str:
    """What is wrong with a file of answers, as annotations of it."""
    return "".join(
        annotation("error", (each.file, each.line, "bacthang"), each.message) for each in problems
    )


def annotation(level: str, place: tuple[str, int, str], message: str) -> str:
    """One workflow command; nothing in it can start another one."""
    file, line, title = place
    # An option of the command line is no file to point at.
    at = "" if file.startswith("--") else f"file={escaped(file, ':,')},line={line},"
    return f"::{level} {at}title={escaped(title, ':,')}::{escaped(message)}\n"


def escaped(text: str, more: str = "") -> str:
    """A text as part of a workflow command, by GitHub's own escapes."""
    return "".join(f"%{ord(each):02X}" if each in f"%\r\n{more}" else each for each in text)


REPORTS: dict[str, Callable[[Report], str]] = {
    "text": as_text,
    "junit": as_junit,
    "github": as_github,
}
