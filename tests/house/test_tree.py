"""The tree holds nothing of the machine it was written on, and stays in small pieces."""

import ast
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULE_LINES = 300
FUNCTION_LINES = 40
# Written so that this file does not match itself.
FOREIGN = re.compile(
    r"(?<![\w.~-])/(?:wor[k]|roo[t]|hom[e]/\w+|User[s]/\w+)/"
    r"|pypi\.or[g]|pythonhosted\.or[g]|registry\.npmjs\.or[g]|deb\.debian\.or[g]"
)


def tracked(root: Path) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, encoding="utf-8"
    ).stdout
    return [file for name in listing.split("\0") if name and (file := root / name).is_file()]


def foreign_words(files: Iterable[Path]) -> list[str]:
    """`file:line: word` for every machine path and registry host in a text file."""
    found = []
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        hits = ((number, FOREIGN.search(line)) for number, line in enumerate(lines, start=1))
        found += [f"{file.name}:{number}: {hit[0]}" for number, hit in hits if hit]
    return found


def modules(root: Path, *tops: str) -> list[Path]:
    files = (file for top in tops for file in root.glob(f"{top}/**/*.py"))
    return sorted(file for file in files if file.parent.name != "migrations")


def long_modules(files: Iterable[Path]) -> list[str]:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    return [f"{file.name}: {length}" for file, length in lengths.items() if length >= MODULE_LINES]


def long_functions(files: Iterable[Path]) -> list[str]:
    return [
        f"{file.name}:{node.lineno}: {node.name}"
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > FUNCTION_LINES
    ]


def test_nothing_of_a_machine_is_tracked() -> None:
    assert foreign_words(tracked(ROOT)) == []


def test_modules_are_short() -> None:
    assert long_modules(modules(ROOT, "knowledge", "advisor")) == []


def test_functions_of_knowledge_are_short() -> None:
    assert long_functions(modules(ROOT, "knowledge")) == []


# The guards themselves.


@pytest.mark.parametrize(
    "text",
    ["see /{}/main", "= '/{}/x'", "file:///{}/a"],
)
@pytest.mark.parametrize("folder", ["work", "root", "home/an", "Users/an"])
def test_a_machine_path_is_caught(tmp_path: Path, text: str, folder: str) -> None:
    file = tmp_path / "note.md"
    file.write_text("first\n" + text.format(folder) + "/\n", encoding="utf-8")
    assert foreign_words([file]) == [f"note.md:2: /{folder}/"]


@pytest.mark.parametrize("host", ["pypi", "files.pythonhosted", "registry.npmjs", "deb.debian"])
def test_a_registry_host_is_caught(tmp_path: Path, host: str) -> None:
    file = tmp_path / "lock.json"
    file.write_text(f"{host}.org", encoding="utf-8")
    assert len(foreign_words([file])) == 1


@pytest.mark.parametrize("text", ["example.org/work/item", "./root/", "/rooted/", "team/work/"])
def test_an_ordinary_path_is_let_through(tmp_path: Path, text: str) -> None:
    file = tmp_path / "note.md"
    file.write_text(text, encoding="utf-8")
    assert foreign_words([file]) == []


def test_only_tracked_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").touch()
    for command in (["init", "--quiet"], ["add", "a.txt"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    assert tracked(tmp_path) == [tmp_path / "a.txt"]


def test_a_long_module_is_caught(tmp_path: Path) -> None:
    for name, lines in (("long", MODULE_LINES), ("short", MODULE_LINES - 1)):
        file = tmp_path / "knowledge" / f"{name}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text("pass\n" * lines, encoding="utf-8")
    assert long_modules(modules(tmp_path, "knowledge")) == [f"long.py: {MODULE_LINES}"]


def test_migrations_may_be_long(tmp_path: Path) -> None:
    folder = tmp_path / "advisor" / "releases" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001_initial.py").write_text("pass\n" * MODULE_LINES, encoding="utf-8")
    assert modules(tmp_path, "advisor") == []


@pytest.mark.parametrize("start", ["def f():", "async def f():", "class A:\n  def f(self):"])
def test_a_long_function_is_caught(tmp_path: Path, start: str) -> None:
    file = tmp_path / "engine.py"
    file.write_text(f"{start}\n" + "    pass\n" * FUNCTION_LINES, encoding="utf-8")
    assert len(long_functions([file])) == 1
    file.write_text(f"{start}\n" + "    pass\n" * (FUNCTION_LINES - 1), encoding="utf-8")
    assert long_functions([file]) == []
