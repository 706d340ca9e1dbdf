"""Finding one thing in another from within a template."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """The value of a mapping under a key that is itself a variable; None if it has none."""
    return mapping.get(key) if isinstance(mapping, Mapping) else None


@register.filter
def each_of(mapping: Mapping[Any, Any], keys: Iterable[Any]) -> list[Any]:
    """The values of a mapping under several keys, in their order."""
    return [mapping[key] for key in keys]


@register.filter
def by_id(items: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The items of a list under their ids."""
    return {item["id"]: item for item in items}


@register.filter
def in_state(rules: Iterable[Mapping[str, Any]], state: str) -> list[Mapping[str, Any]]:
    """The rules that are in a state: fired, silent or unknown."""
    return [rule for rule in rules if rule["state"] == state]


@register.filter
def isin(value: Any, values: Iterable[Any]) -> bool:
    """Whether a value is one of several."""
    return value in values


@register.filter
def ticked(actions: Iterable[Mapping[str, Any]], done: Iterable[str]) -> int:
    """How many of the actions are ticked off."""
    return len({action["practice"] for action in actions} & set(done))


@register.filter
def option_hint(question: Mapping[str, Any], value: Any) -> str:
    """The hint of one option of a question, empty where it has none."""
    options = question.get("options") or ()
    return next((each["hint"] for each in options if each["value"] == str(value)), "")
