"""The search for changes of answers that make another stage the needed one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations, islice, product
from math import inf
from operator import attrgetter

from knowledge.bulk import Bulk, Moves
from knowledge.engine import Engine
from knowledge.findings import Findings
from knowledge.hanging import facts_behind, with_referred
from knowledge.moves import Move, Mover, Relevance
from knowledge.openings import truth
from knowledge.tree import And, Leaf, Node, walk

MOST_AT_ONCE = 3
MOST_TRIALS = 6_000


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
        effects = self.engine.effects
        self.asking = {rule: stage for _, rule, stage in effects["needs_stage"]}
        self.holding = {rule: stage for _, rule, stage in effects["holds_stage"]}
        counts = relevance(self.engine)
        mover = Mover(self.engine, found.situation.values, counts)
        self.moves = {
            name: smallest_first(own_moves(self.engine, name, value), mover.through_derived(name))
            for name, value in self.known.items()
            if name in counts.leaves
        }

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
        tried = list(islice(trials, self.trials))
        self.trials -= len(tried)
        if tried:
            bulk = Bulk(self.engine, self.known, self.cells, self.moves, tried)
            for stage, found in hits.items():
                found += bulk.reaching(stage)

    def triples(self, stage: int) -> Iterator[Moves]:
        """Three facts at once, out of each group of facts that may decide on a stage."""
        seen: set[tuple[str, ...]] = set()
        for broken, around in self.groups(stage):
            if self.fewest(broken) > MOST_AT_ONCE:
                continue
            facts = set[str]().union(*(behind(self.engine, tree) for tree in (*broken, *around)))
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
        facts = [behind(self.engine, tree) & self.moves.keys() for tree in broken]
        used: set[str] = set()
        fewest = 0.0
        for each in sorted(facts, key=len):
            if used.isdisjoint(each):
                used |= each
                fewest += 1 if each else inf
        return fewest


def together(moves: Mapping[str, Sequence[Move]], number: int) -> Iterator[Moves]:
    """All ways to move so many facts at once."""
    for each in combinations(moves.values(), number):
        yield from product(*each)


def smallest_first(*moves: Iterable[Move]) -> list[Move]:
    return sorted(chain.from_iterable(moves), key=attrgetter("size"))


def known_answers(found: Findings) -> dict[str, object]:
    """The answers that are known, in the order of the facts."""
    values, engine = found.situation.values, found.base.engine
    return {
        name: values[name]
        for name in engine.places
        if name in engine.answerable and values.get(name) is not None
    }


@lru_cache(maxsize=4_096)
def behind(engine: Engine, tree: Node) -> frozenset[str]:
    """The facts on which it hangs whether a condition holds."""
    return frozenset(facts_behind([tree], engine.trees, engine.asked, engine.derived))


@lru_cache(maxsize=4_096)
def own_moves(engine: Engine, name: str, value: object) -> tuple[Move, ...]:
    """The moves of one answer by itself: the same whatever else is answered."""
    return tuple(Mover(engine, {name: value}, relevance(engine)).moves(name))


@lru_cache(maxsize=16)
def relevance(engine: Engine) -> Relevance:
    """The comparisons that the stage rules hang on, those that say who is asked among them."""
    effects = (*engine.effects["needs_stage"], *engine.effects["holds_stage"])
    trees = with_referred([engine.trees[rule] for _, rule, _ in effects], engine.trees)
    facts = facts_behind(trees, engine.trees, engine.asked, engine.derived)
    asked = [engine.asked[fact] for fact in facts if fact in engine.asked]
    leaves: dict[str, set[Leaf]] = {fact: set() for fact in facts}
    for tree in (*trees, *asked):
        for node in walk(tree):
            if isinstance(node, Leaf):
                leaves[node.fact].add(node)
    return Relevance(leaves, frozenset(fact for fact in facts if fact in engine.derived))
