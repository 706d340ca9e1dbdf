"""One condition in the languages of other engines, none of which knows more than and, or, not.

The conditions are `plain`: what other rules say stands in place of their names, and a fact that
is asked only when something holds is compared only where that does.
"""

from collections.abc import Mapping
from itertools import combinations
from typing import Any, NamedTuple

from knowledge.tree import (
    And,
    Compare,
    Contains,
    Count,
    Known,
    Leaf,
    Member,
    Node,
    Not,
    Or,
    Reference,
)

ALWAYS = And(())


def plain(node: Node, rules: Mapping[str, Node], asked: Mapping[str, Node]) -> Node:
    """The condition for complete answers without references, counts and hanging facts."""
    match node:
        case Not(part):
            return Not(plain(part, rules, asked))
        case And(parts) | Or(parts):
            return type(node)(tuple(plain(part, rules, asked) for part in parts))
        case Reference(rule):
            return plain(rules[rule], rules, asked)
        case Count():
            return plain(counted(node), rules, asked)
    applies = plain(asked[node.fact], rules, asked) if node.fact in asked else ALWAYS
    if isinstance(node, Known):
        return applies
    return node if applies is ALWAYS else And((applies, node))


def counted(node: Count) -> Node:
    """A count as: all of some parts, in one of the ways to choose them."""
    assert node.operator in (">", ">="), "the shipped base has no other count"
    least = int(node.limit) + (node.operator == ">")
    ways = [And(parts) if least > 1 else parts[0] for parts in combinations(node.parts, least)]
    return Or(tuple(ways)) if len(ways) > 1 else ways[0]


class Words(NamedTuple):
    """How a language says and, or, not, and true."""

    both: str
    either: str
    opposite: str
    true: str


ZEN = Words(" and ", " or ", "not", "true")
CEL = Words(" && ", " || ", "!", "true")
PYTHON = Words(" and ", " or ", "not ", "True")


def text(node: Node, words: Words) -> str:
    """The condition as text."""
    match node:
        case And(()):
            return words.true
        case Not(part):
            return f"{words.opposite}({text(part, words)})"
        case And(parts):
            return f"({words.both.join(text(part, words) for part in parts)})"
        case Or(parts):
            return f"({words.either.join(text(part, words) for part in parts)})"
        case Compare(fact, "==", True):
            return fact
        case Compare(fact, "==", False):
            return f"{words.opposite}({fact})"
        case Compare(fact, operator, limit):
            return f"({fact} {operator} {limit!r})"
        case Member(fact, options):
            return text(Or(tuple(Compare(fact, "==", option) for option in options)), words)
        case Contains(fact, option):
            return f"({option!r} in {fact})"
    raise AssertionError(node)


def json_logic(node: Node) -> Any:
    """The condition as JSON logic."""
    match node:
        case And(()):
            return True
        case Not(part):
            return {"!": [json_logic(part)]}
        case And(parts):
            return {"and": [json_logic(part) for part in parts]}
        case Or(parts):
            return {"or": [json_logic(part) for part in parts]}
        case Compare(fact, operator, limit):
            return {operator: [{"var": fact}, limit]}
        case Member(fact, options):
            return {"in": [{"var": fact}, list(options)]}
        case Contains(fact, option):
            return {"in": [option, {"var": fact}]}
    raise AssertionError(node)


def clips(node: Node) -> str:
    """The condition as an expression of CLIPS."""
    match node:
        case Not(part):
            return f"(not {clips(part)})"
        case And(parts):
            return f"(and {' '.join(map(clips, parts))})"
        case Or(parts):
            return f"(or {' '.join(map(clips, parts))})"
        case Compare(fact, "==", True):
            return f"(eq ?{fact} TRUE)"
        case Compare(fact, "==", str(option)):
            return f"(eq ?{fact} {option})"
        case Compare(fact, operator, limit):
            return f"({operator} ?{fact} {limit})"
        case Member(fact, options):
            return f"(or {' '.join(f'(eq ?{fact} {option})' for option in options)})"
    raise AssertionError(node)


def business(node: Node, holds: bool = True) -> dict[str, Any]:
    """The condition as business-rules takes it, which knows no `not`."""
    match node:
        case Not(part):
            return business(part, not holds)
        case And(parts) | Or(parts):
            kind = "all" if isinstance(node, And) is holds else "any"
            return {kind: [business(part, holds) for part in parts]}
        case Compare(fact, "==", True):
            return {"name": fact, "operator": "is_true" if holds else "is_false", "value": True}
        case Compare(fact, "==", str(option)):
            return member(fact, option, holds)
        case Compare(fact, operator, limit):
            return {"name": fact, "operator": BUSINESS[operator, holds], "value": limit}
        case Member(fact, options):
            kind = "any" if holds else "all"
            return {kind: [member(fact, option, holds) for option in options]}
    raise AssertionError(node)


def member(fact: str, option: str, holds: bool) -> dict[str, Any]:
    operator = "contains" if holds else "does_not_contain"
    return {"name": fact, "operator": operator, "value": option}


BUSINESS = {
    ("<", True): "less_than",
    ("<=", True): "less_than_or_equal_to",
    (">", True): "greater_than",
    (">=", True): "greater_than_or_equal_to",
    ("<", False): "greater_than_or_equal_to",
    ("<=", False): "greater_than",
    (">", False): "less_than_or_equal_to",
    (">=", False): "less_than",
}


def leaves_in(node: Node) -> list[Leaf]:
    """All comparisons of a plain condition."""
    match node:
        case Not(part):
            return leaves_in(part)
        case And(parts) | Or(parts):
            return [leaf for part in parts for leaf in leaves_in(part)]
        case _:
            return [node]  # type: ignore[list-item]
