"""A small sound rule base that tests copy, change and break."""

import shutil
from pathlib import Path

import pytest

SMALL = Path(__file__).parent / "small"


@pytest.fixture
def small_base(tmp_path: Path) -> Path:
    """A folder with a copy of the small rule base: 12 facts, 14 rules, every file."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture
def small_files() -> dict[str, str]:
    """The same as path -> text."""
    return {
        file.relative_to(SMALL).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(SMALL.rglob("*.yaml"))
    }
