"""Each kind of mistake is named once, at its place, with what would do.

A file in `broken/` is one mistake made in the small rule base:

    # rules/delivery.yaml            the file that is changed; with `: gone` it is left out
    -   when: test_minutes > 2       what is replaced; without it the new text is appended
    +   ‸whem: test_minutes > 2      what replaces it; ‸ shows where the problem must be
    ! unknown key; did you mean      words of the problem, maybe after its `file:line:column`
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from knowledge import KnowledgeError, Problem, read_files

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.txt"))
MARK = "‸"
PLACED = re.compile(r"(\S+:\d+:\d+) (.*)")


@dataclass
class Overlay:
    """The changed files, and for each problem its place and the words it must hold."""

    files: dict[str, str]
    expected: list[tuple[str, str]] = field(default_factory=list)


def edited(files: Mapping[str, str], recipe: str) -> Overlay:
    """Make the changes that a recipe tells."""
    overlay, words, file = Overlay(dict(files)), [], ""
    edit: dict[str, list[str]] = {"-": [], "+": []}
    for line in [*recipe.splitlines(), "#"]:
        sign, rest = line[:1], line[2:]
        if edit["+"] and sign != "+":
            apply(overlay.files, file, edit)
            edit = {"-": [], "+": []}
        if sign in edit:
            edit[sign].append(rest)
        elif sign == "!":
            words.append(rest)
        elif rest.endswith(": gone"):
            del overlay.files[rest.removesuffix(": gone")]
        else:
            file = rest
    overlay.expected = placed(words, take_marks(overlay.files))
    return overlay


def apply(files: dict[str, str], file: str, edit: Mapping[str, list[str]]) -> None:
    old, new = "\n".join(edit["-"]), "\n".join(edit["+"])
    text = files.get(file, "")
    if not old:
        files[file] = f"{text}{new}\n"
        return
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
    files[file] = text.replace(old, new)


def take_marks(files: dict[str, str]) -> list[str]:
    """Remove the marks and return their places."""
    places = []
    for file in sorted(files):
        while MARK in files[file]:
            before, _, after = files[file].partition(MARK)
            column = len(before) - before.rfind("\n")
            places.append(f"{file}:{before.count(chr(10)) + 1}:{column}")
            files[file] = before + after
    return places


def placed(words: list[str], places: list[str]) -> list[tuple[str, str]]:
    """The words of each problem with its place, which is that of a mark if none is given."""
    marks = iter(places)
    found = []
    for each in words:
        match = PLACED.fullmatch(each)
        found.append((match[1], match[2]) if match else (next(marks), each))
    assert not list(marks), "there are more marks than problems"
    return found


def problems_of(files: Mapping[str, str]) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as error:
        read_files(files)
    return error.value.problems


@pytest.mark.parametrize("recipe", BROKEN, ids=lambda recipe: recipe.stem)
def test_a_mistake_is_named_once(recipe: Path, small_files: dict[str, str]) -> None:
    overlay = edited(small_files, recipe.read_text(encoding="utf-8"))
    problems = problems_of(overlay.files)
    told = "\n".join(map(str, problems))
    assert [f"{each.file}:{each.line}:{each.column}" for each in problems] == [
        place for place, _ in overlay.expected
    ], told
    for problem, (_, words) in zip(problems, overlay.expected, strict=True):
        assert words in problem.message


def test_there_are_many_kinds_of_mistakes() -> None:
    assert len(BROKEN) >= 40


def test_the_small_base_is_sound(small_files: dict[str, str]) -> None:
    assert read_files(small_files).rules
