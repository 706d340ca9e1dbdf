"""Why a condition is unknown: the comparisons on which it still hangs."""

from knowledge.cells import COMPARED
from knowledge.findings import Findings
from knowledge.kleene import counted, opposite, worst
from knowledge.tree import And, Count, Leaf, Node, Not, Or, Reference


def open_leaves(found: Findings, tree: Node) -> list[Leaf]:
    """The unknown comparisons inside unknown parts of a condition, through rules it refers to.

    A comparison beside something that already decides its part is left out.
    """
    leaves: list[Leaf] = []
    gather(found, tree, leaves)
    return leaves


def gather(found: Findings, node: Node, leaves: list[Leaf]) -> bool | None:
    """Whether a condition holds; if that is unknown, what it hangs on is added to `leaves`."""
    match node:
        case And(parts) | Or(parts) | Count(parts=parts):
            before = len(leaves)
            value = together(node, [gather(found, part, leaves) for part in parts])
            if value is not None:
                del leaves[before:]
            return value
        case Not(part):
            return opposite(gather(found, part, leaves))
        case Reference(rule):
            value = truth(found, node)
            return gather(found, found.base.engine.trees[rule], leaves) if value is None else value
        case _:
            value = truth(found, node)
            if value is None:
                leaves.append(node)
            return value


def together(node: And | Or | Count, values: list[bool | None]) -> bool | None:
    """What a condition is, from what its parts are."""
    match node:
        case And():
            return worst(values)
        case Or():
            return opposite(worst(map(opposite, values)))
        case Count(_, operator, limit):
            return counted(values, operator, limit)


def truth(found: Findings, node: Node) -> bool | None:
    """Whether a condition holds, from what the engine found: True, False or None for unknown."""
    match node:
        case Not(part):
            return opposite(truth(found, part))
        case And(parts) | Or(parts) | Count(parts=parts):
            return together(node, [truth(found, part) for part in parts])
        case Reference(rule):
            place = found.base.engine.rule_places[rule]
            return True if found.sure[place] else None if found.may[place] else False
        case _:
            fact, place = found.base.engine.leaves[node]
            return found.situation.cells[fact][COMPARED][place].holds
