"""Differences between rule bases in words, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from advisor.editing.conditions import base_like, read
from advisor.editing.labels import label
from advisor.editing.rooms import NAMES, form_of_room, room_name, thing_name
from advisor.editing.sketches import sketch_of
from advisor.handbook.conditions import in_words, unit
from advisor.pictures.language import page_language
from advisor.pictures.templatetags.figures import with_unit
from knowledge.differences import Difference, differences
from knowledge.drafting import Sketch
from knowledge.events import Value
from knowledge.rendering import written
from knowledge.tree import number_text

ROOMS = {form_of_room(room).word: room for room in NAMES}


@dataclass(frozen=True)
class Told:
    """One difference: a sentence, both sides where they say more, and what it is about."""

    words: str
    room: str
    key: str
    kind: str
    old: str = ""
    new: str = ""
    is_code: bool = False


@dataclass(frozen=True)
class Side:
    """The files on one side, and what can be understood of them."""

    files: Mapping[str, str]

    @property
    def sketch(self) -> Sketch:
        return sketch_of(self.files)


def told_differences(old: Mapping[str, str], new: Mapping[str, str]) -> list[Told]:
    """What differs between two sets of files, in the order of the rooms."""
    before, after = Side(old), Side(new)
    found = [told(each, before, after) for each in differences(old, new)]
    order = list(NAMES)
    return sorted(found, key=lambda each: order.index(each.room))


def told(difference: Difference, old: Side, new: Side) -> Told:
    """One difference in words."""
    room = ROOMS[difference.family]
    words, one, other = WRITERS[difference.kind](difference, old, new)
    is_code = difference.kind in ("changed", "reordered")
    return Told(words, room, difference.id, difference.kind, one, other, is_code)


Written = tuple[str, str, str]


def named(difference: Difference) -> dict[str, str]:
    """What a difference is about: the kind of thing, its id, and the part."""
    room = ROOMS[difference.family]
    return {
        "thing": thing_name(room).lower(),
        "id": difference.id,
        "part": trail(difference),
        "room": room_name(room).lower(),
    }


def trail(difference: Difference) -> str:
    """The way to a part: `Options › few › Label`."""
    steps = [str(s + 1) if isinstance(s, int) else label(s) for s in difference.field]
    return " › ".join(steps)


def added(difference: Difference, old: Side, new: Side) -> Written:
    return gettext("Added: %(thing)s `%(id)s`") % named(difference), "", called(difference.new)


def removed(difference: Difference, old: Side, new: Side) -> Written:
    return gettext("Removed: %(thing)s `%(id)s`") % named(difference), called(difference.old), ""


def renamed(difference: Difference, old: Side, new: Side) -> Written:
    words = {**named(difference), "old": difference.old}
    return gettext("Renamed: %(thing)s `%(old)s` is now `%(id)s`") % words, "", ""


def moved(difference: Difference, old: Side, new: Side) -> Written:
    words = gettext("Moved: %(thing)s `%(id)s` is in another file")
    return words % named(difference), str(difference.old), str(difference.new)


def reordered(difference: Difference, old: Side, new: Side) -> Written:
    words = gettext("In another order: %(room)s") % named(difference)
    return words, "", ""


def limit(difference: Difference, old: Side, new: Side) -> Written:
    """“Limit of `slow-tests` raised from 2 to 5 minutes”."""
    assert isinstance(difference.old, int | float)
    assert isinstance(difference.new, int | float)
    fact = new.sketch.facts.get(difference.fact) or old.sketch.facts.get(difference.fact)
    words = named(difference) | {
        "old": with_unit(difference.old, ""),
        "new": with_unit(difference.new, unit(fact) if fact else ""),
    }
    if difference.new > difference.old:
        return gettext("Limit of `%(id)s` raised from %(old)s to %(new)s") % words, "", ""
    return gettext("Limit of `%(id)s` lowered from %(old)s to %(new)s") % words, "", ""


def condition(difference: Difference, old: Side, new: Side) -> Written:
    words = gettext("Condition changed: %(thing)s `%(id)s` (%(part)s)") % named(difference)
    return words, phrase(difference.old, old.sketch), phrase(difference.new, new.sketch)


def effect(difference: Difference, old: Side, new: Side) -> Written:
    words = gettext("Effect changed: %(thing)s `%(id)s`") % named(difference)
    return words, effect_text(difference.old), effect_text(difference.new)


def reworded(difference: Difference, old: Side, new: Side) -> Written:
    languages = ", ".join(label(each) for each in difference.languages)
    words = named(difference) | {"languages": languages}
    text = gettext("Reworded: %(thing)s `%(id)s` (%(part)s; %(languages)s)") % words
    return text, texts(difference, difference.old), texts(difference, difference.new)


def changed(difference: Difference, old: Side, new: Side) -> Written:
    words = gettext("Changed: %(thing)s `%(id)s` (%(part)s)") % named(difference)
    return words, code(difference.old), code(difference.new)


WRITERS: Mapping[str, Any] = {
    "added": added,
    "removed": removed,
    "renamed": renamed,
    "moved": moved,
    "reordered": reordered,
    "limit": limit,
    "condition": condition,
    "effect": effect,
    "reworded": reworded,
    "changed": changed,
}


def called(value: Value) -> str:
    """The title of a thing in the reader's language."""
    parts = value if isinstance(value, dict) else {}
    title = parts.get("title") or parts.get("name")
    if isinstance(title, dict):
        title = title.get(page_language())
    return title if isinstance(title, str) else ""


def phrase(text: Value, sketch: Sketch) -> str:
    """A condition in words; as it is written where it cannot be read."""
    found, _ = read(str(text), sketch)
    return in_words(base_like(sketch), found.tree) if found else str(text)


def effect_text(value: Value) -> str:
    """An effect: what it does, and to what."""
    pairs = value.items() if isinstance(value, dict) else ()
    return "; ".join(f"{label(key)}: {plain(part)}" for key, part in pairs)


def plain(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(plain, value))
    if isinstance(value, dict):
        title = called(value)
        return title or ", ".join(map(plain, value.values()))
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return number_text(value) if is_number else str(value)  # type: ignore[arg-type]


def texts(difference: Difference, value: Value) -> str:
    """A text in the languages in which it was reworded."""
    parts = value if isinstance(value, dict) else {}
    return "\n".join(str(parts.get(each) or "–") for each in difference.languages)


def code(value: Value) -> str:
    """A value as YAML; nothing where there is none."""
    return "" if value is None else written(value, 0, 0)
