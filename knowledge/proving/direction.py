"""More of what makes a system large or a team many never lowers the stage that is needed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from knowledge.findings import Findings
from knowledge.proving.asking import Asking
from knowledge.proving.claims import Claim, Failure, Proof
from knowledge.proving.formulas import sides_in
from knowledge.proving.spaces import Variable
from knowledge.proving.stairs import Stairs
from knowledge.stages import HIGHEST, LOWEST

Step: TypeAlias = tuple[int, int]

# Facts whose answers are in order from less to more; of options that is the order in the base.
RISING = (
    "users",
    "team_size",
    "teams",
    "conflict_devs",
    "deploy_lock",
    "test_minutes",
    "p95_query_ms",
    "boundaries",
)


def proofs(asking: Asking) -> Iterator[Proof]:
    """For each fact in order: of two neighbouring cells the higher never needs a lower stage.

    Rules that say why they are an exception are left out.
    """
    rules = asking.base.rules.values()
    excepted = frozenset(rule.id for rule in rules if rule.direction_exception)
    stairs = Stairs(asking.readings, excepted) if excepted else asking.stairs
    claim = Claim("direction", "more-never-lowers")
    for fact in RISING:
        if fact in asking.base.facts:
            claim.judge((fact,), partial(lowered, Direction(asking, stairs, fact)))
    if excepted:
        claim.details["exceptions"] = tuple(rule for rule in asking.base.rules if rule in excepted)
    yield from claim.proofs()


class Fall(NamedTuple):
    """A lower and a higher answer, and the stages needed with them."""

    low: Any
    high: Any
    before: int
    after: int


@dataclass(frozen=True)
class Direction:
    """One fact that rises, and the stage rules without exceptions."""

    asking: Asking
    stairs: Stairs
    fact: str

    @property
    def place(self) -> int:
        return self.asking.base.engine.places[self.fact]

    @property
    def variable(self) -> Variable:
        return self.asking.space.variables[self.place]

    def steps(self) -> list[Step]:
        """The steps up that could lower the stage, from cell to cell by their places.

        If every comparison only ever gains by a step up, that is proved by its form alone.
        Where facts are derived from this one, steps inside a cell count too.
        """
        sides = list(self.sides())
        last = len(self.variable.values) - 1
        if None in sides:
            inside = [(place, place) for place in range(last + 1)]
            return inside + [(place, place + 1) for place in range(last)]
        masks = [side for side in sides if side is not None]
        places = [place for place in range(last) if any(loses(mask, place) for mask in masks)]
        return [(place, place + 1) for place in places]

    def sides(self) -> Iterator[int | None]:
        """The masks that this fact must be in for a stage to be needed; None: one derived."""
        hanging = set(self.asking.hanging(self.fact)) - {self.place}
        stages = range(LOWEST + 1, HIGHEST + 1)
        for side in sides_in(self.stairs.needed[stage] for stage in stages):
            if side.variable == self.place:
                yield side.mask
            elif side.variable in hanging:
                yield None

    def needed(self, found: Findings) -> int:
        """The needed stage without the exceptions."""
        asked = {
            effect: [stage for rule, stage in found.fired(effect) if rule not in self.without]
            for effect in ("needs_stage", "holds_stage")
        }
        needs, holds = asked["needs_stage"], asked["holds_stage"]
        return min(max(needs, default=LOWEST), min(holds, default=HIGHEST))

    @property
    def without(self) -> frozenset[str]:
        return self.stairs.without

    def falls(self, answers: Mapping[str, Any], step: Step) -> Fall | None:
        """Two answers in these cells, the nearest there are, of which the higher needs less."""
        mask = (1 << step[0]) | (1 << step[1])
        tried = self.asking.witnesses.candidates(self.place, mask)
        tried.sort(key=None if self.variable.ends else self.variable.values.index)
        needed = [self.needed(self.asking.found({**answers, self.fact: each})) for each in tried]
        pairs = zip(pairwise(tried), pairwise(needed), strict=True)
        return next((Fall(*told, *both) for told, both in pairs if both[1] < both[0]), None)


def loses(mask: int, place: int) -> bool:
    """Whether a step up from the cell at this place leaves the mask."""
    return mask >> place & 3 == 1


def lowered(direction: Direction) -> Failure | None:
    """The first step up that lowers the needed stage."""
    for step in direction.steps():
        for stage in range(LOWEST + 1, HIGHEST + 1):
            if failure := lowered_at(direction, step, stage):
                return failure
    return None


def lowered_at(direction: Direction, step: Step, stage: int) -> Failure | None:
    """Answers that need the stage before a step up and not after it."""
    asking, fact, place = direction.asking, direction.fact, direction.place
    needed = direction.stairs.needed[stage]
    after = asking.otherwise(fact)(needed).opposite
    limits = {place: 1 << step[0], asking.space.other(place): 1 << step[1]}
    answers = asking.example(
        [needed, after], lambda answers: direction.falls(answers, step) is not None, limits
    )
    if answers is None:
        return None
    fall = direction.falls(answers, step)
    assert fall is not None
    details = {"fact": fact, "from": fall.low, "to": fall.high}
    details["needed"] = (fall.before, fall.after)
    return Failure({**answers, fact: fall.high}, details)
