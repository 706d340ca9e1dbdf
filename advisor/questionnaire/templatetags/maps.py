"""The address of the map for the advice that a page shows."""

from typing import Any

from django import template

from advisor.questionnaire.maps import address

register = template.Library()


@register.simple_tag(takes_context=True)
def map_address(context: dict[str, Any]) -> str:
    """The map for the answers of the `advice` in the context.

    It holds the answers only where the page's own address does, or a saved link: what a
    visitor keeps in the browser alone is not written into an address here either.
    """
    request = context.get("request")
    kept = request is not None and not request.GET and "recommendation" not in context
    return address("questionnaire:map", {} if kept else context["advice"]["answers"])
