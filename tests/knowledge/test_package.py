"""`pip install .` brings the package `knowledge` with its rule base, and a command, and no more."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What the two dependencies are made of.
NEEDED = ("yaml", "_yaml", "pydantic", "pydantic_core", "annotated_types")
NEEDED += ("typing_extensions.py", "typing_inspection")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel, built from a copy of what is built from."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("knowledge", "advisor"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    build = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
    out = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-c", build, str(out)], cwd=source, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    with zipfile.ZipFile(next(out.glob("*.whl"))) as opened:
        yield opened


def test_it_holds_all_of_the_package_and_nothing_of_the_site(wheel: zipfile.ZipFile) -> None:
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    files = (file for file in (ROOT / "knowledge").rglob("*") if file.suffix in (".py", ".yaml"))
    assert held == {file.relative_to(ROOT).as_posix() for file in files}


def test_it_needs_two_packages_in_the_versions_that_are_tested() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = dict(re.findall(r"^([\w-]+)==(\S+)", read("requirements/runtime.in"), re.MULTILINE))
    least = dict(
        re.fullmatch(r"(\w+)>=([\d.]+),<\d+", each).groups() for each in project["dependencies"]
    )  # type: ignore[union-attr]
    assert least == {name: pins[name] for name in ("PyYAML", "pydantic")}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_command_works_with_what_it_says_it_needs(
    wheel: zipfile.ZipFile, tmp_path: Path
) -> None:
    """In a folder that holds the wheel and its two dependencies, away from the checkout."""
    import yaml

    packages = Path(yaml.__file__).parents[1]
    for name in NEEDED:
        (tmp_path / name).symlink_to(packages / name)
    wheel.extractall(tmp_path)
    points = next(tmp_path.glob("*.dist-info")) / "entry_points.txt"
    assert "bacthang = knowledge.command:main" in points.read_text(encoding="utf-8")
    # -S leaves out all other packages.
    start = "import sys; from knowledge.command import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", start, "advise", "-", "--lang", "en"],
        input=b"teams: 2\ncurrent_stage: stage_2\n",
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Time to climb to stage 3")
