"""Which facts and rules can be relied on while others are still wrong.

Cases are run with these alone, so that one mistake neither hides another nor draws a trail
of cases that do not hold because of it.
"""

from collections.abc import Mapping

from knowledge.catalogue import Catalogue
from knowledge.conditions import Condition, Derivation
from knowledge.formulas import Formulas
from knowledge.model import Fact
from knowledge.sheets import Entry

HANGING = frozenset({"asked_when", "derive"})


def sound_facts(catalogue: Catalogue, formulas: Formulas) -> set[str]:
    """The facts of which it is sure when they apply and what they are derived from."""
    entries = catalogue.facts.entries
    hanging: list[Mapping[str, Condition | Derivation]] = [formulas.asked, formulas.derived]
    sound = {name for name, entry in entries.items() if is_whole(name, entry, formulas)}
    sound -= formulas.cyclic_facts
    while broken := {
        name
        for name in sound
        if any(name in found and not found[name].facts <= sound for found in hanging)
    }:
        sound -= broken
    return sound


def is_whole(name: str, entry: Entry[Fact], formulas: Formulas) -> bool:
    """Whether all formulas of a fact could be parsed, and no key may have been meant as one."""
    fact = entry.item
    if fact.asked_when is not None and name not in formulas.asked:
        return False
    if fact.derive is not None and name not in formulas.derived:
        return False
    mended = {path[1] for path in entry.sheet.spoiled if path[0] == name and len(path) > 1}
    return mended <= Fact.model_fields.keys() - HANGING


def sound_rules(catalogue: Catalogue, formulas: Formulas, facts: set[str]) -> set[str]:
    """The rules that hang on sound `facts` and sound rules alone, with right conditions."""
    conditions, entries = formulas.rules, catalogue.rules.entries
    sound = {
        name
        for name, condition in conditions.items()
        if condition.facts <= facts and not entries[name].has_problem("when")
    }
    sound -= formulas.cyclic_rules
    while broken := {name for name in sound if not conditions[name].rules <= sound}:
        sound -= broken
    return sound
