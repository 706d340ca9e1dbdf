"""From files to a rule base, or to all that is wrong with them, each with its place."""

import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from knowledge.catalogue import Catalogue, catalogue_of
from knowledge.coverage import check_coverage
from knowledge.folder import read_from_disk
from knowledge.forms import (
    FOLDERS,
    MOST_BYTES_TOGETHER,
    MOST_FILES,
    MOST_ITEMS_TOGETHER,
    OPTIONAL_FILES,
    SINGLE_FILES,
    form_of,
)
from knowledge.formulas import Formulas, parse_formulas
from knowledge.placing import fill
from knowledge.problems import KnowledgeError, Problem, did_you_mean
from knowledge.recovery import read_what_can_be, unread
from knowledge.references import check_references
from knowledge.rulebase import RuleBase, hash_of, normalised
from knowledge.sheets import MOST_PROBLEMS, Sheet, Tally
from knowledge.structure import check_structure
from knowledge.trials import Court, check_answers, check_cases, court_of

ALL_FILES = "."


def read_folder(folder: str | os.PathLike[str]) -> RuleBase:
    """The rule base in a folder of YAML files, not a release.

    Raises KnowledgeError with all problems of all files, in order of file and place.
    """
    files, problems = read_from_disk(folder)
    with collector_paused():
        return rule_base_of(dict(files), None, problems)


def read_files(files: Mapping[str, str], number: int | None = None) -> RuleBase:
    """The rule base in some files, path (with `/`) -> text; `number` is that of its release.

    Raises KnowledgeError with all problems of all files, in order of file and place.
    """
    with collector_paused():
        return rule_base_of(dict(files), number, [])


def check_folder(folder: str | os.PathLike[str]) -> tuple[Problem, ...]:
    """All problems of the rule base in a folder, in order of file and place; none if sound."""
    try:
        read_folder(folder)
    except KnowledgeError as error:
        return error.problems
    return ()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Hold off the garbage collector: of all that reading builds, nothing is garbage yet."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def rule_base_of(
    files: Mapping[str, str | bytes], number: int | None, problems: list[Problem]
) -> RuleBase:
    """The rule base in some files, unless they have problems or already had some."""
    refuse_too_much(files)
    refused = {problem.file for problem in problems}
    sheets = read_sheets(files, refused)
    catalogue = catalogue_of(sheets)
    formulas, court = check_together(catalogue)
    found = {problem for sheet in sheets.values() for problem in sheet.problems}
    found |= {*problems, *unknown_files(files), *missing_files(files.keys() | refused)}
    if any(sheet.is_full for sheet in sheets.values()):
        found.add(Problem(ALL_FILES, 1, 1, f"more than {MOST_PROBLEMS} problems: these come first"))
    if found:
        raise KnowledgeError(sorted(found))
    return assembled(catalogue, formulas, court, number)


def refuse_too_much(files: Mapping[str, str | bytes]) -> None:
    """Raise KnowledgeError if there are more files, or longer ones, than are looked into."""
    size = sum(map(len, files.values()))
    if len(files) > MOST_FILES:
        raise KnowledgeError([Problem(ALL_FILES, 1, 1, f"more than {MOST_FILES} files")])
    if size > MOST_BYTES_TOGETHER:
        message = (
            f"the files have {size:,} bytes together; at most {MOST_BYTES_TOGETHER:,} are read"
        )
        raise KnowledgeError([Problem(ALL_FILES, 1, 1, message)])


def read_sheets(files: Mapping[str, str | bytes], refused: Iterable[str]) -> dict[str, Sheet]:
    """All files of a known form with their items; those `refused` earlier with none."""
    tally, sheets = Tally(), dict[str, Sheet]()
    for file in sorted({*files, *refused}):
        if form := form_of(file):
            keyed = form.ids is not None
            text = files.get(file)
            reading = (
                read_what_can_be(file, text, keyed) if text is not None else unread(file, keyed)
            )
            sheets[file] = Sheet.of(form, reading, tally)
    number = sum(len(sheet.entries) for sheet in sheets.values())
    if number > MOST_ITEMS_TOGETHER:
        message = f"the files hold {number:,} items; at most {MOST_ITEMS_TOGETHER:,} are taken"
        raise KnowledgeError([Problem(ALL_FILES, 1, 1, message)])
    for sheet in sheets.values():
        fill(sheet)
    return sheets


def check_together(catalogue: Catalogue) -> tuple[Formulas, Court]:
    """Check all that takes more than one item; problems are added to the sheets."""
    check_structure(catalogue)
    check_references(catalogue)
    formulas = parse_formulas(catalogue)
    check_coverage(catalogue, formulas)
    check_answers(catalogue)
    court = court_of(catalogue, formulas)
    check_cases(catalogue, court)
    return formulas, court


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
        if file not in files and file not in OPTIONAL_FILES
    ] + [
        Problem(f"{folder}/", 1, 1, f"no file here; at least one holds each {form.word}")
        for folder, form in FOLDERS.items()
        if folder not in folders
    ]


def assembled(
    catalogue: Catalogue, formulas: Formulas, court: Court, number: int | None
) -> RuleBase:
    """The rule base of sound files."""
    files = {file: normalised(sheet.document.text) for file, sheet in catalogue.sheets.items()}
    return RuleBase(
        topics=MappingProxyType(catalogue.topics.items),
        facts=MappingProxyType(catalogue.facts.items),
        levels=MappingProxyType(catalogue.levels.items),
        stages=MappingProxyType({entry.item.number: entry.item for entry in catalogue.stages}),
        practices=MappingProxyType(catalogue.practices.items),
        slots=MappingProxyType(catalogue.slots.items),
        components=MappingProxyType(catalogue.components.items),
        sources=MappingProxyType(catalogue.sources.items),
        articles=MappingProxyType(catalogue.articles.items),
        examples=MappingProxyType(catalogue.examples.items),
        terms=MappingProxyType(catalogue.terms.items),
        rules=MappingProxyType(catalogue.rules.items),
        conditions=MappingProxyType(formulas.rules),
        asked=MappingProxyType(formulas.asked),
        derived=MappingProxyType(formulas.derived),
        done=MappingProxyType(formulas.done),
        cases=tuple(entry.item for entry in catalogue.cases),
        systems=tuple(entry.item for entry in catalogue.systems),
        files=MappingProxyType(files),
        hash=hash_of(files),
        number=number,
        engine=court.engine,
    )
