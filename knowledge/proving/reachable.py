"""Every practice and component is given to some team, and every question can matter."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from knowledge.actions import actions
from knowledge.findings import Findings
from knowledge.proving.asking import Answers, Asking
from knowledge.proving.claims import Claim, Failure, NotDecided, Proof
from knowledge.proving.formulas import Formula, some_of
from knowledge.stack import not_yet, stack


def proofs(asking: Asking) -> Iterator[Proof]:
    yield from practices(asking)
    yield from components(asking)
    yield from questions(asking)


# Practices


def practices(asking: Asking) -> Iterator[Proof]:
    claim = Claim("reachable", "practice-reached")
    seen = {each.practice for found in asking.samples.findings for each in actions(found)}
    for practice in asking.base.practices:
        if practice in seen:
            claim.hold((practice,))
        else:
            claim.judge((practice,), partial(never_advised, asking, practice))
    yield from claim.proofs()


def never_advised(asking: Asking, practice: str) -> Failure | None:
    """Answers that come near: a rule asks for it, but the stage is too low or it is done."""

    def shows(answers: Answers) -> bool:
        return practice in {each.practice for each in actions(asking.found(answers))}

    asked = asking.sight.asked_for(practice)
    wanted = [asked, asking.sight.due(practice)]
    if asking.can(wanted, shows):
        return None
    near = asking.near([asked], lambda answers: not shows(answers))
    return Failure(near)


# Components


def components(asking: Asking) -> Iterator[Proof]:
    claim = Claim("reachable", "component-reached")
    seen = set().union(*map(offered, asking.samples.findings))
    for component in asking.base.components:
        if component in seen:
            claim.hold((component,))
        else:
            claim.judge((component,), partial(never_offered, asking, component))
    yield from claim.proofs()


def offered(found: Findings) -> set[str]:
    """The components in the stack, as first or as alternatives."""
    chosen = stack(found)
    return {choice.component for choice in chosen} | {
        other.component for choice in chosen for other in choice.alternatives
    }


def never_offered(asking: Asking, component: str) -> Failure | None:
    """Answers that come near: a rule picks it, but the stage is too low.

    A component that no rule picks is there to be left alone: a rule has to say so.
    """
    effects, stage = asking.base.engine.effects, asking.base.components[component].stage
    picks = [rule for _, rule, (_, name) in effects["pick"] if name == component]
    if not picks:
        picks = [rule for _, rule, names in effects["not_yet"] if component in names]
        return never_mentioned(asking, component, picks)
    picked = some_of(asking.readings.sure(rule) for rule in picks)

    def shows(answers: Answers) -> bool:
        return component in offered(asking.found(answers))

    if asking.can([picked, asking.stairs.advised(stage)], shows):
        return None
    near = asking.near([picked], lambda answers: not shows(answers))
    return Failure(near, {"picks": tuple(picks)})


def never_mentioned(asking: Asking, component: str, rules: list[str]) -> Failure | None:
    def shows(answers: Answers) -> bool:
        found = asking.found(answers)
        return any(each.component == component for each in not_yet(found, stack(found)))

    said = some_of(asking.readings.sure(rule) for rule in rules)
    if asking.can([said], shows):
        return None
    return Failure(asking.usual, {"not_yet": tuple(rules)})


# Questions


def questions(asking: Asking) -> Iterator[Proof]:
    claim = Claim("reachable", "question-matters")
    for fact, about in asking.base.facts.items():
        if about.derive is None:
            claim.judge((fact,), partial(never_matters, asking, fact))
    yield from claim.proofs()


def never_matters(asking: Asking, fact: str) -> Failure | None:
    """The usual answers, in which as in all others it may be answered as one likes."""
    undecided = False

    def shows(answers: Answers) -> bool:
        return matters(asking, fact, answers)

    if shows(dict(asking.usual)):
        return None
    for wanted in turning(asking, fact):
        try:
            if asking.can(wanted, shows):
                return None
        except NotDecided:
            undecided = True
    if undecided:
        raise NotDecided
    return Failure(asking.usual)


def turning(asking: Asking, fact: str) -> Iterator[list[Formula]]:
    """All that a fact may change in the advice: so with one answer, not so with another."""
    sight, engine, other = asking.sight, asking.base.engine, asking.otherwise(fact)
    place = engine.places[fact]
    answered = asking.space.within(place, asking.space.variables[place].known)
    both = [answered, other(answered)]
    for rule, showing in sight.rules():
        fires = asking.readings.sure(rule)
        if other(fires) is not fires:
            yield [fires, other(fires).opposite, showing, *both]
    for practice, tree in engine.done.items():
        done = asking.readings.reading(tree, True)
        if other(done) is not done:
            yield [other(done), sight.asked_for(practice), sight.due(practice), *both]
    for number in sight.numbers():
        if other(number) is not number:
            yield [number, other(number).opposite, *both]


def matters(asking: Asking, fact: str, answers: Answers) -> bool:
    """Whether two answers to one question give two advices."""
    place = asking.base.engine.places[fact]
    seen = None
    for value in asking.witnesses.candidates(place, asking.space.variables[place].known):
        found = asking.found({**answers, fact: value})
        advice = told(found)
        if seen is not None and advice != seen:
            return True
        seen = advice
    return False


def told(found: Findings) -> tuple[Any, ...]:
    """All of an advice that a team acts on."""
    chosen = stack(found)
    warnings = [rule for rule, _ in found.fired("warn")]
    return found.stage, actions(found), chosen, not_yet(found, chosen), warnings
