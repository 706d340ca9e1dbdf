"""What is wrong with a rule base or with answers: the place, what it is, what would do."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

LONGEST_GUESSED = 64


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, at a 1-based `line` and `column` of `file`."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}  {self.message}"


class KnowledgeError(Exception):
    """Something a person wrote is wrong; `problems` says what, one item for each mistake."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message that proposes the nearest of the `known` words; empty if none is."""
    if len(word) > LONGEST_GUESSED:
        return ""
    near = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f"; did you mean `{near[0]}`?" if near else ""
