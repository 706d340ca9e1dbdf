"""Facts derived from others: sums, differences, products and quotients of number facts."""

import ast
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from knowledge.model import Fact
from knowledge.problems import did_you_mean
from knowledge.syntax import Syntax, constant
from knowledge.tokens import Misread
from knowledge.tree import number_text

Sign: TypeAlias = Literal["+", "-", "*", "/"]
Term: TypeAlias = "Figure | Part | Arithmetic"

SIGNS: Mapping[type[ast.operator], Sign] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
BINDING: Mapping[Sign, int] = {"+": 1, "-": 1, "*": 2, "/": 2}


@dataclass(frozen=True)
class Figure:
    """A constant."""

    number: int | float


@dataclass(frozen=True)
class Part:
    """A number fact."""

    fact: str


@dataclass(frozen=True)
class Arithmetic:
    """Two terms and what is done to them."""

    left: Term
    sign: Sign
    right: Term


@dataclass(frozen=True)
class Derivation:
    """How a fact is computed from others. `str` prints it in one canonical way."""

    text: str
    tree: Term
    facts: frozenset[str] = field(hash=False)

    def __str__(self) -> str:
        return printed(self.tree)

    def value(self, values: Mapping[str, float | None]) -> float | None:
        """The number for the values of the facts.

        None if one it is made of is None or absent, on division by zero, or if not finite.
        """
        result = computed(self.tree, values)
        return result if result is not None and math.isfinite(result) else None


def parse_derivation(text: str, facts: Mapping[str, Fact]) -> Derivation:
    """Read the text of a `derive`; raises KnowledgeError with places within the text."""
    syntax = Syntax("derivation", text)
    try:
        tree = term(syntax.root, facts)
        named = parts_in(tree)
        if not named:
            raise Misread(syntax.root.col_offset, "this names no fact: it is always the same")
    except Misread as wrong:
        syntax.refuse_all([wrong])
    return Derivation(text, tree, named)


def term(node: ast.expr, facts: Mapping[str, Fact]) -> Term:
    match node:
        case ast.BinOp(left, operator, right) if type(operator) in SIGNS:
            sign, divisor = SIGNS[type(operator)], term(right, facts)
            if sign == "/" and divisor == Figure(0):
                raise Misread(right.col_offset, "division by zero")
            return Arithmetic(term(left, facts), sign, divisor)
        case ast.Name(name) if name not in ("true", "false"):
            return part(node, name, facts)
    number = constant(node)
    if number is None or isinstance(number, bool | str):
        message = "a derived fact is made of number facts, numbers and + - * / only"
        raise Misread(node.col_offset, message)
    return Figure(number)


def part(node: ast.expr, name: str, facts: Mapping[str, Fact]) -> Part:
    if name not in facts:
        raise Misread(node.col_offset, f"no fact `{name}`{did_you_mean(name, facts)}")
    if facts[name].kind != "number":
        raise Misread(node.col_offset, f"`{name}` is not a number: it cannot be computed with")
    return Part(name)


def parts_in(tree: Term) -> frozenset[str]:
    match tree:
        case Part(fact):
            return frozenset({fact})
        case Arithmetic(left, _, right):
            return parts_in(left) | parts_in(right)
        case _:
            return frozenset()


def computed(tree: Term, values: Mapping[str, float | None]) -> float | None:
    match tree:
        case Figure(number):
            return float(number)
        case Part(fact):
            value = values.get(fact)
            return None if value is None else float(value)
        case Arithmetic(left, sign, right):
            first, second = computed(left, values), computed(right, values)
            return None if first is None or second is None else combined(first, sign, second)


def combined(first: float, sign: Sign, second: float) -> float | None:
    match sign:
        case "+":
            return first + second
        case "-":
            return first - second
        case "*":
            return first * second
        case "/":
            return first / second if second else None


def printed(tree: Term) -> str:
    """The text of a derivation with as few parentheses as give the same tree again."""
    match tree:
        case Figure(number):
            return number_text(number)
        case Part(fact):
            return fact
        case Arithmetic(left, sign, right):
            first = enclosed(left, BINDING[sign])
            return f"{first} {sign} {enclosed(right, BINDING[sign] + 1)}"


def enclosed(tree: Term, binding: int) -> str:
    """The text of a term, in parentheses if it binds less than its surroundings."""
    text = printed(tree)
    looser = isinstance(tree, Arithmetic) and BINDING[tree.sign] < binding
    return f"({text})" if looser else text
