"""From files to a rule base, or to all that is wrong with them, each with its place."""

import os
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from knowledge.catalogue import Catalogue, catalogue_of
from knowledge.coverage import check_coverage
from knowledge.folder import read_from_disk
from knowledge.forms import FOLDERS, SINGLE_FILES, Form, form_of
from knowledge.formulas import Formulas, parse_formulas
from knowledge.placing import fill
from knowledge.problems import KnowledgeError, Problem, did_you_mean
from knowledge.recovery import read_what_can_be, unread
from knowledge.references import check_references
from knowledge.rulebase import RuleBase, hash_of, normalised
from knowledge.sheets import Sheet
from knowledge.structure import check_structure
from knowledge.trials import Court, check_answers, check_cases, court_of


def read_folder(folder: str | os.PathLike[str]) -> RuleBase:
    """The rule base in a folder of YAML files, not a release.

    Raises KnowledgeError with all problems of all files, in order of file and place.
    """
    files, problems = read_from_disk(folder)
    return rule_base_of(dict(files), None, problems)


def read_files(files: Mapping[str, str], number: int | None = None) -> RuleBase:
    """The rule base in some files, path (with `/`) -> text; `number` is that of its release.

    Raises KnowledgeError with all problems of all files, in order of file and place.
    """
    return rule_base_of(dict(files), number, [])


def check_folder(folder: str | os.PathLike[str]) -> tuple[Problem, ...]:
    """All problems of the rule base in a folder, in order of file and place; none if sound."""
    try:
        read_folder(folder)
    except KnowledgeError as error:
        return error.problems
    return ()


def rule_base_of(
    files: Mapping[str, str | bytes], number: int | None, problems: list[Problem]
) -> RuleBase:
    """The rule base in some files, unless they have problems or already had some."""
    sheets = {
        file: read_sheet(file, text, form)
        for file, text in sorted(files.items())
        if (form := form_of(file))
    }
    for problem in problems:
        if form := form_of(problem.file):
            reading = unread(problem.file, form.ids is not None, [])
            sheets[problem.file] = Sheet.of(form, reading)
    catalogue = catalogue_of(sheets)
    formulas, court = check_together(catalogue)
    found = {problem for sheet in sheets.values() for problem in sheet.problems}
    names = {*files, *(problem.file for problem in problems)}
    found |= {*problems, *unknown_files(files), *missing_files(names)}
    if found:
        raise KnowledgeError(sorted(found))
    return assembled(catalogue, formulas, court, number)


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
