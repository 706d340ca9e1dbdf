"""The nearest change of known answers with which something else comes out.

    near = Nearest(found)
    near.without(slot, component)     another component would fill the slot
    near.turned(rule)                 a fired rule would not fire, or a silent one would

One answer at a time all are tried by the engine; two or three at once are looked for in exact
boxes of cells. What is not known stays so.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

from knowledge.changes import Step
from knowledge.findings import Findings, find
from knowledge.moves import Mover, Relevance
from knowledge.proving.boxes import OutOfSteps, Search, Steps
from knowledge.proving.formulas import Box, Formula
from knowledge.proving.readings import Readings
from knowledge.proving.spaces import Space, space_of
from knowledge.proving.stairs import Stairs
from knowledge.proving.visible import Sight
from knowledge.proving.witnesses import Witnesses
from knowledge.rulebase import RuleBase
from knowledge.search import known_answers
from knowledge.stack import stack

MOST_AT_ONCE = 3
MOST_STEPS = 8_000  # of one search for two or three answers; beyond it none is told


@dataclass(frozen=True, eq=False)
class Ground:
    """What all searches in one rule base share."""

    base: RuleBase

    @cached_property
    def space(self) -> Space:
        return space_of(self.base.engine)

    @cached_property
    def readings(self) -> Readings:
        return Readings(self.space)

    @cached_property
    def sight(self) -> Sight:
        return Sight(self.base, self.readings, Stairs(self.readings))

    @cached_property
    def others(self) -> dict[str, Formula]:
        """For each component the answers with which it is not the choice for its slot."""
        components = dict.fromkeys(name for _, _, (_, name) in self.base.engine.effects["pick"])
        return {name: self.sight.first(name).opposite for name in components}

    @cached_property
    def relevance(self) -> Relevance:
        """Every comparison counts."""
        engine = self.base.engine
        leaves = {fact.fact: fact.leaves for fact in engine.cells}
        return Relevance(leaves, frozenset(engine.derived))


@lru_cache(maxsize=8)
def ground_of(base: RuleBase) -> Ground:
    """The ground of a rule base; kept, for it takes some milliseconds to make."""
    return Ground(base)


@dataclass(frozen=True)
class Trial:
    """Answers that were changed, how far in all, and what the engine found then."""

    steps: tuple[Step, ...]
    size: float
    found: Findings

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The component of each slot."""
        return {each.slot: each.component for each in stack(self.found)}


Shows: TypeAlias = Callable[[Trial], bool]


@dataclass(frozen=True)
class Nearest:
    """Looks for changes of the answers of one team."""

    found: Findings

    @property
    def base(self) -> RuleBase:
        return self.found.base

    @cached_property
    def ground(self) -> Ground:
        return ground_of(self.base)

    @cached_property
    def answers(self) -> dict[str, Any]:
        return known_answers(self.found)

    # What is asked

    def without(self, slot: str, component: str) -> Trial | None:
        """The nearest change with which this component is not the choice for its slot."""

        return self.nearest(
            lambda: self.ground.others[component],
            lambda trial: trial.chosen.get(slot) != component,
        )

    def turned(self, rule: str, upwards: bool) -> Trial | None:
        """The nearest change with which a rule that fires does not, or one that does not fires.

        Of equally near ones that which leads further up or down.
        """
        place = self.base.engine.rule_places[rule]
        fires, sign = self.found.sure[place], -1 if upwards else 1

        def wanted() -> Formula:
            sure = self.ground.readings.sure(rule)
            return sure.opposite if fires else sure

        def further(trial: Trial) -> int:
            return sign * (trial.found.reach.holds + trial.found.stage.needed)

        return self.nearest(wanted, lambda trial: trial.found.sure[place] is not fires, further)

    def nearest(
        self,
        wanted: Callable[[], Formula],
        shows: Shows,
        rank: Callable[[Trial], int] = lambda _: 0,
    ) -> Trial | None:
        """The fewest answers, changed by the smallest steps, with which it shows.

        Of numbers the relative difference counts, of options how many, of other choices 1.
        None if no change of at most MOST_AT_ONCE answers was found.
        """
        fitting = [trial for trial in self.singles if shows(trial)]
        for most in range(2, MOST_AT_ONCE + 1):
            if not fitting:
                fitting = [trial for trial in self.several(wanted(), most) if shows(trial)]
        return min(
            fitting,
            key=lambda trial: (len(trial.steps), trial.size, rank(trial)),
            default=None,
        )

    # One answer

    @cached_property
    def singles(self) -> list[Trial]:
        """Every answer moved to the nearest value of each kind there is."""
        mover = Mover(self.base.engine, self.found.situation.values, self.ground.relevance)
        return [
            Trial((Step(move.fact, move.operator, move.shown, move.was),), move.size, found)
            for name in self.answers
            for move in mover.moves(name)
            for found in [self.after({name: move.value})]
        ]

    def after(self, changed: Mapping[str, Any]) -> Findings:
        return find(self.base, self.base.engine.situate({**self.answers, **changed}))

    # Two or three

    def several(self, wanted: Formula, most: int) -> Iterator[Trial]:
        """Changes of at most so many answers that meet a formula."""
        search = Search(Steps(MOST_STEPS), self.witnesses.masks, most)
        try:
            for box in search.boxes(self.box.copy(), [wanted]):
                for answers in self.witnesses.answers(box):
                    yield self.trial(answers)
        except OutOfSteps:
            return

    @cached_property
    def witnesses(self) -> Witnesses:
        return Witnesses(self.ground.space, self.answers)

    @cached_property
    def box(self) -> Box:
        """All answers that the team could give instead."""
        variables = self.ground.space.variables
        own = [
            each.full
            if each.about.derive
            else each.known
            if each.fact in self.answers
            else each.unknown
            for each in variables
        ]
        return [*own, *(each.full for each in variables)]

    def trial(self, answers: Mapping[str, Any]) -> Trial:
        pairs = [(name, was, answers[name]) for name, was in self.answers.items()]
        steps = [self.step(*each) for each in pairs if each[1] != each[2]]
        changed = {name: value for name, was, value in pairs if was != value}
        size = sum(self.distance(*each) for each in pairs if each[1] != each[2])
        return Trial(tuple(steps), size, self.after(changed))

    def step(self, fact: str, was: Any, value: Any) -> Step:
        if self.base.facts[fact].kind != "number":
            return Step(fact, "==", value, was)
        return Step(fact, ">=" if value > was else "<=", value, was)

    def distance(self, fact: str, was: Any, value: Any) -> float:
        match self.base.facts[fact].kind:
            case "number":
                return float(abs(value - was) / max(abs(was), abs(value), 1e-9))
            case "any_of":
                return len({*was} ^ {*value})
            case _:
                return 1
