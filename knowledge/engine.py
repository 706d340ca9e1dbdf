"""The engine: a rule base compiled once, then answers in, states of all rules out.

    engine = compile_rules(facts, rules, conditions, ...)
    situation = engine.situate(answers)           every fact's cell
    engine.decide(situation)                      which rules surely and which may fire
    engine.fired(answers)                         the rules that surely fire, alone and fast
    engine.reach(situation)                       which stages are needed and held, alone

It knows facts, conditions and states; what fired rules mean is said in `advice`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from operator import itemgetter
from typing import Any, NamedTuple, cast

from knowledge.answers import Answers, refuse_wrong
from knowledge.cells import Cell, FactCells, cut
from knowledge.compiling import Decide, Outcomes, compile_conditions, compile_derivation
from knowledge.conditions import Condition, Derivation
from knowledge.explaining import Explainer
from knowledge.firing import Fired, TooManyRows, compile_firing
from knowledge.hanging import facts_behind, hanging
from knowledge.implied import implications
from knowledge.lookups import compile_cells
from knowledge.model import EFFECTS, STAGE_EFFECTS, Fact, Pick, Rule
from knowledge.situations import Situation, Turn
from knowledge.tree import Leaf, Node, Or, walk

__all__ = [
    "Effect",
    "Engine",
    "Reach",
    "Situation",
    "compile_rules",
]


class Effect(NamedTuple):
    """The effect of a rule: its place among the rules, its id, and the value of its effect.

    The value is as in the rule; of a `pick` it is its slot and component.
    """

    place: int
    rule: str
    value: Any


class Reach(NamedTuple):
    """Which stages the fired stage rules ask for: the numbers `stage` is worked out from.

    `needs` and `holds`: the highest stage needed and the lowest held (1 and 4 if none);
    `may_need`, `may_hold`: the same counting rules that may fire. `step_downs`: stages that
    fired rules ask to merge back to.
    """

    needs: int
    holds: int
    may_need: int
    may_hold: int
    step_downs: tuple[int, ...]


class Engine:
    """A compiled rule base; made by `compile_rules`, never changed.

    `places` says where a fact stands in `cells` and everywhere else; `leaves` where each
    comparison stands in the row of its fact. `trees`, `asked` and `done` are the conditions
    of rules, facts and practices. `rule_places` and `done_places` say where the states of
    rules and of practices' `done` stand in what `decide` returns; `effects` lists the rules
    of each effect. `stage_turns` are those of the `turns` that the stage rules hang on.
    """

    def __init__(
        self,
        facts: Mapping[str, Fact],
        rules: Mapping[str, Rule],
        trees: Mapping[str, Node],
        asked: Mapping[str, Node],
        derived: Mapping[str, Derivation],
        done: Mapping[str, Node],
    ) -> None:
        self.facts, self.trees = facts, trees
        self.asked, self.derived, self.done = asked, derived, done
        self.places = {fact: place for place, fact in enumerate(facts)}
        self.rule_places = {rule: place for place, rule in enumerate(trees)}
        self.done_places = {each: place for place, each in enumerate(done, len(trees))}
        self.effects = {effect: tuple(effects_of(rules, effect)) for effect in EFFECTS}
        self.implications = implications(asked)
        self.cells = cut_all(facts, (*trees.values(), *asked.values(), *done.values()))
        self.leaves = places_of(self.cells)
        self.explainer = Explainer(self.cells, trees)
        self.readers = tuple(fact.read for fact in self.cells)
        self.answerable = frozenset(name for name, fact in facts.items() if fact.derive is None)
        self.cells_of = compile_cells(self.cells)
        groups = stage_groups(self.effects, trees)
        self.stage_groups, self.stage_trees = tuple(groups), tuple(groups.values())
        self.stage_rules = self.compiled(groups.values())
        self.all_rules = self.compiled((*trees.values(), *done.values()))
        self.turns = tuple(self.turn(fact) for fact in hanging(asked, derived))
        behind = facts_behind(groups.values(), trees, asked, derived)
        self.stage_turns = tuple(turn for turn in self.turns if turn.fact.fact in behind)

    def compiled(self, wanted: Iterable[Node]) -> Decide:
        widths = [len(fact.leaves) for fact in self.cells]
        return compile_conditions(tuple(wanted), self.leaves, widths, self.trees)

    def turn(self, fact: str) -> Turn:
        """How to work out a fact that hangs on others."""
        decide = self.compiled([self.asked[fact]]) if fact in self.asked else None
        derivation, place = self.derived.get(fact), self.places[fact]
        if derivation is None:
            return Turn(place, self.cells[place], decide, None, ())
        watched = tuple(sorted(self.places[part] for part in derivation.facts))
        return Turn(place, self.cells[place], decide, compile_derivation(derivation), watched)

    def situate(self, answers: Answers) -> Situation:
        """Find the cell of every fact. Raises KnowledgeError (file "answers") on bad ones."""
        return Situation(dict(answers), self.read(answers), {}).settle(self.turns)

    def read(self, answers: Answers) -> list[Cell]:
        """The cell of each answer by itself."""
        found: list[Cell | None] = [None]
        try:
            if self.answerable.issuperset(answers.keys()):
                found = self.cells_of(tuple(map(answers.get, self.places)))
        except (TypeError, AttributeError, KeyError):
            pass  # something that cannot be looked up; named below
        if not all(found):  # faster than to look for None; a cell is never empty
            refuse_wrong(self.facts, answers)
        return cast(list[Cell], found)

    def decide(self, situation: Situation) -> tuple[Outcomes, Outcomes]:
        """Which rules, then which practices' `done`, surely hold and which may hold."""
        return situation.both(self.all_rules)

    def fired(self, answers: Answers) -> list[str]:
        """The rules that surely fire, in their order. Raises the errors of `situate`."""
        try:
            if len(answers) == len(self.places) and self.firing:
                return self.firing(self.values(answers))
        except (TypeError, KeyError):
            pass  # a wrong answer, named below
        return list(compress(self.trees, self.situate(answers).surely(self.all_rules)))

    @cached_property
    def values(self) -> Callable[[Answers], Sequence[object]]:
        """Takes the answers to all facts."""
        return itemgetter(*self.places)

    @cached_property
    def firing(self) -> Fired | None:
        """Finds the rules that fire all at once; None where facts hang on others."""
        try:
            return None if self.turns else compile_firing(self.cells, self.trees)
        except TooManyRows:
            return None

    def reach(self, situation: Situation) -> Reach:
        """Which stages are needed, held and asked to merge back to."""
        sure, may = situation.both(self.stage_rules)
        needs, holds, step_downs = self.reached(sure)
        may_need, may_hold, _ = (needs, holds, ()) if may is sure else self.reached(may)
        return Reach(needs, holds, may_need, may_hold, step_downs)

    def fast_reach(self, answers: Answers) -> Reach:
        """The same from answers, without working out what only other rules hang on."""
        cells = self.read(answers)
        return self.reach(Situation(dict(answers), cells, {}).settle(self.stage_turns))

    def reached(self, states: Outcomes) -> tuple[int, int, tuple[int, ...]]:
        """The highest stage needed, the lowest held, and those to merge back to.

        `states` is what `stage_rules` says; its groups come in an order in which the last
        one that is true decides.
        """
        needs, holds = 1, 4
        step_downs: tuple[int, ...] = ()
        for (effect, stage), state in zip(self.stage_groups, states, strict=True):
            if not state:
                continue
            if effect == "needs_stage":
                needs = stage
            elif effect == "holds_stage":
                holds = stage
            else:
                step_downs = (*step_downs, stage)
        return needs, holds, step_downs


def compile_rules(
    facts: Mapping[str, Fact],
    rules: Mapping[str, Rule],
    conditions: Mapping[str, Condition],
    *,
    asked: Mapping[str, Condition] | None = None,
    derived: Mapping[str, Derivation] | None = None,
    done: Mapping[str, Condition] | None = None,
) -> Engine:
    """Compile a checked rule base.

    `conditions` are those of the rules, `asked` the `asked_when` and `derived` the `derive`
    of facts, `done` the `done` of practices, each by id. References and cycles must have
    been checked before.
    """
    return Engine(
        facts,
        rules,
        {rule: conditions[rule].tree for rule in rules},
        {fact: condition.tree for fact, condition in (asked or {}).items()},
        derived or {},
        {practice: condition.tree for practice, condition in (done or {}).items()},
    )


def cut_all(facts: Mapping[str, Fact], trees: Iterable[Node]) -> tuple[FactCells, ...]:
    """The cells of all facts, cut by every comparison in the trees."""
    leaves: dict[str, dict[Leaf, None]] = {fact: {} for fact in facts}
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, Leaf):
                leaves[node.fact][node] = None
    return tuple(cut(fact, facts[fact], tuple(found)) for fact, found in leaves.items())


def places_of(cells: Sequence[FactCells]) -> dict[Node, tuple[int, int]]:
    return {
        leaf: (fact_place, place)
        for fact_place, fact in enumerate(cells)
        for place, leaf in enumerate(fact.leaves)
    }


def effects_of(rules: Mapping[str, Rule], effect: str) -> Iterator[Effect]:
    for place, (name, rule) in enumerate(rules.items()):
        value = getattr(rule, effect)
        if isinstance(value, Pick):
            yield Effect(place, name, (value.slot, value.component))
        elif value is not None:
            yield Effect(place, name, value)


def stage_groups(
    effects: Mapping[str, Sequence[Effect]], trees: Mapping[str, Node]
) -> dict[tuple[str, int], Node]:
    """For each stage effect and stage one tree: any of the rules that have it."""
    groups: dict[tuple[str, int], list[Node]] = {}
    for effect in sorted(STAGE_EFFECTS):
        for each in effects[effect]:
            groups.setdefault((effect, each.value), []).append(trees[each.rule])
    return {
        key: groups[key][0] if len(groups[key]) == 1 else Or(tuple(groups[key]))
        for key in sorted(groups, key=strength)
    }


def strength(group: tuple[str, int]) -> int:
    """Orders groups so that the highest need and the lowest hold come last of their kind."""
    effect, stage = group
    return -stage if effect == "holds_stage" else stage
