"""From files to a rule base, or to all that is wrong with them, each with its place."""

import os
from collections.abc import Iterable, Mapping

from knowledge.catalogue import catalogue_of
from knowledge.folder import read_from_disk
from knowledge.forms import FOLDERS, SINGLE_FILES, Form, form_of
from knowledge.placing import fill
from knowledge.problems import Problem, did_you_mean
from knowledge.recovery import read_what_can_be
from knowledge.references import check_references
from knowledge.sheets import Sheet
from knowledge.structure import check_structure


def check_folder(folder: str | os.PathLike[str]) -> tuple[Problem, ...]:
    """All problems of the rule base in a folder, in order of file and place; none if sound."""
    files, problems = read_from_disk(folder)
    return tuple(sorted({*problems, *check_files(files, {each.file for each in problems})}))


def check_files(files: Mapping[str, str | bytes], refused: Iterable[str] = ()) -> list[Problem]:
    """All problems of some files; those `refused` earlier are not called missing."""
    sheets = {
        file: read_sheet(file, text, form)
        for file, text in sorted(files.items())
        if (form := form_of(file))
    }
    catalogue = catalogue_of(sheets)
    check_structure(catalogue)
    check_references(catalogue)
    problems = [*unknown_files(files), *missing_files({*files, *refused})]
    return problems + [problem for sheet in sheets.values() for problem in sheet.problems]


def read_sheet(file: str, text: str | bytes, form: Form) -> Sheet:
    sheet = Sheet.of(form, read_what_can_be(file, text, keyed=form.ids is not None))
    fill(sheet)
    return sheet


def unknown_files(files: Iterable[str]) -> list[Problem]:
    known = [*SINGLE_FILES, *(f"{folder}/….yaml" for folder in FOLDERS)]
    return [
        Problem(file, 1, 1, f"no file of this name is taken{proposal(file, known)}")
        for file in files
        if not form_of(file)
    ]


def proposal(file: str, known: list[str]) -> str:
    return did_you_mean(file, known) or f"; known: {', '.join(known)}"


def missing_files(files: Iterable[str]) -> list[Problem]:
    files = set(files)
    folders = {file.partition("/")[0] for file in files if "/" in file}
    return [
        Problem(file, 1, 1, f"this file is missing; it holds each {form.word}")
        for file, form in SINGLE_FILES.items()
        if file not in files
    ] + [
        Problem(f"{folder}/", 1, 1, f"no file here; at least one holds each {form.word}")
        for folder, form in FOLDERS.items()
        if folder not in folders
    ]
