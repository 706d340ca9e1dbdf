"""What a plain word of a YAML file stands for, and which words are refused as traps.

Only true, false, null, nothing and decimal numbers are special; all else is text. Words that
some version of YAML turns into something other than what is written have to be quoted.
"""

import re
from decimal import Decimal

LARGEST = 10**15
LONGEST_NUMBER = 40

Scalar = bool | int | float | str | None

MEANINGS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}


def spellings(*words: str) -> list[str]:
    return [cased for word in words for cased in (word, word.capitalize(), word.upper())]


# word -> what to write where the quoted word is not meant
OTHER_WORDS = {
    **dict.fromkeys(spellings("y", "yes", "on"), "true"),
    **dict.fromkeys(spellings("n", "no", "off"), "false"),
    **dict.fromkeys(spellings("true")[1:], "true"),
    **dict.fromkeys(spellings("false")[1:], "false"),
    **dict.fromkeys([*spellings("null")[1:], "~"], "null"),
    "=": "",
}
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
FIRST_OF_NUMBERS = frozenset("0123456789+-.")
# Each pattern reads a word once from left to right, however long it is:
# pattern, what it is, whether the number it stands for can be proposed
TRAPS = [
    (re.compile(r"[-+]?0[xX][0-9a-fA-F_]+"), "a hexadecimal number", False),
    (re.compile(r"[-+]?0[bB][01_]+"), "a binary number", False),
    (re.compile(r"[-+]?0o[0-7_]+"), "an octal number", False),
    (re.compile(r"[-+]?0[0-9_]+"), "an octal number in some versions of YAML", False),
    (re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"), "a number of base 60", False),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?"), "a date", False),
    (re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), "not a finite number", False),
    (re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?"), "a number with commas", True),
    (
        re.compile(r"[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?"),
        "a number, but not written in plain decimal digits",
        True,
    ),
]


class Refused(ValueError):
    """A plain word that is not taken; the text says why and what to write."""


def plain_value(word: str) -> Scalar:
    """The value of an unquoted scalar: true, false, null, a number or text; or Refused."""
    if word in MEANINGS:
        return MEANINGS[word]
    if word == "<<":
        raise Refused("merge keys (`<<`) are not taken")
    if word in OTHER_WORDS:
        other = OTHER_WORDS[word]
        proposal = f", or write `{other}`" if other else ""
        raise Refused(f"`{word}` is special in some versions of YAML: put it in quotes{proposal}")
    if word[0] not in FIRST_OF_NUMBERS:
        return word
    if NUMBER.fullmatch(word):
        return number(word)
    refuse_trap(word)
    return word


def number(word: str) -> int | float:
    """The number that decimal digits stand for, if it is in range; or Refused."""
    if len(word) > LONGEST_NUMBER:
        raise Refused(f"a number of {len(word)} characters; at most {LONGEST_NUMBER} are read")
    value = float(word) + 0.0 if "." in word else int(word)
    if abs(value) > LARGEST:
        raise Refused(f"the number {word} is too large: at most {LARGEST} either way")
    return value


def refuse_trap(word: str) -> None:
    """Raise Refused if the word looks like something that YAML 1.1 would convert."""
    for pattern, what, proposable in TRAPS:
        if pattern.fullmatch(word):
            proposal = f", or write `{in_digits(word)}`" if proposable and in_digits(word) else ""
            raise Refused(f"`{word[:LONGEST_NUMBER]}` is {what}: put it in quotes{proposal}")


def in_digits(word: str) -> str:
    """The same number in plain decimal digits; empty if that would be too long."""
    if len(word) > LONGEST_NUMBER:
        return ""
    exact = Decimal(word.replace("_", "").replace(",", ""))
    small = -LONGEST_NUMBER < exact.adjusted() < len(str(LARGEST))
    text = f"{exact:f}" if small else ""
    return text.rstrip("0").rstrip(".") if "." in text else text
