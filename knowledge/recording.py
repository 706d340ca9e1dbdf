"""The plain form of an advice's parts: what JSON can hold, ids and values only."""

from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.explaining import STATES, RuleState

# "from" is no name in Python.
RENAMED = {"was": "from"}
PLAIN = frozenset({str, int, float, bool, type(None)})


def plain(value: Any) -> Any:
    """Named tuples as mappings, other tuples as lists, all the way down."""
    if type(value) in PLAIN:
        return value
    if hasattr(value, "_asdict"):
        value = {RENAMED.get(name, name): part for name, part in value._asdict().items()}
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, tuple | list) else value


def rules_by_state(rules: Iterable[RuleState]) -> dict[str, list[str]]:
    """The ids of the rules of each state."""
    rules = list(rules)
    return {state: [each.rule for each in rules if each.state == state] for state in STATES}


def comparisons_by_fact(rules: Iterable[RuleState]) -> dict[str, list[list[Any]]]:
    """For each fact what its comparisons are, as [operator, limit, holds].

    Each comparison is there once, however many rules make it.
    """
    found: dict[str, list[list[Any]]] = {}
    for each in dict.fromkeys(compared for rule in rules for compared in rule.comparisons):
        about = found.setdefault(each.fact, [])
        about.append([each.operator, plain(each.limit), each.holds])
    return found
