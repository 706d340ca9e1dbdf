"""From the text of a condition to a syntax tree of known size that holds nothing but names,
constants, lists and operators. Nothing of it is ever run.
"""

import ast
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NoReturn

from knowledge.characters import place_of
from knowledge.problems import KnowledgeError, Problem
from knowledge.tokens import DEEPEST, Misread, misread, tokens_of

MOST_NODES = 200
MOST_PROBLEMS = 10
LARGEST = 10**15

FOREIGN = {
    ast.Attribute: "attributes",
    ast.Call: "calls",
    ast.Subscript: "subscripts",
    ast.Lambda: "lambdas",
    ast.NamedExpr: "assignments",
    ast.JoinedStr: "f-strings",
    ast.IfExp: "if and else",
    ast.Starred: "stars",
    ast.Tuple: "tuples (lists have square brackets)",
    ast.List: "lists outside `in`",
}


class Syntax:
    """One parsed text: its tree, and what its nodes' offsets are in characters."""

    def __init__(self, file: str, text: str) -> None:
        """Parse `text`, called `file` in problems; raises KnowledgeError."""
        self.file = file
        self.text = text
        self.refuse_all(misread(text))
        try:
            self.root = parsed(text)
            measure(self.root)
        except Misread as wrong:
            self.refuse_all([wrong])

    def refuse_all(self, found: Iterable[Misread]) -> None:
        """Raise KnowledgeError if there is anything in `found`."""
        problems = [
            Problem(self.file, *place_of(self.text, wrong.offset), str(wrong))
            for wrong in islice(found, MOST_PROBLEMS)
        ]
        if problems:
            raise KnowledgeError(problems)


def parsed(text: str) -> ast.expr:
    """Python's own syntax tree of a text that is spelled right; raises Misread."""
    # A line feed is as good as a blank here, and offsets count from the first word.
    start = len(text) - len(text.lstrip())
    line = text.replace("\n", " ").strip()
    try:
        root = ast.parse(line, mode="eval").body
    except SyntaxError as error:
        raise Misread(*unexpected(text, start + (error.offset or 1) - 1)) from None
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise Misread(start, f"this is too complex ({type(error).__name__})") from None
    return shifted(root, line, start)


def unexpected(text: str, offset: int) -> tuple[int, str]:
    """The place and message for a piece that cannot be read."""
    tokens = tokens_of(text)
    token = next((token for token in tokens if token.end > offset), tokens[-1])
    return token.start, f"`{token.word}` is not expected here"


def shifted(root: ast.expr, line: str, start: int) -> ast.expr:
    """The tree with all offsets in characters of the text instead of bytes of the line."""
    if line.isascii() and not start:
        return root
    encoded = line.encode()
    for node in ast.walk(root):
        if isinstance(node, ast.expr):
            node.col_offset = start + len(encoded[: node.col_offset].decode())
    return root


def measure(root: ast.expr) -> None:
    """Raise Misread if a tree is too large or too deep; needs no stack of its own."""
    waiting = [(root, 1)]
    seen = 0
    while waiting:
        node, depth = waiting.pop()
        seen += 1
        if seen > MOST_NODES:
            raise Misread(root.col_offset, f"this has more than {MOST_NODES} parts: split it")
        if depth > DEEPEST:
            raise Misread(node.col_offset, f"this is nested deeper than {DEEPEST} levels")
        waiting.extend((child, depth + 1) for child in expressions(node))


def expressions(node: ast.expr) -> Iterator[ast.expr]:
    """The expressions directly inside one; operators and contexts are none."""
    for name in node._fields:
        value = getattr(node, name)
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, ast.expr):
                yield child


def refuse(node: ast.expr) -> NoReturn:
    """Raise Misread for a construct that the language does not have."""
    what = FOREIGN.get(type(node), "this kind of expression")
    are = "is" if what.startswith("this") else "are"
    raise Misread(node.col_offset, f"{what} {are} not part of the condition language")


def constant(node: ast.expr) -> int | float | bool | str | None:
    """The constant that a node stands for: number, text, `true`, `false`; None if it is none."""
    match node:
        case ast.Name(id="true" | "false"):
            return node.id == "true"
        case ast.Constant(value=str(text)):
            return text
        case ast.UnaryOp(ast.USub(), ast.Constant(value=int() | float() as number)):
            return whole_if_equal(node, -number)
        case ast.Constant(value=int() | float() as number):
            return whole_if_equal(node, number)
    return None


def whole_if_equal(node: ast.expr, number: int | float) -> int | float:
    """The number, as an int where it is whole; raises Misread if it is too large."""
    if not -LARGEST <= number <= LARGEST:
        raise Misread(node.col_offset, f"numbers here are at most {LARGEST:_} either way")
    return int(number) if number == int(number) else number
