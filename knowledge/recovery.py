"""What can still be used of a file that is not sound YAML, so that its other parts are checked.

A file that cannot be read as a whole is read item by item: an item starts at each line that
begins with a key or with a dash. A mistake then costs one item, not the whole file.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import yaml

from knowledge.characters import unseen
from knowledge.events import LOADER, Builder, Value
from knowledge.marks import Mark
from knowledge.problems import KnowledgeError, Problem
from knowledge.reading import MOST_BYTES, Document, read_yaml

KEYED_ITEM = re.compile(r"^(?=[\w\"'-]+[ \t]*:(?:\s|$))", re.MULTILINE)
LISTED_ITEM = re.compile(r"^(?=-(?:\s|$))", re.MULTILINE)
MOST_PIECES = 2_000
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass
class Reading:
    """A file as far as it could be read, the problems met, and the words of what is lost.

    Of an `unread` file nothing is known but that it is there.
    """

    document: Document
    problems: list[Problem] = field(default_factory=list)
    lost: frozenset[str] = frozenset()
    unread: bool = False


def words_of(text: str) -> frozenset[str]:
    """All that could be an id in a text."""
    return frozenset(WORD.findall(text))


def read_what_can_be(file: str, text: str | bytes, keyed: bool) -> Reading:
    """Read a file of items, a mapping if `keyed`, else a list; never raises KnowledgeError."""
    try:
        return Reading(read_yaml(file, text))
    except KnowledgeError as error:
        problems = list(error.problems)
    text = legible(text)
    if len(text) > MOST_BYTES:
        return unread(file, keyed, problems)
    if whole := built(file, text):
        also = [each for each in whole.problems if each not in problems]
        return Reading(Document(file, text, whole.value, whole.mark), problems + also)
    return read_pieces(file, text, keyed, problems)


def unread(file: str, keyed: bool, problems: Iterable[Problem] = ()) -> Reading:
    """The reading of a file that was refused as a whole."""
    document = Document(file, "", {} if keyed else (), Mark(1, 1))
    return Reading(document, list(problems), unread=True)


def legible(text: str | bytes) -> str:
    """The text with all that is not taken as a character replaced, or too long a text."""
    if isinstance(text, bytes):
        text = text[: MOST_BYTES + 4].decode("utf-8", "replace")
    letters = list(text[: MOST_BYTES + 1].removeprefix("\ufeff").replace("\r\n", "\n"))
    for offset, _ in unseen("".join(letters)):
        letters[offset] = " " if letters[offset].isspace() else "?"
    return "".join(letters)


def built(file: str, text: str) -> Builder | None:
    """The builder of a text that became a value, maybe with problems on the way; else None."""
    builder = Builder(file)
    try:
        builder.build(text)
    except KnowledgeError:
        whole = builder.documents == 1 and not builder.open and is_well_formed(text)
        return builder if whole else None
    return builder


def is_well_formed(text: str) -> bool:
    try:
        return all(True for _ in yaml.parse(text, Loader=LOADER))
    except Exception:
        # The library also raises index, key, value, attribute and recursion errors.
        return False


def read_pieces(file: str, text: str, keyed: bool, problems: list[Problem]) -> Reading:
    """The items of a text that can be read one by one; `problems` are those of the whole."""
    top, items, lost = Mark(1, 1), dict[str | int, Value](), ""
    found: list[Problem] = []
    for piece, line in pieces(text, KEYED_ITEM if keyed else LISTED_ITEM):
        if builder := built(file, piece):
            found += add_items(builder, line, top, items)
        else:
            lost += piece + "\n"
        found += problems_of(file, piece, line)
    value: Value = tuple(items.values())
    if keyed:
        value = {str(key): item for key, item in items.items()}
    return Reading(Document(file, text, value, top), found or problems, words_of(lost))


def pieces(text: str, start: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """The parts of a text that begin at a `start`, each with the number of lines before it."""
    starts = [0, *(match.start() for match in start.finditer(text))][:MOST_PIECES]
    for begin, end in pairwise([*starts, len(text)]):
        # Without its last line feed a piece ends, for the library, in its own last line.
        yield text[begin:end].rstrip("\n"), text.count("\n", 0, begin)


def problems_of(file: str, piece: str, lines_before: int) -> list[Problem]:
    try:
        read_yaml(file, piece)
    except KnowledgeError as error:
        return [replace(each, line=each.line + lines_before) for each in error.problems]
    return []


def add_items(
    builder: Builder, lines_before: int, top: Mark, items: dict[str | int, Value]
) -> Iterator[Problem]:
    """Take over the items of one piece; a key that is there already is a problem."""
    keyed = isinstance(builder.value, dict)
    for key, mark in builder.mark.parts.items():
        lower(mark, lines_before)
        name = key if keyed else len(items)
        if name in items:
            line, column = mark.key or mark.place
            yield Problem(builder.file, line, column, f"the key `{name}` is written twice")
            continue
        items[name] = builder.value[key]  # type: ignore[index]
        top.parts[name] = mark


def lower(mark: Mark, lines: int) -> None:
    """Move a mark and all its parts down."""
    mark.line += lines
    if mark.key:
        mark.key = (mark.key[0] + lines, mark.key[1])
    for part in mark.parts.values():
        lower(part, lines)
