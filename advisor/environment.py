"""Reading settings from the environment; nonsense is refused aloud."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

FLAGS = {"1": True, "0": False}
DEVELOPMENT_KEY = "only-for-development-on-this-machine-and-never-in-production"
DATABASES = ("postgres://", "postgresql://", "sqlite://")

# WAL with FULL survives a power cut; IMMEDIATE takes the write lock at the start of a
# transaction, so that two writers wait instead of failing half way.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
        "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;"
    ),
}


def flag(name: str, default: bool = False) -> bool:
    """The environment variable `name` as a flag: 1 or 0."""
    value = os.environ.get(name, "1" if default else "0")
    if value not in FLAGS:
        raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0.")
    return FLAGS[value]


def words(name: str) -> list[str]:
    """The environment variable `name` as a list, split at commas."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def days(name: str, default: int) -> int:
    """The environment variable `name` as a number of days, from 1 to 36,500."""
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdecimal() and 1 <= int(value[:9]) <= 36_500):
        raise ImproperlyConfigured(f"{name}={value!r}: write a number of days, as in {default}.")
    return int(value)


def secret_key(debug: bool) -> str:
    """The signing key; only a server in debug mode may do without one of its own."""
    key = os.environ.get("SECRET_KEY", "")
    if not key and debug:
        return DEVELOPMENT_KEY
    if len(key) < 50:
        raise ImproperlyConfigured(
            f"SECRET_KEY has {len(key)} characters: set one of at least 50, for example from "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(50))'`."
        )
    if key == DEVELOPMENT_KEY or len(set(key)) < 10:
        raise ImproperlyConfigured("SECRET_KEY is easy to guess: set a random one.")
    return key


def token(name: str) -> str:
    """A secret of at least 20 characters; empty where none is set."""
    value = os.environ.get(name, "")
    if value and len(value) < 20:
        raise ImproperlyConfigured(f"{name} has {len(value)} characters: set one of at least 20.")
    return value


def contact(name: str) -> str:
    """Whom to write to, as an address a program can open; empty where none is set."""
    value = os.environ.get(name, "")
    if value and not re.fullmatch(r"(mailto:|https://)[!-~]+", value):
        raise ImproperlyConfigured(
            f"{name}={value!r}: write mailto:security@example.org or https://example.org/report."
        )
    return value


def allowed_hosts(debug: bool) -> list[str]:
    """The exact host names served; a wildcard is refused."""
    hosts = words("ALLOWED_HOSTS")
    if any("*" in host or host.startswith(".") for host in hosts):
        raise ImproperlyConfigured("ALLOWED_HOSTS: write each host name in full, no wildcard.")
    if not hosts and not debug:
        raise ImproperlyConfigured("ALLOWED_HOSTS is empty: name the hosts, as in example.org.")
    return hosts or ["localhost", "127.0.0.1", "[::1]", "testserver"]


def site_url(https: bool) -> str:
    """The address that share links begin with, without a slash at its end."""
    url = os.environ.get("SITE_URL") or ("" if https else "http://127.0.0.1:8000")
    if not url.startswith("https://" if https else ("https://", "http://")):
        raise ImproperlyConfigured(
            f"SITE_URL={url!r}: write the address people use, as in https://example.org."
        )
    return url.rstrip("/")


def database(folder: Path) -> Mapping[str, Any]:
    """The database of DATABASE_URL, else SQLite in `folder`."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'bacthang.sqlite3'}"
    if not url.startswith(DATABASES):
        # The address is not repeated: it may hold a password.
        raise ImproperlyConfigured(
            "DATABASE_URL: write postgres://user:password@host:5432/name or sqlite:///path."
        )
    # A connection is kept between requests and tested before it is used again, so that a
    # database server that was restarted costs one reconnect and no error.
    parsed = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    if str(parsed["ENGINE"]).endswith("sqlite3"):
        folder.mkdir(parents=True, exist_ok=True)
        parsed["OPTIONS"] = SQLITE
    return parsed
