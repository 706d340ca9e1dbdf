"""dev.py: what it does without installing or starting anything."""

import gettext
import os
import subprocess
import sys
from pathlib import Path

import pytest

import dev

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "{}"\nmsgstr "{}"\n'


def write_catalog(root: Path, message: str, translation: str) -> Path:
    po = root / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text(PO.format(message, translation), encoding="utf-8")
    return po


def test_catalogs_are_compiled_when_they_change(tmp_path: Path) -> None:
    po = write_catalog(tmp_path, "Stage", "Bậc")
    assert dev.compile_catalogs(tmp_path) == [po]
    assert gettext.translation("django", tmp_path / "locale", ["vi"]).gettext("Stage") == "Bậc"
    assert dev.compile_catalogs(tmp_path) == []
    later = po.stat().st_mtime_ns + 1_000_000_000
    os.utime(po, ns=(later, later))
    assert dev.stale_catalogs(tmp_path) == [po]


def test_the_secret_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    key = dev.secret_key(file)
    assert len(key) >= 50
    assert dev.secret_key(file) == key
    assert os.name == "nt" or file.stat().st_mode & 0o077 == 0


def test_what_is_set_in_the_environment_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DEBUG", "0")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    env = dev.development()
    assert env["DEBUG"] == "0"
    assert env["SECRET_KEY"] == (tmp_path / "data" / "secret_key").read_text(encoding="utf-8")


@pytest.mark.parametrize("port", ["", "0", "65536", "80a", "-1", "²"])
def test_a_bad_port_is_named(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match="PORT must be a number"):
        dev.run([])


def test_a_chromium_named_by_hand_is_used_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "browser.exe"
    browser.touch(mode=0o755)
    monkeypatch.setenv("CHROMIUM", str(browser))
    assert dev.find_chromium() == str(browser)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dev.find_chromium() is None


def test_what_is_missing_fails_in_ci_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert dev.report([("SQLite", "unit", "passed"), ("SQLite", "browser", dev.missing("x"))]) == 1
    monkeypatch.delenv("CI")
    assert dev.report([("SQLite", "unit", "passed"), ("SQLite", "browser", dev.missing("x"))]) == 0


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        (["passed", "no tests selected"], 0),
        (["passed", "failed"], 1),
        (["no tests selected", "skipped"], 1),
    ],
)
def test_the_exit_code_follows_the_report(outcomes: list[str], code: int) -> None:
    assert dev.report([("SQLite", "unit", outcome) for outcome in outcomes]) == code


def test_an_unknown_task_is_refused_with_the_list() -> None:
    done = subprocess.run(
        [sys.executable, str(dev.ROOT / "dev.py"), "fly"],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 2
    assert "run|test|check" in done.stderr
