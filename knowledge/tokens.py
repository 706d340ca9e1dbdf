"""The words and signs a condition may be written with; all others are refused by name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from keyword import kwlist

from knowledge.characters import name_of, unseen

LONGEST = 1_000
DEEPEST = 32

TOKEN = re.compile(
    r"(?P<text>'[^'\n]*'|\"[^\"\n]*\")"
    r"|(?P<number>[0-9][0-9_]*(\.[0-9_]*)?|\.[0-9_]+)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign><=|>=|==|!=|<(?!>)|[->()\[\],+*/])"
    r"|(?P<stray>&&|\|\||:=|=[<>]|<>|[^ \n])"
)
NUMBER = re.compile(r"(0|[1-9][0-9]*(_[0-9]+)*)(\.[0-9]+)?")
COMMAS = re.compile(r"(?<![0-9_.])[0-9]{1,3}(,[0-9]{3})+(?![0-9_])")
OPERATORS = frozenset({"and", "or", "not", "in"})
PAIRS = {"(": ")", "[": "]"}

# what somebody wrote -> what they probably meant
MEANT = {
    "&": "and", "&&": "and", "|": "or", "||": "or", "=": "==", "=>": ">=", "=<": "<=",
    "<>": "!=", "!": "not", "≥": ">=", "≤": "<=", "≠": "!=", "“": "'", "”": "'", "‘": "'",
    "’": "'", "AND": "and", "And": "and", "OR": "or", "Or": "or", "NOT": "not", "Not": "not",
    "IN": "in", "In": "in", "is": "==", "True": "true", "TRUE": "true", "False": "false",
    "FALSE": "false",
}  # fmt: skip
UNKNOWN_WORDS = frozenset({"None", "null", "NULL", "Null", "nil"})
FOREIGN_WORDS = frozenset(kwlist) - OPERATORS
FOREIGN_SIGNS = {
    ".": "attributes",
    ":": "slices, dictionaries and lambdas",
    "{": "dictionaries and sets",
    "}": "dictionaries and sets",
    ":=": "assignments",
    ";": "statements",
    "#": "comments",
    "@": "decorators",
    "%": "percent signs",
    "^": "operations on bits",
    "~": "operations on bits",
    "\\": "backslashes",
}


class Misread(ValueError):
    """Something wrong at an `offset` of a text."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a condition: `kind` is text, number, name, sign or stray."""

    kind: str
    word: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.word)

    @property
    def is_operand(self) -> bool:
        return self.kind in ("text", "number") or self.is_name

    @property
    def is_closing(self) -> bool:
        """Whether a formula may end with it."""
        return self.is_operand or self.word in (")", "]")

    @property
    def is_name(self) -> bool:
        return self.kind == "name" and self.word not in OPERATORS


def tokens_of(text: str) -> list[Token]:
    """The pieces of a text, strays included."""
    return [
        Token(str(found.lastgroup), found.group(), found.start()) for found in TOKEN.finditer(text)
    ]


def misread(text: str) -> Iterator[Misread]:
    """All that is wrong with the spelling of a condition; each step only if the ones before
    it found nothing, for the later ones would only repeat it.
    """
    if len(text) > LONGEST:
        yield Misread(0, f"this has {len(text):,} characters; at most {LONGEST:,} are taken")
        return
    tokens = tokens_of(text)
    for step in (wrong_characters(text), wrong_tokens(text, tokens), wrong_order(tokens)):
        found = list(step)
        yield from found
        if found:
            return
    if not tokens:
        yield Misread(0, "this is empty")


def wrong_characters(text: str) -> Iterator[Misread]:
    for offset, name in unseen(text):
        yield Misread(offset, f"the character {name} is not taken")


def wrong_tokens(text: str, tokens: Iterable[Token]) -> Iterator[Misread]:
    """Pieces that are wrong by themselves."""
    past = 0
    for token in tokens:
        commas = COMMAS.match(text, token.start) if token.kind == "number" else None
        if token.start < past:
            continue
        if commas:
            past = commas.end()
            meant = commas.group().replace(",", "_")
            yield Misread(token.start, f"write `{meant}` for {commas.group()}")
        elif message := complaint(token):
            yield Misread(token.start, message)


def complaint(token: Token) -> str:
    """What is wrong with one piece; empty if nothing is."""
    match token.kind:
        case "stray":
            return stray(token.word)
        case "name":
            return word(token.word)
        case "number" if not NUMBER.fullmatch(token.word):
            return f"`{token.word}` is not a number here: write plain digits, as in 1_000 or 0.5"
        case "text" if "\\" in token.word:
            return "backslashes are not part of the condition language"
    return ""


def stray(sign: str) -> str:
    """Why a sign is refused, and what was probably meant."""
    if sign in MEANT:
        return f"`{sign}` is not part of the condition language: did you mean `{MEANT[sign]}`?"
    if sign in ("'", '"'):
        return "this quote is never closed"
    if not sign.isascii():
        return f"the character {name_of(sign)} is only taken inside quotes"
    return f"{FOREIGN_SIGNS.get(sign, f'`{sign}`')} are not part of the condition language"


def word(name: str) -> str:
    """Why a word is refused; empty if it is not."""
    if name in MEANT:
        return f"did you mean `{MEANT[name]}`, not `{name}`?"
    if name in UNKNOWN_WORDS:
        return f"`{name}` is no value: ask `known(…)` whether a fact is answered"
    if name in FOREIGN_WORDS:
        return f"`{name}` is not part of the condition language"
    if name.startswith("_"):
        return f"`{name[:40]}`: names start with a letter"
    return ""


def wrong_order(tokens: Sequence[Token]) -> Iterator[Misread]:
    """Pieces that cannot stand side by side, and brackets that do not match."""
    for left, right in pairwise(tokens):
        message = neighbours(left, right)
        if message:
            yield Misread(right.start, message)
            return
    if tokens and not tokens[-1].is_closing:
        yield Misread(tokens[-1].start, f"something is missing after `{tokens[-1].word}`")
        return
    yield from wrong_brackets(tokens)


def neighbours(left: Token, right: Token) -> str:
    """Why one piece may not follow another; empty if it may."""
    if left.end == right.start and right.kind in ("name", "text") and left.is_operand:
        if left.kind == "number":
            return f"`{left.word}{right.word}` is not a number: write it in plain digits"
        return f"letters and quotes side by side (`{left.word}{right.word}`) are not taken"
    if left.is_closing and right.word == "[":
        return "subscripts are not part of the condition language"
    if left.is_closing and right.word == "(" and not left.is_name:
        return "calls are not part of the condition language"
    if left.is_closing and right.is_operand:
        return f"an operator is missing before `{right.word}`, such as `and`"
    return ""


def wrong_brackets(tokens: Iterable[Token]) -> Iterator[Misread]:
    """The first bracket that is not closed, not opened, or too deep."""
    opened: list[Token] = []
    for token in tokens:
        if token.kind != "sign":
            continue
        if token.word in PAIRS:
            opened.append(token)
        elif token.word in (")", "]") and not (opened and PAIRS[opened.pop().word] == token.word):
            yield Misread(token.start, f"this `{token.word}` closes nothing")
            return
        if len(opened) > DEEPEST:
            yield Misread(token.start, f"brackets are nested deeper than {DEEPEST}")
            return
    if opened:
        yield Misread(opened[-1].start, f"this `{opened[-1].word}` is never closed")
