"""Why a condition is unknown: the comparisons on which it still hangs."""

from knowledge.cells import COMPARED
from knowledge.findings import Findings
from knowledge.kleene import counted, opposite, worst
from knowledge.tree import And, Count, Leaf, Node, Not, Or, Reference, parts_of


def open_leaves(found: Findings, tree: Node) -> list[Leaf]:
    """The unknown comparisons inside unknown parts of a condition, through rules it refers to.

    A comparison beside something that already decides its part is left out.
    """
    leaves: list[Leaf] = []
    waiting, seen = [tree], set[str]()
    while waiting:
        node = waiting.pop()
        if truth(found, node) is not None:
            continue
        if isinstance(node, Leaf):
            leaves.append(node)
        elif isinstance(node, Reference) and node.rule not in seen:
            seen.add(node.rule)
            waiting.append(found.base.engine.trees[node.rule])
        waiting += parts_of(node)
    return leaves


def truth(found: Findings, node: Node) -> bool | None:
    """Whether a condition holds, from what the engine found: True, False or None for unknown."""
    match node:
        case Not(part):
            return opposite(truth(found, part))
        case And(parts):
            return worst(truth(found, part) for part in parts)
        case Or(parts):
            return opposite(worst(opposite(truth(found, part)) for part in parts))
        case Count(parts, operator, limit):
            return counted([truth(found, part) for part in parts], operator, limit)
        case Reference(rule):
            place = found.base.engine.rule_places[rule]
            return True if found.sure[place] else None if found.may[place] else False
        case _:
            fact, place = found.base.engine.leaves[node]
            return found.situation.cells[fact][COMPARED][place].holds
