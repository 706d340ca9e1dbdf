"""Conditions as formulas over cells: what surely holds and what may hold, exactly as in Kleene.

A comparison of a fact that is not always asked is "it applies, and its answer compares so";
what the fact is derived from has to apply too. A derived fact is a variable of its own here:
its link to what it is made of is left to the engine, which confirms every counterexample.
"""

from dataclasses import dataclass, field

from knowledge.proving.formulas import Formula, all_of, at_least, some_of
from knowledge.proving.spaces import Space
from knowledge.tree import And, Count, Known, Leaf, Node, Not, Or, Reference


@dataclass(frozen=True)
class Readings:
    """Reads the conditions of one rule base, each once."""

    space: Space
    found: dict[tuple[Node, bool], Formula] = field(default_factory=dict)
    applying: dict[tuple[str, bool], Formula] = field(default_factory=dict)

    def sure(self, rule: str) -> Formula:
        """The answers with which a rule surely fires."""
        return self.rule(rule, True)

    def may(self, rule: str) -> Formula:
        """The answers with which a rule may fire."""
        return self.rule(rule, False)

    def rule(self, rule: str, sure: bool) -> Formula:
        return self.reading(self.space.engine.trees[rule], sure)

    def reading(self, node: Node, sure: bool) -> Formula:
        """The answers with which a condition surely holds or, if not `sure`, may hold."""
        if (node, sure) not in self.found:
            self.found[node, sure] = self.read(node, sure)
        return self.found[node, sure]

    def read(self, node: Node, sure: bool) -> Formula:
        match node:
            case Not(part):
                return self.reading(part, not sure).opposite
            case And(parts):
                return all_of(self.reading(part, sure) for part in parts)
            case Or(parts):
                return some_of(self.reading(part, sure) for part in parts)
            case Count():
                return self.count(node, sure)
            case Reference(rule):
                return self.rule(rule, sure)
            case _:
                return self.leaf(node, sure)

    def leaf(self, leaf: Leaf, sure: bool) -> Formula:
        place, mask = self.space.masks[leaf]
        if isinstance(leaf, Known):
            sure = True  # it is never unknown itself
        elif not sure:
            mask |= self.space.variables[place].unknown
        return all_of([self.applies(leaf.fact, sure), self.space.within(place, mask)])

    def applies(self, fact: str, sure: bool) -> Formula:
        """Whether a fact, and all that it is derived from, applies."""
        if (fact, sure) not in self.applying:
            engine, parts = self.space.engine, []
            if fact in engine.asked:
                parts.append(self.reading(engine.asked[fact], sure))
            if fact in engine.derived:
                parts += [self.applies(part, sure) for part in sorted(engine.derived[fact].facts)]
            self.applying[fact, sure] = all_of(parts)
        return self.applying[fact, sure]

    def count(self, node: Count, sure: bool) -> Formula:
        limit = int(node.limit)
        match node.operator:
            case ">=":
                return self.reaches(node, limit, sure)
            case ">":
                return self.reaches(node, limit + 1, sure)
            case "<":
                return self.reaches(node, limit, not sure).opposite
            case "<=":
                return self.reaches(node, limit + 1, not sure).opposite
            case "==":
                more = self.reaches(node, limit + 1, not sure)
                return all_of([self.reaches(node, limit, sure), more.opposite])
            case _:
                fewer = self.reaches(node, limit, not sure).opposite
                return some_of([self.reaches(node, limit + 1, sure), fewer])

    def reaches(self, node: Count, number: int, sure: bool) -> Formula:
        return at_least(number, [self.reading(part, sure) for part in node.parts])
