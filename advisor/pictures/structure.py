"""The structure of a stage as a tree of folders."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge import Text
from knowledge.model import Folder


@dataclass(frozen=True)
class Branch:
    """One line of the tree; a folder that only holds others has no note."""

    depth: int
    name: str
    note: Text | None = None


def branches(structure: Iterable[Folder]) -> list[Branch]:
    """The lines of the tree: every path below the folders that hold it, each folder once."""
    lines: list[Branch] = []
    open_folders: tuple[str, ...] = ()
    for folder in structure:
        *parents, name = split(folder.path)
        depth = shared(open_folders, parents)
        lines += [Branch(at, parents[at]) for at in range(depth, len(parents))]
        lines.append(Branch(len(parents), name, folder.note))
        open_folders = (*parents, name)
    return lines


def split(path: str) -> list[str]:
    """The parts of a path, folders with their slash: `a/b/` is `a/` and `b/`."""
    parts = [f"{part}/" for part in path.split("/")]
    return parts[:-1] if path.endswith("/") else [*parts[:-1], parts[-1][:-1]]


def shared(one: Iterable[str], other: Iterable[str]) -> int:
    """How many parts two paths share at the start."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
