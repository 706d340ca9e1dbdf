"""Changing one value of a YAML file and nothing around it: comments, order and layout stay.

Every edit replaces, adds or removes the text of one value between its marks. Then the file is
read again: if it does not say exactly what was meant, the edit is refused.
"""

from typing import Any

from knowledge.events import Value
from knowledge.extents import Path, Span, span_at, spans_of
from knowledge.patching import patched
from knowledge.problems import KnowledgeError
from knowledge.reading import Document, plain_text, read_yaml
from knowledge.rendering import WIDTH
from knowledge.steps import Add, Put, Remove, Step, parts_after, same, steps, with_part


def rewritten(file: str, text: str, path: Path, value: Value) -> str:
    """The text of `file` with `value` at `path`, changed in as few places as that takes.

    Parts that are the same in both stay as they are written. Raises KnowledgeError if the file
    cannot be read, has no such place, or cannot be changed there without touching more.
    """
    document = read_yaml(file, text)
    for step, new in steps(part_at(document, path), value, path):
        document = apply(document, step, new)
    return document.text


def replaced(file: str, text: str, path: Path, value: Value) -> str:
    """The text with another value at `path`, which has to be there. Raises KnowledgeError."""
    return apply(read_yaml(file, text), path, Put(value)).text


def added(file: str, text: str, path: Path, value: Value, before: int | str | None = None) -> str:
    """The text with one more key, or one more item of a list, at `path`.

    It comes at the end or `before` the key or place named. Raises KnowledgeError.
    """
    return apply(read_yaml(file, text), path, Add(value, before)).text


def removed(file: str, text: str, path: Path) -> str:
    """The text without the key or the item at `path`. Raises KnowledgeError."""
    return apply(read_yaml(file, text), path, Remove()).text


# Doing it


def apply(document: Document, path: Path, step: Step) -> Document:
    """The document after one step; raises KnowledgeError unless just that has changed."""
    meant = with_step(document, path, step)
    spans = spans_of(document.text)
    text = plain_text(document.file, patched(document.text, spans, path, step))
    try:
        after = read_yaml(document.file, text)
    except KnowledgeError as error:
        raise refused(document, path) from error
    if not same(after.value, meant):
        raise refused(document, path)
    return spread(document, spans, path, after) or after


def spread(document: Document, top: Span, path: Path, after: Document) -> Document | None:
    """The same change with a bracket over lines of its own, where its one line grew too long."""
    length = next((each for each in range(len(path)) if span_at(top, path[:each]).flow), None)
    if length is None or longest(after.text) <= max(WIDTH, longest(document.text)):
        return None
    if "#" in document.text[span_at(top, path[:length]).start : span_at(top, path[:length]).end]:
        return None
    return apply(document, path[:length], Put(part_at(after, path[:length])))


def longest(text: str) -> int:
    """The length of the longest line."""
    return max(map(len, text.split("\n")))


def refused(document: Document, path: Path) -> KnowledgeError:
    message = "this cannot be changed without touching what stands around it: edit the YAML"
    return KnowledgeError([document.problem(path, message)])


def part_at(document: Document, path: Path) -> Value:
    """The value at a path; raises KnowledgeError if there is none."""
    value = document.value
    for place, step in enumerate(path):
        parts: Any = value if isinstance(value, dict) else dict(enumerate(listed(value)))
        if step not in parts:
            raise KnowledgeError([document.problem(path[:place], "there is no such part")])
        value = parts[step]
    return value


def listed(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else ()


def with_step(document: Document, path: Path, step: Step) -> Value:
    """What the whole file is to say afterwards."""
    if not path:
        return step.value if isinstance(step, Put) else None
    parent = part_at(document, path[:-1])
    if not isinstance(parent, dict if isinstance(path[-1], str) else tuple):
        raise refused(document, path)
    if not isinstance(step, Add):
        part_at(document, path)
    return with_part(document.value, path[:-1], parts_after(parent, path[-1], step))


def path_at(document: Document, line: int, column: int) -> Path:
    """The path of the innermost value that starts at or before a 1-based place."""
    path: list[str | int] = []
    mark = document.mark
    while mark.parts:
        starts = {step: part.key or part.place for step, part in mark.parts.items()}
        before = [step for step, place in starts.items() if place <= (line, column)]
        if not before:
            break
        path.append(before[-1])
        mark = mark.parts[before[-1]]
    return tuple(path)
