"""What to do next: practices, cheapest first, each with the rules behind it."""

from collections import defaultdict
from operator import itemgetter
from typing import NamedTuple

from knowledge.findings import Findings
from knowledge.model import Practice

EFFORTS = {"hours": 0, "days": 1, "weeks": 2, "months": 3}
URGENT = len(EFFORTS)


class Action(NamedTuple):
    """A practice (by id) to take up, and the rules that ask for it, in their order."""

    practice: str
    rules: tuple[str, ...]


def actions(found: Findings) -> tuple[Action, ...]:
    """The practices that fired rules and the step of the stage ask for.

    Those of a later stage and those already done are left out. Order: urgent ones, then by
    effort, then as in the rule base.
    """
    advised, wanted, done = found.stage.advised, asked_for(found), found.done()
    due = [
        (urgency(about), practice)
        for practice, about in found.base.practices.items()
        if practice in wanted and practice not in done and about.stage <= advised
    ]
    due.sort(key=itemgetter(0))
    return tuple([Action(practice, tuple(wanted[practice])) for _, practice in due])


def asked_for(found: Findings) -> dict[str, list[str]]:
    """Every practice that is asked for -> the rules behind it, in order."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for rule, advised in found.fired("advise"):
        for practice in advised:
            wanted[practice].append(rule)
    steps, rules = steps_of_stage(found)
    places = found.base.engine.rule_places
    for practice in steps:
        both = {*wanted[practice], *rules} if practice in wanted else rules
        wanted[practice] = sorted(both, key=places.__getitem__)
    return wanted


def steps_of_stage(found: Findings) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The practices that lead to the advised stage, and the rules that decided on it."""
    stage = found.base.stages[found.stage.advised]
    match found.stage.verdict:
        case "climb" | "start":
            return stage.climb_steps, found.deciding()
        case "simplify":
            return stage.merge_steps, found.stepping_down()
        case _:
            return (), ()


def urgency(practice: Practice) -> int:
    """A number to sort by: urgent practices first, then by effort."""
    return EFFORTS[practice.effort] - (URGENT if practice.urgent else 0)
