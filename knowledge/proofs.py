"""Proofs about a rule base: what holds for all answers there are, and answers where it does not.

    for proof in prove(rule_base):
        proof.property, proof.claim, proof.subjects, proof.verdict, proof.counterexample

Seven properties: every condition is alive; rules are distinct; every advice is complete; more
never lowers the stage (direction); advice is steady; everything is reachable; the interval of
possible stages is sound. They are asked over exact boxes of cells, unknown answers included,
and every counterexample is confirmed by the engine.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import get_args

from knowledge.proving import alive, complete, direction, distinct, interval, reachable, steady
from knowledge.proving.asking import Asking
from knowledge.proving.boxes import OutOfSteps, Steps
from knowledge.proving.claims import Proof, Property, Verdict
from knowledge.proving.spaces import space_of
from knowledge.proving.usual import usual_answers
from knowledge.rulebase import RuleBase

__all__ = ["BUDGET", "Proof", "Property", "Verdict", "prove"]

BUDGET = 10_000_000
PROVERS: Mapping[Property, Callable[[Asking], Iterator[Proof]]] = {
    "alive": alive.proofs,
    "distinct": distinct.proofs,
    "complete": complete.proofs,
    "direction": direction.proofs,
    "steady": steady.proofs,
    "reachable": reachable.proofs,
    "interval": interval.proofs,
}


def prove(rule_base: RuleBase, budget: int = BUDGET) -> tuple[Proof, ...]:
    """What became of every claim about a rule base, property by property.

    `budget` is the number of steps that all questions to the boxes may take together; a
    question that takes too many is "not decided". A pure function: the same each time.
    """
    try:
        space = space_of(rule_base.engine)
    except OutOfSteps:
        return tuple(Proof(each, "all", (), "not decided") for each in get_args(Property))
    asking = Asking(rule_base, space, usual_answers(rule_base), Steps(budget))
    return tuple(proof for proofs in PROVERS.values() for proof in proofs(asking))
