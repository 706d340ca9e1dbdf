"""Safety is kept, one team is never told two things, and no advice is taken back by the next."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from knowledge.proving.asking import Asking
from knowledge.proving.claims import Claim, Failure, Proof
from knowledge.stages import CURRENT_STAGE, HIGHEST, LOWEST, STAGES

NAMES = {number: name for name, number in STAGES.items()}


def proofs(asking: Asking) -> Iterator[Proof]:
    yield from kept_safety(asking)
    yield from single_verdicts(asking)
    yield from lasting_advice(asking)
    yield from room_to_stay(asking)


# What a rule about safety needs


def kept_safety(asking: Asking) -> Iterator[Proof]:
    """No rule holds or steps down below the stage that a fired safety rule needs."""
    claim = Claim("steady", "safety-kept")
    effects, rules = asking.base.engine.effects, asking.base.rules
    for _, safety, stage in effects["needs_stage"]:
        if rules[safety].safety:
            for effect in ("holds_stage", "step_down_to"):
                for _, rule, low in effects[effect]:
                    if low < stage:
                        question = partial(pushed_below, asking, safety, stage, effect, rule)
                        claim.judge((rule, safety), question)
    yield from claim.proofs()


def pushed_below(asking: Asking, safety: str, stage: int, effect: str, rule: str) -> Failure | None:
    """Answers with which both fire and the stage ends up below the one that safety needs."""
    readings, stairs = asking.readings, asking.stairs
    wanted = [readings.sure(safety), readings.sure(rule), stairs.needed[stage].opposite]
    if effect == "step_down_to":
        wanted.append(stairs.going_down_below(stage))
    both = asking.fires(safety, rule)

    def shows(answers: dict[str, Any]) -> bool:
        found = asking.found(answers).stage
        low = found.needed if effect == "holds_stage" else found.advised
        down = effect == "holds_stage" or found.verdict == "simplify"
        return both(answers) and low < stage and down

    answers = asking.example(wanted, shows)
    return Failure(answers, {"stage": stage}) if answers is not None else None


# Up and down at once


def single_verdicts(asking: Asking) -> Iterator[Proof]:
    """No rule asks a team to merge back that has to climb."""
    claim = Claim("steady", "one-verdict")
    for _, rule, stage in asking.base.engine.effects["step_down_to"]:
        claim.judge((rule,), partial(up_and_down, asking, rule, stage))
    yield from claim.proofs()


def up_and_down(asking: Asking, rule: str, stage: int) -> Failure | None:
    """Answers with which a step down fires although more is needed than there is."""
    fires = asking.fires(rule)
    for current in range(LOWEST, HIGHEST):
        wanted = [
            asking.readings.sure(rule),
            asking.stairs.current(current),
            asking.stairs.needed[current + 1],
        ]
        answers = asking.example(wanted, partial(climbs, asking, fires))
        if answers is not None:
            return Failure(answers, {"current": current, "step_down_to": stage})
    return None


def climbs(asking: Asking, fires: Any, answers: dict[str, Any]) -> bool:
    return bool(fires(answers)) and asking.found(answers).stage.verdict == "climb"


# There and back again


def lasting_advice(asking: Asking) -> Iterator[Proof]:
    """For every border between stages: who is told to step down is not told to climb after.

    The needed stage must not hang on the current one for those who step down.
    """
    claim = Claim("steady", "no-flapping")
    for current in range(LOWEST + 1, HIGHEST + 1):
        for lower in range(LOWEST, current):
            names = (NAMES[current], NAMES[lower])
            claim.judge(names, partial(there_and_back, asking, current, lower))
    yield from claim.proofs()


def there_and_back(asking: Asking, current: int, lower: int) -> Failure | None:
    """Answers that step down to a stage from which the same answers climb."""
    needed = asking.stairs.needed[lower + 1]
    after = asking.otherwise(CURRENT_STAGE)(needed)
    if after is needed:
        return None  # what is needed does not hang on the current stage at all
    place = asking.base.engine.places[CURRENT_STAGE]
    there = 1 << asking.space.variables[place].place(NAMES[lower])

    def shows(answers: dict[str, Any]) -> bool:
        first = asking.found(answers).stage
        second = asking.found({**answers, CURRENT_STAGE: NAMES[lower]}).stage
        return first.verdict == "simplify" and second.verdict == "climb"

    limits = {asking.space.other(place): there}
    answers = asking.example([asking.stairs.advised_at(lower, current), after], shows, limits)
    if answers is None:
        return None
    rules = asking.found(answers).stepping_down()
    second = asking.found({**answers, CURRENT_STAGE: NAMES[lower]})
    details = {"current": current, "advised": lower, "down": rules, "up": second.deciding()}
    return Failure(answers, details)


def room_to_stay(asking: Asking) -> Iterator[Proof]:
    """Between stepping down and climbing there is room: some teams that need less stay.

    With `no-flapping` it says that those who step down are strictly inside those who would
    not climb back, so that no small change sends a team up and down again.
    """
    claim = Claim("steady", "room-to-stay")
    for current in range(LOWEST + 1, HIGHEST + 1):
        claim.judge((NAMES[current],), partial(no_room, asking, current))
    yield from claim.proofs()


def no_room(asking: Asking, current: int) -> Failure | None:
    """Answers of a team that needs less than it has, if all such teams are told to step down.

    Teams that know everything: what is unknown holds rules back by itself.
    """
    variables = asking.space.variables
    known = {place: each.known for place, each in enumerate(variables) if each.about.derive is None}
    less = [asking.stairs.current(current), asking.stairs.needed[current].opposite]

    def stays(answers: dict[str, Any]) -> bool:
        found = asking.found(answers).stage
        return found.needed < current and found.verdict == "stay"

    def goes(answers: dict[str, Any]) -> bool:
        found = asking.found(answers).stage
        return found.needed < current and found.verdict == "simplify"

    if asking.any_example([*less, asking.stairs.advised_at(current, current)], stays, known):
        return None
    answers = asking.example(less, goes, known)
    return Failure(answers, {"current": current}) if answers is not None else None
