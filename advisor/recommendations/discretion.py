"""No line of a log says which link was opened: whoever reads it could open the link as well."""

import logging
import re
from collections.abc import Callable

# After `/r/` and in the API's addresses, and as the two sides of a comparison.
ID = re.compile(r"((?:/|%2F)(?:r|recommendations)(?:/|%2F)|[?&](?:a|b)=)[^/?&#\s\"'.%]+", re.I)
Make = Callable[..., logging.LogRecord]


def without_ids(text: str) -> str:
    """The text without the ids of links in it."""
    return ID.sub(r"\1…", text)


def discreet(make: Make) -> Make:
    """A maker of log records that leaves out the ids of links."""

    def made(*args: object, **options: object) -> logging.LogRecord:
        record = make(*args, **options)
        if isinstance(record.msg, str):
            hide(record)
        return record

    return made


def hide(record: logging.LogRecord) -> None:
    """Leave the ids out of what a record says; one that cannot be put together stays as it is."""
    try:
        message = record.getMessage()
    except (TypeError, ValueError, KeyError):
        return
    hidden = without_ids(message)
    if hidden != message:
        record.msg, record.args = hidden, ()
