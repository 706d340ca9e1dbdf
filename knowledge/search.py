"""The search for changes of answers that make another stage the needed one."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, islice, product
from math import inf
from typing import TypeAlias

from knowledge.cells import DEFINITE, POSSIBLE, Cell
from knowledge.engine import Engine, facts_behind, with_referred
from knowledge.findings import Findings
from knowledge.moves import Move, Mover, Relevance
from knowledge.openings import truth
from knowledge.situations import Situation
from knowledge.tree import And, Leaf, Node, walk

MOST_AT_ONCE = 3
MOST_TRIALS = 6_000

Moves: TypeAlias = tuple[Move, ...]


class Search:
    """Tries moves of known answers against the stage rules of one rule base.

    Single facts and pairs are all tried. Three at once only out of facts that stand
    together behind one stage rule and the rules against it, and only MOST_TRIALS in all.
    """

    def __init__(self, found: Findings) -> None:
        self.found = found
        self.engine = found.base.engine
        self.known = known_answers(found)
        self.cells = self.engine.read(self.known)
        self.trials = MOST_TRIALS
        self.needed_by_fired: dict[tuple[bool, ...], int] = {}
        effects = self.engine.effects
        self.asking = {rule: stage for _, rule, stage in effects["needs_stage"]}
        self.holding = {rule: stage for _, rule, stage in effects["holds_stage"]}
        asking = [self.engine.trees[rule] for rule in (*self.asking, *self.holding)]
        trees = with_referred(asking, self.engine.trees)
        facts = self.facts_behind(trees)
        self.bound = bound_places(self.engine, facts)
        mover = Mover(self.engine, found.situation.values, relevance(self.engine, trees, facts))
        self.moves = {name: mover.moves(name) for name in self.known if name in facts}

    def reaching(self, stages: Sequence[int]) -> dict[int, list[Moves]]:
        """For each stage the changes of the fewest facts that make it the needed one."""
        hits: dict[int, list[Moves]] = {stage: [] for stage in stages}
        for number in (1, 2):
            missing = {stage: found for stage, found in hits.items() if not found}
            if missing:
                self.collect(together(self.moves, number), missing)
        for stage, found in hits.items():
            if not found:
                self.collect(self.triples(stage), {stage: found})
        return hits

    def collect(self, trials: Iterable[Moves], hits: dict[int, list[Moves]]) -> None:
        """Try moves, and put those that reach a wanted stage where they belong."""
        for moves in islice(trials, self.trials):
            self.trials -= 1
            stage = self.needed_after(moves)
            if stage in hits:
                hits[stage].append(moves)

    def triples(self, stage: int) -> Iterator[Moves]:
        """Three facts at once, out of each group of facts that may decide on a stage."""
        seen: set[tuple[str, ...]] = set()
        for broken, around in self.groups(stage):
            if self.fewest(broken) > MOST_AT_ONCE:
                continue
            facts = self.facts_behind([*broken, *around])
            moves = {name: found for name, found in self.moves.items() if name in facts}
            for names in combinations(moves, MOST_AT_ONCE):
                if names not in seen:
                    seen.add(names)
                    yield from product(*(moves[name] for name in names))

    def groups(self, stage: int) -> Iterator[tuple[list[Node], list[Node]]]:
        """The conditions that have to become other ones together, and those around them.

        Up: what is not yet true of a rule that asks for the stage, and the rules that hold
        below it. Down: the rules that ask for more, or what is not yet true of one that
        holds there.
        """
        trees = self.engine.trees
        if stage > self.found.stage.needed:
            against = [trees[rule] for rule, held in self.holding.items() if held < stage]
            holding = [tree for tree in against if truth(self.found, tree) is True]
            for rule, asked in self.asking.items():
                if asked >= stage:
                    yield [*self.missing(trees[rule]), *holding], [trees[rule], *against]
            return
        more = [trees[rule] for rule, asked in self.asking.items() if asked > stage]
        yield [tree for tree in more if truth(self.found, tree) is True], []
        for rule, held in self.holding.items():
            if held == stage:
                yield self.missing(trees[rule]), [trees[rule]]

    def missing(self, tree: Node) -> list[Node]:
        """The parts of a condition that are not true, though all have to be."""
        parts = tree.parts if isinstance(tree, And) else (tree,)
        return [part for part in parts if truth(self.found, part) is not True]

    def fewest(self, broken: Sequence[Node]) -> float:
        """At least so many facts have to move before all these conditions are other ones."""
        facts = [self.facts_behind([tree]) & self.moves.keys() for tree in broken]
        used: set[str] = set()
        fewest = 0.0
        for each in sorted(facts, key=len):
            if used.isdisjoint(each):
                used |= each
                fewest += 1 if each else inf
        return fewest

    def facts_behind(self, trees: Iterable[Node]) -> set[str]:
        return facts_behind(trees, self.engine.trees, self.engine.asked, self.engine.derived)

    # One trial

    def needed_after(self, moves: Moves) -> int:
        """The stage that is needed once these answers are changed."""
        if not self.bound.isdisjoint([move.place for move in moves]):
            return self.needed(self.settled_after(moves).cells)
        cells = self.found.situation.cells[:]
        for move in moves:
            cells[move.place] = move.cell
        return self.needed(cells)

    def settled_after(self, moves: Moves) -> Situation:
        """The whole situation after a move of facts on which others hang."""
        values, cells = dict(self.known), self.cells[:]
        for move in moves:
            values[move.fact], cells[move.place] = move.value, move.cell
        return Situation(values, cells, {}).settle(self.engine.stage_turns)

    def needed(self, cells: Sequence[Cell]) -> int:
        sure = self.engine.stage_rules(cells, DEFINITE, POSSIBLE)
        if sure not in self.needed_by_fired:
            needs, holds, _ = self.engine.reached(sure)
            self.needed_by_fired[sure] = min(needs, holds)
        return self.needed_by_fired[sure]


def together(moves: Mapping[str, Sequence[Move]], number: int) -> Iterator[Moves]:
    """All ways to move so many facts at once."""
    for names in combinations(moves, number):
        yield from product(*(moves[name] for name in names))


def known_answers(found: Findings) -> dict[str, object]:
    """The answers that are known, in the order of the facts."""
    values, engine = found.situation.values, found.base.engine
    return {
        name: values[name]
        for name in engine.places
        if name in engine.answerable and values.get(name) is not None
    }


def bound_places(engine: Engine, facts: Collection[str]) -> frozenset[int]:
    """The places of facts that cannot be moved alone: others hang on them, or they on others."""
    hanging = [fact for fact in facts if fact in engine.asked or fact in engine.derived]
    asked = [engine.asked[fact] for fact in hanging if fact in engine.asked]
    makers = [engine.derived[fact].facts for fact in hanging if fact in engine.derived]
    makers_of_asked = facts_behind(asked, engine.trees, engine.asked, engine.derived)
    bound = {*makers_of_asked, *chain.from_iterable(makers), *hanging}
    return frozenset(engine.places[fact] for fact in bound)


def relevance(engine: Engine, trees: Iterable[Node], facts: Collection[str]) -> Relevance:
    """The comparisons of these facts in the conditions, and in those that say who is asked."""
    asked = [engine.asked[fact] for fact in facts if fact in engine.asked]
    leaves: dict[str, set[Leaf]] = {fact: set() for fact in facts}
    for tree in (*trees, *asked):
        for node in walk(tree):
            if isinstance(node, Leaf):
                leaves[node.fact].add(node)
    return Relevance(leaves, frozenset(fact for fact in facts if fact in engine.derived))
