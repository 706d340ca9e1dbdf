"""How firm an advice is: margins, what each other stage would take, what the stack hangs on."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from knowledge.answers import Answers
from knowledge.changes import Step
from knowledge.findings import Findings, find
from knowledge.implied import with_implied
from knowledge.nearest import Nearest
from knowledge.rulebase import RuleBase
from knowledge.stack import stack
from knowledge.stages import HIGHEST, LOWEST
from knowledge.whynot import Reason, above, below


class Margin(NamedTuple):
    """A figure beside a limit of a sign or of a stage rule: how far it is over it (or under)."""

    fact: str
    value: float
    operator: str
    limit: float
    over: float
    rules: tuple[str, ...]


class Taken(NamedTuple):
    """A rule (by id), whether it fires, and the nearest change that would turn it round.

    `set` is empty where no change of up to three known answers does.
    """

    rule: str
    fires: bool
    set: tuple[Step, ...]


class Stage(NamedTuple):
    """Another stage than the advised one: why not, and what each rule behind that would take."""

    stage: int
    reason: Reason
    rules: tuple[Taken, ...]


class Hinge(NamedTuple):
    """A component of the stack, the nearest change without it, and what would stand there.

    `set` is empty where no change of up to three known answers was found; `becomes` is None
    where the slot would be empty.
    """

    slot: str
    component: str
    set: tuple[Step, ...]
    becomes: str | None


class Firmness(NamedTuple):
    """All of it; see the parts."""

    margins: tuple[Margin, ...]
    stages: tuple[Stage, ...]
    stack: tuple[Hinge, ...]


def firmness(rule_base: RuleBase, answers: Answers) -> Firmness:
    """How firm the advice for these answers is. Raises what `advise` raises."""
    engine = rule_base.engine
    found = find(rule_base, engine.situate(with_implied(engine.implications, answers)))
    near = Nearest(found)
    return Firmness(tuple(margins(found)), tuple(stages(found, near)), tuple(hinges(found, near)))


def margins(found: Findings) -> Iterator[Margin]:
    """Every known figure against each limit that a sign or a stage rule sets, fact by fact."""
    beside: dict[tuple[str, Any, str, Any], list[str]] = {}
    for state in found.rules:
        rule = found.base.rules[state.rule]
        if rule.sign or rule.needs_stage or rule.holds_stage or rule.step_down_to:
            for each in state.comparisons:
                value = found.values[each.fact]
                if is_figure(value) and is_figure(each.limit):
                    key = each.fact, value, each.operator, each.limit
                    beside.setdefault(key, []).append(rule.id)
    listed = [
        Margin(fact, value, operator, limit, round(value - limit, 9), tuple(rules))
        for (fact, value, operator, limit), rules in beside.items()
    ]
    places = found.base.engine.places
    yield from sorted(listed, key=lambda each: (places[each.fact], each.limit))


def is_figure(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def stages(found: Findings, near: Nearest) -> Iterator[Stage]:
    """Every other stage, from the advised one upwards, then downwards."""
    advised = found.stage.advised
    told = [above(found, stage) for stage in range(advised + 1, HIGHEST + 1)]
    told += [below(found, stage) for stage in range(advised - 1, LOWEST - 1, -1)]
    for each in told:
        upwards = each.stage > advised
        rules = tuple(taken(near, rule, upwards) for rule in each.rules)
        yield Stage(each.stage, each.reason, rules)


def taken(near: Nearest, rule: str, upwards: bool) -> Taken:
    trial = near.turned(rule, upwards)
    fires = near.found.sure[near.base.engine.rule_places[rule]]
    return Taken(rule, fires, trial.steps if trial else ())


def hinges(found: Findings, near: Nearest) -> Iterator[Hinge]:
    """For each item of the stack the nearest change that would alter it."""
    for choice in stack(found):
        trial = near.without(choice.slot, choice.component)
        steps, after = (trial.steps, trial.chosen) if trial else ((), {})
        yield Hinge(choice.slot, choice.component, steps, after.get(choice.slot))
