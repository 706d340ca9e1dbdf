"""Texts made safe for the places a decision record puts them."""

import re
from typing import Any

from django import template

register = template.Library()

# What can start or close something inside a line. The rest only matters at its start.
INSIDE = re.compile(r"([\\`*_\[\]<>|~#&])")
STARTS = re.compile(r"^([-+=]|\d+[.)]\s)")


@register.filter
def md(value: Any) -> str:
    """A text as one line of Markdown that is only text: no heading, list, link or HTML."""
    line = INSIDE.sub(r"\\\1", " ".join(str(value or "").split()))
    return STARTS.sub(escaped_start, line)


def escaped_start(match: re.Match[str]) -> str:
    """The start of a line without its meaning: `1.` becomes `1\\.`, `-` becomes `\\-`."""
    start = match[0]
    if start[0].isdigit():
        return re.sub(r"([.)])", r"\\\1", start)
    return f"\\{start}"
