"""Formulas over the cells of facts: what a box, or any part of it, has to meet.

A formula says that one variable is within some cells, or that all of some formulas hold, or at
least so many of them. A box has for each variable the cells still allowed, as bits of a number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeAlias

Box: TypeAlias = list[int]
State: TypeAlias = bool | None


class Formula:
    """Something that is true or false in each cell; `state` in a box is None if it is both."""

    parts: tuple["Formula", ...] = ()

    @cached_property
    def size(self) -> int:
        """How many formulas are inside, itself too and shared ones as often as they are met."""
        return 1 + sum(part.size for part in self.parts)

    def state(self, box: Box) -> State:
        raise NotImplementedError

    def narrow(self, box: Box, now: list["Formula"], later: list["Formula"]) -> bool:
        """Narrow the box so that it may hold; False if it cannot.

        What must hold as well goes to `now`, what stays open to `later`.
        """
        raise NotImplementedError

    @property
    def opposite(self) -> "Formula":
        raise NotImplementedError

    def moved(self, variables: Mapping[int, int], known: dict["Formula", "Formula"]) -> "Formula":
        """The same about other variables; itself if it does not speak of any that move."""
        raise NotImplementedError


@dataclass(eq=False, frozen=True)
class Within(Formula):
    """One variable is in one of the cells of `mask`, not in one of the `rest`."""

    variable: int
    mask: int
    rest: int

    def state(self, box: Box) -> State:
        allowed = box[self.variable]
        if not allowed & self.mask:
            return False
        return None if allowed & self.rest else True

    def narrow(self, box: Box, now: list[Formula], later: list[Formula]) -> bool:
        box[self.variable] &= self.mask
        return box[self.variable] != 0

    @cached_property
    def opposite(self) -> Formula:
        return paired(Within(self.variable, self.rest, self.mask), self)

    def moved(self, variables: Mapping[int, int], known: dict[Formula, Formula]) -> Formula:
        target = variables.get(self.variable)
        return self if target is None else Within(target, self.mask, self.rest)


@dataclass(eq=False, frozen=True)
class All(Formula):
    """All parts hold."""

    parts: tuple[Formula, ...]

    def state(self, box: Box) -> State:
        found: State = True
        for part in self.parts:
            state = part.state(box)
            if state is False:
                return False
            found = found and state
        return found

    def narrow(self, box: Box, now: list[Formula], later: list[Formula]) -> bool:
        now += self.parts
        return True

    @cached_property
    def opposite(self) -> Formula:
        return paired(some_of(part.opposite for part in self.parts), self)

    def moved(self, variables: Mapping[int, int], known: dict[Formula, Formula]) -> Formula:
        return moved_gate(self, variables, known)


@dataclass(eq=False, frozen=True)
class AtLeast(Formula):
    """So many of the parts hold: one ("some") or more."""

    number: int
    parts: tuple[Formula, ...]

    def state(self, box: Box) -> State:
        missing, open_parts = self.number, 0
        for part in self.parts:
            state = part.state(box)
            missing -= state is True
            open_parts += state is None
            if missing <= 0:
                return True
        return None if open_parts >= missing else False

    def narrow(self, box: Box, now: list[Formula], later: list[Formula]) -> bool:
        missing, live = self.number, []
        for part in self.parts:
            state = part.state(box)
            if state is None:
                live.append(part)
            elif state and (missing := missing - 1) == 0:
                return True
        if len(live) == missing:
            now += live
        elif len(live) > missing:
            later.append(AtLeast(missing, tuple(live)))
        return len(live) >= missing

    @cached_property
    def opposite(self) -> Formula:
        enough = len(self.parts) - self.number + 1
        return paired(at_least(enough, [part.opposite for part in self.parts]), self)

    def moved(self, variables: Mapping[int, int], known: dict[Formula, Formula]) -> Formula:
        return moved_gate(self, variables, known)


def paired(one: Formula, other: Formula) -> Formula:
    """`one`, which knows from now on that `other` is its opposite."""
    one.__dict__.setdefault("opposite", other)
    return one


def moved_gate(
    gate: All | AtLeast, variables: Mapping[int, int], known: dict[Formula, Formula]
) -> Formula:
    if gate not in known:
        parts = [part.moved(variables, known) for part in gate.parts]
        same = all(one is other for one, other in zip(parts, gate.parts, strict=True))
        number = gate.number if isinstance(gate, AtLeast) else len(parts)
        known[gate] = gate if same else at_least(number, parts)
    return known[gate]


ALWAYS = All(())
NEVER = paired(AtLeast(1, ()), ALWAYS)
paired(ALWAYS, NEVER)


def within(variable: int, mask: int, full: int) -> Formula:
    """A variable is in one of these cells of all its cells."""
    if mask in (0, full):
        return ALWAYS if mask else NEVER
    return Within(variable, mask, full & ~mask)


def at_least(number: int, parts: Sequence[Formula]) -> Formula:
    """So many of the parts hold."""
    if number >= len(parts):
        return all_of(parts) if number == len(parts) else NEVER
    if number <= 1:
        return some_of(parts) if number == 1 else ALWAYS
    return AtLeast(number, tuple(parts))


def some_of(parts: Iterable[Formula]) -> Formula:
    """Any of the parts holds; comparisons of one variable become one."""
    sides, others = gathered(parts, AtLeast)
    if ALWAYS in others:
        return ALWAYS
    united = [united_side(each) for each in sides.values()]
    if any(each is ALWAYS for each in united):
        return ALWAYS
    found = (*united, *others)
    return found[0] if len(found) == 1 else AtLeast(1, found) if found else NEVER


def all_of(parts: Iterable[Formula]) -> Formula:
    """All of the parts hold; comparisons of one variable become one."""
    sides, others = gathered(parts, All)
    if NEVER in others or any(each.__dict__.get("opposite") in others for each in others):
        return NEVER
    shared = [shared_side(each) for each in sides.values()]
    if any(each is NEVER for each in shared):
        return NEVER
    found = (*shared, *others)
    return found[0] if len(found) == 1 else All(found) if found else ALWAYS


def gathered(
    parts: Iterable[Formula], kind: type[All] | type[AtLeast]
) -> tuple[dict[int, list[Within]], dict[Formula, None]]:
    """The box sides by variable and the other parts, parts of the same kind opened up."""
    sides: dict[int, list[Within]] = {}
    others: dict[Formula, None] = {}
    for part in chain.from_iterable(opened(part, kind) for part in parts):
        if isinstance(part, Within):
            sides.setdefault(part.variable, []).append(part)
        else:
            others[part] = None
    return sides, others


def opened(part: Formula, kind: type[All] | type[AtLeast]) -> tuple[Formula, ...]:
    if isinstance(part, kind) and getattr(part, "number", 1) == 1:
        return part.parts
    return (part,)


def shared_side(sides: Sequence[Within]) -> Formula:
    """All of some sides of one variable."""
    if len(sides) == 1:
        return sides[0]
    full, mask = sides[0].mask | sides[0].rest, sides[0].mask
    for side in sides:
        mask &= side.mask
    return within(sides[0].variable, mask, full)


def united_side(sides: Sequence[Within]) -> Formula:
    """Any of some sides of one variable."""
    if len(sides) == 1:
        return sides[0]
    full, mask = sides[0].mask | sides[0].rest, 0
    for side in sides:
        mask |= side.mask
    return within(sides[0].variable, mask, full)


def sides_in(formulas: Iterable[Formula]) -> Iterator[Within]:
    """All box sides in some formulas, each once."""
    waiting, seen = list(formulas), set[Formula]()
    while waiting:
        formula = waiting.pop()
        if formula not in seen:
            seen.add(formula)
            waiting += formula.parts
            if isinstance(formula, Within):
                yield formula
