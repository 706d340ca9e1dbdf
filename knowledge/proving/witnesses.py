"""From a box to answers that a team could give: usual ones wherever the box allows them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, product
from typing import Any

from knowledge.proving.formulas import Box
from knowledge.proving.spaces import Space, Variable

MOST_TRIED = 400
SMALL_STEPS = 3


@dataclass(frozen=True)
class Witnesses:
    """Finds answers in boxes of a space, as near to the `usual` ones as they allow."""

    space: Space
    usual: Mapping[str, Any]

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The cell of each usual answer; derived facts have the one that follows from them."""
        situation = self.space.engine.situate(self.usual)
        values = situation.values
        return tuple(each.place(values.get(each.fact)) for each in self.space.variables)

    @cached_property
    def masks(self) -> tuple[int, ...]:
        """The usual cells as bits, for both worlds; derived facts and the other world may be any.

        They have no answers of their own that could be unusual.
        """
        own = [
            each.full if each.about.derive else 1 << place
            for each, place in zip(self.space.variables, self.places, strict=True)
        ]
        return (*own, *(each.full for each in self.space.variables))

    def answers(self, box: Box) -> Iterator[dict[str, Any]]:
        """Answers in a box. Where it limits derived facts, answers that may derive so."""
        found = {
            each.fact: self.answer(each, box[place], place)
            for place, each in enumerate(self.space.variables)
            if each.about.derive is None
        }
        makers = self.makers(box)
        tried = product(*(self.candidates(place, box[place]) for place in makers))
        facts = [self.space.variables[place].fact for place in makers]
        for values in islice(tried, MOST_TRIED):
            both = found | dict(zip(facts, values, strict=True))
            if all(self.fits(place, box[place], both) for place in self.limited(box)):
                yield {fact: value for fact, value in both.items() if value is not None}

    def answer(self, variable: Variable, mask: int, place: int) -> Any:
        near = variable.nearest(mask, self.places[place])
        return variable.answer(near, self.usual.get(variable.fact))

    def limited(self, box: Box) -> list[int]:
        """The places of derived facts that the box does not leave free."""
        return [
            place
            for place, each in enumerate(self.space.variables)
            if each.about.derive is not None and box[place] != each.full
        ]

    def makers(self, box: Box) -> list[int]:
        """The places of the questions behind derived facts that the box limits."""
        engine, found = self.space.engine, set[str]()
        waiting = [self.space.variables[place].fact for place in self.limited(box)]
        while waiting:
            fact = waiting.pop()
            parts = engine.derived[fact].facts if fact in engine.derived else frozenset({fact})
            found |= parts - engine.derived.keys()
            waiting += parts & engine.derived.keys()
        return sorted(engine.places[fact] for fact in found)

    def fits(self, place: int, mask: int, answers: Mapping[str, Any]) -> bool:
        """Whether a derived fact comes into one of the cells of a mask with these answers."""
        variable = self.space.variables[place]
        value = derived_value(self.space, variable.fact, answers)
        return bool(mask >> variable.place(value) & 1)

    def candidates(self, place: int, mask: int) -> list[Any]:
        """Answers in the cells of a mask: the usual one, then ends of cells and what is near."""
        variable = self.space.variables[place]
        usual = self.usual.get(variable.fact)
        near = self.answer(variable, mask, place)
        spots = [spot for spot in range(len(variable.values)) if mask >> spot & 1]
        others: list[Any] = [variable.values[spot] for spot in spots]
        if variable.ends:
            inside = chain.from_iterable(beside(*variable.ends[spot]) for spot in spots)
            others = sorted(inside, key=distance(usual))
        unknown = [None] if mask & variable.unknown else []
        return list(dict.fromkeys([near, *others, *unknown]))


def beside(first: float, last: float) -> list[float]:
    """The ends of a cell and the first whole steps inside it."""
    inner = [first + step for step in range(1, SMALL_STEPS) if first + step < last]
    return [first, *inner, last]


def distance(usual: Any) -> Any:
    return lambda value: abs(value - (usual or 0))


def derived_value(space: Space, fact: str, answers: Mapping[str, Any]) -> float | None:
    """The value of a derived fact, through others if need be; None if it has none."""
    derivation = space.engine.derived[fact]
    values = {
        part: derived_value(space, part, answers)
        if part in space.engine.derived
        else answers.get(part)
        for part in derivation.facts
    }
    return derivation.value(values)
