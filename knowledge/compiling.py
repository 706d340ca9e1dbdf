"""Conditions into one Python function, built from syntax nodes of our own.

No text is ever compiled: a comparison becomes a variable named after its place (fact 3,
comparison 1), constants are whole numbers of ours, and everything else is and, or, not.

The function gets the cells of all facts and which of their rows to take for "surely" and
which for "may be", and says which conditions surely hold. Below a `not` the two change
places, so with the rows swapped it says which conditions may hold (Kleene's logic as a
pair of bits).

In bulk, a comparison is not one truth but those of many trials, a whole number with one place
for each; and, or, not then work on all of them at once.
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from graphlib import TopologicalSorter
from math import isfinite
from typing import Any, TypeAlias, cast

from knowledge.answers import plain_number
from knowledge.cells import Cell
from knowledge.derivations import Arithmetic, Derivation, Figure, Part, Sign, Term
from knowledge.tree import And, Count, Node, Not, Operator, Or, Reference, rules_in

Outcomes: TypeAlias = tuple[bool, ...]
Decide: TypeAlias = Callable[[Sequence[Cell], int, int], Outcomes]
# The rows of all facts for many trials, which row to take, and `every` -> the conditions.
BulkRow: TypeAlias = tuple[int, ...]
BulkCell: TypeAlias = tuple[BulkRow, BulkRow]
DecideBulk: TypeAlias = Callable[[Sequence[BulkCell], int, int, int], tuple[int, ...]]
Places: TypeAlias = Mapping[Node, tuple[int, int]]

Derive: TypeAlias = Callable[[Mapping[str, Any]], int | float | None]

CELLS, SURE, MAY, PARTS = "cells", "sure", "may", "parts"
EVERY, AT_LEAST = "every", "at_least"
COMPARISONS: Mapping[Operator, type[ast.cmpop]] = {
    ">": ast.Gt,
    ">=": ast.GtE,
    "<": ast.Lt,
    "<=": ast.LtE,
}
SIGNS: Mapping[Sign, type[ast.operator]] = {
    "+": ast.Add,
    "-": ast.Sub,
    "*": ast.Mult,
    "/": ast.Div,
}


def compile_conditions(
    trees: Sequence[Node], places: Places, widths: Sequence[int], rules: Mapping[str, Node]
) -> Decide:
    """A function that decides all `trees`, in their order.

    `places` says for each comparison the place of its fact and its place in that fact's
    row, `widths` how many comparisons each fact has, `rules` the trees that are referred to.
    """
    return cast(Decide, compiled(Writer, (CELLS, SURE, MAY), trees, places, widths, rules))


def compile_in_bulk(
    trees: Sequence[Node], places: Places, widths: Sequence[int], rules: Mapping[str, Node]
) -> DecideBulk:
    """The same for many trials at once; see `BulkWriter`."""
    parameters = (CELLS, SURE, MAY, EVERY, AT_LEAST)
    decide = compiled(BulkWriter, parameters, trees, places, widths, rules)
    return lambda cells, sure, may, every: decide(cells, sure, may, every, at_least)


def compiled(
    kind: "type[Writer]",
    parameters: Sequence[str],
    trees: Sequence[Node],
    places: Places,
    widths: Sequence[int],
    rules: Mapping[str, Node],
) -> Callable[..., Any]:
    names = in_order(trees, rules)
    writer = kind(places, {name: number for number, name in enumerate(names)})
    body: list[ast.stmt] = []
    for name in names:
        body += [writer.remembered(name, rules[name], sure) for sure in (True, False)]
    results = [writer.written(tree, True) for tree in trees]
    body.append(ast.Return(ast.Tuple(results, ast.Load())))
    return loaded([*writer.unpacked(widths), *body], parameters)


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
        self.used: set[tuple[bool, int, int]] = set()

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
                return self.opposite(self.written(part, not sure))
            case And(parts):
                return self.all_of([self.written(part, sure) for part in parts])
            case Or(parts):
                return self.any_of([self.written(part, sure) for part in parts])
            case Count():
                return self.counted(node, sure)
            case Reference(rule):
                return ast.Name(self.rule_variable(rule, sure), ast.Load())
            case _:
                fact, place = self.places[node]
                self.used.add((sure, fact, place))
                return ast.Name(variable(sure, fact, place), ast.Load())

    def counted(self, node: Count, sure: bool) -> ast.expr:
        """A count surely reaches a limit if the sure parts do, stays below if the possible do."""
        match node.operator:
            case ">" | ">=":
                return self.compared(node, node.operator, sure)
            case "<" | "<=":
                return self.compared(node, node.operator, not sure)
            case "==":
                both = self.compared(node, ">=", sure), self.compared(node, "<=", not sure)
                return self.all_of(both)
            case _:
                both = self.compared(node, ">", sure), self.compared(node, "<", not sure)
                return self.any_of(both)

    def compared(self, node: Count, operator: Operator, sure: bool) -> ast.expr:
        parts = [self.written(part, sure) for part in node.parts]
        return self.reached(parts, operator, int(node.limit))

    # What is written for and, or, not and a count

    def opposite(self, part: ast.expr) -> ast.expr:
        return ast.UnaryOp(ast.Not(), part)

    def all_of(self, parts: Sequence[ast.expr]) -> ast.expr:
        return ast.BoolOp(ast.And(), list(parts))

    def any_of(self, parts: Sequence[ast.expr]) -> ast.expr:
        return ast.BoolOp(ast.Or(), list(parts))

    def reached(self, parts: Sequence[ast.expr], operator: Operator, limit: int) -> ast.expr:
        total = joined(ast.Add(), parts)
        return ast.Compare(total, [COMPARISONS[operator]()], [ast.Constant(limit)])

    def unpacked(self, widths: Sequence[int]) -> Iterator[ast.stmt]:
        """Unpack the rows of the facts in use into the variables used so far."""
        for sure, fact in sorted({(sure, fact) for sure, fact, _ in self.used}):
            cell = ast.Subscript(ast.Name(CELLS, ast.Load()), ast.Constant(fact), ast.Load())
            kind = ast.Name(SURE if sure else MAY, ast.Load())
            row = ast.Subscript(cell, kind, ast.Load())
            yield ast.Assign([self.targets(sure, fact, widths[fact])], row)

    def targets(self, sure: bool, fact: int, width: int) -> ast.expr:
        """Variables for a row; what is not used goes to `_`."""
        names = [
            variable(sure, fact, place) if (sure, fact, place) in self.used else "_"
            for place in range(width)
        ]
        return ast.Tuple([ast.Name(name, ast.Store()) for name in names], ast.Store())


class BulkWriter(Writer):
    """Writes conditions over whole numbers that hold a truth for each of many trials.

    The trial at place n owns the byte n, which is 0 or 1; `every` has 1 in all of them.
    """

    def opposite(self, part: ast.expr) -> ast.expr:
        return ast.BinOp(ast.Name(EVERY, ast.Load()), ast.BitXor(), part)

    def all_of(self, parts: Sequence[ast.expr]) -> ast.expr:
        return joined(ast.BitAnd(), parts)

    def any_of(self, parts: Sequence[ast.expr]) -> ast.expr:
        return joined(ast.BitOr(), parts)

    def reached(self, parts: Sequence[ast.expr], operator: Operator, limit: int) -> ast.expr:
        least = limit + (operator in (">", "<="))
        every, listed = ast.Name(EVERY, ast.Load()), ast.Tuple(list(parts), ast.Load())
        arguments: list[ast.expr] = [every, listed, ast.Constant(least)]
        call = ast.Call(ast.Name(AT_LEAST, ast.Load()), arguments, [])
        return call if operator in (">", ">=") else self.opposite(call)


def at_least(every: int, parts: Sequence[int], least: int) -> int:
    """The trials in which so many of the parts are true."""
    if least > len(parts):
        return 0
    counts = [every, *[0] * max(least, 0)]
    for part in parts:
        for number in range(len(counts) - 1, 0, -1):
            counts[number] |= counts[number - 1] & part
    return counts[-1]


def joined(operator: ast.operator, parts: Sequence[ast.expr]) -> ast.expr:
    return reduce(lambda left, right: ast.BinOp(left, operator, right), parts)


def variable(sure: bool, fact: int, place: int) -> str:
    return f"{'d' if sure else 'p'}{fact}_{place}"


def compile_derivation(derivation: Derivation) -> Derive:
    """A function from the known values of facts to the value of a derived one.

    None if a part is None or absent, on division by zero, or if the result is not finite.
    """
    facts = tuple(sorted(derivation.facts))
    places = {fact: place for place, fact in enumerate(facts)}
    result: list[ast.stmt] = [ast.Return(computed(derivation.tree, places))]
    formula = loaded(result, (PARTS,))

    def derive(values: Mapping[str, Any]) -> int | float | None:
        try:
            number = formula([values[fact] for fact in facts])
        except (KeyError, TypeError, ZeroDivisionError):
            return None
        return plain_number(number) if isfinite(number) else None

    return derive


def computed(term: Term, places: Mapping[str, int]) -> ast.expr:
    match term:
        case Figure(number):
            return ast.Constant(float(number))
        case Part(fact):
            part = ast.Subscript(
                ast.Name(PARTS, ast.Load()), ast.Constant(places[fact]), ast.Load()
            )
            return ast.BinOp(part, ast.Mult(), ast.Constant(1.0))  # no whole numbers without end
        case Arithmetic(left, sign, right):
            return ast.BinOp(computed(left, places), SIGNS[sign](), computed(right, places))


def loaded(body: list[ast.stmt], parameters: Sequence[str]) -> Callable[..., Any]:
    names = [ast.arg(name) for name in parameters]
    arguments = ast.arguments([], names, None, [], [], None, [])
    function = ast.FunctionDef("decide", arguments, body, [])
    module = ast.fix_missing_locations(ast.Module([function], []))
    space: dict[str, object] = {"__builtins__": {}}
    exec(compile(module, "<rules>", "exec"), space)
    return cast(Callable[..., Any], space["decide"])
