"""Answers written into an address: `?users=20000&test_minutes=7`."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

NONE = "none"


def write_query(answers: Mapping[str, Any]) -> str:
    """The address part that holds these answers, in their order; nothing for an unknown one."""
    return "&".join([quoted(name, written(value)) for name, value in answers.items()])


@lru_cache(maxsize=4_096)
def quoted(name: str, text: str) -> str:
    return urlencode({name: text})


def written(value: Any) -> str:
    """One answer as it stands in an address."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ",".join(value) or NONE
    return decimal(value) if isinstance(value, float) else str(value)


def decimal(value: float) -> str:
    """A fraction written so that both languages read it alike: never three decimals."""
    text = f"{value:.10f}".rstrip("0")
    return f"{text}0" if re.search(r"\.(\d{3})?$", text) else text
