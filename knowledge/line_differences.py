"""The lines in which the files of two rule bases differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from itertools import takewhile

MOST_LINES = 4_000
AROUND = 3


@dataclass(frozen=True)
class FileDifference:
    """One file that differs: its lines with their sign (`-`, `+`, `@` or blank).

    No lines if so much differs that comparing line by line would take too long. An `old` or
    `new` file is only on one side.
    """

    file: str
    lines: tuple[str, ...]
    old: bool = True
    new: bool = True


def line_differences(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[FileDifference, ...]:
    """Every file that differs, in order of path."""
    return tuple(
        file_difference(file, old.get(file), new.get(file))
        for file in sorted({*old, *new})
        if old.get(file) != new.get(file)
    )


def file_difference(file: str, old: str | None, new: str | None) -> FileDifference:
    before, after = (old or "").split("\n"), (new or "").split("\n")
    lines = () if too_much(before, after) else compared(before, after)
    return FileDifference(file, lines, old is not None, new is not None)


def compared(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """The lines of a unified difference without its two headings."""
    return tuple(unified_diff(before, after, lineterm="", n=AROUND))[2:]


def too_much(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether more lines differ than are compared with each other."""
    same = common(before, after)
    same += common(before[same:][::-1], after[same:][::-1])
    return max(len(before), len(after)) - same > MOST_LINES


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines at the start are the same."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
