"""The handbook over a rule base that needs no database."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.releases import live
from knowledge import RuleBase, read_folder

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def shipped() -> RuleBase:
    """The rule base of a new installation, as release 1."""
    return replace(read_folder(ROOT / "knowledge/base"), number=1)


@pytest.fixture(scope="session")
def small() -> RuleBase:
    """The small rule base that tests share, as release 2."""
    return replace(read_folder(ROOT / "tests/knowledge/small"), number=2)


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Callable[[RuleBase], None]:
    """Makes a rule base the one being served."""

    def served(base: RuleBase) -> None:
        monkeypatch.setattr(live, "current", lambda: base)
        monkeypatch.setattr(live, "read_release", lambda number, hash_: base)

    return served


@pytest.fixture
def small_site(serve: Callable[[RuleBase], None], small: RuleBase) -> RuleBase:
    """The site over the small rule base."""
    serve(small)
    return small
