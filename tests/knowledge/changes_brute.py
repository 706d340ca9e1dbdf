"""The smallest changes the plain way: every value of every answer, one, two or three at once."""

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any, NamedTuple

from knowledge import RuleBase, advise
from knowledge.cells import DEFINITE, POSSIBLE, Cell
from knowledge.hanging import with_referred
from knowledge.model import Fact
from knowledge.proving.spaces import Space, Variable, space_of
from knowledge.situations import Situation
from knowledge.tree import Leaf, facts_in, walk

MOST = 3
Team = Mapping[str, Any]


class Step(NamedTuple):
    """Another answer to a question: the nearest in its cell, and how far it is."""

    place: int
    value: Any
    cell: Cell
    size: float


class Plain:
    """Tries all changes of one rule base against the stage rules, cell by cell."""

    def __init__(self, base: RuleBase) -> None:
        self.base, self.engine = base, base.engine
        self.space: Space = space_of(base.engine)
        effects, trees = base.engine.effects, base.engine.trees
        rules = [each.rule for effect in ("needs_stage", "holds_stage") for each in effects[effect]]
        asking = [
            *with_referred([trees[rule] for rule in rules], trees),
            *base.engine.asked.values(),
        ]
        self.leaves = {each for tree in asking for each in walk(tree) if isinstance(each, Leaf)}
        self.bound = {fact for tree in base.engine.asked.values() for fact in facts_in(tree)}
        self.bound |= base.engine.asked.keys()

    def needed(self, cells: list[Cell]) -> int:
        needs, holds, _ = self.engine.reached(self.engine.stage_rules(cells, DEFINITE, POSSIBLE))
        return min(needs, holds)

    def situation(self, team: Team) -> list[Cell]:
        return (
            Situation(dict(team), self.engine.read(team), {}).settle(self.engine.stage_turns).cells
        )

    def steps(self, variable: Variable, place: int, was: Any) -> Iterator[Step]:
        """The nearest value of each kind that the stage rules tell apart."""
        kinds = {self.seen(place, was)}
        for step in sorted(self.values(variable, place, was), key=lambda step: step.size):
            kind = self.seen(place, step.value)
            if kind not in kinds:
                kinds.add(kind)
                yield step

    def values(self, variable: Variable, place: int, was: Any) -> Iterator[Step]:
        """Every other cell of a fact, by the value in it that is nearest."""
        for spot, value in enumerate(variable.values):
            if spot != variable.place(was):
                if variable.ends:
                    first, last = variable.ends[spot]
                    value = first if first > was else last
                yield Step(
                    place, value, self.cell(place, value), distance(variable.about, was, value)
                )

    def cell(self, place: int, value: Any) -> Cell:
        cell = self.engine.cells[place].read(value)
        assert cell is not None
        return cell

    def seen(self, place: int, value: Any) -> tuple[bool, ...]:
        """What the stage rules see of a value."""
        leaves, row = self.engine.cells[place].leaves, self.cell(place, value)[DEFINITE]
        return tuple(holds for leaf, holds in zip(leaves, row, strict=True) if leaf in self.leaves)

    def smallest(self, team: Team, stages: tuple[int, ...]) -> dict[int, tuple[int, float]]:
        """For each stage how many facts have to change for it, and how far at least."""
        found: dict[int, tuple[int, float]] = {}
        cells = self.engine.read(team)
        moves = [
            list(self.steps(each, place, team[each.fact]))
            for place, each in enumerate(self.space.variables)
            if team.get(each.fact) is not None
        ]
        settled = self.situation(team)
        for number in range(1, MOST + 1):
            missing = [stage for stage in stages if stage not in found]
            if not missing:
                return found
            best: dict[int, float] = {}
            for chosen in combinations(moves, number):
                for steps in product(*chosen):
                    stage = self.needed(self.after(team, cells, settled, steps))
                    if stage in missing:
                        size = sum(step.size for step in steps)
                        best[stage] = min(size, best.get(stage, size))
            found |= {stage: (number, size) for stage, size in best.items()}
        return found

    def after(
        self, team: Team, cells: list[Cell], settled: list[Cell], steps: tuple[Step, ...]
    ) -> list[Cell]:
        facts = [self.space.variables[step.place].fact for step in steps]
        if self.bound.isdisjoint(facts):  # nothing applies or stops applying by these steps
            new = settled[:]
            for step in steps:
                new[step.place] = step.cell
            return new
        changed = zip(facts, (step.value for step in steps), strict=True)
        return self.situation({**team, **dict(changed)})


def distance(about: Fact, was: Any, value: Any) -> float:
    """The relative difference of numbers, how many options differ, else 1."""
    if about.kind == "number":
        return float(abs(value - was) / max(abs(value), abs(was), 1e-9))
    return len({*was} ^ {*value}) if about.kind == "any_of" else 1


def told_smallest(base: RuleBase, team: Team) -> dict[int, tuple[int, float]]:
    """The same of the changes that an advice tells."""
    told: dict[int, tuple[int, float]] = {}
    for change in advise(base, team).changes:
        sizes = [distance(base.facts[each.fact], each.was, taken(each)) for each in change.set]
        size = len(sizes), sum(sizes)
        told[change.stage] = min(size, told.get(change.stage, size))
    return told


def taken(step: Any) -> Any:
    """The nearest value that a step of a change asks for."""
    match step.operator:
        case "contains":
            return (*step.was, step.value)
        case "lacks":
            return tuple(option for option in step.was if option != step.value)
        case _:
            return step.value
