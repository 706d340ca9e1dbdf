"""Settings from the environment: each refusal is a sentence that says what to write."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from advisor import environment
from tests.advisor.conftest import ROOT

KEY = secrets.token_urlsafe(50)
NAMES = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SITE_URL", "FLAG", "WORDS", "DAYS")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is set."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


# Flags and words


@pytest.mark.parametrize(("written", "read"), [("1", True), ("0", False)])
def test_a_flag_is_one_or_zero(monkeypatch: pytest.MonkeyPatch, written: str, read: bool) -> None:
    monkeypatch.setenv("FLAG", written)
    assert environment.flag("FLAG", default=not read) is read


def test_a_flag_that_is_not_set_has_its_default() -> None:
    assert environment.flag("FLAG", default=True) is True
    assert environment.flag("FLAG") is False


@pytest.mark.parametrize("written", ["yes", "true", "", "2", " 1"])
def test_any_other_flag_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("FLAG", written)
    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.flag("FLAG")
    assert str(refusal.value) == f"FLAG={written!r}: write 1 or 0."


def test_words_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORDS", " one, two,,three ")
    assert environment.words("WORDS") == ["one", "two", "three"]
    assert environment.words("NO_WORDS") == []


def test_days_are_a_whole_number(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.days("DAYS", default=730) == 730
    monkeypatch.setenv("DAYS", "90")
    assert environment.days("DAYS", default=730) == 90


@pytest.mark.parametrize("written", ["0", "-1", "2.5", "two", "٣", "36501", "9" * 30])
def test_any_other_number_of_days_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("DAYS", written)
    with pytest.raises(ImproperlyConfigured, match="write a number of days"):
        environment.days("DAYS", default=730)


# The key


def test_a_long_random_key_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", KEY)
    assert environment.secret_key(debug=False) == KEY


def test_only_development_does_without_a_key() -> None:
    assert environment.secret_key(debug=True)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY has 0 characters: set one of at"):
        environment.secret_key(debug=False)


@pytest.mark.parametrize("debug", [True, False])
def test_a_short_key_is_refused(monkeypatch: pytest.MonkeyPatch, debug: bool) -> None:
    monkeypatch.setenv("SECRET_KEY", KEY[:49])
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY has 49 characters"):
        environment.secret_key(debug)


@pytest.mark.parametrize("key", ["a" * 60, "password" * 9, environment.DEVELOPMENT_KEY])
def test_a_key_that_is_easy_to_guess_is_refused(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("SECRET_KEY", key)
    with pytest.raises(ImproperlyConfigured, match="easy to guess: set a random one"):
        environment.secret_key(debug=False)


def test_a_refusal_never_repeats_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", KEY[:40])
    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.secret_key(debug=False)
    assert KEY[:40] not in str(refusal.value)


# Hosts and addresses


def test_hosts_are_named_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "example.org, www.example.org")
    assert environment.allowed_hosts(debug=False) == ["example.org", "www.example.org"]


@pytest.mark.parametrize("host", ["*", ".example.org", "*.example.org", "example.org,*"])
def test_a_wildcard_host_is_refused(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", host)
    with pytest.raises(ImproperlyConfigured, match="write each host name in full, no wildcard"):
        environment.allowed_hosts(debug=True)


def test_only_development_does_without_hosts() -> None:
    assert "127.0.0.1" in environment.allowed_hosts(debug=True)
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS is empty: name the hosts"):
        environment.allowed_hosts(debug=False)


def test_share_links_begin_with_the_address_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://steps.example.org/")
    assert environment.site_url(https=True) == "https://steps.example.org"


def test_only_a_site_without_https_does_without_an_address() -> None:
    assert environment.site_url(https=False) == "http://127.0.0.1:8000"
    with pytest.raises(ImproperlyConfigured, match="SITE_URL='': write the address people use"):
        environment.site_url(https=True)


@pytest.mark.parametrize(
    ("url", "https"),
    [("steps.example.org", False), ("javascript:alert(1)", False), ("http://example.org", True)],
)
def test_an_address_nobody_can_use_is_refused(
    monkeypatch: pytest.MonkeyPatch, url: str, https: bool
) -> None:
    monkeypatch.setenv("SITE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="write the address people use"):
        environment.site_url(https)


# The database


def test_without_an_address_the_database_is_sqlite(tmp_path: Path) -> None:
    database = environment.database(tmp_path / "data")
    assert database["NAME"] == str(tmp_path / "data/bacthang.sqlite3")
    assert (tmp_path / "data").is_dir()


def test_sqlite_survives_a_power_cut_and_two_writers(tmp_path: Path) -> None:
    options = environment.database(tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_a_database_is_named_by_its_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://eva:secret@db:5433/steps")
    database = environment.database(tmp_path / "data")
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db", 5433, "steps")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("url", ["steps", "mysql://eva:secret@db/steps", "http://db", "postgres:"])
def test_another_database_is_refused_without_telling_its_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL: write postgres://") as refusal:
        environment.database(tmp_path)
    assert "secret" not in str(refusal.value)


# The whole


PRODUCTION = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "steps.example.org",
    "SITE_URL": "https://steps.example.org",
}


def started(expression: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A process that reads the settings and prints an expression of them."""
    kept = {"PATH": os.environ["PATH"], "DATA_DIR": os.environ["DATA_DIR"]}
    code = f"from advisor import settings; print({expression})"
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, cwd=ROOT, env={**kept, **variables}, capture_output=True, text=True, check=False
    )


def test_production_needs_no_more_than_a_key_a_host_and_an_address() -> None:
    shown = started("settings.DEBUG, settings.HTTPS, settings.COOKIE_PREFIX", **PRODUCTION)
    assert shown.stdout == "False True __Host-\n"


@pytest.mark.parametrize("missing", sorted(PRODUCTION))
def test_production_does_not_start_without(missing: str) -> None:
    given = {name: value for name, value in PRODUCTION.items() if name != missing}
    refused = started("settings.DEBUG", **given)
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].startswith(
        f"django.core.exceptions.ImproperlyConfigured: {missing}"
    )


def test_production_is_secure_throughout() -> None:
    names = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    shown = started(", ".join(f"settings.{name}" for name in names), **PRODUCTION)
    assert shown.stdout == "True True True\n"


# Tokens and contacts


@pytest.mark.parametrize("written", ["", "a-token-of-more-than-twenty-characters"])
def test_a_token_is_long_or_missing(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("METRICS_TOKEN", written)
    assert environment.token("METRICS_TOKEN") == written


def test_a_short_token_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRICS_TOKEN", "short")
    with pytest.raises(ImproperlyConfigured, match="at least 20"):
        environment.token("METRICS_TOKEN")


@pytest.mark.parametrize("written", ["", "mailto:a@example.org", "https://example.org/report"])
def test_a_contact_can_be_opened(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("SECURITY_CONTACT", written)
    assert environment.contact("SECURITY_CONTACT") == written


@pytest.mark.parametrize("written", ["a@example.org", "mailto:a b", "https://x\nContact: y"])
def test_any_other_contact_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("SECURITY_CONTACT", written)
    with pytest.raises(ImproperlyConfigured, match="write mailto:"):
        environment.contact("SECURITY_CONTACT")
