"""Proofs about small rule bases against the plain way: trying all answers there are."""

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import product
from typing import Any

import pytest

from knowledge import RuleBase, advise, prove
from knowledge.findings import Findings, find
from knowledge.model import Pick
from knowledge.proofs import Proof
from knowledge.proving.direction import RISING
from knowledge.proving.distinct import effects
from knowledge.proving.reachable import offered, told
from knowledge.stack import not_yet, stack
from tests.knowledge.made import values_of
from tests.knowledge.proofs_made import small_base

SEEDS = range(40)
NAMES = ("none", "stage_1", "stage_2", "stage_3", "stage_4")
Answers = tuple[Any, ...]


class Every:
    """All answers to the questions of a small rule base and what the engine finds for each."""

    def __init__(self, base: RuleBase) -> None:
        self.base = base
        self.facts = [name for name, fact in base.facts.items() if fact.derive is None]
        self.values = [[*self.some_values(name), None] for name in self.facts]
        self.found: dict[Answers, Findings] = {
            answers: find(base, base.engine.situate(dict(zip(self.facts, answers, strict=True))))
            for answers in product(*self.values)
        }

    def some_values(self, name: str) -> list[Any]:
        """All of them; of a number that is not whole, those around all limits."""
        fact = self.base.facts[name]
        if fact.whole and fact.range:
            return list(range(int(fact.range[0]), int(fact.range[1]) + 1))
        values = values_of(fact, {0.5, 1} if fact.kind == "number" else set())
        return [tuple(each) if isinstance(each, list) else each for each in values]

    def sure(self, rule: str) -> set[Answers]:
        place = self.base.engine.rule_places[rule]
        return {answers for answers, found in self.found.items() if found.sure[place]}

    def where(self, holds: Callable[[Findings], bool]) -> set[Answers]:
        return {answers for answers, found in self.found.items() if holds(found)}

    def advised(self, stage: int) -> set[Answers]:
        return self.where(lambda found: found.stage.advised >= stage)

    def with_answer(self, answers: Answers, fact: str, value: Any) -> Findings:
        place = self.facts.index(fact)
        return self.found[(*answers[:place], value, *answers[place + 1 :])]

    @cached_property
    def picks(self) -> dict[str, Any]:
        return {name: rule.pick for name, rule in self.base.rules.items() if rule.pick}

    # The properties, one by one: (claim, subjects) -> whether it holds

    def verdicts(self) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        yield from self.alive()
        yield from self.orders()
        yield from self.slots()
        yield from self.directions()
        yield from self.steadiness()
        yield from self.reached()

    def alive(self) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        for rule, place in self.base.engine.rule_places.items():
            yield "can-fire", (rule,), bool(self.sure(rule))
            silent = self.where(lambda found, place=place: not found.may[place])
            yield "can-stay-silent", (rule,), bool(silent)

    def orders(self) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        for rule, pick in self.picks.items():
            answers = self.sure(rule) & self.advised(self.base.components[pick.component].stage)
            for other, earlier in self.picks.items():
                if other == rule:
                    break
                if (earlier.slot, earlier.component) == (pick.slot, pick.component):
                    answers -= self.sure(other)
                elif earlier.slot == pick.slot:
                    both = self.sure(rule) & self.sure(other)
                    if earlier.component in pick.over:
                        yield "order-kept", (rule, other), not both
                    if pick.component not in earlier.over:
                        both &= self.fitting(pick) & self.fitting(earlier)
                        narrower = self.sure(other) <= self.sure(rule)
                        yield "order-meant", (other, rule), narrower or not both
            if self.sure(rule):  # one that never fires is said to be dead
                yield "can-be-chosen", (rule,), bool(answers)

    def fitting(self, pick: Pick) -> set[Answers]:
        """The answers with which a component is not too early."""
        return self.advised(self.base.components[pick.component].stage)

    def slots(self) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        for number, stage in self.base.stages.items():
            at = [found for found in self.found.values() if found.stage.advised == number]
            for slot in stage.slots:
                filled = all(slot in {each.slot for each in stack(found)} for found in at)
                yield "slot-filled", (slot, f"stage_{number}"), filled

    def directions(self) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        for fact in RISING:
            if fact in self.facts:
                values = [each for each in self.values[self.facts.index(fact)] if each is not None]
                yield (
                    "more-never-lowers",
                    (fact,),
                    all(self.rises(answers, fact, values) for answers in self.found),
                )

    def rises(self, answers: Answers, fact: str, values: list[Any]) -> bool:
        needed = [self.with_answer(answers, fact, value).stage.needed for value in values]
        return needed == sorted(needed)

    def steadiness(self) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        rules = self.base.rules
        for rule, each in rules.items():
            if each.step_down_to:
                climbs = self.where(lambda found: found.stage.verdict == "climb")
                yield "one-verdict", (rule,), not self.sure(rule) & climbs
            low = each.holds_stage
            for safety, other in rules.items():
                if low and other.safety and other.needs_stage and low < other.needs_stage:
                    pushed = self.sure(rule) & self.sure(safety)
                    yield "safety-kept", (rule, safety), not pushed
        for current, lower in ((high, low) for high in range(2, 5) for low in range(1, high)):
            names = (NAMES[current], NAMES[lower])
            yield "no-flapping", names, not any(self.flaps(current, lower))
        for current in range(2, 5):
            less = self.where(
                lambda found, at=current: found.stage.needed < at == found.stage.current
            )
            less = {each for each in less if None not in each}
            stays = {each for each in less if self.found[each].stage.verdict == "stay"}
            yield "room-to-stay", (NAMES[current],), bool(stays) or not less

    def flaps(self, current: int, lower: int) -> Iterator[bool]:
        for answers, found in self.found.items():
            if (found.stage.current, found.stage.advised) == (current, lower):
                after = self.with_answer(answers, "current_stage", NAMES[lower])
                yield after.stage.verdict == "climb"

    def reached(self) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        all_told = {answers: told(found) for answers, found in self.found.items()}
        practices = {action.practice for each in all_told.values() for action in each[1]}
        for practice in self.base.practices:
            yield "practice-reached", (practice,), practice in practices
        seen = set().union(*map(offered, self.found.values()))
        left = {each.component for found in self.found.values() for each in later(found)}
        picked = {pick.component for pick in self.picks.values()}
        for name in self.base.components:
            yield "component-reached", (name,), name in (seen if name in picked else left)
        for place, fact in enumerate(self.facts):
            groups: dict[Answers, list[Any]] = {}
            for answers, said in all_told.items():
                if answers[place] is not None:
                    groups.setdefault((*answers[:place], *answers[place + 1 :]), []).append(said)
            matters = any(group.count(group[0]) < len(group) for group in groups.values())
            yield "question-matters", (fact,), matters


def later(found: Findings) -> tuple[Any, ...]:
    return not_yet(found, stack(found))


def said(proofs: tuple[Proof, ...]) -> dict[tuple[str, tuple[str, ...]], Proof]:
    """The proof about each claim and its subjects."""
    by_subjects = {
        (proof.claim, tuple(subject.split("/"))): proof
        for proof in proofs
        for subject in (proof.subjects if proof.verdict == "holds" else ("/".join(proof.subjects),))
    }
    return by_subjects


@pytest.mark.parametrize("seed", SEEDS)
def test_proofs_agree_with_trying_everything(seed: int) -> None:
    base = small_base(seed)
    proofs = said(prove(base))
    for claim, subjects, holds in Every(base).verdicts():
        verdict = proofs[claim, subjects].verdict
        if "share" not in base.facts:
            assert verdict == ("holds" if holds else "fails"), (claim, subjects)
        else:  # a derived fact is free in the boxes: they may prove too little
            assert verdict in ("not decided", "holds" if holds else "fails"), (claim, subjects)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_repeated_can_go(seed: int) -> None:
    """Without the rules that only repeat others, every advice says the same."""
    base = small_base(seed)
    every = Every(base)
    failed = [each for each in prove(base) if each.claim == "not-implied"]
    gone = {each.subjects[0] for each in failed if each.verdict == "fails"}
    left = {rule: every.sure(rule) for rule in base.rules if rule not in gone}
    for rule in base.rules.values():
        if not effects(rule):
            continue
        covered = all(
            every.sure(rule.id)
            <= set().union(
                *(left[name] for name in left if name != rule.id and says(base, name, item))
            )
            for item in effects(rule)
        )
        undecided = [each for each in failed if each.verdict == "not decided"]
        if not undecided and every.sure(rule.id):
            assert covered == (rule.id in gone), rule


def says(base: RuleBase, rule: str, item: tuple[str, object]) -> bool:
    """Whether a rule says this, or about stages more."""
    effect, value = item
    for other, much in effects(base.rules[rule]):
        if other == effect and isinstance(value, int) and isinstance(much, int):
            return much >= value if effect == "needs_stage" else much <= value
        if (other, much) == item:
            return True
    return False


@pytest.mark.parametrize("seed", SEEDS)
def test_counterexamples_are_answers(seed: int) -> None:
    base = small_base(seed)
    for proof in prove(base):
        assert (proof.counterexample is not None) == (proof.verdict == "fails")
        if proof.counterexample is not None:
            assert advise(base, proof.counterexample)
