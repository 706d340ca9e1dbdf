#!/usr/bin/env python3
"""Set up, start, test and check this project: python3 dev.py run|test|check|bench|lock|…

Needs only Python and pip: every task makes .venv and fills it from the hash-pinned locks in
requirements/ by itself. Arguments after the task go on to its tool: dev.py test -k name.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
LOCKS = ("runtime", "test", "browser", "checks", "deploy", "fuzz", "peers", "mutants")
UV = "uv==0.13.9"
POSTGRES = "DATABASE_URL_TEST_POSTGRES"
Result = tuple[str, str, str]  # database, part of the suite, outcome
CACHES = (
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".hypothesis",
    ".benchmarks",
    "htmlcov",
    "build",
    "bacthang.egg-info",
)

NO_CHROMIUM = (
    "Browser tests: no Chromium found. Install one (Debian: apt-get install chromium) "
    "or name it: CHROMIUM=/path/to/chromium"
)
NO_POSTGRES = (
    f"PostgreSQL: not tested. Set {POSTGRES}=postgres://user:password@host:5432/name, "
    "a user that may create databases."
)


def call(*command: str | Path, env: Mapping[str, str] | None = None) -> int:
    """Run one command in the project's folder, never through a shell; return its exit code."""
    parts = [str(part) for part in command]
    return subprocess.run(parts, cwd=ROOT, env=env, check=False).returncode


def must(*command: str | Path, env: Mapping[str, str] | None = None) -> None:
    """Run one command; end with its exit code if it fails."""
    if code := call(*command, env=env):
        sys.exit(code)


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def host_pip() -> bool:
    """Whether this Python has a pip that can install into another one (`--python`, pip 22.3)."""
    try:
        major, minor = importlib.metadata.version("pip").split(".")[:2]
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return False
    return (int(major), int(minor)) >= (22, 3)


def pip() -> list[str]:
    if host_pip():
        return [sys.executable, "-m", "pip", "--python", str(venv_python())]
    return [str(venv_python()), "-m", "pip"]


def same(stamp: Path, text: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == text


def python_version() -> str:
    return str(sys.implementation.cache_tag)


def ready() -> bool:
    """Whether .venv exists and was made by this same Python version."""
    return venv_python().exists() and same(VENV / "python.stamp", python_version())


def make_venv() -> None:
    if ready():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    # Debian splits ensurepip off Python: a venv without pip needs no extra package there.
    options = ["--without-pip"] if host_pip() else []
    if call(sys.executable, "-m", "venv", *options, VENV):
        sys.exit("Could not create .venv. Install pip first (Debian: apt-get install python3-pip).")
    (VENV / "python.stamp").write_text(python_version(), encoding="utf-8")


def digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


# A wheel is unpacked, a source archive is run: only wheels, only the bytes that were locked. The
# locks are complete, so nothing is resolved again: older pips look past a lock for `name[extra]`.
PIP_OPTIONS = (
    *("install", "-qq", "--no-input", "--disable-pip-version-check", "--root-user-action=ignore"),
    *("--require-hashes", "--only-binary=:all:", "--no-deps"),
)


def install(*names: str) -> None:
    """Install the named locks into .venv, those that changed since last time only."""
    locks = {name: REQUIREMENTS / f"{name}.txt" for name in names}
    stamps = {VENV / f"{name}.stamp": digest([lock]) for name, lock in locks.items()}
    if ready() and all(same(stamp, text) for stamp, text in stamps.items()):
        return
    if Path(sys.prefix) == VENV:
        sys.exit("The locks changed: deactivate .venv, then run this again.")
    make_venv()
    print(f"Installing {' and '.join(names)} into .venv ...", flush=True)
    must(*pip(), *PIP_OPTIONS, *(part for lock in locks.values() for part in ("-r", str(lock))))
    for stamp, text in stamps.items():
        stamp.write_text(text, encoding="utf-8")


def stale_catalogs(root: Path = ROOT) -> list[Path]:
    """The .po files whose compiled .mo is missing or older."""

    def fresh(po: Path) -> bool:
        mo = po.with_suffix(".mo")
        return mo.is_file() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns

    return [po for po in sorted(root.glob("locale/*/LC_MESSAGES/*.po")) if not fresh(po)]


def compile_catalogs(root: Path = ROOT) -> list[Path]:
    """Compile the .po files that changed and return them. Needs polib, so it runs inside .venv."""
    import polib

    changed = stale_catalogs(root)
    for po in changed:
        polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo")))
    return changed


def ensure_catalogs() -> None:
    if stale_catalogs():
        must(venv_python(), "-c", "import dev; dev.compile_catalogs()")


def development() -> dict[str, str]:
    """The environment of a development server; what is already set stays as it is."""
    defaults = {"DEBUG": "1", "DATA_DIR": str(ROOT / "var"), "PYTHONUTF8": "1"}
    env = {**defaults, "DJANGO_RUNSERVER_HIDE_WARNING": "true", **os.environ}
    data = ROOT / env["DATA_DIR"]
    data.mkdir(parents=True, exist_ok=True)
    env.setdefault("SECRET_KEY", secret_key(data / "secret_key"))
    return env


def secret_key(file: Path) -> str:
    """The key kept in `file`, made at first use and readable by its owner only."""
    if not file.exists():
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(secrets.token_urlsafe(50))
    return file.read_text(encoding="utf-8")


def manage(*arguments: str) -> list[str]:
    return [str(venv_python()), "manage.py", *arguments]


def prepare(env: Mapping[str, str]) -> None:
    """Bring the database up to date; skipped while it is ours and nothing it depends on moved."""
    data = ROOT / env["DATA_DIR"]
    stamp = data / "prepared.stamp"
    state = digest([REQUIREMENTS / "runtime.txt", *sorted(ROOT.glob("advisor/**/migrations/*.py"))])
    own = "DATABASE_URL" not in env and any(data.glob("*.sqlite3"))
    if own and same(stamp, state):
        return
    must(*manage("migrate", "--verbosity", "0"), env=env)
    must(*manage("knowledge", "import", "knowledge/base", "--publish", "--if-empty"), env=env)
    must(*manage("firstadmin"), env=env)
    stamp.write_text(state, encoding="utf-8")


def find_chromium() -> str | None:
    """$CHROMIUM, else a Chromium or Chrome on PATH."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


def run(arguments: Sequence[str]) -> int:
    """Serve on http://127.0.0.1:8000/ (PORT= changes it). --reload follows changes of the code."""
    port = os.environ.get("PORT", "8000")
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        sys.exit(f"PORT must be a number from 1 to 65535, not {port!r}.")
    install("runtime")
    ensure_catalogs()
    env = {"SITE_URL": f"http://127.0.0.1:{port}", **development()}
    prepare(env)
    # One process by default: it starts faster and stopping it leaves nothing behind.
    reload = [] if "--reload" in arguments else ["--noreload"]
    print(f"Serving on http://127.0.0.1:{port}/ (stop with Ctrl-C)", flush=True)
    return serve(manage("runserver", f"127.0.0.1:{port}", *reload), env)


def serve(command: list[str], env: dict[str, str]) -> int:
    """Become the server; Windows has no exec, so there it is a child."""
    if os.name == "nt":
        return call(*command, env=env)
    os.chdir(ROOT)
    os.execve(command[0], command, env)


def test(arguments: Sequence[str]) -> int:
    """Run the suite on SQLite and, where its address is given, on PostgreSQL."""
    install("test", "browser")
    ensure_catalogs()
    results = run_suite("SQLite", None, arguments)
    address = os.environ.get(POSTGRES)
    if address:
        results += run_suite("PostgreSQL", address, arguments, browser=WRITES)
    else:
        results.append(("PostgreSQL", "all", missing(NO_POSTGRES)))
    return report(results)


# A page looks the same whatever database it came from: on the second one a browser runs what
# changes it, which takes a tenth of the time.
ALL, WRITES = "browser", "browser and writes"


def run_suite(
    database: str, address: str | None, arguments: Sequence[str], browser: str = ALL
) -> list[Result]:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if address:
        env["DATABASE_URL"] = address
    # As many processes as there are processors; `-n 0` brings back a single one.
    unit = (database, "unit", pytest(["-n", "auto", *arguments], env))
    if not find_chromium():
        return [unit, (database, "browser", missing(NO_CHROMIUM))]
    # Playwright keeps an event loop running in the thread that also uses the database.
    env["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    outcome = pytest(["-m", browser, *arguments], env)
    return [unit, (database, browser, outcome)]


def pytest(arguments: Sequence[str], env: Mapping[str, str]) -> str:
    code = call(venv_python(), "-m", "pytest", *arguments, env=env)
    return {0: "passed", 5: "no tests selected"}.get(code, "failed")


def missing(explanation: str) -> str:
    """What a needed but absent program means: a failure in CI, elsewhere a skip."""
    print(explanation, flush=True)
    return "failed: not available" if in_ci() else "skipped"


def report(results: Sequence[Result]) -> int:
    print()
    for database, part, outcome in results:
        print(f"{database:<12}{part:<20}{outcome}")
    outcomes = {outcome.partition(":")[0] for _, _, outcome in results}
    return int("failed" in outcomes or "passed" not in outcomes)


def check(arguments: Sequence[str]) -> int:
    """Everything that can be known without a browser or a server; all of it, then the verdict."""
    install("test", "checks")
    ensure_catalogs()
    env = development()
    python = str(venv_python())
    steps = {
        "ruff": [python, "-m", "ruff", "check", "."],
        "format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        "djlint": [python, "-m", "djlint", "templates", "--lint", "--quiet"],
        "rule base": manage("knowledge", "check"),
        "packages": [*pip(), "check"],
        "migrations": manage("makemigrations", "--check", "--dry-run"),
        "house": [python, "-m", "pytest", "-q", "tests/house"],
    }
    if in_ci() or "deploy" in arguments:
        install("deploy")
        steps |= deploy_steps()
    chosen = {
        name: step
        for name, step in steps.items()
        if not arguments or name.partition(":")[0] in arguments
    }
    failed = []
    for name, step in chosen.items():
        print(f"== {name}", flush=True)
        if call(*step, env=env):
            failed.append(name)
    print("\nfailed: " + ", ".join(failed) if failed else "\nall checks passed")
    return int(bool(failed) or not chosen)


def deploy_steps() -> dict[str, list[str]]:
    """The linters of deploy/: heavy, and of use to few, so they are asked for by name or in CI."""
    programs = venv_python().parent
    compose = ["--builtin-schema", "vendor.compose-spec", "deploy/compose.yaml"]
    manifests = [str(file) for file in sorted(ROOT.glob("deploy/kubernetes/*.yaml"))]
    return {
        "deploy": [str(programs / "hadolint"), "deploy/Dockerfile"],
        "deploy: compose": [str(programs / "check-jsonschema"), *compose],
        "deploy: kubernetes": [str(programs / "kubernetes-validate"), "--strict", *manifests],
    }


def fuzz(arguments: Sequence[str]) -> int:
    """Try to break the API with Schemathesis; --examples says how hard, see tests/fuzz/run.py."""
    install("test", "fuzz")
    ensure_catalogs()
    return call(venv_python(), "-m", "tests.fuzz.run", *arguments)


def golden(arguments: Sequence[str]) -> int:
    """Write the checked-in exports anew; look at what changed before you commit it."""
    install("test")
    ensure_catalogs()
    tests = "tests/advisor/recommendations/test_golden.py"
    env = {**os.environ, "RENEW_GOLDEN": "1"}
    return call(venv_python(), "-m", "pytest", "-q", tests, *arguments, env=env)


def bench(arguments: Sequence[str]) -> int:
    install("test")
    ensure_catalogs()
    return call(venv_python(), "-m", "pytest", "bench", *arguments, env=development())


# Runs that take minutes, each a module of bench/ that says what it does, and their own locks.
LONG_RUNS: Mapping[str, Sequence[str]] = {
    "crash": (),
    "drill": (),
    "guards": (),
    "mutants": ("mutants",),
    "peers": ("peers",),
}


def long_run(name: str, arguments: Sequence[str]) -> int:
    install("test", *LONG_RUNS[name])
    ensure_catalogs()
    return call(venv_python(), "-m", f"bench.{name}", *arguments, env=development())


NODE_TOOLS = ROOT / "tests/browser/package-lock.json"
NPM_OPTIONS = (
    *("--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"),
    "--omit-lockfile-registry-resolved",
)
# No address may get into a lock: whoever installs chooses where packages come from.
UV_OPTIONS = (
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header"),
)


def lock(arguments: Sequence[str]) -> int:
    """Resolve requirements/*.in again, for every platform; --upgrade takes newer versions."""
    with tempfile.TemporaryDirectory() as folder:
        uv = shutil.which("uv") or fetch_uv(Path(folder))
        for name in LOCKS:
            files = (f"requirements/{name}.in", "-o", f"requirements/{name}.txt")
            must(uv, *UV_OPTIONS, *files, *arguments)
    lock_node_tools()
    return 0


def lock_node_tools() -> None:
    """Resolve what pages are measured with, where there is an npm; only CI installs it."""
    if not (npm := shutil.which("npm")):
        print(f"{NODE_TOOLS.name} stays as it is: no npm found.")
        return
    must(npm, "install", "--prefix", NODE_TOOLS.parent, *NPM_OPTIONS)
    found = json.loads(NODE_TOOLS.read_text(encoding="utf-8"))
    for package in found["packages"].values():
        package.pop("funding", None)
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    NODE_TOOLS.write_text(text, encoding="utf-8")


def fetch_uv(folder: Path) -> str:
    must(sys.executable, "-m", "pip", "install", "-qq", "--target", folder, UV)
    return str(folder / "bin" / ("uv.exe" if os.name == "nt" else "uv"))


def messages(arguments: Sequence[str]) -> int:
    """Compile the message catalogs that changed."""
    install("runtime")
    ensure_catalogs()
    return 0


def clean(arguments: Sequence[str]) -> int:
    """Remove what can be made again. var/ holds data and stays."""
    for name in (".venv", "staticfiles", *CACHES):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for catalog in ROOT.glob("locale/*/LC_MESSAGES/*.mo"):
        catalog.unlink()
    return 0


TASKS: dict[str, Callable[[Sequence[str]], int]] = {
    **{
        task.__name__: task
        for task in (run, test, check, bench, fuzz, golden, lock, messages, clean)
    },
    **{name: partial(long_run, name) for name in LONG_RUNS},
}


def main(arguments: Sequence[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 (whoever starts it may have an older one)
        sys.exit("Python 3.11 or newer is needed.")
    if not arguments or arguments[0] not in TASKS:
        print(f"usage: python3 dev.py {'|'.join(TASKS)} [arguments for its tool]", file=sys.stderr)
        return 2
    return TASKS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
