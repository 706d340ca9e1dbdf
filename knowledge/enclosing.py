"""Between which numbers a derived fact stays while the facts it is made of range freely.

Computed like the derived fact itself, with the smallest and the largest of each part: since
every single step of arithmetic rounds in order, no value that the engine works out can lie
outside. Where nothing can be said, because a divisor may be zero or a number grows beyond
all bounds, the answer is EVERYTHING.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import inf, isfinite, nextafter
from operator import add, mul, sub
from typing import Final, TypeAlias, TypeVar

from knowledge.derivations import Arithmetic, Figure, Part, Sign, Term

# The least and the most that a fact can be; None if it has no value at all.
Bounds: TypeAlias = tuple[float, float] | None
State = TypeVar("State")

EVERYTHING: Final = (-inf, inf)
NOTHING: Final = (0.0, 0.0)
MOST_STEPS = 4_000


def enclose(term: Term, bounds: Mapping[str, Bounds]) -> Bounds:
    """The bounds of a term for those of the facts in it; absent ones have no value."""
    match term:
        case Figure(number):
            return float(number), float(number)
        case Part(fact):
            known = bounds.get(fact)
            return known and (float(known[0]), float(known[1]))
        case Arithmetic(left, sign, right):
            one, other = enclose(left, bounds), enclose(right, bounds)
            return None if one is None or other is None else combined(one, sign, other)


def combined(one: tuple[float, float], sign: Sign, other: tuple[float, float]) -> Bounds:
    match sign:
        case "+":
            return reached(one, other, add)
        case "-":
            return reached(one, other, sub)
        case "*":
            return reached(one, other, mul)
        case "/" if other == NOTHING:
            return None
        case "/" if other[0] <= 0 <= other[1]:
            return EVERYTHING
        case "/":
            return reached(one, other, lambda part, whole: part / whole)


def reached(
    one: tuple[float, float], other: tuple[float, float], step: Callable[[float, float], float]
) -> tuple[float, float]:
    ends = [step(left, right) for left, right in product(one, other)]
    return (min(ends), max(ends)) if all(map(isfinite, ends)) else EVERYTHING


# Cutting a range where something changes


def cut_where_changed(
    low: float, high: float, whole: bool, state: Callable[[float, float], State | None]
) -> Iterator[tuple[float, bool]]:
    """Cut the numbers from `low` to `high` into pieces in each of which a state is the same.

    `state(start, end)` is None where it may change between the two. Gives the first number
    of each piece, and whether the state is surely one throughout: it is not where the
    halving was given up after MOST_STEPS.
    """
    waiting, before, steps = [(low, high)], None, MOST_STEPS
    while waiting:
        start, end = waiting.pop()
        now, steps = state(start, end), steps - 1
        if now is None and start < end and steps > 0:
            waiting += reversed(halves(start, end, whole))
            continue
        if now is None or now != before:
            yield start, now is not None or start == end
        before = now


def halves(low: float, high: float, whole: bool) -> list[tuple[float, float]]:
    """Two parts of a range that has more than one number, no number in both."""
    if whole:
        middle = (int(low) + int(high)) // 2
        return [(low, middle), (middle + 1, high)]
    half = low + (high - low) / 2
    half = half if low <= half < high else low
    return [(low, half), (nextafter(half, inf), high)]
