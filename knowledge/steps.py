"""What turns one value into another: parts replaced, added and removed, one at a time."""

import json
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from knowledge.events import Value
from knowledge.extents import Path


@dataclass(frozen=True)
class Put:
    """Replace the value."""

    value: Value


@dataclass(frozen=True)
class Add:
    """Add a key or an item, before another one or at the end."""

    value: Value
    before: int | str | None = None


@dataclass(frozen=True)
class Remove:
    """Take out a key with its value, or an item."""


Step: TypeAlias = Put | Add | Remove


def steps(old: Value, new: Value, path: Path) -> list[tuple[Path, Step]]:
    """What to do, in order, so that `old` becomes `new`; nothing where they are the same."""
    if same(old, new):
        return []
    if isinstance(old, dict) and isinstance(new, dict) and old and new:
        return steps_of_mapping(old, new, path)
    if isinstance(old, tuple) and isinstance(new, tuple) and old and new:
        return steps_of_list(old, new, path)
    return [(path, Put(new))]


def steps_of_mapping(
    old: dict[str, Value], new: dict[str, Value], path: Path
) -> list[tuple[Path, Step]]:
    """Added keys come first, so that a mapping is never empty on the way."""
    found: list[tuple[Path, Step]] = []
    there = list(old)
    for place, key in enumerate(new):
        if key in old:
            found += steps(old[key], new[key], (*path, key))
            continue
        before = next((later for later in list(new)[place + 1 :] if later in there), None)
        found.append(((*path, key), Add(new[key], before)))
        there.append(key)
    return [*found, *(((*path, key), Remove()) for key in old if key not in new)]


def steps_of_list(
    old: tuple[Value, ...], new: tuple[Value, ...], path: Path
) -> list[tuple[Path, Step]]:
    """From the end to the start, so that earlier places keep their numbers."""
    found: list[tuple[Path, Step]] = []
    matcher = SequenceMatcher(None, list(map(spelled, old)), list(map(spelled, new)), False)
    for _, start, end, first, last in reversed(matcher.get_opcodes()):
        common = min(end - start, last - first)
        for place in range(last - 1, first + common - 1, -1):
            is_last = end == len(old) and place == last - 1
            found.append(((*path, end), Add(new[place], None if is_last else end)))
        removed_places = range(end - 1, start + common - 1, -1)
        for offset in range(common):
            found += steps(old[start + offset], new[first + offset], (*path, start + offset))
        found += [((*path, place), Remove()) for place in removed_places]
    return found


def spelled(value: Value) -> str:
    """A value as one text; values are the same if it is."""
    return json.dumps(value, ensure_ascii=False)


def same(old: Value, new: Value) -> bool:
    return spelled(old) == spelled(new)


def parts_after(parent: Any, key: Any, step: Step) -> Value:
    """A mapping or a list after one step, in order."""
    is_mapping = isinstance(parent, dict)
    pairs: list[tuple[Any, Value]] = list(parent.items() if is_mapping else enumerate(parent))
    names = [name for name, _ in pairs]
    match step:
        case Put(value):
            pairs[names.index(key)] = (key, value)
        case Remove():
            del pairs[names.index(key)]
        case Add(value, before):
            pairs.insert(len(pairs) if before is None else names.index(before), (key, value))
    return dict(pairs) if is_mapping else tuple(part for _, part in pairs)


def with_part(value: Any, path: Path, part: Value) -> Value:
    """A value with another part at a path."""
    if not path:
        return part
    step, rest = path[0], path[1:]
    if isinstance(value, dict):
        return {key: with_part(each, rest, part) if key == step else each
                for key, each in value.items()}  # fmt: skip
    return tuple(
        with_part(each, rest, part) if place == step else each for place, each in enumerate(value)
    )
