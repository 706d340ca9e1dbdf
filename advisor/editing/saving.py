"""Saving one thing of a draft from a form: onto what is stored now, unless it was changed there."""

import hashlib
from typing import Any

from django.contrib.auth.models import User

from advisor.editing.drafts import DraftChanged, save_file
from advisor.editing.models import Draft
from advisor.editing.rooms import Thing, find, form_of_room
from knowledge import KnowledgeError, Problem
from knowledge.edits import added, removed, rewritten
from knowledge.events import Value
from knowledge.reading import read_yaml
from knowledge.rendering import written, written_pair
from knowledge.steps import same, spelled

ROUNDS = 5


class ThingChanged(Exception):
    """Someone else changed the thing meanwhile: `theirs` is what it is now, None if it is gone."""

    def __init__(self, theirs: Thing | None) -> None:
        self.theirs = theirs
        super().__init__(theirs.key if theirs else "")


def fingerprint(value: Value) -> str:
    """What a form remembers of the value it was filled with."""
    return hashlib.sha256(spelled(value).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def save_thing(
    user: User, draft_id: int, room: str, key: str, was: str, item: dict[str, Any]
) -> tuple[Draft, Thing]:
    """Store an item in place of the one whose fingerprint `was` seen.

    What others saved elsewhere in the draft stays. Raises ThingChanged, and what `save_draft`
    raises but DraftChanged; KnowledgeError also where the file cannot be changed there alone.
    """
    for _ in range(ROUNDS):
        draft = Draft.objects.get(pk=draft_id)
        thing = find(draft.files, room, key)
        if thing and same(thing.value, item):
            return draft, thing
        if thing is None or fingerprint(thing.value) != was:
            raise ThingChanged(thing)
        text = rewritten(thing.file, draft.files[thing.file], thing.path, item)
        try:
            draft = save_file(user, draft_id, draft.version, thing.file, text)
        except DraftChanged:
            continue
        return draft, Thing(room, key, thing.file, thing.path, item)
    raise ThingChanged(thing)


def add_thing(user: User, draft: Draft, room: str, file: str, key: str, item: Any) -> Draft:
    """Store a new item at the end of a file. Raises what `save_file` does."""
    is_keyed = form_of_room(room).ids is not None
    text = draft.files.get(file, "")
    value = read_yaml(file, text).value
    if is_keyed and isinstance(value, dict) and key in value:
        raise KnowledgeError([Problem(file, 1, 1, f"the id `{key}` is taken")])
    if not value:
        new = written_pair(key, item, 0) if is_keyed else f"- {written(item, 2, 2)}"
        after = f"{new}\n"
    elif is_keyed:
        after = added(file, text, (key,), item)
    else:
        after = added(file, text, (len(value) if isinstance(value, tuple) else 0,), item)
    return save_file(user, draft.pk, draft.version, file, after)


def remove_thing(user: User, draft: Draft, thing: Thing) -> Draft:
    """Take a thing out of its file. Raises what `save_file` does."""
    text = removed(thing.file, draft.files[thing.file], thing.path)
    return save_file(user, draft.pk, draft.version, thing.file, text)
