"""Pictures that a template asks for itself, without a view preparing them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from advisor.pictures.stairs import bare

register = template.Library()


@register.inclusion_tag("pictures/stairs.html")
def bare_stairs(stages: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The stairs alone. Each stage has a `number`, a `name` and a line on its `people`."""
    listed = list(stages)
    names = {stage["number"]: stage["name"] for stage in listed}
    return {"picture": bare(names, {stage["number"]: stage["people"] for stage in listed})}
