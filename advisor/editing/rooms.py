"""The rooms of a rule base as staff see them: which things are in which files, and where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext, gettext_noop

from advisor.pictures.language import page_language
from knowledge import KnowledgeError
from knowledge.events import Value
from knowledge.extents import Path
from knowledge.forms import FOLDERS, SINGLE_FILES, Form, form_of
from knowledge.reading import read_yaml

# room -> what its things are called, and one of them
NAMES = {
    "rules": (gettext_noop("Rules"), gettext_noop("Rule")),
    "cases": (gettext_noop("Cases"), gettext_noop("Case")),
    "facts": (gettext_noop("Facts"), gettext_noop("Fact")),
    "practices": (gettext_noop("Practices"), gettext_noop("Practice")),
    "components": (gettext_noop("Components"), gettext_noop("Component")),
    "stages": (gettext_noop("Stages"), gettext_noop("Stage")),
    "sources": (gettext_noop("Sources"), gettext_noop("Source")),
    "topics": (gettext_noop("Topics"), gettext_noop("Topic")),
    "levels": (gettext_noop("Levels"), gettext_noop("Level")),
    "slots": (gettext_noop("Slots"), gettext_noop("Slot")),
    "articles": (gettext_noop("Guide"), gettext_noop("Article")),
    "examples": (gettext_noop("Examples"), gettext_noop("Example")),
    "systems": (gettext_noop("Real systems"), gettext_noop("Real system")),
}
# Named by an id of their own, which may change; the others are named by their key or place.
WITH_ID = ("rules", "systems")


@dataclass(frozen=True)
class Thing:
    """One item: its room, what it is called in addresses, its file and path, its plain value."""

    room: str
    key: str
    file: str
    path: Path
    value: Value

    @property
    def title(self) -> str:
        """Its title or name in the reader's language, else what it is called."""
        parts = self.value if isinstance(self.value, dict) else {}
        title = parts.get("title") or parts.get("name")
        if isinstance(title, dict):
            title = title.get(page_language()) or title.get("en")
        return title if isinstance(title, str) and title else self.key


def room_name(room: str) -> str:
    """What the things of a room are called."""
    return gettext(NAMES[room][0])


def thing_name(room: str) -> str:
    """What one thing of a room is called."""
    return gettext(NAMES[room][1])


def room_of(file: str) -> str:
    """The room that a file belongs to."""
    return file.partition("/")[0].removesuffix(".yaml")


def form_of_room(room: str) -> Form:
    """The form of the files of a room."""
    return FOLDERS.get(room) or SINGLE_FILES[f"{room}.yaml"]


def files_of(files: Mapping[str, str], room: str) -> list[str]:
    """The paths of the files of a room."""
    return sorted(file for file in files if form_of(file) and room_of(file) == room)


def things_in(files: Mapping[str, str], room: str) -> Iterator[Thing]:
    """All things of a room in files that are sound YAML, in order."""
    for file in files_of(files, room):
        try:
            value = read_yaml(file, files[file]).value
        except KnowledgeError:
            continue
        yield from things_of(room, file, value)


def things_of(room: str, file: str, value: Value) -> Iterator[Thing]:
    """The things that the value of a file holds."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield Thing(room, key, file, (key,), item)
    for place, item in enumerate(value if isinstance(value, tuple) else ()):
        yield Thing(room, listed_key(room, file, place, item), file, (place,), item)


def listed_key(room: str, file: str, place: int, item: Any) -> str:
    """What an item of a list is called: by its id or number, else by its file and place."""
    parts = item if isinstance(item, dict) else {}
    if room in WITH_ID and isinstance(parts.get("id"), str):
        return str(parts["id"])
    if room == "stages":
        return str(parts.get("number", place + 1))
    stem = file.rpartition("/")[2].removesuffix(".yaml")
    return f"{stem}.{place + 1}"


def find(files: Mapping[str, str], room: str, key: str) -> Thing | None:
    """The thing that an address names, the first of several; None if there is none."""
    return next((thing for thing in things_in(files, room) if thing.key == key), None)


def room_or_404(room: str) -> str:
    """The name of a room that there is."""
    if room not in NAMES:
        raise Http404
    return room


def thing_or_404(files: Mapping[str, str], room: str, key: str) -> Thing:
    """The thing that an address names."""
    found = find(files, room_or_404(room), key)
    if found is None:
        raise Http404
    return found


def cases_of(files: Mapping[str, str], rule: str) -> dict[str, list[Thing]]:
    """The cases in which a rule is seen firing, and those in which it is seen silent."""
    cases = list(things_in(files, "cases"))
    return {field: [case for case in cases if names(case, field, rule)] for field in SEEN}


SEEN = ("fires", "silent")


def names(case: Thing, field: str, rule: str) -> bool:
    """Whether a case names a rule in one of its fields."""
    parts = case.value if isinstance(case.value, dict) else {}
    listed = parts.get(field)
    return isinstance(listed, tuple) and rule in listed
