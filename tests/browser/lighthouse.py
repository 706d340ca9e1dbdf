"""Lighthouse's figures of a page, on the phone that it simulates by default."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests.browser.tools import node_tool, program
from tests.conftest import CHROMIUM, CHROMIUM_OPTIONS

PATIENCE_SECONDS = 180
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Other work on the machine only ever slows a run down.
RUNS = 3

Report = dict[str, Any]


def reports(address: str, folder: Path, enough: float) -> list[Report]:
    """Up to `RUNS` runs, as many as it takes to know whether the median is `enough`."""
    found: list[Report] = []
    while len(found) < RUNS and sum(score(each, "performance") >= enough for each in found) < 2:
        found.append(run(address, folder / f"{len(found)}.json"))
    return found


def run(address: str, file: Path) -> Report:
    """One run over a page, in a browser profile of its own; raises CalledProcessError."""
    options = ["--headless=new", *CHROMIUM_OPTIONS, f"--user-data-dir={file.parent / file.stem}"]
    command = [
        *(program("node"), str(node_tool("lighthouse/cli/index.js")), address, "--quiet"),
        *("--output=json", f"--output-path={file}", f"--only-categories={','.join(CATEGORIES)}"),
        f"--chrome-flags={' '.join(options)}",
    ]
    env = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    subprocess.run(command, env=env, check=True, timeout=PATIENCE_SECONDS)
    return json.loads(file.read_text(encoding="utf-8"))


def score(report: Report, category: str) -> float:
    """The score of a category out of 100."""
    return round(report["categories"][category]["score"] * 100)


def median(values: list[float]) -> float:
    """The median of three; of two, which are enough, the lower one."""
    return sorted(values)[(len(values) - 1) // 2]


def shift(report: Report) -> float:
    """How far the page's parts jumped while it loaded (CLS)."""
    return report["audits"]["cumulative-layout-shift"]["numericValue"]


def faults(report: Report, category: str) -> list[str]:
    """What costs points in a category: `audit: title, figure`."""
    audits = [report["audits"][each["id"]] for each in weighed(report, category)]
    return [
        f"{audit['id']}: {audit['title']} {audit.get('displayValue', '')}".strip()
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    ]


def weighed(report: Report, category: str) -> list[dict[str, Any]]:
    refs = report["categories"][category]["auditRefs"]
    return [each for each in refs if each["weight"]]
