"""Paths drawn as a tree of folders."""

from advisor.pictures.structure import branches
from knowledge import Text
from knowledge.model import Folder


def lines(*paths: str) -> list[tuple[int, str, bool]]:
    """The depth and name of each line, and whether it has a note."""
    note = Text(vi="ghi chú", en="note")
    listed = branches(Folder(path=path, note=note) for path in paths)
    return [(each.depth, each.name, each.note is not None) for each in listed]


def test_folders_that_only_hold_others_get_a_line_of_their_own() -> None:
    assert lines("a/b/one.py", "a/b/two.py", "a/three.py") == [
        (0, "a/", False),
        (1, "b/", False),
        (2, "one.py", True),
        (2, "two.py", True),
        (1, "three.py", True),
    ]


def test_a_folder_with_a_note_holds_what_follows() -> None:
    assert lines("a/", "a/one.py", "b.py") == [
        (0, "a/", True),
        (1, "one.py", True),
        (0, "b.py", True),
    ]


def test_folders_of_the_same_name_are_kept_apart() -> None:
    assert lines("a/tests/one.py", "b/tests/one.py") == [
        (0, "a/", False),
        (1, "tests/", False),
        (2, "one.py", True),
        (0, "b/", False),
        (1, "tests/", False),
        (2, "one.py", True),
    ]
