"""Two sets of edits to the same text put together: three-way, by lines.

    merged = merge_files(base, mine, theirs)
    merged.files         path -> text, where nothing overlaps
    merged.conflicts     path -> the chunks of a file in which something does

Lines are matched the patient way: equal beginnings and ends, then lines that stand once in
both texts, in the longest order they share. That takes time in proportion to the text (and
the logarithm of its length), whatever the text is.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["same", "mine", "theirs", "both", "conflict"]
Lines: TypeAlias = tuple[str, ...]
Pair: TypeAlias = tuple[int, int]

# Each round looks within the stretches that the one before left; ordinary texts take three.
# Without a limit a made-up text could ask for as many rounds as it has lines.
MOST_ROUNDS = 32


@dataclass(frozen=True)
class Chunk:
    """Some lines in all three texts, each line with its line feed.

    `kind` says who changed the base: nobody ("same"), one of the two, "both" in the same
    way, or both differently ("conflict"). `line` is the 1-based line of the first in `base`.
    """

    kind: Kind
    base: Lines
    mine: Lines
    theirs: Lines
    line: int

    @property
    def lines(self) -> Lines:
        """The lines that come out of it; of a conflict, those of the base."""
        if self.kind == "conflict":
            return self.base
        return self.theirs if self.kind == "theirs" else self.mine


@dataclass(frozen=True)
class Merge:
    """Files put together. A file that has a conflict is not among `files`; None is no file."""

    files: Mapping[str, str] = field(default_factory=dict)
    conflicts: Mapping[str, tuple[Chunk, ...]] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether nothing overlaps."""
        return not self.conflicts


def merge_files(
    base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> Merge:
    """Put the edits of `mine` and of `theirs` to the files of `base` together.

    A file that one of them removed and the other changed is a conflict; the absent side has
    no lines. Pure; takes any texts.
    """
    files: dict[str, str] = {}
    conflicts: dict[str, tuple[Chunk, ...]] = {}
    for path in sorted({*base, *mine, *theirs}):
        sides = base.get(path), mine.get(path), theirs.get(path)
        is_clean, text = easy(*sides)
        if not is_clean:
            chunks = merge_texts(*(side or "" for side in sides))
            is_clean = None not in sides[1:] and all(each.kind != "conflict" for each in chunks)
            text = "".join(line for each in chunks for line in each.lines)
            if not is_clean:
                conflicts[path] = chunks
        if is_clean and text is not None:
            files[path] = text
    return Merge(files, conflicts)


def easy(base: str | None, mine: str | None, theirs: str | None) -> tuple[bool, str | None]:
    """Whether at most one side changed, or both alike; and what comes out then."""
    if mine == theirs or theirs == base:
        return True, mine
    return mine == base, theirs


def merge_texts(base: str, mine: str, theirs: str) -> tuple[Chunk, ...]:
    """The chunks of three texts, in order; each line of each text is in exactly one."""
    old, left, right = (tuple(text.splitlines(keepends=True)) for text in (base, mine, theirs))
    return tuple(chunks(old, left, right))


def chunks(old: Lines, left: Lines, right: Lines) -> Iterator[Chunk]:
    """Walk from one line that all three share to the next."""
    to_left, to_right = dict(matches(old, left)), dict(matches(old, right))
    places = [
        (line, to_left[line], to_right[line]) for line in sorted(to_left.keys() & to_right.keys())
    ]
    at, here, there = 0, 0, 0
    same: list[str] = []
    for line, left_line, right_line in [*places, (len(old), len(left), len(right))]:
        parts = old[at:line], left[here:left_line], right[there:right_line]
        if any(parts):
            if same:
                yield alike(same, at)
                same = []
            yield Chunk(kind_of(*parts), *parts, at + 1)
        same += old[line : line + 1]
        at, here, there = line + 1, left_line + 1, right_line + 1
    if same:
        yield alike(same, len(old))


def alike(lines: Sequence[str], end: int) -> Chunk:
    """A chunk that nobody changed and that ends before line `end` (from 0)."""
    whole = tuple(lines)
    return Chunk("same", whole, whole, whole, end - len(whole) + 1)


def kind_of(base: Lines, mine: Lines, theirs: Lines) -> Kind:
    """Who changed these lines."""
    if mine == theirs:
        return "same" if mine == base else "both"
    if mine == base:
        return "theirs"
    return "mine" if theirs == base else "conflict"


# Matching the lines of two texts


def matches(a: Lines, b: Lines) -> list[Pair]:
    """Pairs of equal lines (from 0), both places rising."""
    found: list[Pair] = []
    stretches = [(0, len(a), 0, len(b))]
    for _ in range(MOST_ROUNDS):
        waiting, stretches = stretches, []
        for stretch in waiting:
            equal, *rest = trimmed(a, b, *stretch)
            found += equal
            stretches += between(unique_pairs(a, b, *rest), rest[1], rest[3])
    return sorted(found)


def trimmed(
    a: Lines, b: Lines, low_a: int, high_a: int, low_b: int, high_b: int
) -> tuple[list[Pair], int, int, int, int]:
    """The pairs at the beginning and at the end of two stretches, and what is left of them."""
    found: list[Pair] = []
    while low_a < high_a and low_b < high_b and a[low_a] == b[low_b]:
        found.append((low_a, low_b))
        low_a, low_b = low_a + 1, low_b + 1
    while low_a < high_a and low_b < high_b and a[high_a - 1] == b[high_b - 1]:
        high_a, high_b = high_a - 1, high_b - 1
        found.append((high_a, high_b))
    return found, low_a, high_a, low_b, high_b


def between(anchors: list[Pair], high_a: int, high_b: int) -> Iterator[tuple[int, int, int, int]]:
    """The stretches that begin with each anchor; none without anchors."""
    ends = [*anchors[1:], (high_a, high_b)]
    for (low_a, low_b), (end_a, end_b) in zip(anchors, ends, strict=False):
        yield low_a, end_a, low_b, end_b


def unique_pairs(
    a: Lines, b: Lines, low_a: int, high_a: int, low_b: int, high_b: int
) -> list[Pair]:
    """Lines that stand once in both stretches, in the longest order that both share."""
    once_a, once_b = places_once(a, low_a, high_a), places_once(b, low_b, high_b)
    pairs = [(place, once_b[line]) for line, place in once_a.items() if line in once_b]
    return longest_rising(sorted(pairs))


def places_once(lines: Lines, low: int, high: int) -> dict[str, int]:
    """Each line that stands only once in a stretch -> its place."""
    places: dict[str, int] = {}
    more: set[str] = set()
    for place in range(low, high):
        if lines[place] in places:
            more.add(lines[place])
        places[lines[place]] = place
    return {line: place for line, place in places.items() if line not in more}


def longest_rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest run of pairs, sorted by their first, whose second rises as well."""
    tops: list[int] = []  # the lowest second that ends a run of each length
    ends: list[int] = []  # which pair that is
    before: list[int] = []  # the pair before each pair in its run
    for number, (_, second) in enumerate(pairs):
        length = bisect_left(tops, second)
        before.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [second]
        ends[length : length + 1] = [number]
    run: list[Pair] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]
