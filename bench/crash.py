"""Kill the program at any moment, start it again, and look for what is lost, half done or broken.

    python3 dev.py crash [KILLS] [--postgres]

A child process works as the site does (saves and changes links, edits, publishes, rolls back),
and says before and after each piece of work what it is about to do and what came of it. It is
killed (SIGKILL) at a random moment. Another process then looks at the database: everything that
was acknowledged is there, the piece of work under way is wholly there or not at all, the audit
trail replays to what is stored, and the database itself is sound. After that:

- publishing is killed before and after every one of its SQL statements;
- a restore is killed at random moments: the database is empty or complete, nothing between;
- with --postgres the database server, one of the harness's own, is killed as well.

The same numbers are drawn each time (`SEED`). The exit code is 1 if anything was found. With
--control publishing runs without its transaction, and something has to be found: the exit code is
then 1 if nothing was.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

SEED = 20261127
LATEST_KILL = 0.6  # seconds after the child's first word


def main() -> int:
    """Run the harness and print what was found."""
    parser = argparse.ArgumentParser(prog="python3 dev.py crash")
    parser.add_argument("kills", nargs="?", type=int, default=500)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--control", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="crash-") as folder, database(options, Path(folder)):
        from bench.crashing import runs

        started = perf_counter()
        chance = random.Random(SEED)
        report = runs.all_runs(options.kills, chance, Path(folder), options.control)
        print(f"{report.kills} kills in {perf_counter() - started:.0f} s; {report.said()}")
        for problem in report.problems:
            print(f"PROBLEM: {problem}")
    return int(bool(report.problems) is not options.control)


@contextmanager
def database(options: argparse.Namespace, folder: Path) -> Iterator[None]:
    """Name the database to the settings: a file in `folder`, or a server of our own."""
    os.environ |= {"DATA_DIR": str(folder / "data"), "DEBUG": "0", "HTTPS": "0"}
    os.environ["ALLOWED_HOSTS"] = "localhost"
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisor.settings")
    if not options.postgres:
        yield
        return
    from bench.crashing.postgres import Server

    with Server(folder) as server:
        os.environ["DATABASE_URL"] = server.address
        yield


if __name__ == "__main__":
    sys.exit(main())
