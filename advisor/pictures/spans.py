"""Spans of numbers in words: at most 9, 10 to 99, over 500."""

from django.utils.translation import gettext

from advisor.pictures.templatetags.figures import OPERATORS, figure, with_unit
from knowledge.maps import Axis
from knowledge.spans import Span

# Digits after which a limit that was worked out is of no use to a reader.
DECIMALS = 6


def span_texts(axis: Axis) -> list[str]:
    """The spans of an axis in words, without their unit."""
    if len(axis.spans) == 1:
        return [gettext("any number")]
    first, *middle, last = axis.spans
    return [at_most(first), *map(between, middle), at_least(last)]


def between(span: Span) -> str:
    """A span that ends on both sides."""
    if span.low == span.high:
        return rounded(span.low)
    if span.low_closed and span.high_closed:
        ends = {"low": rounded(span.low), "high": rounded(span.high)}
        return gettext("%(low)s to %(high)s") % ends
    return f"{at_least(span)}, {at_most(span)}"


def at_least(span: Span, unit: str | None = None) -> str:
    """From where on a span goes."""
    return limit_text(">=" if span.low_closed else ">", span.low, unit)


def at_most(span: Span, unit: str | None = None) -> str:
    """Up to where a span goes."""
    return limit_text("<=" if span.high_closed else "<", span.high, unit)


def limit_text(operator: str, limit: float, unit: str | None) -> str:
    said = with_unit(round(limit, DECIMALS), unit)
    return gettext(OPERATORS[operator]) % {"limit": said}


def rounded(value: float) -> str:
    return figure(round(value, DECIMALS))
