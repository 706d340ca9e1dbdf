"""The questions that an advice names."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def questions(context: Mapping[str, Any], names: Iterable[str]) -> list[dict[str, str | None]]:
    """The `name` of each fact, and the `url` where the reader of this page can answer it.

    Behind a link nothing can be answered; an advice from an address is answered by trying.
    """
    facts, address = context["view"].facts, None
    if context.get("take_over_url"):
        address = context["trial"]["fields_url"]
    linked = "recommendation" not in context
    return [
        {
            "name": facts[name]["name"],
            "url": url if not (linked and address and url) else f"{address}#try_{name}",
        }
        for name in names
        for url in [facts[name]["url"] if linked else None]
    ]
