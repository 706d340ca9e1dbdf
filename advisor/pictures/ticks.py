"""Ticks of a map's side: at each limit that has room for its figure."""

from math import inf
from typing import Any

from django.utils.translation import pgettext

from advisor.pictures.limits import percent
from advisor.pictures.scales import Scale
from advisor.pictures.templatetags.figures import figure

# Digits after which a limit that was worked out is of no use to a reader.
DECIMALS = 6


def ticks(scale: Scale, *, room: float, along: bool) -> list[dict[str, Any]]:
    """The limits between spans, each with its place, its short figure and its line.

    `room` is the share that a character takes `along` the side, else that a line of text
    takes. Along the side figures stand on two lines where one has no room; what has none on
    either is left without a figure: the table beside the map has them all.
    """
    free = [-inf, -inf] if along else [-inf]
    found = []
    for place, span in zip(scale.edges[1:-1], scale.axis.spans[1:], strict=True):
        label = short(span.low)
        reach = room * (len(label) + 1 if along else 1) / 2
        line = next((line for line, end in enumerate(free) if end <= place - reach), None)
        if line is not None:
            free[line] = place + reach
        shown = percent(place if along else 1 - place)
        found.append({"place": shown, "label": "" if line is None else label, "line": line or 0})
    return found


def short(value: float) -> str:
    """A number in as few characters as say it exactly: 100k, 2.5M; 1,234 as it is."""
    for size, said in ((10**9, billions), (10**6, millions), (10**3, thousands)):
        if abs(value) >= size and value * 100 % size == 0:
            return said(figure(value / size))
    return figure(round(value, DECIMALS))


def thousands(text: str) -> str:
    return pgettext("short number", "%(figure)sk") % {"figure": text}


def millions(text: str) -> str:
    return pgettext("short number", "%(figure)sM") % {"figure": text}


def billions(text: str) -> str:
    return pgettext("short number", "%(figure)sbn") % {"figure": text}
