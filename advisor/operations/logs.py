"""The log: one event a line, as JSON, without tokens, answers, ids of links or whole addresses."""

import logging
import logging.config
from ipaddress import ip_interface
from typing import Any

import structlog

SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
# How much of an address is written down: enough to see where a flood comes from, no more.
IPV4_BITS, IPV6_BITS = 24, 48


def configure(options: dict[str, Any]) -> None:
    """Set up logging; Django calls this with settings.LOGGING."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(options)


def settings_for(debug: bool) -> dict[str, Any]:
    """settings.LOGGING: lines for people on a machine of their own, else JSON.

    Django's own lines about requests hold whole paths, and so the ids of links; the site's
    own line about each request (`requests`) takes their place. Errors keep their traceback.
    """
    renderer: Any = (
        structlog.dev.ConsoleRenderer() if debug else structlog.processors.JSONRenderer()
    )
    traceback = [] if debug else [structlog.processors.format_exc_info]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *traceback,
                    renderer,
                ],
            }
        },
        "filters": {"without_paths": {"()": "advisor.operations.logs.WithoutPaths"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["without_paths"],
            }
        },
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django": {"level": "INFO", "handlers": [], "propagate": True},
            "django.server": {"level": "INFO" if debug else "WARNING", "handlers": []},
        },
    }


class WithoutPaths(logging.Filter):
    """Keeps out of the log what Django says about refused requests, which names their paths."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let an error through, without its path; nothing else that Django says of requests."""
        if not record.name.startswith(("django.request", "django.security")):
            return True
        if record.levelno < logging.ERROR:
            return False
        record.msg, record.args = "request failed", ()
        return True


def shortened(client: str) -> str:
    """The network of a client as the log keeps it: 256 neighbours in IPv4, a /48 in IPv6."""
    try:
        address = ip_interface(client).ip
    except ValueError:
        return ""
    bits = IPV4_BITS if address.version == 4 else IPV6_BITS
    return str(ip_interface(f"{address}/{bits}").network)
