"""What pydantic found, in our own words: what is wrong and what would do.

Errors of one place are put together: an answer that is neither a number nor text nor
anything else that fits is one mistake, not five.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from knowledge.model import FACT_ID, ITEM_ID
from knowledge.problems import did_you_mean

Error = Mapping[str, Any]

NOUNS = {
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "mapping_type": "a mapping",
}
BOTH_LANGUAGES = "must be given in both languages: {vi: …, en: …}"
LANGUAGE_NAMES = {"vi": "Vietnamese", "en": "English"}
ID_PATTERN = "an id is {} (64 characters at most)"
PATTERNS = {
    f"^{FACT_ID}$": ID_PATTERN.format("`a-z` first, then `a-z`, `0-9` and `_`"),
    f"^{ITEM_ID}$": ID_PATTERN.format("`a-z` first, then `a-z`, `0-9`, `_` and `-`"),
    r"^https?://\S+$": "an address starts with `https://` and has no blanks",
    r"^\d{4}-\d{2}-\d{2}$": 'a day is written "2026-01-31"',
    r"\S": "must not be blank",
}
LONGEST_SHOWN = 40


def message_for(errors: Sequence[Error]) -> str:
    """One message for all errors of one place."""
    error = next((each for each in errors if each["type"] not in NOUNS), None)
    if error is None:
        return wrong_kind(errors)
    write = WRITERS.get(error["type"])
    return write(error) if write else str(error["msg"])


def wrong_kind(errors: Sequence[Error]) -> str:
    kinds = [NOUNS[error["type"]] for error in errors]
    if "a number" in kinds:
        kinds = [kind for kind in kinds if kind != "a whole number"]
    *others, last = dict.fromkeys(kinds)
    wanted = f"{', '.join(others)} or {last}" if others else last
    return f"must be {wanted}{remedy(wanted, errors[0]['input'])}"


def remedy(wanted: str, given: object) -> str:
    """What would turn the given value into the wanted one, if it takes little."""
    if wanted == "text" and isinstance(given, bool | int | float):
        return "; put it in quotes"
    if wanted == "a list" and isinstance(given, str):
        return f"; write `[{shortened(given)}]`"
    return ""


def missing(error: Error) -> str:
    key = error["loc"][-1]
    if key in LANGUAGE_NAMES:
        return f"the {LANGUAGE_NAMES[key]} text is missing: add `{key}: …`"
    return "must have two numbers" if isinstance(key, int) else f"`{key}` is missing"


def wrong_model(error: Error) -> str:
    """Not a mapping where the parts of something are expected."""
    return BOTH_LANGUAGES if error["ctx"]["class_name"] == "Text" else "must be a mapping"


def wrong_literal(error: Error) -> str:
    expected = error["ctx"]["expected"].replace("'", "`")
    given = error["input"]
    guess = did_you_mean(given, re.findall("`([^`]*)`", expected)) if type(given) is str else ""
    return f"must be {expected}{guess}"


def wrong_pattern(error: Error) -> str:
    rule = PATTERNS[error["ctx"]["pattern"]]
    shown = shortened(error["input"])
    return f"`{shown}`: {rule}" if shown.strip() else rule


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def too_long(error: Error) -> str:
    actual, limit = len(error["input"]), error["ctx"]["max_length"]
    if isinstance(error["input"], str):
        return f"has {actual:,} characters; at most {limit:,} are taken"
    return f"has {actual} entries; at most {limit} are taken"


def too_short(error: Error) -> str:
    least = error["ctx"]["min_length"]
    return "is empty" if least == 1 else f"needs at least {least} entries"


def out_of_bounds(error: Error) -> str:
    bound = error["ctx"]
    return (
        f"must be at least {bound['ge']:g}" if "ge" in bound else f"must be at most {bound['le']:g}"
    )


WRITERS: Mapping[str, Callable[[Error], str]] = {
    "missing": missing,
    "model_type": wrong_model,
    "literal_error": wrong_literal,
    "string_pattern_mismatch": wrong_pattern,
    "string_too_long": too_long,
    "too_long": too_long,
    "string_too_short": too_short,
    "too_short": too_short,
    "greater_than_equal": out_of_bounds,
    "less_than_equal": out_of_bounds,
}
