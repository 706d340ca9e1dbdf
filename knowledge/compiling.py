"""Conditions into one Python function, built from syntax nodes of our own.

No text is ever compiled: a comparison becomes a variable named after its place (fact 3,
comparison 1), constants are whole numbers of ours, and everything else is and, or, not.

There are two functions, one that says which conditions surely hold and one that says which
may hold (Kleene's logic as a pair of bits). They are written alike: a comparison is looked
up among the definite or the possible ones, and below a `not` the two change places.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from graphlib import TopologicalSorter
from typing import NamedTuple, TypeAlias, cast

from knowledge.cells import Cell
from knowledge.tree import And, Count, Node, Not, Operator, Or, Reference, rules_in, walk

Outcomes: TypeAlias = tuple[bool, ...]
Decide: TypeAlias = Callable[[Sequence[Cell]], Outcomes]
Places: TypeAlias = Mapping[Node, tuple[int, int]]

CELLS = "cells"
COMPARISONS: Mapping[Operator, type[ast.cmpop]] = {
    ">": ast.Gt,
    ">=": ast.GtE,
    "<": ast.Lt,
    "<=": ast.LtE,
}


class Decision(NamedTuple):
    """Conditions compiled: both functions take the cells of all facts, in their order."""

    sure: Decide
    may: Decide


def compile_conditions(
    trees: Sequence[Node], places: Places, widths: Sequence[int], rules: Mapping[str, Node]
) -> Decision:
    """Functions that decide all `trees`, in their order.

    `places` says for each comparison the place of its fact and its place in that fact's
    row, `widths` how many comparisons each fact has, `rules` the trees that are referred to.
    """
    names = in_order(trees, rules)
    behind = [(name, rules[name]) for name in names]
    used = used_places((*trees, *(tree for _, tree in behind)), places)
    writer = Writer(places, {name: place for place, name in enumerate(names)})

    def compiled(sure: bool) -> Decide:
        body = [unpacked(fact, widths[fact], used) for fact in sorted({fact for fact, _ in used})]
        for name, tree in behind:
            body += [writer.remembered(name, tree, each) for each in (True, False)]
        results = [writer.written(tree, sure) for tree in trees]
        return loaded([*body, ast.Return(ast.Tuple(results, ast.Load()))])

    return Decision(compiled(True), compiled(False))


def used_places(trees: Sequence[Node], places: Places) -> set[tuple[int, int]]:
    return {places[node] for tree in trees for node in walk(tree) if node in places}


def in_order(trees: Sequence[Node], rules: Mapping[str, Node]) -> list[str]:
    """All rules that the trees refer to, each after those it refers to itself."""
    graph: dict[str, list[str]] = {}
    waiting = [name for tree in trees for name in sorted(rules_in(tree))]
    while waiting:
        name = waiting.pop()
        if name not in graph:
            graph[name] = sorted(rules_in(rules[name]))
            waiting += graph[name]
    return list(TopologicalSorter(graph).static_order())


class Writer:
    """Writes conditions as Python expressions over the variables of their comparisons."""

    def __init__(self, places: Places, names: Mapping[str, int]) -> None:
        self.places = places
        self.names = names

    def remembered(self, name: str, tree: Node, sure: bool) -> ast.stmt:
        """A rule that others refer to, kept in a variable so that it is decided once."""
        target = ast.Name(self.rule_variable(name, sure), ast.Store())
        return ast.Assign([target], self.written(tree, sure))

    def rule_variable(self, name: str, sure: bool) -> str:
        return f"{'d' if sure else 'p'}{self.names[name]}"

    def written(self, node: Node, sure: bool) -> ast.expr:
        """The expression for "surely holds" or, if not `sure`, for "may hold"."""
        match node:
            case Not(part):
                return ast.UnaryOp(ast.Not(), self.written(part, not sure))
            case And(parts):
                return ast.BoolOp(ast.And(), [self.written(part, sure) for part in parts])
            case Or(parts):
                return ast.BoolOp(ast.Or(), [self.written(part, sure) for part in parts])
            case Count():
                return self.counted(node, sure)
            case Reference(rule):
                return ast.Name(self.rule_variable(rule, sure), ast.Load())
            case _:
                return ast.Name(variable(sure, *self.places[node]), ast.Load())

    def counted(self, node: Count, sure: bool) -> ast.expr:
        """A count surely reaches a limit if the sure parts do, stays below if the possible do."""
        match node.operator:
            case ">" | ">=":
                return self.compared(node, node.operator, sure)
            case "<" | "<=":
                return self.compared(node, node.operator, not sure)
            case "==":
                both = self.compared(node, ">=", sure), self.compared(node, "<=", not sure)
                return ast.BoolOp(ast.And(), list(both))
            case _:
                both = self.compared(node, ">", sure), self.compared(node, "<", not sure)
                return ast.BoolOp(ast.Or(), list(both))

    def compared(self, node: Count, operator: Operator, sure: bool) -> ast.expr:
        parts = [self.written(part, sure) for part in node.parts]
        total = reduce(lambda left, right: ast.BinOp(left, ast.Add(), right), parts)
        return ast.Compare(total, [COMPARISONS[operator]()], [ast.Constant(int(node.limit))])


def variable(sure: bool, fact: int, place: int) -> str:
    return f"{'d' if sure else 'p'}{fact}_{place}"


def unpacked(fact: int, width: int, used: set[tuple[int, int]]) -> ast.stmt:
    """Unpack the cell of a fact into variables; what is not used goes to `_`."""

    def row(sure: bool) -> ast.expr:
        names = [
            variable(sure, fact, place) if (fact, place) in used else "_" for place in range(width)
        ]
        return ast.Tuple([ast.Name(name, ast.Store()) for name in names], ast.Store())

    target = ast.Tuple([row(True), row(False), ast.Name("_", ast.Store())], ast.Store())
    cell = ast.Subscript(ast.Name(CELLS, ast.Load()), ast.Constant(fact), ast.Load())
    return ast.Assign([target], cell)


def loaded(body: list[ast.stmt]) -> Decide:
    arguments = ast.arguments([], [ast.arg(CELLS)], None, [], [], None, [])
    function = ast.FunctionDef("decide", arguments, body, [])
    module = ast.fix_missing_locations(ast.Module([function], []))
    space: dict[str, object] = {"__builtins__": {}}
    exec(compile(module, "<rules>", "exec"), space)
    return cast(Decide, space["decide"])
