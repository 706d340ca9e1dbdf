"""Schemathesis, with all its checks, against the API in this process: 0 failures are asked for.

`python3 dev.py fuzz` runs it; `--examples` says how many an operation gets in the fuzzing phase,
`--at-least` how many requests there have to be in all. Its four phases are examples, coverage of
every limit in the description, random data that fits and does not, and sequences of operations.
"""

import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
EXAMPLES, AT_LEAST, SEED = 120, 5_000, 20_261_127


def main() -> int:
    """Fuzz, print what was found, and say whether it is nothing."""
    asked = arguments()
    with tempfile.TemporaryDirectory() as folder:
        counted = Counted(site(folder))
        findings = fuzz(counted, asked)
    print(f"\n{counted.requests:,} requests: {counted.said()}")
    for label, found in findings.items():
        print(f"\n{label}\n" + "\n".join(sorted(found)))
    print(f"{len(findings)} operations with failures")
    too_few = counted.requests < asked.at_least
    if too_few:
        print(f"fewer than the {asked.at_least:,} requests that were asked for")
    return int(too_few or bool(findings))


def arguments() -> Namespace:
    parser = ArgumentParser("dev.py fuzz")
    parser.add_argument("--examples", type=int, default=EXAMPLES)
    parser.add_argument("--at-least", type=int, default=AT_LEAST)
    parser.add_argument("--seed", type=int, default=SEED)
    return parser.parse_args()


class Counted:
    """A WSGI application that counts its answers by status."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.statuses: Counter[str] = Counter()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def started(status: str, *rest: Any) -> Any:
            self.statuses[status[:3]] += 1
            return start(status, *rest)

        environ.pop("HTTP_ACCEPT_ENCODING", None)  # werkzeug's client does not unpack
        return self.application(environ, started)

    @property
    def requests(self) -> int:
        """How many were answered."""
        return self.statuses.total()

    def said(self) -> str:
        """How many of each status."""
        return ", ".join(f"{status}: {n:,}" for status, n in sorted(self.statuses.items()))


def site(folder: str) -> Callable[..., Iterable[bytes]]:
    """The site over the shipped rule base, with a database in `folder`."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.fuzz.settings"
    os.environ["DATA_DIR"] = folder
    os.environ.pop("DATABASE_URL", None)

    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    call_command("migrate", verbosity=0)
    call_command("knowledge", "import", str(ROOT / "knowledge/base"), publish=True)
    return application


def fuzz(application: Counted, asked: Namespace) -> Mapping[str, set[str]]:
    """What all checks of all phases find, by operation."""
    import schemathesis
    from schemathesis import engine
    from schemathesis.config import SchemathesisConfig

    config = SchemathesisConfig.from_dict(
        {
            "seed": asked.seed,
            "continue-on-failure": True,
            "checks": {"enabled": True},
            "generation": {"mode": "all", "max-examples": asked.examples},
        }
    )
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json?lang=en", application, config=config
    )
    findings: dict[str, set[str]] = {}
    for event in engine.from_schema(schema).execute():
        for label, told in failures(event):
            findings.setdefault(label, set()).add(told)
    return findings


def failures(event: Any) -> Iterable[tuple[str, str]]:
    """The failures, and the errors of the tool itself, in one of its events."""
    recorder = getattr(event, "recorder", None)
    for checks in recorder.checks.values() if recorder else ():
        for check in checks:
            if check.failure_info is not None:
                info = check.failure_info
                yield recorder.label, f"- {check.name}: {info.failure}\n  {info.code_sample}"
    error = getattr(event, "exception", None) or getattr(event, "info", None)
    if error is not None and "Error" in type(event).__name__:
        yield str(getattr(event, "label", "")), f"- {type(event).__name__}: {error}"


if __name__ == "__main__":
    sys.exit(main())
