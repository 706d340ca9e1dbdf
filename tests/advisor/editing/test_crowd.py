"""Many editors at once on one draft: nothing that was acknowledged is lost."""

import json
import multiprocessing
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.advisor.conftest import ROOT

SECONDS = 900

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="editors are forked"
)


def crowd(folder: Path, *options: str) -> dict[str, Any]:
    """What came of sixteen editors who saved one draft fifty times each."""
    command = [sys.executable, "-m", "tests.advisor.editing.crowd", str(folder), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=SECONDS)
    return dict(json.loads(done.stdout))


def test_sixteen_editors_lose_nothing(tmp_path: Path) -> None:
    assert crowd(tmp_path) == {
        "saved": 800,
        "there": 800,
        "twice": 0,
        "version": 801,
        "chain": "",
        "told": True,
    }


def test_without_the_guard_they_do(tmp_path: Path) -> None:
    came = crowd(tmp_path, "--without-guard")
    assert came["there"] < came["saved"]
