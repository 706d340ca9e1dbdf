"""One file of a rule base while it is checked: its items as far as they are usable.

One mistake is to be one problem. So a sheet remembers where something was wrong already,
and what comes after says nothing more about such a place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from knowledge.forms import Form
from knowledge.model import Part
from knowledge.problems import Problem
from knowledge.reading import Document
from knowledge.recovery import Reading, words_of

Key = str | int
Path = tuple[Key, ...]
MOST_PROBLEMS = 500
P = TypeVar("P", bound=Part)


@dataclass
class Tally:
    """How many more problems are looked for, in all files together."""

    left: int = MOST_PROBLEMS


@dataclass
class Sheet:
    """A file, its items by key or index, the problems found so far and the words lost to them."""

    form: Form
    document: Document
    problems: list[Problem]
    lost: frozenset[str]
    unread: bool = False
    tally: Tally = field(default_factory=Tally)
    items: dict[Key, Part] = field(default_factory=dict)
    spoiled: set[Path] = field(default_factory=set)
    reported: set[Path] = field(default_factory=set)
    spoiled_places: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def of(cls, form: Form, reading: Reading, tally: Tally) -> "Sheet":
        """The sheet of a file that was read, still without items."""
        places = {(problem.line, problem.column) for problem in reading.problems}
        sheet = cls(form, reading.document, reading.problems, reading.lost, reading.unread, tally)
        sheet.spoiled_places = places
        return sheet

    def report(self, path: Path, message: str, *, at_key: bool = False) -> None:
        """Add a problem with the value at `path`, or with its key."""
        find = self.document.key_problem if at_key else self.document.problem
        self.add(path, find(path, self.told(path, message)))

    def report_inside(self, path: Path, problems: Iterable[Problem]) -> None:
        """Add problems found inside the text at `path`."""
        found = list(problems)
        for problem in self.document.moved(path, found) if found else ():
            self.add(path, replace(problem, message=self.told(path, problem.message)))

    @property
    def entries(self) -> Sequence[Any] | Mapping[str, Any]:
        """The plain values of the items; none if the file is of another shape."""
        value = self.document.value
        return value if isinstance(value, dict | tuple) else ()

    @property
    def is_full(self) -> bool:
        """Whether so much is wrong that no more is looked for."""
        return self.tally.left <= 0

    def add(self, path: Path, problem: Problem) -> None:
        place = (problem.line, problem.column)
        if not self.is_full and not self.is_spoiled(path) and place not in self.spoiled_places:
            self.tally.left -= 1
            self.problems.append(problem)
            self.reported.add(path)

    def is_spoiled(self, path: Path) -> bool:
        """Whether this value, or something it is part of, was found wrong in an earlier step."""
        return any(path[:length] in self.spoiled for length in range(len(path) + 1))

    @property
    def obscure(self) -> frozenset[str]:
        """The words of all items that are lost or mended."""
        items: Any = self.document.value
        touched = {path[0] for path in self.spoiled if path}
        return self.lost.union(*(words_of(str(items[key])) for key in touched))

    def has_problem(self, *path: Key) -> bool:
        """Whether anything within this value was found wrong, in this step or an earlier one."""
        return any(each[: len(path)] == path for each in self.spoiled | self.reported)

    def spoil(self, paths: Iterable[Path]) -> None:
        self.spoiled.update(paths)

    def told(self, path: Path, message: str) -> str:
        """The message after the way to its place: `slow-tests › because › en: is empty`."""
        return f"{self.trail(path)}: {message}" if path else message

    def trail(self, path: Path) -> str:
        steps = [str(step + 1) if isinstance(step, int) else step for step in path[1:]]
        return " › ".join([self.label(path[0]), *steps])

    def label(self, key: Key) -> str:
        """What an item is called: its key, its id, its name, or its place in the list."""
        value = self.document.value
        if isinstance(key, str) or not isinstance(value, Sequence) or isinstance(value, str):
            return str(key)
        item = value[key]
        parts = item if isinstance(item, dict) else {}
        name = parts.get("id") or parts.get("name")
        if isinstance(name, dict):
            name = name.get("en")
        if "number" in parts or not isinstance(name, str) or not name:
            return f"{self.form.word} {parts.get('number', key + 1)}"
        return f"“{name}”" if " " in name else name


@dataclass(frozen=True)
class Entry(Generic[P]):
    """One usable item with its place in a sheet."""

    sheet: Sheet
    key: Key
    item: P

    @property
    def is_mended(self) -> bool:
        """Whether any part of the item was found wrong in an earlier step."""
        return any(path[:1] == (self.key,) for path in self.sheet.spoiled)

    def report(self, message: str, *path: Key) -> None:
        """Add a problem with a part of the item, or with the item itself at its key."""
        self.sheet.report((self.key, *path), message, at_key=not path)

    def has_problem(self, *path: Key) -> bool:
        """Whether anything within a part was found wrong, now or in an earlier step."""
        return self.sheet.has_problem(self.key, *path)

    def has_lost(self, part: str) -> bool:
        """Whether a part was misspelt or wrong in an earlier step."""
        return self.sheet.is_spoiled((self.key, part))

    def report_missing(self, part: str) -> None:
        """Add that a part is missing, unless it is there but misspelt or wrong."""
        if not self.has_lost(part):
            self.report(f"`{part}` is missing")

    def report_inside(self, path: Path, problems: Iterable[Problem]) -> None:
        """Add problems found inside the text at `path` of the item."""
        self.sheet.report_inside((self.key, *path), problems)
