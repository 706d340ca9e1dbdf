"""Programs from outside that judge pages. CI installs them; elsewhere they may be missing."""

import shutil
from pathlib import Path

import pytest

import dev

NODE_MODULES = dev.ROOT / "tests/browser/node_modules"
INSTALL = "Install it with: npm ci --prefix tests/browser --ignore-scripts"


def node_tool(path: str) -> Path:
    """A file that npm brings."""
    file = NODE_MODULES / path
    return file if file.exists() else absent(f"No {path}. {INSTALL}")


def program(name: str) -> str:
    """A program on PATH."""
    return shutil.which(name) or absent(f"No {name} on PATH.")


def absent(explanation: str) -> pytest.skip.Exception:
    """End the test: it fails in CI, where nothing may be missing, and is skipped elsewhere."""
    if dev.in_ci():
        pytest.fail(explanation, pytrace=False)
    pytest.skip(explanation)
