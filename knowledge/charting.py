"""Charting one set of answers over two number facts: where to cut them, and what holds there."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf, nextafter
from typing import Final, NamedTuple, cast

from knowledge.answers import LARGEST, Answers, check_answers
from knowledge.cells import DEFINITE, Cell
from knowledge.compiling import Outcomes
from knowledge.enclosing import Bounds, cut_where_changed, enclose
from knowledge.engine import Engine
from knowledge.hanging import facts_behind, with_referred
from knowledge.implied import with_implied
from knowledge.rulebase import RuleBase
from knowledge.situations import Situation
from knowledge.stages import stage_advice
from knowledge.tree import Leaf, Node, walk

# Into how many parts a fact is cut where borders run slantwise.
FINE = 32
NO_VALUE: Final = -1


class Spot(NamedTuple):
    """What the stage rules say somewhere: the stage needed, and every stage still possible.

    `exact` is False where it is not proved to hold for the whole stretch it stands for.
    """

    stage: int
    possible: tuple[int, ...]
    exact: bool = True


class Stretch(NamedTuple):
    """Numbers of one fact that are charted as one.

    `exact` is False where a fact derived from this one may still change within.
    """

    low: float
    high: float
    exact: bool = True


class Chart:
    """The answers of one team, to be looked at over one pair of number facts after another.

    Raises KnowledgeError (file "answers") on wrong answers.
    """

    def __init__(self, rule_base: RuleBase, answers: Answers) -> None:
        self.engine = rule_base.engine
        self.answers = check_answers(rule_base.facts, answers)
        self.whole = with_implied(self.engine.implications, self.answers)
        self.cells = self.engine.read(self.whole)
        trees = deciding(self.engine)
        self.facts = facts_behind(trees, self.engine.trees, self.engine.asked, self.engine.derived)
        asked = [tree for fact, tree in self.engine.asked.items() if fact in self.facts]
        nodes = (node for tree in (*trees, *asked) for node in walk(tree))
        self.leaves = {node for node in nodes if isinstance(node, Leaf)}
        self.turns = tuple(turn for turn in self.engine.turns if turn.fact.fact in self.facts)
        derived = (turn.fact.fact for turn in self.turns if turn.derive)
        self.roots = {fact: roots(self.engine, fact) for fact in derived}
        self.starts = {fact: self.starts_of(fact) for fact in self.facts}
        self.told: dict[tuple[Outcomes, Outcomes], Spot] = {}

    def starts_of(self, name: str) -> list[float]:
        """The numbers from which on the stage rules see another cell of a fact, and its end."""
        fact = self.engine.cells[self.engine.places[name]]
        seen = [place for place, leaf in enumerate(fact.leaves) if leaf in self.leaves]
        rows = [cell and [cell[DEFINITE][place] for place in seen] for cell in fact.cells]
        changes = zip(fact.cuts, pairwise(rows), strict=True)
        return [cut for cut, (before, after) in changes if before != after]

    def spots(
        self, x: str, y: str, across: Sequence[Stretch], up: Sequence[Stretch]
    ) -> Iterator[list[Spot]]:
        """What holds for each pair of stretches, row by row from the lowest `up`."""
        both = self.hanging_on(x, y)
        answers = {**self.whole, x: across[0].low, y: up[0].low}
        whole = with_implied(self.engine.implications, answers)
        cells = self.cells if whole is answers else self.engine.read(whole)
        for row in up:
            yield [self.spot(whole, cells, {x: column, y: row}, both) for column in across]

    def spot(
        self,
        answers: Answers,
        cells: Sequence[Cell],
        stretches: Mapping[str, Stretch],
        both: Collection[str],
    ) -> Spot:
        """What holds at the lowest corner, and whether it does everywhere."""
        values, changed, exact = dict(answers), [*cells], True
        for name, stretch in stretches.items():
            place = self.engine.places[name]
            values[name] = stretch.low
            changed[place] = cast(Cell, self.engine.readers[place](stretch.low))
            exact = exact and stretch.exact
        if both and exact:
            bounds = {name: stretch[:2] for name, stretch in stretches.items()}
            exact = self.state(both, bounds) is not None
        found = self.found(Situation(values, changed, {}).settle(self.turns))
        return found if exact else found._replace(exact=False)

    def found(self, situation: Situation) -> Spot:
        """What holds in a situation; worked out once for the same outcome of the rules."""
        outcome = situation.both(self.engine.stage_rules)
        if outcome not in self.told:
            advice = stage_advice(self.engine.reach(situation), None)
            self.told[outcome] = Spot(advice.needed, advice.possible)
        return self.told[outcome]

    # Where to cut

    def stretches(self, name: str, other: str) -> list[Stretch]:
        """A fact cut into stretches, to be charted together with the other one."""
        about = self.engine.facts[name]
        low, high = self.range_of(name)
        cuts = {low, *self.starts.get(name, ())[:-1]}
        alone = self.hanging_on(name) - self.hanging_on(other)
        pieces = [(low, True)]
        if alone:
            state = lambda start, end: self.state(alone, {name: (start, end)})  # noqa: E731
            pieces = list(cut_where_changed(low, high, about.whole, state))
        if self.hanging_on(name, other):
            cuts |= fine_cuts(low, high, about.whole)
        starts = sorted(cuts.union(start for start, _ in pieces))
        begins = [start for start, _ in pieces]
        exact = [pieces[bisect_right(begins, start) - 1][1] for start in starts]
        ends = [start - 1 if about.whole else nextafter(start, -inf) for start in starts[1:]]
        return list(map(Stretch, starts, [*ends, high], exact))

    def range_of(self, name: str) -> tuple[float, float]:
        """The least and the most that the answer to a number fact may be."""
        return self.engine.facts[name].range or (-LARGEST, LARGEST)

    def hanging_on(self, *names: str) -> set[str]:
        """The derived facts behind the stage rules that hang on all of these facts."""
        return {fact for fact, behind in self.roots.items() if behind.issuperset(names)}

    def state(self, watched: Iterable[str], ranges: Mapping[str, Bounds]) -> list[int] | None:
        """In which cell each of these derived facts is; None where one may be in several."""
        known = {fact: (value, value) for fact, value in self.answers.items()}
        bounds = cast(dict[str, Bounds], {**known, **ranges})
        for fact in self.roots:
            bounds[fact] = enclose(self.engine.derived[fact].tree, bounds)
        found = [self.cell_within(fact, bounds[fact]) for fact in watched]
        cells = [cell for cell in found if cell is not None]
        return cells if len(cells) == len(found) else None

    def cell_within(self, fact: str, bounds: Bounds) -> int | None:
        if bounds is None:
            return NO_VALUE
        low, high = (bisect_right(self.starts[fact], end) for end in bounds)
        return low if low == high else None


def deciding(engine: Engine) -> list[Node]:
    """The conditions that decide on the needed stage, and those of rules they refer to."""
    effects = (*engine.effects["needs_stage"], *engine.effects["holds_stage"])
    return with_referred([engine.trees[each.rule] for each in effects], engine.trees)


def roots(engine: Engine, fact: str) -> set[str]:
    """The answered facts that a fact is derived from in the end; itself if it is not derived."""
    if fact not in engine.derived:
        return {fact}
    return {root for part in engine.derived[fact].facts for root in roots(engine, part)}


def fine_cuts(low: float, high: float, whole: bool) -> set[float]:
    """Cuts in about equal ratios, for what matters about a team is more often small than large.

    They are kept to two digits, so that they can be read.
    """
    cuts = (low + (1 + high - low) ** (step / FINE) - 1 for step in range(FINE))
    short = (float(f"{cut:.2g}") for cut in cuts)
    return {int(cut) if whole else cut for cut in short if low <= cut <= high}
