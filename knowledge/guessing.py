"""The known word that a wrong one most likely stands for."""

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST_GUESSED = 64


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The nearest of the `known` words; None if none is near."""
    if len(word) > LONGEST_GUESSED:
        return None
    return next(iter(get_close_matches(word, list(known), n=1)), None)
