"""How much proofs cover: the number of answer sets, and the cases that run."""

from typing import Any

from advisor.pictures.language import said
from advisor.pictures.templatetags.figures import figure
from knowledge import RuleBase
from knowledge.proving.boxes import OutOfSteps
from knowledge.proving.spaces import space_of


def answer_sets(base: RuleBase) -> dict[str, Any] | None:
    """How many sets of answers differ in any comparison: exact, and as a power of ten.

    The product of the cells of every question, "not known" being one. None if a fact has more
    options than can be told apart.
    """
    try:
        exact = space_of(base.engine).answer_sets
    except OutOfSteps:
        return None
    power = len(str(exact)) - 1
    return {"exact": figure(exact), "factor": figure(round(exact / 10**power, 1)), "power": power}


def told_cases(base: RuleBase) -> dict[str, Any]:
    """The cases, and the rules that they see firing and silent."""
    firing = {rule for case in base.cases for rule in case.fires}
    silent = {rule for case in base.cases for rule in case.silent}
    return {
        "names": [said(case.name) for case in base.cases],
        "count": len(base.cases),
        "rules": len(base.rules),
        "both": len(firing & silent),
        "systems": len(base.systems),
    }
