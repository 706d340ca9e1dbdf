"""The questions that an advice names."""

from typing import Any

from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag(takes_context=True)
def question(context: dict[str, Any], name: str) -> str:
    """The name of a fact, with a link to where the reader of this page can answer it.

    Behind a link nothing can be answered; an advice from an address is answered by trying.
    """
    fact = context["view"].facts[name]
    if "recommendation" in context or not fact["url"]:
        return str(fact["name"])
    url = fact["url"]
    if context.get("take_over_url"):
        url = f"{context['trial']['fields_url']}#try_{name}"
    return format_html('<a href="{}">{}</a>', url, fact["name"])
