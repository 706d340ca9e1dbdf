"""How gunicorn serves the site; each setting can be changed on its command line."""

import os
import shutil
from pathlib import Path
from typing import Any

from prometheus_client import multiprocess

bind = "0.0.0.0:8000"
worker_class = "gthread"
POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
# One thread a process on SQLite: where one thread waits for the write lock, another that tidies up
# its cursors can hold both until the lock's time-out.
workers = int(os.environ.get("WEB_CONCURRENCY") or (2 if POSTGRES else 4))
threads = 4 if POSTGRES else 1
# A page takes milliseconds; what takes this long hangs.
timeout = 30
graceful_timeout = 20
keepalive = 5
# Heartbeats on a disk that may stall would end healthy workers.
worker_tmp_dir = "/dev/shm"
control_socket_disable = True
# What the site logs of a request names no link; gunicorn's own access log would.
accesslog = None
FIGURES = os.environ.get("PROMETHEUS_MULTIPROC_DIR")


def on_starting(server: Any) -> None:
    """Begin counting at nothing: figures of processes that are gone lie in this folder."""
    if FIGURES:
        shutil.rmtree(FIGURES, ignore_errors=True)
        Path(FIGURES).mkdir(parents=True)


def child_exit(server: Any, worker: Any) -> None:
    """Forget what only a living process can say."""
    if FIGURES:
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
