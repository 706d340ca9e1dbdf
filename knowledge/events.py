"""From the events of the YAML library to plain values: limits and refusals come first.

Nothing is composed or constructed by the library, which would run out of stack on deep
input: this loop keeps its own stack, and stops at the first event beyond a limit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NoReturn

import yaml

from knowledge.characters import unseen
from knowledge.marks import Mark, Place
from knowledge.problems import KnowledgeError, Problem
from knowledge.scalars import Refused, Scalar, plain_value

DEEPEST = 32
MOST_NODES = 20_000
MOST_PROBLEMS = 100
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Value = Scalar | tuple["Value", ...] | dict[str, "Value"]

# Most nodes are scalars: one mapping that stays empty serves them all.
NO_PARTS: dict[str | int, Mark] = {}


@dataclass(slots=True)
class Open:
    """A collection that has started and not yet ended."""

    items: dict[str, Value] | list[Value]
    mark: Mark
    awaiting_key: bool = False
    key: str | None = None
    key_place: Place = (1, 1)


class Builder:
    """Builds the value of one file from events and collects the problems on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.open: list[Open] = []
        self.nodes = 0
        self.documents = 0
        self.value: Value = None
        self.mark = Mark(1, 1)

    def build(self, text: str) -> None:
        """Read all events of `text`; afterwards `value` and `mark` hold the result.

        Raises KnowledgeError with all problems found.
        """
        for event in self.events(text):
            self.take(event)
            if len(self.problems) >= MOST_PROBLEMS:
                break
        if self.problems:
            raise KnowledgeError(self.problems)

    def events(self, text: str) -> Iterator[Any]:
        """The library's events; whatever else it raises becomes a problem."""
        try:
            yield from yaml.parse(text, Loader=LOADER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            said = error.problem or error.context or "cannot be read"
            self.refuse(mark, f"this is not valid YAML: {said}")
        except Exception as error:
            # The library also raises index, key, value, attribute and recursion errors.
            self.refuse(None, f"this is not valid YAML ({type(error).__name__})")

    def take(self, event: Any) -> None:
        """One step: values, starts, ends, and the constructs that are refused."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self.add(self.scalar(event), self.node(event))
        elif kind is yaml.MappingStartEvent:
            self.start(event, {})
        elif kind is yaml.SequenceStartEvent:
            self.start(event, [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.end()
        elif kind is yaml.AliasEvent:
            self.refuse(event.start_mark, f"the alias `*{event.anchor}` is not taken")
            self.add("", self.node(event))
        elif kind is yaml.DocumentStartEvent or kind is yaml.DocumentEndEvent:
            self.document(event)

    def refuse(self, mark: Any, message: str) -> None:
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.problems.append(Problem(self.file, line, column, message))

    def stop(self, event: Any, message: str) -> NoReturn:
        self.refuse(event.start_mark, message)
        raise KnowledgeError(self.problems)

    def node(self, event: Any) -> Mark:
        """The mark of one more node; what may stand before any node is refused."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.stop(event, f"more than {MOST_NODES:,} values in one file: split it")
        start, kind = event.start_mark, type(event)
        if kind is yaml.AliasEvent:
            return Mark(start.line + 1, start.column + 1)
        if event.anchor:
            self.refuse(event.start_mark, f"the anchor `&{event.anchor}` is not taken")
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.refuse(event.start_mark, f"the tag `{tag}` is not taken")
        if kind is yaml.ScalarEvent:
            return Mark(start.line + 1, start.column + 1, event.style or "", None, NO_PARTS)
        return Mark(start.line + 1, start.column + 1)

    def document(self, event: Any) -> None:
        """Markers and directives are refused; so is everything after the first document."""
        ends = isinstance(event, yaml.DocumentEndEvent)
        self.documents += not ends
        if self.documents > 1:
            self.stop(event, "several documents in one file are not taken")
        if not ends and (event.version or event.tags):
            self.refuse(event.start_mark, "directives (`%…`) are not taken")
        elif event.explicit:
            self.refuse(event.start_mark, f"the marker `{'...' if ends else '---'}` is not taken")

    def scalar(self, event: Any) -> Scalar:
        """The value of one scalar event; refused words are replaced by their text."""
        if not event.style:
            try:
                return plain_value(event.value)
            except Refused as refused:
                self.refuse(event.start_mark, str(refused))
        elif event.style == '"':
            # Only double quotes can spell a character by an escape.
            for _, name in islice(unseen(event.value), 1):
                self.refuse(event.start_mark, f"the escape for {name} is not taken")
        return str(event.value)

    def start(self, event: Any, items: dict[str, Value] | list[Value]) -> None:
        mark = self.node(event)
        if len(self.open) >= DEEPEST:
            self.stop(event, f"nested deeper than {DEEPEST} levels")
        self.open.append(Open(items, mark, awaiting_key=isinstance(items, dict)))

    def end(self) -> None:
        closed = self.open.pop()
        items = closed.items
        self.add(tuple(items) if isinstance(items, list) else items, closed.mark)

    def add(self, value: Value, mark: Mark) -> None:
        """Put a finished value where it belongs: a key, a value, an item or the whole."""
        if not self.open:
            self.value, self.mark = value, mark
            return
        into = self.open[-1]
        if isinstance(into.items, list):
            into.mark.parts[len(into.items)] = mark
            into.items.append(value)
        elif into.awaiting_key:
            into.awaiting_key = False
            into.key_place = (mark.line, mark.column)
            into.key = self.key(value, into)
        else:
            into.awaiting_key = True
            self.add_pair(into, value, mark)

    def key(self, value: Value, into: Open) -> str | None:
        """The key if it is one that is taken, else None."""
        if not isinstance(value, str):
            message = "a key has to be text: put it in quotes"
        elif value in into.items:
            first = into.mark.parts[value].key
            message = f"the key `{value}` is written twice, first in line {first and first[0]}"
        else:
            return value
        self.problems.append(Problem(self.file, *into.key_place, message))
        return None

    def add_pair(self, into: Open, value: Value, mark: Mark) -> None:
        if into.key is not None and isinstance(into.items, dict):
            mark.key = into.key_place
            into.items[into.key] = value
            into.mark.parts[into.key] = mark
