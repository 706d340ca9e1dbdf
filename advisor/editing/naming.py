"""The names that a form proposes while one types: ids of the draft with what they are called."""

from collections.abc import Iterable, Mapping
from typing import Any

from advisor.editing.conditions import nameable
from advisor.editing.fields import Field
from advisor.pictures.language import page_language
from knowledge.drafting import Sketch

SUBJECTS = "subjects"  # facts, and rules that a condition may name
Names = list[tuple[str, str]]


def suggestions(sketch: Sketch, fields: Iterable[Field]) -> dict[str, Names]:
    """Ids and titles for each room that the fields refer to."""
    rooms = {each.naming for each in flat(fields)} | {
        "facts" if each.kind == "answers" else SUBJECTS
        for each in flat(fields)
        if each.kind in ("answers", "condition")
    }
    return {room: names(sketch, room) for room in sorted(rooms - {""})}


def names(sketch: Sketch, room: str) -> Names:
    if room == SUBJECTS:
        rules: Mapping[str, Any] = {name: sketch.rules[name] for name in nameable(sketch)}
        return [*titled(sketch.facts), *titled(rules)]
    return titled(sketch.things.get(room, {}))


def titled(things: Mapping[str, Any]) -> Names:
    return [(name, title(thing)) for name, thing in things.items()]


def title(thing: Any) -> str:
    """The title or name of a thing in the reader's language; empty if it has none."""
    words = getattr(thing, "title", None) or getattr(thing, "name", None)
    if words is None or isinstance(words, str):
        return words or ""
    return str(words.in_language(page_language()))


def flat(fields: Iterable[Field]) -> Iterable[Field]:
    for each in fields:
        yield each
        yield from flat(each.parts)
