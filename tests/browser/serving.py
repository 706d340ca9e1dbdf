"""The site as it is served in production: gunicorn, no debugging, compressed static files."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import dev

START_SECONDS = 30
GUNICORN = (
    *("-m", "gunicorn", "--no-control-socket", "--log-level", "warning"),
    *("--worker-class", "gthread", "--threads", "4"),
)


@contextmanager
def production(folder: Path) -> Iterator[str]:
    """Serve release 1 from an SQLite database in `folder`; gives the address."""
    port = free_port()
    env = environment(folder, port)
    for arguments in (
        ("migrate", "--verbosity", "0"),
        ("knowledge", "import", "knowledge/base", "--publish"),
        ("collectstatic", "--noinput", "--verbosity", "0"),
    ):
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=dev.ROOT, env=env, check=True)
    command = [sys.executable, *GUNICORN, "--bind", f"localhost:{port}", "advisor.wsgi"]
    server = subprocess.Popen(command, cwd=dev.ROOT, env=env)
    try:
        wait_for(port)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait()


def environment(folder: Path, port: int) -> Mapping[str, str]:
    """What a server in production is told; it talks plain HTTP for want of a proxy."""
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return inherited | {
        "DJANGO_SETTINGS_MODULE": "tests.browser.served",
        "DATA_DIR": str(folder),
        "DEBUG": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "localhost",
        "SITE_URL": f"http://localhost:{port}",
        "SECRET_KEY": "only-for-a-server-that-lives-as-long-as-one-run-of-the-tests",
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Return as soon as something listens; raises TimeoutError."""
    until = monotonic() + START_SECONDS
    while monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("localhost", port)) == 0:
                return
        sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")
