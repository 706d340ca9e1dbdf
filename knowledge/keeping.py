"""Which files may be kept while they are still being written, sound or not."""

from collections.abc import Mapping

from knowledge.checking import ALL_FILES, refuse_too_much, unknown_files
from knowledge.problems import KnowledgeError, Problem
from knowledge.reading import plain_text


def plain_files(files: Mapping[str, str | bytes]) -> dict[str, str]:
    """The files of a draft in plain form: line feeds only, no byte order mark, in order.

    What they say may be wrong; their names, number, sizes and characters may not. Raises
    KnowledgeError with all problems: the same limits hold for every way in.
    """
    refuse_too_much(files)
    problems, plain = unknown_files(files), dict[str, str]()
    if not files:
        problems.append(Problem(ALL_FILES, 1, 1, "there is no file at all"))
    for file in sorted(files):
        try:
            plain[file] = plain_text(file, files[file])
        except KnowledgeError as error:
            problems += error.problems
    if problems:
        raise KnowledgeError(sorted(problems))
    return plain
