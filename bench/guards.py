"""Take each guard away, one at a time, and see that a test notices.

    python3 dev.py guards [WORD …]

`bench/guards.yaml` names each guard, the text that makes it, what stands there without it, and
the tests that must then fail. The work is done on a copy; the result goes into `docs/guards.md`
when all guards were tried. The exit code is 1 if a guard can go and nobody notices, if its text
is no longer there, or if its tests fail with the guard in place.
"""

import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("advisor", "knowledge", "templates", "static", "locale", "tests", "bench", "deploy")
FILES = ("dev.py", "manage.py", "pyproject.toml")
MANUAL = ROOT / "docs/guards.md"


class Guard(NamedTuple):
    """One guard: its text in a file, what replaces it, and the tests that hold it."""

    name: str
    file: str
    text: str
    without: str
    tests: str


def main() -> int:
    """Try every guard, or those whose name holds one of the words."""
    known = [
        Guard(**each) for each in yaml.safe_load((ROOT / "bench/guards.yaml").read_text("utf-8"))
    ]
    words = sys.argv[1:]
    chosen = [each for each in known if not words or any(word in each.name for word in words)]
    with tempfile.TemporaryDirectory(prefix="guards-") as folder:
        copy = copied(Path(folder) / "copy")
        results = [(guard, tried(guard, copy)) for guard in chosen]
    if chosen == known:
        MANUAL.write_text(page(results), encoding="utf-8")
    return int(any(result != "noticed" for _, result in results))


def copied(folder: Path) -> Path:
    """A copy of what the tests need."""
    folder.mkdir()
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    return folder


def tried(guard: Guard, copy: Path) -> str:
    """What became of one guard: noticed, or what is wrong."""
    file = copy / guard.file
    whole = file.read_text("utf-8")
    if whole.count(guard.text) != 1:
        result = "its text is not there once"
    elif not passes(guard, copy):
        result = "its tests fail with it in place"
    else:
        file.write_text(whole.replace(guard.text, guard.without), "utf-8")
        result = "nobody notices" if passes(guard, copy) else "noticed"
        file.write_text(whole, "utf-8")
    print(f"{result:<12} {guard.name}", flush=True)
    return result


def passes(guard: Guard, copy: Path) -> bool:
    """Whether the guard's tests pass in the copy."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-n", "0"]
    done = subprocess.run(
        [*command, *guard.tests.split()], cwd=copy, check=False, stdout=subprocess.DEVNULL
    )
    return done.returncode == 0


def page(results: list[tuple[Guard, str]]) -> str:
    """The list of guards as a page of the manual."""
    rows = [
        f"| {guard.name} | `{guard.file}` | `{guard.tests}` | {result} |"
        for guard, result in results
    ]
    return "\n".join(
        [
            "# Guards",
            "",
            "Each guard was taken away, one at a time, and its tests were run: with the guard they",
            f"pass, without it they fail. Written by `python3 dev.py guards`, {date.today()}.",
            "",
            "| Guard | Where | Tests | Without it |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
