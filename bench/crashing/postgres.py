"""A PostgreSQL server of the harness's own, that may be killed."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType

PORT = 54329
HERE: "list[Server]" = []  # the running one, for whoever wants to kill it


def program(name: str) -> str:
    """Where one of PostgreSQL's own programs lies; Debian keeps them off PATH."""
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), None
    )
    if found is None:
        raise SystemExit(f"{name} was not found: install PostgreSQL (Debian: postgresql)")
    return found


class Server:
    """Made in a folder, started, killed and started again; gone at the end.

    PostgreSQL refuses to run as root, so root runs it as the user `postgres`.
    """

    def __init__(self, folder: Path) -> None:
        self.data = folder / "postgres"
        self.address = f"postgres://crash@127.0.0.1:{PORT}/postgres"
        self.prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.prefix:
            folder.chmod(0o755)
            self.data.mkdir()
            shutil.chown(self.data, "postgres")

    def __enter__(self) -> "Server":
        trust = ["--username=crash", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        self.run("initdb", "-D", str(self.data), *trust)
        HERE.append(self)
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        HERE.remove(self)
        self.run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop", fails=True)

    def start(self) -> None:
        """Start it and wait until it answers; again while what was killed is not gone yet."""
        options = f"-p {PORT} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.data}"
        log = str(self.data / "server.log")
        for left in range(20, -1, -1):
            done = ("pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", options, "start")
            if self.run(*done, fails=left > 0):
                return
            time.sleep(0.25)

    def kill(self) -> None:
        """Kill the server and all its processes at once, as a power cut of the program would."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(
            ["pgrep", "-P", str(pid)], check=False, text=True, stdout=subprocess.PIPE
        ).stdout.split()
        for each in (pid, *map(int, children)):
            try:
                os.kill(each, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def run(self, name: str, *arguments: str, fails: bool = False) -> bool:
        """Run one of PostgreSQL's programs quietly; whether it did what it should."""
        done = subprocess.run(
            [*self.prefix, program(name), *arguments],
            check=False,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        if done.returncode and not fails:
            raise SystemExit(f"{name}: {done.stderr.decode()}")
        return not done.returncode
