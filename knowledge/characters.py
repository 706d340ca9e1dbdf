"""Characters that have no place in what people write: unseen ones, and those that reorder text."""

import re
import unicodedata
from collections.abc import Iterator

# Control, format (bidirectional, zero-width, tags), surrogates, separators of lines and
# paragraphs, variation selectors, blank fillers and non-characters. Written out, because
# asking unicodedata for every character takes longer than reading the whole rule base.
UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)

CONTROLS = {"\0": "NUL", "\t": "TAB", "\r": "CARRIAGE RETURN", "\x1b": "ESCAPE", "\x7f": "DELETE"}


def unseen(text: str) -> Iterator[tuple[int, str]]:
    """The offset and the name of every refused character; a line feed is none of them."""
    for found in UNSEEN.finditer(text):
        yield found.start(), name_of(found.group())


def one_line(text: str) -> str:
    """A text without line breaks, and without the characters that are refused elsewhere."""
    return UNSEEN.sub("", " ".join(text.split()))


def name_of(character: str) -> str:
    """What to call a character, such as `ZERO WIDTH SPACE (U+200B)`."""
    name = CONTROLS.get(character) or unicodedata.name(character, "")
    if not name:
        name = "surrogate" if "\ud800" <= character <= "\udfff" else "control character"
    return f"{name} (U+{ord(character):04X})"


def place_of(text: str, offset: int) -> tuple[int, int]:
    """The 1-based line and column of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
