"""Numbers as people write them: 1.250.000, 1,25tr, 100k, 1 triệu, 1_000."""

import re

LIMIT = 1e15
LENGTH = 40
# Finer than anything a team measures, and short enough to be written back in full.
DECIMALS = 10

UNITS = {
    "": 1,
    "k": 1_000,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "thousand": 1_000,
    "tr": 1_000_000,
    "triệu": 1_000_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
WRITTEN = re.compile(r"(-?[0-9][0-9.,_ ]*?)\s*([^\W\d_]*)", re.UNICODE)
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-"})
# Who writes which mark in front of three digits means groups of thousands by it.
GROUP_MARK = {"vi": ".", "en": ","}


class NotANumber(ValueError):
    """The text cannot be read as one number."""


def read_number(text: str, language: str) -> int | float:
    """The number that `text` means to a reader of `language` ("vi" or "en").

    It is rounded to ten decimals; whole values come back as int. Raises NotANumber for
    anything ambiguous, longer than 40 characters, or beyond 10^15.
    """
    if len(text) > LENGTH:
        raise NotANumber(text)
    match = WRITTEN.fullmatch(text.translate(SPACES).strip().lower())
    if match is None or match[2] not in UNITS:
        raise NotANumber(text)
    value = round(plain_value(match[1].strip(), language) * UNITS[match[2]], DECIMALS)
    if abs(value) > LIMIT:
        raise NotANumber(text)
    return int(value) if value == int(value) else value


def plain_value(digits: str, language: str) -> float:
    """The value of digits with group and decimal marks; raises NotANumber."""
    digits = ungrouped(digits.replace("_", ""))
    marks = {mark for mark in ".," if mark in digits}
    if len(marks) == 2:
        return both_marks(digits)
    if not marks:
        return float(digits)
    return one_mark(digits, marks.pop(), language)


def ungrouped(digits: str) -> str:
    """`digits` without spaces between groups of three; raises NotANumber for others."""
    if " " in digits and not re.fullmatch(r"-?\d{1,3}( \d{3})+([.,]\d+)?", digits):
        raise NotANumber(digits)
    return digits.replace(" ", "")


def both_marks(digits: str) -> float:
    """The value where both marks stand: the last one is the decimal mark."""
    decimal = max(".,", key=digits.rfind)
    group = "," if decimal == "." else "."
    if digits.count(decimal) > 1 or not grouped(digits.split(decimal)[0], group):
        raise NotANumber(digits)
    return as_float(digits.replace(group, "").replace(decimal, "."))


def one_mark(digits: str, mark: str, language: str) -> float:
    """The value where one kind of mark stands: groups where it can only be groups."""
    groups = grouped(digits, mark)
    if digits.count(mark) > 1 and not groups:
        raise NotANumber(digits)
    if groups and (digits.count(mark) > 1 or mark == GROUP_MARK[language]):
        return as_float(digits.replace(mark, ""))
    return as_float(digits.replace(mark, "."))


def grouped(digits: str, mark: str) -> bool:
    """Whether `digits` are groups of three parted by `mark`."""
    return re.fullmatch(rf"-?[1-9]\d{{0,2}}({re.escape(mark)}\d{{3}})*", digits) is not None


def as_float(digits: str) -> float:
    """`digits` with a decimal point as a number; raises NotANumber."""
    try:
        return float(digits)
    except ValueError as error:
        raise NotANumber(digits) from error
