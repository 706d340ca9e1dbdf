"""The tree of a condition: eight kinds of frozen nodes, how they print and what they touch.

What they mean, in Kleene's three values (true, false, unknown = None):

- Compare, Member and Contains are false where the fact does not apply (its `asked_when` is
  false), and otherwise the result of the answer itself, unknown without one. Where it is
  unknown whether the fact applies they are false if the answer makes them false, else unknown.
- Known is never unknown: true when the fact surely applies and is answered, else false.
- A derived fact applies when its own `asked_when` and all the facts it is made of do.
- And is the worst of its parts, Or the best (false < unknown < true), Not the opposite.
- Count compares the number of true parts; unknown while the unknown parts can still decide it.
"""

import operator as operators
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeAlias

Operator: TypeAlias = Literal["<", "<=", ">", ">=", "==", "!="]
Limit: TypeAlias = int | float | bool | str

OPERATIONS: Mapping[Operator, Callable[[Any, Any], bool]] = {
    "<": operators.lt,
    "<=": operators.le,
    ">": operators.gt,
    ">=": operators.ge,
    "==": operators.eq,
    "!=": operators.ne,
}
MIRRORED: Mapping[Operator, Operator] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "==": "==",
    "!=": "!=",
}


@dataclass(frozen=True)
class Compare:
    """A fact against a constant: a number, true or false, or an option.

    A bare yes_no fact is `Compare(fact, "==", True)`; against false it is `== False`.
    """

    fact: str
    operator: Operator
    limit: Limit


@dataclass(frozen=True)
class Member:
    """A one_of fact is one of some options."""

    fact: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Contains:
    """An any_of fact holds an option."""

    fact: str
    option: str


@dataclass(frozen=True)
class Known:
    """A fact applies and is answered."""

    fact: str


@dataclass(frozen=True)
class Reference:
    """Another rule fires; `rule` is its id, dashes included."""

    rule: str


@dataclass(frozen=True)
class Not:
    part: "Node"


@dataclass(frozen=True)
class And:
    """All of two or more parts, none of them an And itself."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    """Any of two or more parts, none of them an Or itself."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Count:
    """How many of the parts are true, against a whole number."""

    parts: tuple["Node", ...]
    operator: Operator
    limit: int


Leaf: TypeAlias = Compare | Member | Contains | Known
Node: TypeAlias = Leaf | Reference | Not | And | Or | Count


def parts_of(node: Node) -> tuple[Node, ...]:
    """The conditions directly inside a node."""
    match node:
        case Not(part):
            return (part,)
        case And(parts) | Or(parts) | Count(parts=parts):
            return parts
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything inside it, in the order of the text."""
    yield node
    for part in parts_of(node):
        yield from walk(part)


def facts_in(node: Node) -> frozenset[str]:
    """The facts that a tree names itself, not those behind `asked_when` or `derive`."""
    return frozenset(part.fact for part in walk(node) if isinstance(part, Leaf))


def rules_in(node: Node) -> frozenset[str]:
    """The ids of the rules that a tree names."""
    return frozenset(part.rule for part in walk(node) if isinstance(part, Reference))


# Printing: the one canonical text of a tree


def printed(node: Node) -> str:
    """The text of a tree with as few parentheses as can be; parsing it gives the tree again."""
    match node:
        case And(parts):
            return " and ".join(enclosed(part, Or) for part in parts)
        case Or(parts):
            return " or ".join(map(printed, parts))
        case Not(Member(fact, options)):
            return f"{fact} not in {option_list(options)}"
        case Not(Contains(fact, option)):
            return f"'{option}' not in {fact}"
        case Not(part):
            return f"not {enclosed(part, And, Or)}"
        case Count(parts, operator, limit):
            return f"count({', '.join(map(printed, parts))}) {operator} {number_text(limit)}"
        case _:
            return leaf_text(node)


def leaf_text(node: Leaf | Reference) -> str:
    """The text of a node that holds no other."""
    match node:
        case Compare(fact, "==", True):
            return fact
        case Compare(fact, operator, limit):
            return f"{fact} {operator} {limit_text(limit)}"
        case Member(fact, options):
            return f"{fact} in {option_list(options)}"
        case Contains(fact, option):
            return f"'{option}' in {fact}"
        case Known(fact):
            return f"known({fact})"
        case Reference(rule):
            return rule.replace("-", "_")


def enclosed(node: Node, *looser: type[Node]) -> str:
    """The text of a node, in parentheses if it is of a looser kind than its surroundings."""
    text = printed(node)
    return f"({text})" if isinstance(node, looser) else text


def option_list(options: tuple[str, ...]) -> str:
    return f"[{', '.join(map(limit_text, options))}]"


def limit_text(limit: Limit) -> str:
    """A constant as a condition spells it: `true`, `'drawn'`, `100_000`, `0.5`."""
    if isinstance(limit, bool):
        return "true" if limit else "false"
    return f"'{limit}'" if isinstance(limit, str) else number_text(limit)


def number_text(number: int | float) -> str:
    """A number in decimal digits, thousands set apart by `_`, never with an exponent."""
    sign = "-" if number < 0 else ""
    whole, point, fraction = f"{Decimal(str(abs(number))):f}".partition(".")
    return f"{sign}{int(whole):_}{point}{fraction}"
