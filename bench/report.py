"""Writes what was measured about pages into its part of `bench/README.md`."""

import platform
from datetime import date
from pathlib import Path

README = Path(__file__).with_name("README.md")
TITLES = {
    "question": "a question page",
    "advice": "the advice, seen again",
    "saved": "the advice behind a link, seen again",
    "advice-new": "the advice, seen for the first time",
    "saved-new": "the advice behind a link, seen for the first time",
}
HEADER = """## Pages

Median processor time of a page against a bare Django page of the same size, in the same run
(aim: at most 2 times). `bench/bare.py` says what the bare page is, `bench/test_pages.py` how
it is measured.

| Page | Bytes | Page | Bare page | Ratio |
| --- | ---: | ---: | ---: | ---: |
"""


class Report:
    """The medians of one run, and the mean size of the pages in bytes."""

    def __init__(self) -> None:
        self.sizes: dict[str, int] = {}
        self.medians: dict[tuple[str, str], float] = {}

    def take(self, kind: str, which: str, seconds: float) -> None:
        """Note the median time of a page, or of its bare page."""
        self.medians[kind, which] = seconds

    def write(self) -> None:
        """Print the ratios and put them into the README, if every page was measured."""
        if len(self.medians) < 2 * len(TITLES):
            return
        lines = [self.line(kind) for kind in TITLES]
        print("\n" + "\n".join(lines))
        put("pages", f"{HEADER}{chr(10).join(lines)}\n\n{date.today():%Y-%m-%d}, {machine()}.\n")

    def line(self, kind: str) -> str:
        """One row of the table."""
        page, bare = self.medians[kind, "page"], self.medians[kind, "bare"]
        return (
            f"| {TITLES[kind]} | {self.sizes[kind]:,} | {page * 1000:.2f} ms "
            f"| {bare * 1000:.2f} ms | {page / bare:.2f} |"
        )


def machine() -> str:
    """The machine and its Python, in words."""
    cpu = processor()
    version = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{cpu}, {platform.system()} {platform.machine()}, {version}"


def processor() -> str:
    """How many processors of which model the machine has."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "a processor without a name"
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(models)} x {models[0]}" if models else platform.machine()


def put(name: str, part: str) -> None:
    """Replace the part of the README of this name, or add it."""
    start, end = f"<!-- {name}: start -->", f"<!-- {name}: end -->"
    text = README.read_text(encoding="utf-8") if README.exists() else "# Measured\n"
    before, _, rest = text.partition(start)
    after = rest.partition(end)[2] or "\n"
    README.write_text(f"{before.rstrip()}\n\n{start}\n{part}{end}{after}", encoding="utf-8")
