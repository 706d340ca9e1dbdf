"""Which limits differ between two conditions that are the same but for numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from knowledge.tokens import Token, misread, tokens_of
from knowledge.tree import MIRRORED, Operator


@dataclass(frozen=True)
class LimitChange:
    """A limit of `fact`, read as `fact operator limit`, before and after."""

    fact: str
    operator: str
    old: int | float
    new: int | float


Limits: TypeAlias = tuple[LimitChange, ...]
OPERATORS: Mapping[str, Operator] = {each: each for each in MIRRORED}


def changed_limits(old: str, new: str) -> Limits | None:
    """The limits that differ; None if anything else does, or if a number is no fact's limit."""
    if any(misread(old)) or any(misread(new)):
        return None
    before, after = tokens_of(old), tokens_of(new)
    if [shape(token) for token in before] != [shape(token) for token in after]:
        return None
    signs = [signed(tokens, place) for tokens in (before, after) for place in range(len(tokens))]
    pairs = zip(signs[: len(before)], signs[len(before) :], strict=True)
    changes = [
        change_at(before, place, one, other)
        for place, (one, other) in enumerate(pairs)
        if one != other
    ]
    found = tuple(change for change in changes if change is not None)
    return found if found and len(found) == len(changes) else None


def shape(token: Token) -> str:
    """What a token is, whichever number it stands for."""
    return "number" if token.kind == "number" else token.word


def signed(tokens: Sequence[Token], place: int) -> int | float | None:
    """The number at a place, with its sign; None if it is none."""
    token = tokens[place]
    if token.kind != "number":
        return None
    digits = token.word.replace("_", "")
    value = float(digits) if "." in digits else int(digits)
    return -value if place and tokens[place - 1].word == "-" else value


def change_at(
    tokens: Sequence[Token], place: int, old: int | float | None, new: int | float | None
) -> LimitChange | None:
    """The change of the number at a place, if a fact is compared with it."""
    if old is None or new is None:
        return None
    start = place - 1 if place and tokens[place - 1].word == "-" else place
    before, after = tokens[max(start - 2, 0) : start], tokens[place + 1 : place + 3]
    if len(before) == 2 and before[0].is_name and before[1].word in OPERATORS:
        return LimitChange(before[0].word, before[1].word, old, new)
    if len(after) == 2 and after[1].is_name and after[0].word in OPERATORS:
        return LimitChange(after[1].word, MIRRORED[OPERATORS[after[0].word]], old, new)
    return None
