"""The glossary: the words of a rule base in the order of the reader's alphabet."""

import unicodedata
from typing import NamedTuple

from advisor.handbook.index import plain
from advisor.pictures.language import said
from knowledge import RuleBase, Term

# Vietnamese sorts Đ after D, and these after the same letter without its mark.
LETTERS = "AĂÂBCDĐEÊFGHIJKLMNOÔƠPQRSTUƯVWXYZ"
TONES = "\u0300\u0301\u0303\u0309\u0323"


class Word(NamedTuple):
    """One entry of the glossary."""

    id: str
    term: Term


def by_letter(base: RuleBase) -> dict[str, list[Word]]:
    """All words under their first letters, in order."""
    words = sorted((Word(*pair) for pair in base.terms.items()), key=place)
    found: dict[str, list[Word]] = {}
    for word in words:
        found.setdefault(letter(said(word.term.title)), []).append(word)
    return found


def place(word: Word) -> tuple[int, str]:
    """Where a word stands: by its first letter, then letter by letter without marks."""
    title = said(word.term.title)
    return LETTERS.find(letter(title)), plain(title)


def letter(title: str) -> str:
    """The first letter, large and without its tone: Ạ is A, but Ă, Â and Đ are their own."""
    bare = "".join(each for each in unicodedata.normalize("NFD", title) if each not in TONES)
    return unicodedata.normalize("NFC", bare)[0].upper()
