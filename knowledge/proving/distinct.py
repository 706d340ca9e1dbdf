"""No rule only repeats what others say, and every pick has its place in the order."""

from collections.abc import Iterator, Sequence
from functools import partial

from knowledge.model import Pick, Rule
from knowledge.proving.asking import Asking
from knowledge.proving.claims import Claim, Failure, Proof
from knowledge.proving.formulas import Formula


def proofs(asking: Asking) -> Iterator[Proof]:
    yield from Repeats(asking).proofs()
    yield from chances_of_picks(asking)
    yield from orders_of_picks(asking)
    yield from meant_orders(asking)


class Repeats:
    """Finds rules that fire only where others with the same effect fire as well.

    A stage rule also repeats one that asks for more. Rules are looked at from the last to
    the first, and those found are left out: all of them can go at once. Signs and warnings
    are shown by themselves and repeat nothing; picks are looked at by their order.
    """

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self.saying: dict[tuple[str, object], list[str]] = {}
        for rule in asking.base.rules.values():
            for item in effects(rule):
                self.saying.setdefault(item, []).append(rule.id)

    def proofs(self) -> Iterator[Proof]:
        claim = Claim("distinct", "not-implied")
        for rule in reversed(list(self.asking.base.rules.values())):
            if rule.sign or not effects(rule):
                continue
            repeated = len(claim.others)
            claim.judge((rule.id,), partial(self.repeated, rule))
            if claim.others[repeated:] and claim.others[-1].verdict == "fails":
                self.leave_out(rule.id)
        claim.held.reverse()
        yield from claim.proofs()

    def leave_out(self, rule: str) -> None:
        for rules in self.saying.values():
            if rule in rules:
                rules.remove(rule)

    def repeated(self, rule: Rule) -> Failure | None:
        cover: dict[str, None] = {}
        for item in effects(rule):
            others = [other for other in self.stronger(item) if other != rule.id]
            if not implied(self.asking, rule.id, others):
                return None
            cover |= dict.fromkeys(self.fewest(rule.id, others))
        answers = self.asking.example(
            [self.asking.readings.sure(rule.id)], self.asking.fires(rule.id)
        )
        return Failure(answers, {"by": tuple(cover)}) if answers is not None else None

    def stronger(self, item: tuple[str, object]) -> list[str]:
        """The rules that say this or, about stages, more."""
        effect, value = item
        if isinstance(value, str):
            return self.saying[item]
        downward = effect != "needs_stage"
        return [
            rule
            for (other, stage), rules in self.saying.items()
            if other == effect and isinstance(stage, int) and isinstance(value, int)
            if (stage <= value if downward else stage >= value)
            for rule in rules
        ]

    def fewest(self, rule: str, others: Sequence[str]) -> list[str]:
        """A few of the others that are enough: one alone if one is."""
        for other in others:
            if implied(self.asking, rule, [other]):
                return [other]
        enough = list(others)
        for other in others:
            fewer = [each for each in enough if each != other]
            if implied(self.asking, rule, fewer):
                enough = fewer
        return enough


def implied(asking: Asking, rule: str, others: Sequence[str]) -> bool:
    """Whether some of the others fires wherever the rule does."""
    fired = asking.samples.fired
    alone = fired[rule]
    for other in others:
        alone &= ~fired[other]
    if alone or not others:
        return False
    readings = asking.readings
    wanted = [readings.sure(rule), *(readings.sure(other).opposite for other in others)]
    places = asking.base.engine.rule_places

    def shows(answers: dict[str, object]) -> bool:
        sure = asking.found(answers).sure
        return sure[places[rule]] and not any(sure[places[other]] for other in others)

    return not asking.can(wanted, shows)


def effects(rule: Rule) -> list[tuple[str, object]]:
    """What a rule says, one by one; nothing for picks and warnings."""
    for effect in ("needs_stage", "holds_stage", "step_down_to"):
        if (stage := getattr(rule, effect)) is not None:
            return [(effect, stage)]
    said: list[tuple[str, object]] = [("advise", each) for each in rule.advise or ()]
    return said + [("not_yet", each) for each in rule.not_yet or ()]


# Picks


def picks_of(asking: Asking, slot: str) -> list[tuple[str, Pick]]:
    """The rules that pick for a slot, in order."""
    rules = asking.base.rules.values()
    return [(rule.id, rule.pick) for rule in rules if rule.pick and rule.pick.slot == slot]


def chances_of_picks(asking: Asking) -> Iterator[Proof]:
    """Every pick can bring its component into the stack, first or as an alternative."""
    claim = Claim("distinct", "can-be-chosen")
    for slot in asking.base.slots:
        earlier: dict[str, list[str]] = {}
        for rule, pick in picks_of(asking, slot):
            before = earlier.setdefault(pick.component, [])
            claim.judge((rule,), partial(without_chance, asking, rule, pick, tuple(before)))
            before.append(rule)
    yield from claim.proofs()


def without_chance(asking: Asking, rule: str, pick: Pick, before: Sequence[str]) -> Failure | None:
    """Answers where it fires in vain: an earlier rule has picked the same, or it is too early."""
    stage = asking.base.components[pick.component].stage
    readings, places = asking.readings, asking.base.engine.rule_places

    def shows(answers: dict[str, object]) -> bool:
        found = asking.found(answers)
        repeats = any(found.sure[places[other]] for other in before)
        return found.sure[places[rule]] and not repeats and found.stage.advised >= stage

    if any(shows_in_sample(asking, rule, before, stage)):
        return None
    wanted: list[Formula] = [readings.sure(rule), asking.stairs.advised(stage)]
    wanted += [readings.sure(other).opposite for other in before]
    if asking.can(wanted, shows):
        return None
    answers = asking.example([readings.sure(rule)], asking.fires(rule))
    details = {"slot": pick.slot, "component": pick.component, "by": tuple(before)}
    return Failure(answers, details) if answers is not None else None


def shows_in_sample(asking: Asking, rule: str, before: Sequence[str], stage: int) -> Iterator[bool]:
    samples, bits = asking.samples, asking.samples.fired[rule]
    for other in before:
        bits &= ~samples.fired[other]
    while bits:
        place = len(samples.findings) - bits.bit_length()
        yield samples.findings[place].stage.advised >= stage
        bits ^= 1 << (bits.bit_length() - 1)


def orders_of_picks(asking: Asking) -> Iterator[Proof]:
    """A pick that is meant to come before others does, wherever both fire.

    Unless the other names this very rule as one that it comes before.
    """
    claim = Claim("distinct", "order-kept")
    for slot in asking.base.slots:
        picks = picks_of(asking, slot)
        for place, (rule, pick) in enumerate(picks):
            for other, earlier in picks[:place]:
                same = earlier.component == pick.component
                if earlier.component in pick.over and not same and rule not in earlier.before:
                    question = partial(wrong_order, asking, rule, other)
                    claim.judge((rule, other), question)
    yield from claim.proofs()


def wrong_order(asking: Asking, rule: str, other: str) -> Failure | None:
    """Answers with which both fire, and the one that should come first comes later."""
    wanted = [asking.readings.sure(rule), asking.readings.sure(other)]
    answers = asking.example(wanted, asking.fires(rule, other))
    return Failure(answers) if answers is not None else None


def meant_orders(asking: Asking) -> Iterator[Proof]:
    """Of two picks that compete for a slot, one is meant to come first.

    It says so by `over` or `before`, or it is the narrower of the two.
    """
    claim = Claim("distinct", "order-meant")
    for slot in asking.base.slots:
        picks = picks_of(asking, slot)
        for place, (rule, pick) in enumerate(picks):
            for other, later in picks[place + 1 :]:
                meant = other in pick.before or later.component in pick.over
                if later.component != pick.component and not meant:
                    claim.judge((rule, other), partial(unmeant_order, asking, rule, other))
    yield from claim.proofs()


def unmeant_order(asking: Asking, rule: str, other: str) -> Failure | None:
    """Answers with which both fire and both fit, though neither is meant to come first."""
    rules, components = asking.base.rules, asking.base.components
    picks = [pick for each in (rule, other) if (pick := rules[each].pick)]
    stage = max(components[pick.component].stage for pick in picks)
    fires = asking.fires(rule, other)

    def shows(answers: dict[str, object]) -> bool:
        return fires(answers) and asking.found(answers).stage.advised >= stage

    readings = asking.readings
    wanted = [readings.sure(rule), readings.sure(other), asking.stairs.advised(stage)]
    if not asking.can(wanted, shows) or implied(asking, rule, [other]):
        return None
    answers = asking.example(wanted, shows)
    details = {"slot": picks[0].slot, "components": tuple(pick.component for pick in picks)}
    return Failure(answers, details) if answers is not None else None
