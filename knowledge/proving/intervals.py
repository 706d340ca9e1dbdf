"""Between which numbers a derived fact lies if what it is made of lies in a box."""

from itertools import product
from math import inf, isnan
from typing import TypeAlias

from knowledge.derivations import Arithmetic, Figure, Part, Sign, Term
from knowledge.proving.formulas import Box
from knowledge.proving.spaces import Space, Variable

Interval: TypeAlias = tuple[float, float]
EVERYTHING: Interval = (-inf, inf)


def is_impossible(space: Space, box: Box) -> bool:
    """Whether some derived fact has to be known and cannot come into any of its cells."""
    for place, variable in enumerate(space.variables):
        if variable.about.derive is None or box[place] & variable.unknown:
            continue
        low, high = interval(space, box, space.engine.derived[variable.fact].tree)
        if all(last < low or first > high for first, last in ends_in(variable, box[place])):
            return True
    return False


def interval(space: Space, box: Box, term: Term) -> Interval:
    """The least and the largest value that a term can have, or less and more."""
    match term:
        case Figure(number):
            return number, number
        case Part(fact):
            return of_fact(space, box, fact)
        case Arithmetic(left, sign, right):
            divisor = interval(space, box, right)
            if sign == "/":
                divisor = without_zero(space, right, divisor)
            return combined(interval(space, box, left), sign, divisor)


def of_fact(space: Space, box: Box, fact: str) -> Interval:
    if fact in space.engine.derived:
        return interval(space, box, space.engine.derived[fact].tree)
    place = space.engine.places[fact]
    ends = ends_in(space.variables[place], box[place])
    return min((first for first, _ in ends), default=-inf), max(
        (last for _, last in ends), default=inf
    )


def ends_in(variable: Variable, mask: int) -> list[Interval]:
    return [ends for place, ends in enumerate(variable.ends) if mask >> place & 1]


def without_zero(space: Space, term: Term, found: Interval) -> Interval:
    """The same without zero at its lower end: nothing is divided by it."""
    whole = isinstance(term, Part) and space.engine.facts[term.fact].whole
    return (1, found[1]) if whole and found[0] == 0 and found[1] >= 1 else found


def combined(left: Interval, sign: Sign, right: Interval) -> Interval:
    """The interval of all results; everything where that cannot be told by the ends."""
    if sign == "/" and right[0] <= 0 <= right[1]:
        return EVERYTHING
    results = [result(one, sign, other) for one, other in product(left, right)]
    return EVERYTHING if any(map(isnan, results)) else (min(results), max(results))


def result(one: float, sign: Sign, other: float) -> float:
    match sign:
        case "+":
            return one + other
        case "-":
            return one - other
        case "*":
            return one * other
        case "/":
            return one / other
