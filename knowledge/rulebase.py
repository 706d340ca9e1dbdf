"""A checked rule base as one value."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.conditions import Condition, Derivation
from knowledge.engine import Engine
from knowledge.model import (
    Article,
    Case,
    Component,
    Example,
    Fact,
    Level,
    Practice,
    Rule,
    Slot,
    Source,
    Stage,
    System,
    Term,
    Topic,
)


@dataclass(frozen=True, eq=False)
class RuleBase:
    """All that the advice is made from; made by `read_folder` and `read_files` only.

    Mappings are from id to item, in the order of the files. `conditions` are those of the
    rules, `asked` the `asked_when` and `derived` the `derive` of facts, `done` the `done` of
    practices, each by id. `files` is what it was read from, path to text (line feeds only,
    no byte order mark), `hash` the SHA-256 of that, `number` that of the release, None if it
    is not one. Two rule bases are the same if their hashes are.
    """

    topics: Mapping[str, Topic]
    facts: Mapping[str, Fact]
    levels: Mapping[str, Level]
    stages: Mapping[int, Stage]
    practices: Mapping[str, Practice]
    slots: Mapping[str, Slot]
    components: Mapping[str, Component]
    sources: Mapping[str, Source]
    articles: Mapping[str, Article]
    examples: Mapping[str, Example]
    terms: Mapping[str, Term]
    rules: Mapping[str, Rule]
    conditions: Mapping[str, Condition]
    asked: Mapping[str, Condition]
    derived: Mapping[str, Derivation]
    done: Mapping[str, Condition]
    cases: tuple[Case, ...]
    systems: tuple[System, ...]
    files: Mapping[str, str]
    hash: str
    number: int | None
    engine: Engine


def normalised(text: str) -> str:
    """The text of a file with line feeds only and without byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def hash_of(files: Mapping[str, str]) -> str:
    """SHA-256 in hex of some files; their order, line ends and byte order marks don't matter."""
    canonical = sorted((path, normalised(text)) for path, text in files.items())
    text = json.dumps(canonical, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
