"""Placeholders for the wrong parts of an item, so that its other parts can still be checked."""

import re
from collections.abc import Iterable
from typing import Any

from knowledge.wording import Error

Path = tuple[str | int, ...]

GONE: Any = object()
BLANK_TEXT = {"vi": "?", "en": "?"}
# Each is tried in turn until one fits the pattern: an id, a day, an address.
SAMPLES = ["a", "2000-01-01", "https://example.org/"]
# What these hold decides how all else about the item is read, so no placeholder will do.
DECISIVE = frozenset({"id", "kind", "range"})


class Unmendable(Exception):
    """No placeholder can stand for what is wrong."""


def real_path(value: object, error: Error) -> Path:
    """The path of an error within a plain value, without pydantic's names for what it tried."""
    path: list[str | int] = []
    steps = error["loc"]
    for place, step in enumerate(steps, start=1):
        absent = error["type"] == "missing" and place == len(steps)
        if absent or has_part(value, step):
            path.append(step)
            value = None if absent else value[step]  # type: ignore[index]
    return tuple(path)


def has_part(value: object, step: str | int) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, tuple) and isinstance(step, int) and step < len(value)


def mended(item: object, errors: Iterable[Error]) -> object:
    """The plain value of an item with placeholders where the errors are, or Unmendable."""
    for error in errors:
        path = real_path(item, error)
        if not path or path[0] in DECISIVE:
            raise Unmendable
        item = replaced(item, path, placeholder(error))
    return item


def placeholder(error: Error) -> object:
    """What to try in place of a wrong value; the next round may find it wrong again."""
    match error["type"]:
        case "extra_forbidden":
            return GONE
        case "missing" | "string_type":
            return "?"
        case "string_too_short" | "string_too_long":
            return "?"
        case "string_pattern_mismatch" if error["loc"][-1] == "[key]":
            return GONE
        case "string_pattern_mismatch":
            return next_sample(error["input"])
        case "model_type":
            return BLANK_TEXT
        case "tuple_type":
            return ()
        case "dict_type" | "mapping_type":
            return {}
        case "bool_type":
            return False
        case "int_type" | "less_than_equal" | "greater_than_equal":
            return 2
        case "literal_error":
            return re.findall(r"'([^']*)'", error["ctx"]["expected"])[0]
    raise Unmendable


def next_sample(tried: str) -> str:
    place = SAMPLES.index(tried) + 1 if tried in SAMPLES else 0
    if place == len(SAMPLES):
        raise Unmendable
    return SAMPLES[place]


def replaced(value: object, path: Path, new: object) -> object:
    """The value with `new` at a path; without that part if `new` is GONE."""
    if not path:
        return new
    step, *rest = path
    if isinstance(value, dict):
        part = replaced(value.get(step), tuple(rest), new)
        return {key: each for key, each in {**value, step: part}.items() if each is not GONE}
    if not isinstance(value, tuple) or not has_part(value, step):
        raise Unmendable
    parts = [replaced(each, tuple(rest), new) if place == step else each
             for place, each in enumerate(value)]  # fmt: skip
    return tuple(each for each in parts if each is not GONE)
