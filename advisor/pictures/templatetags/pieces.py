"""Pieces of a page that hang on nothing but the values they show: made once, then kept."""

import marshal
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST_KEPT = 8_192
# The first version of the format in which the same values always give the same bytes.
SAME_BYTES = 2


@register.simple_tag
def piece(template_name: str, **values: Any) -> SafeString:
    """What a template makes of these values, kept for the next page that shows the same.

    The template sees nothing else, so nothing else can change what it makes: no request, no
    visitor, no other variable of the page. Values are plain ones, all the way down: None,
    numbers, strings, lists, tuples and mappings; raises ValueError for any other.
    """
    return made(template_name, get_language(), marshal.dumps(values, SAME_BYTES))


@lru_cache(maxsize=MOST_KEPT)
def made(template_name: str, language: str, values: bytes) -> SafeString:
    """The piece, from its values as bytes."""
    compiled = get_template(template_name).template  # type: ignore[attr-defined]
    return SafeString(compiled.render(Context(marshal.loads(values))))
