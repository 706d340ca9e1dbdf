"""What is wrong with one thing of a draft, and in which of its fields."""

from dataclasses import dataclass

from advisor.editing.models import Draft
from advisor.editing.rooms import Thing
from advisor.editing.sketches import sketch_of
from knowledge import KnowledgeError
from knowledge.edits import path_at
from knowledge.reading import read_yaml


@dataclass(frozen=True)
class Fault:
    """A message, and the field that it is about: empty for the thing itself."""

    field: str
    message: str
    line: int = 0


def faults_of(draft: Draft, thing: Thing) -> list[Fault]:
    """The problems of a draft that lie within one thing."""
    problems = sketch_of(draft.files).problems_in(thing.file)
    if not problems:
        return []
    try:
        document = read_yaml(thing.file, draft.files[thing.file])
    except KnowledgeError:
        return []
    depth, found = len(thing.path), []
    for each in problems:
        path = path_at(document, each.line, each.column)
        if path[:depth] == thing.path:
            field = str(path[depth]) if len(path) > depth else ""
            found.append(Fault(field, each.message, each.line))
    return found
