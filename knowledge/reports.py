"""The check report: everything that can be known about some files before they are published."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from knowledge.checking import read_files
from knowledge.problems import KnowledgeError, Problem
from knowledge.proofs import Proof, prove
from knowledge.rulebase import RuleBase, hash_of

FORM = 1
# The shipped rule base takes a twentieth of it: a second or two at most, whatever is checked.
BUDGET = 1_000_000
COUNTED = ("facts", "rules", "practices", "components", "sources", "stages", "cases", "systems")


def check_report(files: Mapping[str, str], budget: int = BUDGET) -> dict[str, Any]:
    """What checking some files found, as plain JSON values. Pure: the same each time.

    `hash` is that of the files. `is_sound` says that they may be published: no problem and no
    proof that fails. `problems` lists everything that is wrong with the texts, unused and
    missing parts, rules without their two cases and cases that do not hold included; with any
    of them there is nothing to count or to prove, and the rest is empty.
    """
    report = {"form": FORM, "hash": hash_of(files), "is_sound": False, "problems": []}
    report |= {"counts": {}, "coverage": {}, "proofs": [], "failed": 0, "undecided": 0}
    try:
        base = read_files(files)
    except KnowledgeError as error:
        return report | {"problems": [problem_values(each) for each in error.problems]}
    return report | sound_report(base, budget)


def sound_report(base: RuleBase, budget: int) -> dict[str, Any]:
    """The part of a report that only files without problems have."""
    proofs = prove(base, budget)
    verdicts = Counter(proof.verdict for proof in proofs)
    return {
        "is_sound": not verdicts["fails"],
        "counts": {name: len(getattr(base, name)) for name in COUNTED},
        "coverage": coverage(base),
        "proofs": [proof_values(proof) for proof in proofs],
        "failed": verdicts["fails"],
        "undecided": verdicts["not decided"],
    }


def coverage(base: RuleBase) -> dict[str, int]:
    """How many rules there are, and how many are seen firing and silent in a case."""
    firing = {rule for case in base.cases for rule in case.fires}
    silent = {rule for case in base.cases for rule in case.silent}
    return {"rules": len(base.rules), "firing": len(firing), "silent": len(silent)}


def problem_values(problem: Problem) -> dict[str, Any]:
    """A problem as plain values."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
    }


def proof_values(proof: Proof) -> dict[str, Any]:
    """A proof as plain values; of one that holds, `count` says for how many subjects it does."""
    values = {"property": proof.property, "claim": proof.claim, "verdict": proof.verdict}
    if proof.verdict == "holds":
        return values | {"count": len(proof.subjects)}
    return values | {
        "count": 1,
        "subjects": list(proof.subjects),
        "counterexample": listed(proof.counterexample or {}),
        "details": listed(proof.details),
    }


def listed(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with lists for tuples, as JSON gives them back."""
    return {
        name: [*each] if isinstance(each, tuple | frozenset | set) else each
        for name, each in values.items()
    }
