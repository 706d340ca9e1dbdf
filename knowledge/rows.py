"""A condition as rows of fact, operator and value in groups, for people who fill in forms.

Only the common shape has rows: comparisons joined by all, any or none, and groups of such one
level down. Whatever else a condition may say stays text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from knowledge.tree import (
    MIRRORED,
    And,
    Compare,
    Contains,
    Known,
    Leaf,
    Limit,
    Member,
    Node,
    Not,
    Operator,
    Or,
    Reference,
)

Join = Literal["all", "any", "none", "not_all"]
Sign = Literal[
    "<", "<=", ">", ">=", "==", "!=",
    "yes", "no", "not_yes",
    "in", "not_in", "has", "has_not",
    "known", "not_known", "fires", "fires_not",
]  # fmt: skip
RowValue: TypeAlias = Limit | tuple[str, ...] | None

JOINS: tuple[Join, ...] = get_args(Join)
# what a row may ask, by the kind of its fact; a rule can only fire or not
SIGNS: Mapping[str, tuple[Sign, ...]] = {
    "number": ("<", "<=", ">", ">=", "==", "!=", "known", "not_known"),
    "yes_no": ("yes", "no", "not_yes", "known", "not_known"),
    "one_of": ("==", "!=", "in", "not_in", "known", "not_known"),
    "any_of": ("has", "has_not", "known", "not_known"),
    "rule": ("fires", "fires_not"),
}
OPERATORS: Mapping[str, Operator] = {each: each for each in MIRRORED}


@dataclass(frozen=True)
class Row:
    """A fact or a rule (by id), what is asked of it, and the value if that takes one."""

    subject: str
    sign: Sign
    value: RowValue = None


@dataclass(frozen=True)
class Group:
    """Rows that are joined; only the outermost group holds groups."""

    join: Join
    parts: tuple["Row | Group", ...]


# From a tree to rows


def rows_of(node: Node) -> Group | None:
    """The rows of a condition; None if it is not of the common shape."""
    join, members = joined(node)
    parts = tuple(row_of(each) or group_of(each) for each in members)
    if any(part is None for part in parts):
        return None
    return Group(join, tuple(part for part in parts if part is not None))


def joined(node: Node) -> tuple[Join, tuple[Node, ...]]:
    """How the outermost parts of a tree are joined; one leaf stands for all of one."""
    match node:
        case And(parts):
            return "all", parts
        case Or(parts):
            return "any", parts
        case Not(Or(parts)):
            return "none", parts
        case Not(And(parts)):
            return "not_all", parts
    return "all", (node,)


def group_of(node: Node) -> Group | None:
    """A group one level down, which holds rows alone."""
    if row_of(node) or not isinstance(node, And | Or | Not):
        return None
    join, members = joined(node)
    rows = [row for each in members if (row := row_of(each))]
    return Group(join, tuple(rows)) if len(rows) == len(members) else None


def row_of(node: Node) -> Row | None:
    """A comparison, or its opposite where that has a sign; None for anything else."""
    match node:
        case Compare(fact, "==", True):
            return Row(fact, "yes")
        case Compare(fact, "==", False):
            return Row(fact, "no")
        case Compare(_, "!=", bool()):
            return None
        case Compare(fact, operator, limit):
            return Row(fact, operator, limit)
        case Not(Compare(fact, "==", True)):
            return Row(fact, "not_yes")
    return other_row_of(node)


def other_row_of(node: Node) -> Row | None:
    match node:
        case Member(fact, options):
            return Row(fact, "in", options)
        case Not(Member(fact, options)):
            return Row(fact, "not_in", options)
        case Contains(fact, option):
            return Row(fact, "has", option)
        case Not(Contains(fact, option)):
            return Row(fact, "has_not", option)
        case Known(fact):
            return Row(fact, "known")
        case Not(Known(fact)):
            return Row(fact, "not_known")
        case Reference(rule):
            return Row(rule, "fires")
        case Not(Reference(rule)):
            return Row(rule, "fires_not")
    return None


# From rows to a tree


def tree_of(group: Group) -> Node:
    """The tree that rows stand for; raises ValueError if there is no row, or one has no value.

    Whether facts, options and numbers fit is for `parse_condition` to say about its text.
    """
    members = tuple(members_of(group))
    if not members:
        raise ValueError("no row")
    if group.join in ("all", "not_all"):
        whole = members[0] if len(members) == 1 else And(tuple(flat(And, members)))
    else:
        whole = members[0] if len(members) == 1 else Or(tuple(flat(Or, members)))
    return Not(whole) if group.join in ("none", "not_all") else whole


def members_of(group: Group) -> Iterator[Node]:
    for part in group.parts:
        yield tree_of(part) if isinstance(part, Group) else leaf_of(part)


def flat(kind: type[And] | type[Or], members: tuple[Node, ...]) -> Iterator[Node]:
    """Parts of the same kind take the place of what holds them."""
    for member in members:
        yield from member.parts if isinstance(member, kind) else (member,)


def leaf_of(row: Row) -> Node:
    """The comparison that a row stands for."""
    if row.sign.startswith("not_") or row.sign.endswith("_not"):
        sign: Sign = OPPOSITES[row.sign]
        return Not(leaf_of(Row(row.subject, sign, row.value)))
    match row.sign:
        case "yes" | "no":
            return Compare(row.subject, "==", row.sign == "yes")
        case "known":
            return Known(row.subject)
        case "fires":
            return Reference(row.subject)
    return leaf_with_value(row)


OPPOSITES: Mapping[Sign, Sign] = {
    "not_yes": "yes",
    "not_in": "in",
    "has_not": "has",
    "not_known": "known",
    "fires_not": "fires",
}


def leaf_with_value(row: Row) -> Leaf:
    match row.sign, row.value:
        case "in", tuple(options) if options:
            return Member(row.subject, options)
        case "has", str(option) if option:
            return Contains(row.subject, option)
        case sign, str() | int() | float() as limit if sign in OPERATORS and limit != "":
            return Compare(row.subject, OPERATORS[sign], limit)
    raise ValueError(f"{row.subject}: a value is missing")
