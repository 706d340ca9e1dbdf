"""The questions that an advice names."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def questions(context: Mapping[str, Any], names: Iterable[str]) -> SafeString:
    """Several questions in a row; see `question`."""
    return SafeString(", ".join([question(context, name) for name in names]))


@register.simple_tag(takes_context=True)
def question(context: Mapping[str, Any], name: str) -> SafeString:
    """The name of a fact, with a link to where the reader of this page can answer it.

    Behind a link nothing can be answered; an advice from an address is answered by trying.
    """
    fact = context["view"].facts[name]
    if "recommendation" in context or not fact["url"]:
        return linked(fact["name"], None)
    if context.get("take_over_url"):
        return linked(fact["name"], f"{context['trial']['fields_url']}#try_{name}")
    return linked(fact["name"], fact["url"])


@lru_cache(maxsize=1_024)
def linked(name: str, url: str | None) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, name) if url else format_html("{}", name)
