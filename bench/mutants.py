"""Mutation testing: small mistakes are put into the code one by one; the tests have to notice.

`python3 dev.py mutants [MODULE…]` works on a copy of the project, one module of `knowledge/` after
the other (`kleene`, `engine`, `proving/boxes`; without a name all of `TESTS`), each with those
tests that are about it. It prints how many mutants were noticed and what the others changed. What
a run said is kept in `bench/README.md` by hand, with the reason why a survivor may live.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
CONFIG = """
[tool.mutmut]
source_paths = ["knowledge"]
only_mutate = ["knowledge/{module}.py"]
also_copy = ["dev.py"]
pytest_add_cli_args = ["-p", "no:django"]
pytest_add_cli_args_test_selection = {tests}
"""
CONDITIONS = (
    "test_conditions",
    "test_conditions_derived",
    "test_conditions_limits",
    "test_conditions_meaning",
    "test_conditions_refusals",
)
ENGINE = ("test_engine", "test_engine_references", "test_engine_stages", "test_answers")
ADVICE = ("test_advice", "test_advice_changes", "test_engine_stages")
PROOFS = ("test_proofs", "test_proofs_broken", "test_proofs_brute", "test_proofs_second_opinion")
TESTS: Mapping[str, Sequence[str]] = {
    "kleene": ("test_conditions_meaning", "test_conditions_derived"),
    "conditions": CONDITIONS,
    "tree": (*CONDITIONS, *ENGINE),
    "syntax": CONDITIONS,
    "translation": CONDITIONS,
    "derivations": CONDITIONS,
    "stages": ADVICE,
    "whynot": ADVICE,
    "actions": ADVICE,
    "stack": ADVICE,
    "findings": ADVICE,
    "advice": (*ADVICE, "test_answers"),
    "firing": ("test_firing",),
    "lookups": ("test_firing", "test_answers"),
    "situations": ENGINE,
    "cells": (*ENGINE, "test_firing"),
    "compiling": (*ENGINE, "test_bulk"),
    "engine": (*ENGINE, "test_firing"),
    "hanging": (*ENGINE, "test_maps"),
    "proofs": PROOFS,
    **{
        f"proving/{file.stem}": PROOFS
        for file in sorted(ROOT.glob("knowledge/proving/*.py"))
        if file.stem != "__init__"
    },
}
LIVING = ("survived", "no tests", "suspicious")


def main(modules: Sequence[str]) -> None:
    """Try the mutants of each module; ends with 1 if a module is unknown or its tests fail."""
    if unknown := [each for each in modules if each not in TESTS]:
        sys.exit(f"Not among {', '.join(TESTS)}: {', '.join(unknown)}")
    for module in modules or TESTS:
        with TemporaryDirectory() as folder:
            report(module, tried(module, Path(folder)), Path(folder))


def tried(module: str, folder: Path) -> dict[str, str]:
    """What became of each mutant of a module: name -> killed, survived, timeout, …"""
    for part in ("knowledge", "tests"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "dev.py", folder)
    tests = [f"tests/knowledge/{test}.py" for test in TESTS[module]]
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    text += CONFIG.format(module=module, tests=[test for test in tests if (ROOT / test).exists()])
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    done = mutmut(folder, "run", "--max-children", "1")
    if done.returncode:
        sys.exit(f"{module}: {done.stderr[-2000:]}")
    said = mutmut(folder, "results", "--all", "true").stdout
    lines = (line.strip().rpartition(": ") for line in said.splitlines() if ": " in line)
    return {name: outcome for name, _, outcome in lines}


def mutmut(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


def report(module: str, outcomes: Mapping[str, str], folder: Path) -> None:
    living = [name for name, outcome in outcomes.items() if outcome in LIVING]
    total = len(outcomes)
    print(f"\n== {module}: {total - len(living)} of {total} noticed", flush=True)
    for name in living:
        print(f"-- {name.rpartition('.')[2]} ({outcomes[name]})")
        print("\n".join(changed(mutmut(folder, "show", name).stdout)), flush=True)


def changed(difference: str) -> Iterator[str]:
    """The lines that a mutant changed."""
    for line in difference.splitlines():
        if line.startswith(("-", "+")) and not line.startswith(("---", "+++")):
            yield f"   {line}"


if __name__ == "__main__":
    main(sys.argv[1:])
