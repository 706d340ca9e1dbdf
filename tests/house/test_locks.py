"""The locks pin every package to exact bytes and say nothing about where it comes from."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"
NODE_LOCK = ROOT / "tests/browser/package-lock.json"
LOCKS = sorted(REQUIREMENTS.glob("*.txt"))
PINNED = re.compile(
    r"[a-z0-9][a-z0-9-]*(\[[a-z0-9,-]+\])?==[^\s;]+( ; [^\\]+)?( --hash=sha256:[0-9a-f]{64})+"
)


def problems(lock: str) -> list[str]:
    """The requirements of a lock that are not pinned by hash, and every address in it."""
    code = re.sub(r"^\s*#.*\n", "", lock, flags=re.MULTILINE)
    requirements = re.sub(r"\s*\\\n\s*", " ", code).splitlines()
    loose = [line for line in requirements if not PINNED.fullmatch(line.strip())]
    return loose + [line for line in lock.splitlines() if "://" in line]


def test_there_are_locks() -> None:
    wanted = sorted(file.stem for file in REQUIREMENTS.glob("*.in"))
    assert [lock.stem for lock in LOCKS] == wanted
    assert "runtime" in wanted


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_lock_is_pinned_and_has_no_address(lock: Path) -> None:
    assert problems(lock.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_lock_holds_what_its_source_asks_for(lock: Path) -> None:
    asked = re.findall(
        r"^([A-Za-z][\w.-]*)(?:\[[\w,]+\])?==(\S+)",
        lock.with_suffix(".in").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    held = lock.read_text(encoding="utf-8")
    missing = [pin for name, version in asked if (pin := f"{name.lower()}=={version}") not in held]
    assert asked
    assert missing == []


@pytest.mark.parametrize("lock", ["test", "browser", "checks", "fuzz"])
def test_locks_agree_with_each_other(lock: str) -> None:
    """They are installed into one environment, so one package has one version."""
    base, other = pins("test" if lock != "test" else "runtime"), pins(lock)
    assert {name for name in base.keys() & other.keys() if base[name] != other[name]} == set()


def pins(lock: str) -> dict[str, str]:
    text = (REQUIREMENTS / f"{lock}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[a-z0-9,-]+\])?==([^\s;]+)", text, re.MULTILINE))


def node_problems(lock: str) -> list[str]:
    """The packages of npm's lock that are not pinned by hash, and every address in it."""
    packages = json.loads(lock)["packages"]
    loose = [name for name, each in packages.items() if name and "sha512-" not in hashes(each)]
    return loose + [line.strip() for line in lock.splitlines() if "://" in line]


def hashes(package: dict[str, str]) -> str:
    return package.get("integrity", "")


def test_measuring_tools_are_pinned_and_have_no_address() -> None:
    assert node_problems(NODE_LOCK.read_text(encoding="utf-8")) == []


def test_measuring_tools_are_those_asked_for() -> None:
    asked = json.loads((NODE_LOCK.parent / "package.json").read_text(encoding="utf-8"))
    packages = json.loads(NODE_LOCK.read_text(encoding="utf-8"))["packages"]
    for name, version in asked["dependencies"].items():
        assert packages[f"node_modules/{name}"]["version"] == version


@pytest.mark.parametrize("key", ["resolved", "version"])
def test_a_loose_measuring_tool_is_caught(key: str) -> None:
    package = {key: "https" + "://example.org/a.tgz"}
    lock = {"packages": {"": {}, "node_modules/a": package}}
    text = json.dumps(lock, indent=2)
    assert len(node_problems(text)) == 2


HASH = f"--hash=sha256:{'0' * 64}"


@pytest.mark.parametrize(
    "line",
    [
        "django==5.2",
        f"django>=5.2 {HASH}",
        "django==5.2 --hash=md5:0",
        f"django @ file:///tmp/django.whl {HASH}",
        "--index-url=//example.org/simple",
        "-r other.txt",
        "-e .",
    ],
)
def test_a_loose_line_is_caught(line: str) -> None:
    assert line in problems(f"asgiref==3.13.0 \\\n    {HASH}\n{line}\n")


def test_an_address_in_a_comment_is_caught() -> None:
    comment = "    # from https" + "://example.org/simple"
    assert problems(f"asgiref==3.13.0 \\\n    {HASH}\n{comment}\n") == [comment]


def test_a_marker_and_several_hashes_are_fine() -> None:
    marked = "tzdata==2026.6 ; sys_platform == 'win32'"
    assert problems(f"{marked} \\\n    {HASH} \\\n    {HASH}\n    # via django\n") == []
