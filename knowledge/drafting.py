"""A rule base while it is being written: what of it can be used, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.catalogue import catalogue_of
from knowledge.checking import ALL_FILES, read_files, read_sheets
from knowledge.problems import KnowledgeError, Problem
from knowledge.rulebase import RuleBase

ROOMS = (
    *("rules", "facts", "practices", "components", "sources"),
    *("topics", "levels", "slots", "articles", "examples"),
)


@dataclass(frozen=True)
class Sketch:
    """Files as far as they can be understood.

    `things` are the usable items by room ("rules", "facts" …) and id, `problems` all that is
    wrong, in order of place, `base` the rule base if nothing is.
    """

    things: Mapping[str, Mapping[str, Any]]
    problems: tuple[Problem, ...]
    base: RuleBase | None

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.things["facts"]

    @property
    def rules(self) -> Mapping[str, Any]:
        return self.things["rules"]

    def problems_in(self, file: str) -> list[Problem]:
        """The problems of one file, and those of all files together."""
        return [problem for problem in self.problems if problem.file in (file, ALL_FILES)]


def sketch(files: Mapping[str, str]) -> Sketch:
    """Read files whatever is wrong with them; never raises KnowledgeError."""
    try:
        base = read_files(files)
    except KnowledgeError as error:
        return Sketch(usable(files), error.problems, None)
    return Sketch({room: getattr(base, room) for room in ROOMS}, (), base)


def usable(files: Mapping[str, str]) -> dict[str, Mapping[str, Any]]:
    """The items that can be used although something is wrong; none if there is too much."""
    try:
        catalogue = catalogue_of(read_sheets(files, ()))
    except KnowledgeError:
        return {room: {} for room in ROOMS}
    return {room: getattr(catalogue, room).items for room in ROOMS}
