"""The files of a rule base on disk, read with limits and without following links."""

import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from knowledge.forms import FOLDERS, MOST_FILES, form_of
from knowledge.problems import KnowledgeError, Problem
from knowledge.reading import MOST_BYTES


def read_from_disk(folder: str | os.PathLike[str]) -> tuple[dict[str, bytes], list[Problem]]:
    """The bytes of all files of a folder by path with `/`, and the problems met on the way.

    A file that does not belong there is named with no bytes: the check of the files says so.
    Raises KnowledgeError if there is no such folder.
    """
    top = Path(folder)
    if not top.is_dir():
        raise KnowledgeError([Problem(top.name or str(top), 1, 1, "there is no such folder")])
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name, path in islice(found(top, ""), MOST_FILES + 1):
        if refusal := why_refused(path):
            problems.append(Problem(name, 1, 1, refusal))
        else:
            files[name] = path.read_bytes() if form_of(name) else b""
    return files, problems


def found(folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    """All files of a folder in order, and those of the subfolders that are known."""
    for path in sorted(folder.iterdir()):
        if path.name in FOLDERS and not prefix and path.is_dir() and not path.is_symlink():
            yield from found(path, f"{path.name}/")
        else:
            yield prefix + path.name, path


def why_refused(path: Path) -> str:
    """Why a file is not read; empty if it may be."""
    about = path.lstat()
    if stat.S_ISLNK(about.st_mode):
        return "is a link to another place, which is not followed: put the file itself here"
    if stat.S_ISDIR(about.st_mode):
        return f"no folder of this name is taken; only {' and '.join(sorted(FOLDERS))} are"
    if not stat.S_ISREG(about.st_mode):
        return "is not an ordinary file"
    if about.st_size > MOST_BYTES:
        return f"the file has {about.st_size:,} bytes; at most {MOST_BYTES:,} are read"
    return "" if os.access(path, os.R_OK) else "may not be read: mend its permissions"
