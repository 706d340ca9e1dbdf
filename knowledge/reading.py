"""YAML text to plain values, strictly: everything that could mean something else is refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from knowledge.characters import place_of, unseen
from knowledge.events import MOST_PROBLEMS, Builder, Value
from knowledge.marks import Mark, Path, Place, place_in_scalar
from knowledge.problems import KnowledgeError, Problem

MOST_BYTES = 256 * 1024


@dataclass(frozen=True)
class Document:
    """What one YAML file says: its value, and the places of all parts of it.

    Mappings are dicts, sequences are tuples. A path is the keys and indices from the top;
    one that leads nowhere stands for the innermost part on the way.
    """

    file: str
    text: str = field(repr=False)
    value: Value
    mark: Mark = field(repr=False)

    def place(self, path: Path) -> Place:
        """The 1-based line and column where the value at `path` starts."""
        return self.mark.nearest(path)[0].place

    def key_place(self, path: Path) -> Place:
        """The same for the key of that value; of the value itself if it has no key."""
        mark, _ = self.mark.nearest(path)
        return mark.key or mark.place

    def problem(self, path: Path, message: str) -> Problem:
        """A problem with the value at `path`."""
        return Problem(self.file, *self.place(path), message)

    def key_problem(self, path: Path, message: str) -> Problem:
        """A problem with the key at `path`, or with the absence of something below it."""
        return Problem(self.file, *self.key_place(path), message)

    def moved(self, path: Path, problems: Iterable[Problem]) -> list[Problem]:
        """Problems found inside the text at `path`, at their places in the file."""
        path = tuple(path)
        mark, exact = self.mark.nearest(path)
        text = self.at(path) if exact else ""
        lines = self.text.split("\n")
        return [
            Problem(
                self.file,
                *place_in_scalar(lines, mark, text, offset_of(text, problem)),
                problem.message,
            )
            for problem in problems
        ]

    def at(self, path: Path) -> str:
        """The text at `path`; empty if there is none."""
        value: object = self.value
        for step in path:
            value = value[step]  # type: ignore[index]
        return value if isinstance(value, str) else ""


def offset_of(text: str, problem: Problem) -> int:
    """The offset of a problem's line and column within a text."""
    lines = text.split("\n")[: problem.line - 1]
    return sum(len(line) + 1 for line in lines) + problem.column - 1


def read_yaml(file: str, text: str | bytes) -> Document:
    """Read one file, named `file` in problems; raises KnowledgeError with all of them."""
    text = plain_text(file, text)
    builder = Builder(file)
    builder.build(text)
    return Document(file, text, builder.value, builder.mark)


def plain_text(file: str, text: str | bytes) -> str:
    """The text of a file without byte order mark and with line feeds only.

    Raises KnowledgeError if it is too long, not UTF-8, or holds unseen characters.
    """
    if isinstance(text, bytes):
        refuse_long(file, len(text))
        text = decoded(file, text)
    refuse_long(file, len(text))
    refuse_long(file, len(text.encode("utf-8", "surrogatepass")))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    problems = [
        Problem(file, *place_of(text, offset), f"the character {name} is not taken")
        for offset, name in islice(unseen(text), MOST_PROBLEMS)
    ]
    if problems:
        raise KnowledgeError(problems)
    return text


def refuse_long(file: str, size: int) -> None:
    if size > MOST_BYTES:
        message = f"the file has {size:,} bytes; at most {MOST_BYTES:,} are read"
        raise KnowledgeError([Problem(file, 1, 1, message)])


def decoded(file: str, data: bytes) -> str:
    """The UTF-8 text of some bytes; raises KnowledgeError with the place of the first wrong."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        message = f"this is not UTF-8 (byte 0x{data[error.start]:02X})"
        raise KnowledgeError([Problem(file, *place_of(before, len(before)), message)]) from None
