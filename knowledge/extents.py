"""Where each value of a YAML file begins and ends, and what stands before it."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import yaml

from knowledge.events import LOADER

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class Span:
    """Where a value stands: offsets of its first character and past its last, its 0-based
    column, how it is written, the same for its parts, and for the keys of a mapping."""

    start: int
    end: int
    column: int
    style: str
    flow: bool
    parts: dict[str | int, "Span"]
    keys: dict[str | int, "Span"]


def span_at(top: Span, path: Path) -> Span:
    for step in path:
        top = top.parts[step]
    return top


def spans_of(text: str) -> Span:
    """The spans of a text that was read without problems, and so is neither deep nor large."""
    node = yaml.compose(text, Loader=LOADER)
    return span_of(text, node) if node else Span(len(text), len(text), 0, "", False, {}, {})


def span_of(text: str, node: Any) -> Span:
    start, end, column = node.start_mark.index, node.end_mark.index, node.start_mark.column
    if isinstance(node, yaml.ScalarNode):
        end = start + len(text[start:end].rstrip()) if node.style in ("|", ">") else end
        return Span(start, end, column, node.style or "", False, {}, {})
    parts: dict[str | int, Span] = {}
    keys: dict[str | int, Span] = {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            keys[key.value], parts[key.value] = span_of(text, key), span_of(text, value)
    else:
        parts = {place: span_of(text, item) for place, item in enumerate(node.value)}
    if not node.flow_style:
        end = max(part.end for part in parts.values())
    return Span(start, end, column, "", bool(node.flow_style), parts, keys)


def head_end(text: str, top: Span, path: Path) -> int:
    """The offset past the `key:` or the dash that a value belongs to."""
    span = span_at(top, path)
    if not path or span_at(top, path[:-1]).flow:
        return span.start
    key = span_at(top, path[:-1]).keys.get(path[-1])
    return text.index(":", key.end) + 1 if key else text.rindex("-", 0, span.start) + 1


def indent_at(top: Span, path: Path) -> int:
    """The column for the further lines of the value at a path: two more than its surroundings."""
    return span_at(top, path[:-1]).column + 2 if path else 0


def start_of(within: Span, key: str | int) -> int:
    return within.keys[key].start if key in within.keys else within.parts[key].start


def gap_of(text: str, within: Span) -> str:
    """An empty line if the parts of a collection are set apart by such lines."""
    parts = list(within.parts.values())
    between = [text[left.end : right.start] for left, right in pairwise(parts)]
    return "\n" if between and sum("\n\n" in each for each in between) * 2 > len(between) else ""


def end_of_line(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end
