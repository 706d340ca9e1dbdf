"""The text of a YAML file with one part replaced, added or removed between its marks."""

from knowledge.events import Value
from knowledge.extents import (
    Path,
    Span,
    end_of_line,
    gap_of,
    head_end,
    indent_at,
    span_at,
    start_of,
)
from knowledge.rendering import is_block, written, written_pair
from knowledge.steps import Add, Put, Remove, Step


def patched(text: str, top: Span, path: Path, step: Step) -> str:
    """The text after one step at a path of a mapping, if it ends in text, else of a list."""
    match step:
        case Put():
            return put(text, top, path, step)
        case Add():
            return add(text, top, path, step)
        case Remove():
            return remove(text, top, path)


def put(text: str, top: Span, path: Path, step: Put) -> str:
    """The text with another value between the marks of one.

    A collection over lines of its own begins below its key, everything else beside it.
    """
    span, head = span_at(top, path), head_end(text, top, path)
    flow = any(span_at(top, path[:length]).flow for length in range(len(path)))
    was_block = bool(span.parts) and not span.flow
    indent = span.column if was_block else indent_at(top, path)
    column = (head if was_block else span.start) - text.rfind("\n", 0, head) - 1
    new = written(step.value, indent, column, span.style, flow)
    if is_block(step.value, new) == was_block or "#" in text[head : span.start]:
        start, lead = span.start, " " if text[span.start - 1 : span.start] == ":" else ""
    else:
        below = not was_block and isinstance(path[-1], str)
        start, lead = head, f"\n{' ' * indent}" if below else " "
    return text[:start] + (lead if path else "") + new + text[span.end :]


def add(text: str, top: Span, path: Path, step: Add) -> str:
    """The text with one more part in a mapping or a list."""
    within = span_at(top, path[:-1])
    if not within.parts:
        return put(text, top, path[:-1], Put(alone(path[-1], step.value)))
    column = within.column
    if within.flow:
        pair = alone(path[-1], step.value)
        return add_in_brackets(text, within, step, written(pair, 0, 0, "", True)[1:-1])
    if isinstance(path[-1], str):
        new = written_pair(path[-1], step.value, column)
    else:
        new = "- " + written(step.value, column + 2, column + 2)
    if step.before is None:
        return add_after(text, within, column, new)
    return add_before(text, within, step.before, column, new)


def alone(key: str | int, value: Value) -> Value:
    """A mapping or a list of one part."""
    return {key: value} if isinstance(key, str) else (value,)


def add_in_brackets(text: str, within: Span, step: Add, new: str) -> str:
    if step.before is None:
        end = list(within.parts.values())[-1].end
        return f"{text[:end]}, {new}{text[end:]}"
    start = start_of(within, step.before)
    return f"{text[:start]}{new}, {text[start:]}"


def add_after(text: str, within: Span, column: int, new: str) -> str:
    """After the line on which the last part ends; apart from it if the others are apart."""
    end = end_of_line(text, list(within.parts.values())[-1].end)
    return f"{text[:end]}\n{gap_of(text, within)}{' ' * column}{new}{text[end:]}"


def add_before(text: str, within: Span, before: str | int, column: int, new: str) -> str:
    """Before a key or a dash; what follows it moves one line down.

    Comments above what it comes before stay with that: so it goes after the part before it.
    """
    names = list(within.parts)
    place = names.index(before)
    if place:
        end = end_of_line(text, within.parts[names[place - 1]].end)
        return f"{text[:end]}\n{gap_of(text, within)}{' ' * column}{new}{text[end:]}"
    start = within.start
    return f"{text[:start]}{new}\n{gap_of(text, within)}{' ' * column}{text[start:]}"


def remove(text: str, top: Span, path: Path) -> str:
    """The text without the lines of one part."""
    within = span_at(top, path[:-1])
    if len(within.parts) == 1:
        return put(text, top, path[:-1], Put({} if isinstance(path[-1], str) else ()))
    names = list(within.parts)
    place = names.index(path[-1])
    start, end = start_of(within, path[-1]), within.parts[path[-1]].end
    if within.flow:
        if place:
            return text[: within.parts[names[place - 1]].end] + text[end:]
        return text[:start] + text[start_of(within, names[1]) :]
    if not place and within.keys:
        return text[:start] + text[start_of(within, names[1]) :]
    return without_lines(text, text.rfind("\n", 0, start) + 1, end_of_line(text, end))


def without_lines(text: str, start: int, end: int) -> str:
    """The text without some whole lines, and without the second of two empty lines left."""
    before, after = text[:start], text[end + 1 :]
    if after.startswith("\n") and (before.endswith("\n\n") or not before):
        after = after[1:]
    return before.rstrip("\n") + "\n" if before and not after else before + after
