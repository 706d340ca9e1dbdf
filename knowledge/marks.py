"""Where each value of a YAML file stands, and each character of a text inside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

Place: TypeAlias = tuple[int, int]
Path: TypeAlias = Iterable[str | int]


@dataclass(slots=True)
class Mark:
    """The 1-based place of a value and of its key, how it is quoted, and its parts' marks.

    `style` is one of ' " | > or empty for a plain scalar or a collection.
    """

    line: int
    column: int
    style: str = ""
    key: Place | None = None
    parts: dict[str | int, "Mark"] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        return self.line, self.column

    def nearest(self, path: Path) -> tuple["Mark", bool]:
        """The mark at `path`, or of the innermost part on the way; whether it is the very one."""
        mark = self
        for step in path:
            if step not in mark.parts:
                return mark, False
            mark = mark.parts[step]
        return mark, True


def place_in_scalar(lines: list[str], mark: Mark, text: str, offset: int) -> Place:
    """The place in the file of the character at `offset` of a scalar's `text`.

    YAML folds lines and drops indentation, but keeps every character that is not blank, in
    order: so the n-th of them in the text is the n-th in the file. (Escapes in double quotes
    are the exception; there the place is as near as can be.)
    """
    last = max(len(text.rstrip()) - 1, 0)
    before = len("".join(text[: min(offset, last)].split()))
    line, column = mark.line, mark.column + (mark.style in ("'", '"'))
    if mark.style in ("|", ">"):
        line, column = line + 1, 1
    for number, content in enumerate(lines[line - 1 :], line):
        start = column - 1 if number == line else 0
        for index in range(start, len(content)):
            if content[index].isspace() or is_doubled(content, index, start, mark.style):
                continue
            if before == 0:
                return number, index + 1
            before -= 1
    return mark.place


def is_doubled(content: str, index: int, start: int, style: str) -> bool:
    """Whether this is the second of the two quotes that stand for one in single quotes."""
    if style != "'" or content[index] != "'":
        return False
    before = content[start:index]
    return (len(before) - len(before.rstrip("'"))) % 2 == 1
