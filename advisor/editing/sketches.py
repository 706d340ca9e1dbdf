"""Drafts read as far as they can be, once for each text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from knowledge.drafting import Sketch, sketch
from knowledge.rulebase import hash_of


@dataclass(frozen=True)
class Hashed:
    """Files that are the same if their hash is."""

    hash: str
    files: Mapping[str, str] = field(compare=False)


def sketch_of(files: Mapping[str, str]) -> Sketch:
    """The sketch of some files; the last few are remembered."""
    return remembered(Hashed(hash_of(files), files))


@lru_cache(maxsize=16)
def remembered(hashed: Hashed) -> Sketch:
    """The sketch of files that were not met lately."""
    return sketch(hashed.files)
