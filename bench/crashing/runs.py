"""Children that work, look and are killed; the parent never touches the database itself."""

import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import django
from django.core.management import call_command

from bench.crash import LATEST_KILL
from bench.crashing import postgres

ROOT = Path(__file__).resolve().parents[2]
START = (
    "import os; from django.core.wsgi import get_wsgi_application; from django.test import Client;"
    "get_wsgi_application(); assert Client(HTTP_HOST='localhost').get('/readyz').status_code == 200"
)
Told = list[tuple[str, dict[str, Any]]]


@dataclass
class Report:
    """What happened and what was found."""

    kills: int = 0
    acknowledged: int = 0
    under_way: dict[str, int] = field(default_factory=dict)
    slowest_start: float = 0.0
    problems: list[str] = field(default_factory=list)

    def said(self) -> str:
        """The report in a line."""
        kinds = ", ".join(f"{name} {count}" for name, count in sorted(self.under_way.items()))
        return (
            f"{self.acknowledged} pieces of work acknowledged; killed during: {kinds}; "
            f"slowest start {self.slowest_start:.1f} s; {len(self.problems)} problems"
        )


def all_runs(kills: int, chance: random.Random, folder: Path, control: bool) -> Report:
    """Every kind of kill; the random ones as often as asked for.

    As a control, publishing alone is killed, without its transaction.
    """
    django.setup()
    child(prepare)
    report = Report()
    if control:
        without = SimpleNamespace(atomic=nullcontext)
        with patch("advisor.editing.publishing.transaction", without):
            kill_at_statements(report)
        return report
    for number in range(kills):
        kill_at_random(report, chance, with_server=bool(postgres.HERE) and number % 5 == 4)
        if number % 50 == 0:
            time_start(report)
    kill_at_statements(report)
    kill_restores(report, max(1, kills // 20), chance, folder)
    return report


def prepare() -> None:
    """A database with a release, somebody who may do everything, and some links."""
    from django.contrib.auth.models import Group, User

    from advisor.releases.publishing import publish
    from bench.crashing import work

    call_command("migrate", verbosity=0)
    publish(work.sound_files(ROOT / "tests/knowledge/small"), "The first.")
    user = User.objects.create_user("crash", is_staff=True)
    user.groups.set(Group.objects.all())


def kill_at_random(report: Report, chance: random.Random, with_server: bool) -> None:
    """Let a child work, kill it (and the database server) somewhere, and compare."""
    before = child(look)
    seed = chance.getrandbits(32)
    pid, pipe = start(lambda say: work_on(say, seed))
    select.select([pipe], [], [])  # its first word
    time.sleep(chance.uniform(0, LATEST_KILL))
    if with_server:
        postgres.HERE[0].kill()
    os.kill(pid, signal.SIGKILL)
    told = end(pid, pipe, may_fail=with_server)
    if with_server:
        postgres.HERE[0].start()
    judge(report, before, told, "with the server" if with_server else "")


def judge(report: Report, before: dict[str, Any], told: Told, where: str) -> None:
    """Compare what was said with what is there after a kill."""
    from bench.crashing.state import compare

    word = told[-1][0] if told else "nothing"
    found = compare(before, told, child(look))
    report.kills += 1
    report.acknowledged += sum(word == "done" for word, _ in told)
    report.under_way[word] = report.under_way.get(word, 0) + 1
    report.problems += [f"kill {report.kills} during {word} {where}: {each}" for each in found]


def kill_at_statements(report: Report) -> None:
    """Kill publishing before and after each SQL statement, until it gets through."""
    for after in (False, True):
        statement = 0
        while True:
            before = child(look)
            pid, pipe = start(partial(publish_until, statement, after))
            told = end(pid, pipe)
            if told and told[-1][0] == "done":
                break
            judge(report, before, told, f"{'after' if after else 'before'} statement {statement}")
            statement += 1


def publish_until(statement: int, after: bool, say: Callable[[str, dict[str, Any]], None]) -> None:
    """Prepare a draft, then publish it and die at one of the statements."""
    from django.contrib.auth.models import User
    from django.db import connection

    from advisor.editing.models import Draft
    from advisor.editing.publishing import publish_draft
    from advisor.releases.models import Release
    from bench.crashing import work

    user, newest = User.objects.get(username="crash"), Release.objects.newest()
    chance, quiet = random.Random(statement), lambda word, told: None
    while not (found := Draft.objects.open().filter(base=newest).exclude(hash=newest.hash)):  # type: ignore[union-attr]
        work.edit(quiet, user, chance)
    draft = found[0]
    checked = work.prepare(user, draft)
    say("publish", {"draft": draft.pk, "hash": checked})
    with connection.execute_wrapper(Fuse(statement, after)):
        release = publish_draft(user, draft.pk, checked, "As checked.")
    say("done", {"kind": "release", "number": release.number, "hash": release.hash})


class Fuse:
    """Kills its own process before or after the statement with a given number."""

    def __init__(self, statement: int, after: bool) -> None:
        self.left, self.after = statement, after

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Run a statement, unless this is the one."""
        if not self.left and not self.after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(sql, params, many, context)
        if not self.left and self.after:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1
        return result


def kill_restores(report: Report, kills: int, chance: random.Random, folder: Path) -> None:
    """Kill restores into a new database: each is then empty, so that it can be filled, or whole."""
    backup, second = folder / "backup.gz", folder / "second"
    env = {**os.environ, "DATA_DIR": str(second)}
    env.pop("DATABASE_URL", None)
    contents = manage(dict(os.environ), "backup", str(backup)).split()[0]
    manage(env, "migrate", "--verbosity", "0")
    shutil.copytree(second, folder / "empty")
    for number in range(kills):
        shutil.rmtree(second)
        shutil.copytree(folder / "empty", second)
        process = subprocess.Popen(
            manage_command("restore", str(backup)), cwd=ROOT, env=env, stdout=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.5, 4.0))
        process.kill()
        process.wait()
        report.kills += 1
        report.under_way["restore"] = report.under_way.get("restore", 0) + 1
        again = manage(env, "restore", str(backup))
        if "not empty" in again:
            (folder / "again.gz").unlink(missing_ok=True)
            again = manage(env, "backup", str(folder / "again.gz"))
        if contents not in again:
            report.problems.append(f"restore {number}: {again.strip()}")


def manage_command(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", *arguments]


def manage(env: dict[str, str], *arguments: str) -> str:
    """What a management command says, its refusals included."""
    done = subprocess.run(
        manage_command(*arguments),
        cwd=ROOT,
        env=env,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.stdout


def time_start(report: Report) -> None:
    """How long a new process takes from nothing to its first good answer, after a kill."""
    started = perf_counter()
    subprocess.run([sys.executable, "-c", START], cwd=ROOT, env=os.environ, check=True)
    report.slowest_start = max(report.slowest_start, perf_counter() - started)


def look() -> dict[str, Any]:
    """What is in the database, seen by a process that has just started."""
    from bench.crashing.state import look as seen

    return seen()


def work_on(say: Any, seed: int) -> None:
    """Work until killed."""
    from bench.crashing.work import work

    work(say, seed)


# Children


def start(task: Callable[[Any], None]) -> tuple[int, int]:
    """A child that runs `task` with a way to speak; its number, and where it is heard."""
    from bench.crashing.work import say_to

    heard, spoken = os.pipe()
    pid = os.fork()
    if pid:
        os.close(spoken)
        return pid, heard
    os.close(heard)
    code = 1
    try:
        task(say_to(spoken))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)  # it must never go on as if it were the parent


def end(pid: int, pipe: int, may_fail: bool = False) -> Told:
    """All that a child said, once it is gone: killed, or by itself with its work done."""
    parts = []
    while part := os.read(pipe, 65_536):
        parts.append(part)
    os.close(pipe)
    status = os.waitpid(pid, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) and not may_fail:
        raise SystemExit("a child failed by itself")
    lines = b"".join(parts).decode().splitlines()
    return [(word, told) for word, told in map(json.loads, lines) if word != "awake"]


def child(task: Callable[[], Any]) -> Any:
    """What `task` gives, worked out in a child."""
    pid, pipe = start(lambda say: say("result", {"value": task()}))
    told = end(pid, pipe)
    if not told:
        raise SystemExit(f"{task.__name__} failed")
    return told[-1][1]["value"]
