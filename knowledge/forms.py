"""Which files a rule base is made of, and what each of them holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from knowledge.model import (
    Article,
    Case,
    Component,
    Example,
    Fact,
    FactId,
    ItemId,
    Level,
    Part,
    Practice,
    Rule,
    Slot,
    Source,
    Stage,
    System,
    Term,
    Topic,
)

MOST_FILES = 100
MOST_BYTES_TOGETHER = 4 * 1024 * 1024
MOST_ITEMS_TOGETHER = 5_000


@dataclass(frozen=True)
class Form:
    """The form of a file: a mapping of ids to items, or a list of items if `ids` is None."""

    item: type[Part]
    ids: Any = None

    @property
    def word(self) -> str:
        """What one item is called in messages: "fact", "rule" …"""
        return self.item.__name__.lower()

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """Checks the plain value of a whole file."""
        if self.ids is None:
            return TypeAdapter(tuple[self.item, ...])  # type: ignore[name-defined]
        return TypeAdapter(dict[self.ids, self.item])  # type: ignore[name-defined]


SINGLE_FILES: Mapping[str, Form] = {
    "topics.yaml": Form(Topic, ItemId),
    "facts.yaml": Form(Fact, FactId),
    "levels.yaml": Form(Level, ItemId),
    "stages.yaml": Form(Stage),
    "practices.yaml": Form(Practice, ItemId),
    "slots.yaml": Form(Slot, ItemId),
    "components.yaml": Form(Component, ItemId),
    "sources.yaml": Form(Source, ItemId),
    "articles.yaml": Form(Article, ItemId),
    "systems.yaml": Form(System),
    "examples.yaml": Form(Example, ItemId),
    "terms.yaml": Form(Term, ItemId),
}
# A rule base is whole without these.
OPTIONAL_FILES = frozenset({"terms.yaml"})
FOLDERS: Mapping[str, Form] = {"rules": Form(Rule), "cases": Form(Case)}


def form_of(file: str) -> Form | None:
    """The form of a file by its path, with `/`, from the top of the rule base; None if unknown."""
    folder, _, name = file.rpartition("/")
    if not folder:
        return SINGLE_FILES.get(file)
    return FOLDERS.get(folder) if is_file_name(name) else None


def is_file_name(name: str) -> bool:
    """Whether a file in a subfolder may be called so: `a-z`, `0-9`, `-` and `_`, then `.yaml`."""
    stem = name.removesuffix(".yaml")
    plain = stem.replace("-", "").replace("_", "")
    return stem != name and plain.isascii() and plain.isalnum() and plain == plain.lower()
