"""A check report as a page shows it: problems with links to their lines, proofs by property."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_noop

from advisor.editing.models import Draft
from advisor.editing.rooms import Thing, room_name, room_of, things_in
from knowledge import KnowledgeError
from knowledge.edits import path_at
from knowledge.forms import form_of
from knowledge.reading import Document, read_yaml

PROPERTIES = {
    "alive": gettext_noop("Every condition can be true and can be false"),
    "distinct": gettext_noop("No rule says what another one says already"),
    "complete": gettext_noop("Every team gets a whole advice"),
    "direction": gettext_noop("More never lowers the stage"),
    "steady": gettext_noop("Following the advice does not turn it round"),
    "reachable": gettext_noop("Every stage, practice and component can be advised"),
    "interval": gettext_noop("The stages called possible are those that are"),
}
MOST_SHOWN = 200


@dataclass(frozen=True)
class Found:
    """A problem at its place, and the thing that it lies in if there is one."""

    file: str
    line: int
    column: int
    message: str
    thing: Thing | None


@dataclass(frozen=True)
class Property:
    """What is proven under one heading, and the proofs that fail or are not decided."""

    name: str
    holds: int
    others: list[Mapping[str, Any]]

    @property
    def has_failed(self) -> bool:
        return any(each["verdict"] == "fails" for each in self.others)


@dataclass(frozen=True)
class Findings:
    """A report in the parts that the page has."""

    problems: list[Found]
    more: int
    properties: list[Property]
    counts: list[tuple[str, int]]
    coverage: Mapping[str, int]


def findings(draft: Draft, report: Mapping[str, Any]) -> Findings:
    """The report of a draft's check."""
    problems = report["problems"]
    documents: dict[str, tuple[Document, list[Thing]] | None] = {}
    shown = [found(draft, each, documents) for each in problems[:MOST_SHOWN]]
    counts = [(room_name(room), number) for room, number in report["counts"].items()]
    return Findings(
        shown,
        len(problems) - len(shown),
        properties(report["proofs"]),
        counts,
        report["coverage"],
    )


def found(draft: Draft, problem: Mapping[str, Any], documents: dict[str, Any]) -> Found:
    """A problem with the thing around it."""
    file = problem["file"]
    if file not in documents:
        documents[file] = understood(draft, file)
    thing = None
    if documents[file]:
        document, things = documents[file]
        path = path_at(document, problem["line"], problem["column"])
        thing = next((each for each in things if path[:1] == each.path), None)
    return Found(file, problem["line"], problem["column"], problem["message"], thing)


def understood(draft: Draft, file: str) -> tuple[Document, list[Thing]] | None:
    """A file of a draft and its things, if it is sound YAML."""
    if file not in draft.files or form_of(file) is None:
        return None
    try:
        document = read_yaml(file, draft.files[file])
    except KnowledgeError:
        return None
    return document, list(things_in({file: draft.files[file]}, room_of(file)))


def properties(proofs: list[Mapping[str, Any]]) -> list[Property]:
    """The proofs under their headings."""
    return [
        Property(
            gettext(words),
            sum(each["count"] for each in proofs if is_of(each, name, True)),
            [each for each in proofs if is_of(each, name, False)],
        )
        for name, words in PROPERTIES.items()
        if any(each["property"] == name for each in proofs)
    ]


def is_of(proof: Mapping[str, Any], name: str, holds: bool) -> bool:
    return proof["property"] == name and (proof["verdict"] == "holds") is holds
