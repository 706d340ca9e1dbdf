"""Nothing lies about unused, and each rule is seen firing and seen silent."""

from collections.abc import Collection
from typing import Any

from knowledge.catalogue import Catalogue, Family
from knowledge.formulas import Formulas
from knowledge.guessing import nearest
from knowledge.stages import CURRENT_STAGE

# family -> what would use one of its items
USES = {
    "facts": "no condition asks for it",
    "practices": "no rule advises it and no stage lists it",
    "components": "no rule picks it or says not yet",
    "sources": "nothing leans on it",
    "levels": "no stage belongs to it",
    "slots": "no component is for it",
}


def check_coverage(catalogue: Catalogue, formulas: Formulas) -> None:
    """Report what nothing refers to; must run after the references were checked."""
    catalogue.facts.named.update(facts_meant(catalogue.facts.entries, formulas))
    if catalogue.is_complete:
        obscure = catalogue.obscure
        for family, use in USES.items():
            report_unused(getattr(catalogue, family), use, obscure)
    if (lost := catalogue.lost_in("cases")) is not None:
        report_unproven(catalogue, lost)


def facts_meant(known: Collection[str], formulas: Formulas) -> set[str]:
    """The facts that formulas name, or most likely mean where they are wrong."""
    guessed = {guess for word in formulas.words if (guess := nearest(word, known))}
    return formulas.facts | guessed | {CURRENT_STAGE}


def report_unused(family: Family[Any], use: str, obscure: Collection[str]) -> None:
    for name, entry in family.entries.items():
        if name not in family.named and name not in obscure:
            entry.report(f"is used nowhere: {use}")


def report_unproven(catalogue: Catalogue, lost: frozenset[str]) -> None:
    """A rule needs a case in which it fires and one in which it stays silent."""
    firing = {rule for case in catalogue.cases for rule in case.item.fires}
    silent = {rule for case in catalogue.cases for rule in case.item.silent}
    excused = rules_meant(catalogue, firing | silent) | lost
    for name, entry in catalogue.rules.entries.items():
        seen = (("fires", name in firing), ("stays silent", name in silent))
        lacking = [word for word, is_seen in seen if not is_seen]
        if lacking and name not in excused:
            entry.report(f"no case in which it {' and none in which it '.join(lacking)}")


def rules_meant(catalogue: Catalogue, named: set[str]) -> set[str]:
    """The rules that cases most likely mean by ids that do not exist."""
    known = catalogue.rules.entries
    return {guess for name in named - known.keys() if (guess := nearest(name, known))}
