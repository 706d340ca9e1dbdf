"""A drill for the day the disk dies: back up a full site, restore it elsewhere, prove it equal.

`python3 dev.py drill [COUNT]` fills a new installation with COUNT recommendations (100,000
unless said otherwise), backs it up while another process goes on saving, restores the backup
into a second installation and compares the hashes. With DATABASE_URL set, the second one is that
database, which has to be empty: so a drill also moves a site from SQLite to PostgreSQL.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
FILL = """
import json
from django.db import transaction
from advisor.recommendations.models import Recommendation
from advisor.releases import live
from knowledge import advise
base = live.current()
teams = [dict(example.answers) for example in base.examples.values()]
records = [
    json.dumps(advise(base, {**team, "users": 100 + extra}).as_record(), ensure_ascii=False)
    for team in teams for extra in range(20)
]
count = COUNT
with transaction.atomic():
    for start in range(0, count, 1000):
        Recommendation.objects.bulk_create(
            Recommendation(release_id=base.number, record=records[n % len(records)])
            for n in range(start, min(start + 1000, count))
        )
"""
SAVE = """
import time
from advisor.recommendations.links import create_recommendation
from advisor.releases import live
from knowledge import advise
base, until = live.current(), time.time() + 600
while time.time() < until:
    create_recommendation(base, advise(base, {"teams": 2}))
    time.sleep(0.05)
"""


def main() -> None:
    """Run the drill and print what each part took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        drill(count, Path(folder))


def drill(count: int, folder: Path) -> None:
    first = {**os.environ, "DATA_DIR": str(folder / "first")}
    first.pop("DATABASE_URL", None)
    second = {**os.environ, "DATA_DIR": str(folder / "second")}
    manage(first, "migrate", "--verbosity", "0")
    manage(first, "knowledge", "import", "knowledge/base", "--publish")
    timed(
        f"fill with {count:,} recommendations",
        first,
        "shell",
        "-c",
        FILL.replace("COUNT", str(count)),
    )
    saving = subprocess.Popen(command("shell", "--no-imports", "-c", SAVE), cwd=ROOT, env=first)
    backup = folder / "backup.gz"
    try:
        written = timed("back up, while links are saved", first, "backup", str(backup))
    finally:
        saving.kill()
        saving.wait()
    print(f"  {backup.stat().st_size / 1024 / 1024:,.0f} MiB")
    manage(second, "migrate", "--verbosity", "0")
    restored = timed("restore and read back", second, "restore", str(backup))
    same = written.split()[0] == restored.split()[0]
    print("equal" if same else "NOT EQUAL", restored.split()[0])
    if not same:
        sys.exit(1)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", *arguments]


def manage(env: Mapping[str, str], *arguments: str) -> str:
    """Run a management command; end with its message if it fails."""
    done = subprocess.run(
        command(*arguments), cwd=ROOT, env=env, check=False, text=True, stdout=subprocess.PIPE
    )
    if done.returncode:
        sys.exit(f"{arguments[0]} failed: {done.stdout}")
    return done.stdout


def timed(what: str, env: Mapping[str, str], *arguments: str) -> str:
    """Run a management command and print how long it took."""
    started = perf_counter()
    said = manage(env, *arguments)
    print(f"{perf_counter() - started:6.1f} s  {what}", flush=True)
    return said


if __name__ == "__main__":
    main()
