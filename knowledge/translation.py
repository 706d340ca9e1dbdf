"""From Python's syntax tree to the tree of a condition: only what is known here passes."""

import ast
from collections.abc import Collection, Mapping
from functools import cached_property

from knowledge.atoms import Unfit, compared, contains, member
from knowledge.model import Fact
from knowledge.problems import did_you_mean
from knowledge.syntax import constant, refuse
from knowledge.tokens import Misread
from knowledge.tree import (
    MIRRORED,
    OPERATIONS,
    And,
    Compare,
    Contains,
    Count,
    Known,
    Limit,
    Member,
    Node,
    Not,
    Operator,
    Or,
    Reference,
)

OPERATORS: Mapping[type[ast.cmpop], Operator] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
EXAMPLES = {
    "number": "`{0}` is a number: compare it with a limit, such as `{0} > 10`",
    "one_of": "`{0}` is one of some options: compare it, such as `{0} == '{1}'`",
    "any_of": "`{0}` is a list of options: ask for one, such as `'{1}' in {0}`",
}


class Translation:
    """Translates one condition; parts that are `wrong` are noted, so that all are told."""

    def __init__(self, facts: Mapping[str, Fact], ids: Collection[str]) -> None:
        """Of the rules with these `ids`, dashes included, and of `facts` a condition may speak."""
        self.facts = facts
        self.ids = ids
        self.wrong: list[Misread] = []

    @cached_property
    def rules(self) -> Mapping[str, str]:
        """The ids of rules by their names in a condition."""
        return {rule.replace("-", "_"): rule for rule in self.ids}

    def tried(self, node: ast.expr) -> Node:
        """The tree of one part; if it is wrong, that is noted and any tree stands in."""
        try:
            return self.condition(node)
        except Misread as wrong:
            self.wrong.append(wrong)
        except Unfit as unfit:
            self.wrong.append(Misread(node.col_offset, str(unfit)))
        return Known("")

    def condition(self, node: ast.expr) -> Node:
        """The tree of something that is true or false."""
        match node:
            case ast.BoolOp(ast.And(), values):
                return And(self.flat(And, values))
            case ast.BoolOp(ast.Or(), values):
                return Or(self.flat(Or, values))
            case ast.UnaryOp(ast.Not(), operand):
                return Not(self.tried(operand))
            case ast.Compare():
                return self.comparison(node)
            case ast.Call(ast.Name("known"), arguments, []):
                return self.known(node, arguments)
            case ast.Call():
                raise self.count_alone(node)
            case ast.Name(name) if name not in ("true", "false"):
                return self.name(node, name)
        if constant(node) is not None:
            raise Misread(node.col_offset, "a constant is always the same: compare a fact with it")
        if isinstance(node, ast.BinOp | ast.UnaryOp):
            raise self.computing(node)
        refuse(node)

    def flat(self, kind: type[And] | type[Or], values: list[ast.expr]) -> tuple[Node, ...]:
        """The parts, with the parts of parts of the same kind in their place."""
        parts = map(self.tried, values)
        return tuple(
            inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))
        )

    def name(self, node: ast.expr, name: str) -> Node:
        """A yes_no fact, or a rule."""
        if name in self.facts:
            kind, options = self.facts[name].kind, list(self.facts[name].options) or ["…"]
            if kind != "yes_no":
                raise Misread(node.col_offset, EXAMPLES[kind].format(name, options[0]))
            return Compare(name, "==", True)
        if name in self.rules:
            return Reference(self.rules[name])
        raise self.unknown(node, name)

    def unknown(self, node: ast.expr, name: str) -> Misread:
        guess = did_you_mean(name, [*self.facts, *self.rules])
        what = "fact or rule" if self.rules else "fact"
        return Misread(node.col_offset, f"no {what} `{name}`{guess}")

    def computing(self, node: ast.expr) -> Misread:
        """Why arithmetic is refused; the id of a rule may be meant."""
        meant = ast.unparse(node).replace(" - ", "_")
        if meant in self.rules:
            return Misread(node.col_offset, f"write `{meant}`: in a condition dashes become _")
        return Misread(node.col_offset, "conditions do not compute: derive a fact instead")

    def known(self, node: ast.Call, arguments: list[ast.expr]) -> Known:
        match arguments:
            case [ast.Name(name)] if name in self.facts:
                return Known(name)
            case [ast.Name(name)] if name not in self.rules:
                raise self.unknown(arguments[0], name)
        raise Misread(node.col_offset, "`known(…)` takes the name of one fact")

    def count_alone(self, node: ast.Call) -> Misread:
        if isinstance(node.func, ast.Name) and node.func.id == "count":
            message = "compare the count with a number, such as `count(…) >= 2`"
        else:
            message = (
                "calls are not part of the condition language, "
                "except `known(fact)` and `count(a, b, …) >= 2`"
            )
        return Misread(node.col_offset, message)

    def comparison(self, node: ast.Compare) -> Node:
        """One comparison, or several in a chain."""
        sides = [node.left, *node.comparators]
        if any(isinstance(operator, ast.In | ast.NotIn) for operator in node.ops):
            if len(node.ops) > 1:
                raise Misread(node.col_offset, "`in` cannot be part of a chain: use `and`")
            inside = self.inside(*sides)
            return Not(inside) if isinstance(node.ops[0], ast.NotIn) else inside
        links = zip(sides, node.ops, sides[1:], strict=False)
        parts = tuple(self.link(left, OPERATORS[type(sign)], right) for left, sign, right in links)
        return parts[0] if len(parts) == 1 else And(parts)

    def link(self, left: ast.expr, operator: Operator, right: ast.expr) -> Node:
        """One link of a chain: a fact or a count, and a constant on the other side."""
        limit = constant(right)
        if limit is None and (limit := constant(left)) is not None:
            left, operator = right, MIRRORED[operator]
        if limit is None:
            raise self.without_constant(left, right)
        match left:
            case ast.Call(ast.Name("count"), arguments, []):
                return self.count(left, arguments, operator, limit)
            case ast.Name(name) if name in self.facts:
                return compared(name, self.facts[name], operator, limit)
        raise self.not_compared(left)

    def without_constant(self, *sides: ast.expr) -> Misread:
        """Why a comparison of these two sides is refused, neither of them a constant."""
        for side in sides:
            if isinstance(side, ast.Name) and side.id not in self.facts:
                return self.not_compared(side)
            if not isinstance(side, ast.Name):
                return self.not_compared(side)
        return Misread(
            sides[0].col_offset, "a fact is compared with a constant, not a fact: derive a fact"
        )

    def not_compared(self, side: ast.expr) -> Misread:
        """Why this side cannot be compared with a constant."""
        match side:
            case ast.Name(name) if name in self.rules:
                message = f"`{name}` is a rule, true or false by itself: it is not compared"
            case ast.Name(name) if name not in ("true", "false"):
                return self.unknown(side, name)
            case ast.BinOp() | ast.UnaryOp(ast.USub() | ast.UAdd()):
                return self.computing(side)
            case ast.Call(ast.Name("known")):
                message = "`known(…)` is true or false by itself: it is not compared"
            case ast.Call():
                return self.count_alone(side)
            case _ if constant(side) is not None:
                message = "both sides are constants: this is always the same"
            case ast.List():
                message = "a list is only taken after `in`"
            case _:
                message = "compare a fact with a constant"
        return Misread(side.col_offset, message)

    def count(
        self, node: ast.expr, arguments: list[ast.expr], operator: Operator, limit: Limit
    ) -> Count:
        """`count(…)` against a number that it can both reach and miss."""
        parts = tuple(map(self.tried, arguments))
        if isinstance(limit, bool) or not isinstance(limit, int):
            raise Misread(node.col_offset, "a count is compared with a whole number")
        results = {OPERATIONS[operator](number, limit) for number in range(len(parts) + 1)}
        if len(results) == 1:
            holds = "true" if results.pop() else "false"
            message = f"this is always {holds}: the count lies between 0 and {len(parts)}"
            raise Misread(node.col_offset, message)
        return Count(parts, operator, limit)

    def inside(self, left: ast.expr, right: ast.expr) -> Member | Contains:
        """`one_of_fact in ['a', 'b']` or `'a' in any_of_fact`."""
        match left, right:
            case ast.Name(name), ast.List(elements) if name in self.facts:
                return member(name, self.facts[name], list(map(constant, elements)))
            case ast.Constant(option), ast.Name(name) if name in self.facts:
                return contains(name, self.facts[name], option)
            case ast.Name(name), ast.List() | ast.Name():
                if name not in self.facts:
                    raise self.not_compared(left)
            case ast.Constant(), ast.Name(name):
                raise self.unknown(right, name)
        raise Misread(left.col_offset, "write `fact in ['a', 'b']` or `'a' in fact`")
