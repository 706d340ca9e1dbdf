"""Rule bases as zip files. What comes in is hostile: every limit is checked before unpacking."""

import io
import zlib
from collections.abc import Mapping
from typing import IO, NoReturn
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from knowledge import KnowledgeError, Problem
from knowledge.forms import MOST_BYTES_TOGETHER, MOST_FILES, form_of
from knowledge.reading import MOST_BYTES as MOST_BYTES_OF_A_FILE

MOST_BYTES = MOST_BYTES_TOGETHER
# Folders and files that systems put beside ours when they pack.
LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
DAY = (1980, 1, 1, 0, 0, 0)


def packed(files: Mapping[str, str]) -> bytes:
    """The files as a zip: the same bytes for the same files."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(ZipInfo(path, DAY), files[path].encode(), ZIP_DEFLATED)
    return buffer.getvalue()


def unpacked(file: IO[bytes]) -> dict[str, bytes]:
    """The files in a zip by path; one folder around all of them is left out.

    Raises BadZipFile for what is none, and KnowledgeError for what is too much or no part of
    a rule base. What the files say is not looked at.
    """
    file.seek(0, io.SEEK_END)
    if file.tell() > MOST_BYTES:
        refuse("zip", f"the zip has {file.tell():,} bytes; at most {MOST_BYTES:,} are taken")
    file.seek(0)
    try:
        with ZipFile(file) as archive:
            return read_all(archive)
    except (zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        # Encrypted parts, unknown methods and damaged parts raise these.
        raise BadZipFile(str(error)) from error


def read_all(archive: ZipFile) -> dict[str, bytes]:
    parts = {part.filename: part for part in archive.infolist() if is_wanted(part)}
    if len(parts) > MOST_FILES:
        refuse("zip", f"more than {MOST_FILES} files")
    folder = common_folder(list(parts))
    files = {name.removeprefix(folder): part for name, part in parts.items()}
    unknown = [Problem(name[:200], 1, 1, "no file of this name is taken") for name in sorted(files)
               if form_of(name) is None]  # fmt: skip
    if unknown:
        raise KnowledgeError(unknown)
    if sum(part.file_size for part in files.values()) > MOST_BYTES_TOGETHER:
        refuse("zip", f"the files have more than {MOST_BYTES_TOGETHER:,} bytes together")
    return {name: read_one(archive, name, part) for name, part in files.items()}


def read_one(archive: ZipFile, name: str, part: ZipInfo) -> bytes:
    """One file, read no further than a file may be long, whatever the zip claims."""
    with archive.open(part) as opened:
        data = opened.read(MOST_BYTES_OF_A_FILE + 1)
    if len(data) > MOST_BYTES_OF_A_FILE:
        refuse(name, f"the file is longer than {MOST_BYTES_OF_A_FILE:,} bytes")
    return data


def is_wanted(part: ZipInfo) -> bool:
    """Whether a part is a file that somebody meant to send."""
    name = part.filename
    return not part.is_dir() and not any(word in name for word in LITTER)


def common_folder(names: list[str]) -> str:
    """The folder around all files, with its `/`; empty if they lie at the top."""
    first = names[0].partition("/") if names else ("", "", "")
    folder = f"{first[0]}/" if first[1] else ""
    inside = folder and all(name.startswith(folder) for name in names)
    return folder if inside and folder not in ("rules/", "cases/") else ""


def refuse(file: str, message: str) -> NoReturn:
    raise KnowledgeError([Problem(file, 1, 1, message)])
