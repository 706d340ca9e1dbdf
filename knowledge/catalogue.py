"""All sheets of a rule base together: what can be referred to, and what is referred to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic

from knowledge.forms import FOLDERS, OPTIONAL_FILES, SINGLE_FILES, form_of
from knowledge.guessing import nearest
from knowledge.model import (
    Article,
    Case,
    Component,
    Example,
    Fact,
    Level,
    Practice,
    Rule,
    Slot,
    Source,
    Stage,
    System,
    Term,
    Topic,
)
from knowledge.problems import did_you_mean
from knowledge.sheets import Entry, P, Sheet


@dataclass(frozen=True)
class Family(Generic[P]):
    """All items of one kind by id.

    `lost` are the words of items that could not be used, None if there may be any: such an
    id may well be right. `named` collects the ids that something refers to.
    """

    word: str
    entries: dict[str, Entry[P]]
    lost: frozenset[str] | None
    named: set[str] = field(default_factory=set)

    @cached_property
    def items(self) -> dict[str, P]:
        return {name: entry.item for name, entry in self.entries.items()}

    def name(self, name: str) -> str:
        """Count an id as referred to; returns what is wrong with it, empty if nothing is."""
        self.named.add(name)
        if name in self.entries or self.lost is None or name in self.lost:
            return ""
        if guess := nearest(name, self.entries):
            # It is meant most likely, so it is not unused.
            self.named.add(guess)
        return f"no {self.word} `{name}`{did_you_mean(name, [guess] if guess else [])}"

    def refer(self, entry: Entry[Any], name: str, *path: str | int) -> P | None:
        """The item that `entry` names at `path`, if it is there; else a problem."""
        if not entry.sheet.is_full and (message := self.name(name)):
            entry.report(message, *path)
        found = self.entries.get(name)
        return found.item if found else None

    def refer_all(self, entry: Entry[Any], names: Sequence[str], *path: str | int) -> None:
        """The same for a list of names, none of them twice."""
        for place, name in enumerate(names):
            if name in names[:place]:
                entry.report(f"`{name}` is listed twice", *path, place)
            else:
                self.refer(entry, name, *path, place)


@dataclass(frozen=True)
class Catalogue:
    """The usable items of all files, in order."""

    sheets: Mapping[str, Sheet]
    topics: Family[Topic]
    facts: Family[Fact]
    levels: Family[Level]
    practices: Family[Practice]
    slots: Family[Slot]
    components: Family[Component]
    sources: Family[Source]
    articles: Family[Article]
    examples: Family[Example]
    terms: Family[Term]
    rules: Family[Rule]
    stages: Sequence[Entry[Stage]]
    cases: Sequence[Entry[Case]]
    systems: Sequence[Entry[System]]

    @property
    def is_complete(self) -> bool:
        """Whether all files are there and could be looked into."""
        known = {*SINGLE_FILES, *FOLDERS} - (OPTIONAL_FILES - self.sheets.keys())
        return all(lost_words(self.sheets, name) is not None for name in known)

    @property
    def obscure(self) -> frozenset[str]:
        """The words of everything that could not be read as it stands."""
        return frozenset().union(*(sheet.obscure for sheet in self.sheets.values()))

    def lost_in(self, name: str) -> frozenset[str] | None:
        """The words of lost items in a file or a folder; None if there may be any."""
        return lost_words(self.sheets, name)

    def is_sound(self, *names: str) -> bool:
        """Whether nothing is wrong so far in these files, each a file or a folder."""
        return not any(
            sheet.problems
            for file, sheet in self.sheets.items()
            if file in names or file.partition("/")[0] in names
        )


def catalogue_of(sheets: Mapping[str, Sheet]) -> Catalogue:
    """Put the sheets together; ids that two list items share are problems."""
    rules: list[Entry[Any]] = list(entries_of(sheets, "rules"))
    systems: list[Entry[Any]] = list(entries_of(sheets, "systems.yaml"))
    by_id(systems)
    return Catalogue(
        sheets=sheets,
        topics=family(sheets, "topics.yaml"),
        facts=family(sheets, "facts.yaml"),
        levels=family(sheets, "levels.yaml"),
        practices=family(sheets, "practices.yaml"),
        slots=family(sheets, "slots.yaml"),
        components=family(sheets, "components.yaml"),
        sources=family(sheets, "sources.yaml"),
        articles=family(sheets, "articles.yaml"),
        examples=family(sheets, "examples.yaml"),
        terms=family(sheets, "terms.yaml"),
        rules=Family("rule", by_id(rules), lost_words(sheets, "rules")),
        stages=list(entries_of(sheets, "stages.yaml")),
        cases=list(entries_of(sheets, "cases")),
        systems=systems,
    )


def family(sheets: Mapping[str, Sheet], file: str) -> Family[Any]:
    form = form_of(file)
    entries = {str(entry.key): entry for entry in entries_of(sheets, file)}
    return Family(form.word if form else "", entries, lost_words(sheets, file))


def sheets_of(sheets: Mapping[str, Sheet], name: str) -> list[Sheet]:
    """The sheet of a file, or all sheets of a folder."""
    if name in FOLDERS:
        return [sheet for file, sheet in sheets.items() if file.startswith(f"{name}/")]
    return [sheets[name]] if name in sheets else []


def entries_of(sheets: Mapping[str, Sheet], name: str) -> Iterator[Entry[Any]]:
    for sheet in sheets_of(sheets, name):
        for key, item in sheet.items.items():
            yield Entry(sheet, key, item)


def lost_words(sheets: Mapping[str, Sheet], name: str) -> frozenset[str] | None:
    found = sheets_of(sheets, name)
    if not found or any(sheet.unread for sheet in found):
        return None
    return frozenset().union(*(sheet.lost for sheet in found))


def by_id(entries: Sequence[Entry[Any]]) -> dict[str, Entry[Any]]:
    """List items by their id; the first with an id keeps it."""
    first: dict[str, Entry[Any]] = {}
    for entry in entries:
        name = entry.item.id
        known = first.setdefault(name, entry)
        if known is not entry:
            document = known.sheet.document
            line, _ = document.place((known.key, "id"))
            entry.report(f"the id `{name}` is taken: {document.file}, line {line}", "id")
    return first
