"""Which component for which slot, and what to leave alone for now."""

from typing import NamedTuple

from knowledge.findings import Findings


class Alternative(NamedTuple):
    """Another component (by id) that fits a slot, and the rules that picked it."""

    component: str
    rules: tuple[str, ...]


class Choice(NamedTuple):
    """The component for a slot (ids), the rules that picked it, and what else would fit."""

    slot: str
    component: str
    rules: tuple[str, ...]
    alternatives: tuple[Alternative, ...]


class NotYet(NamedTuple):
    """A component (by id) to leave alone for now, and the rules that say so."""

    component: str
    rules: tuple[str, ...]


def stack(found: Findings) -> tuple[Choice, ...]:
    """For each slot, in order, the component of the first fired pick; the rest as alternatives.

    A component of a stage above the advised one is never picked.
    """
    by_slot: dict[str, dict[str, list[str]]] = {slot: {} for slot in found.base.slots}
    components, advised = found.base.components, found.stage.advised
    for rule, (slot, name) in found.fired("pick"):
        fitting = by_slot[slot]
        if name in fitting:
            fitting[name].append(rule)
        elif components[name].stage <= advised:
            fitting[name] = [rule]
    return tuple(choice(slot, fitting) for slot, fitting in by_slot.items() if fitting)


def choice(slot: str, fitting: dict[str, list[str]]) -> Choice:
    """The first of the components that fit, with the others as alternatives."""
    components = iter(fitting.items())
    first, rules = next(components)
    others = tuple([Alternative(name, tuple(others)) for name, others in components])
    return Choice(slot, first, tuple(rules), others)


def not_yet(found: Findings, chosen: tuple[Choice, ...]) -> tuple[NotYet, ...]:
    """The components that fired rules leave for later and that were not picked, each once."""
    picked = {choice.component for choice in chosen}
    later: dict[str, list[str]] = {}
    for rule, components in found.fired("not_yet"):
        for component in components:
            later.setdefault(component, []).append(rule)
    return tuple(
        NotYet(component, tuple(rules))
        for component, rules in later.items()
        if component not in picked
    )
