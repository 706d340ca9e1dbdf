"""Questions to the boxes, each answer confirmed by the engine before it counts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from knowledge.findings import Findings, find
from knowledge.proving.boxes import OutOfSteps, Search, Steps
from knowledge.proving.claims import NotDecided
from knowledge.proving.formulas import NEVER, Box, Formula
from knowledge.proving.intervals import is_impossible
from knowledge.proving.readings import Readings
from knowledge.proving.samples import Samples
from knowledge.proving.spaces import Space
from knowledge.proving.stairs import Stairs
from knowledge.proving.visible import Sight
from knowledge.proving.witnesses import Witnesses
from knowledge.rulebase import RuleBase
from knowledge.stack import stack

Answers: TypeAlias = dict[str, Any]
Shows: TypeAlias = Callable[[Answers], bool]

SHARE = 50  # one question may take at most this part of what is left
MOST_CONFIRMED = 200


@dataclass
class Asking:
    """Everything that proofs about one rule base share. `steps` is the budget of them all."""

    base: RuleBase
    space: Space
    usual: Mapping[str, Any]
    steps: Steps

    @cached_property
    def readings(self) -> Readings:
        return Readings(self.space)

    @cached_property
    def stairs(self) -> Stairs:
        return Stairs(self.readings)

    @cached_property
    def sight(self) -> Sight:
        return Sight(self.base, self.readings, self.stairs)

    @cached_property
    def witnesses(self) -> Witnesses:
        return Witnesses(self.space, self.usual)

    @cached_property
    def samples(self) -> Samples:
        return Samples(self.base, self.space, self.usual)

    # Questions

    def example(
        self, wanted: Sequence[Formula], shows: Shows, limits: Mapping[int, int] | None = None
    ) -> Answers | None:
        """The smallest answers that meet all formulas and show it; None if there are none.

        `limits` are masks of single variables. Raises NotDecided or OutOfSteps.
        """
        first = self.any_example(wanted, shows, limits)
        if first is None:
            return None
        smallest = self.smallest(first, wanted, shows, limits)
        # Of two worlds, a question may be asked in the other only.
        return smallest if limits else self.applying(smallest)

    def smallest(
        self,
        first: Answers,
        wanted: Sequence[Formula],
        shows: Shows,
        limits: Mapping[int, int] | None,
    ) -> Answers:
        """The answers of which the fewest are unusual; the first if there is no time to tell."""
        try:
            for most in range(self.unusual(first)):
                for answers in self.tried(self.box(limits), wanted, most):
                    if shows(answers):
                        return answers
        except OutOfSteps:
            pass
        return first

    def applying(self, answers: Answers) -> Answers:
        """The same without answers to questions that are not asked then."""
        values = self.found(answers).values
        return {fact: value for fact, value in answers.items() if values[fact] is not None}

    def near(self, wanted: Sequence[Formula], shows: Shows) -> Answers:
        """Answers for what any would show: such that meet the formulas, else the usual ones."""
        try:
            found = self.example(wanted, shows)
        except (NotDecided, OutOfSteps):
            found = None
        return dict(self.usual) if found is None else found

    def can(self, wanted: Sequence[Formula], shows: Shows) -> bool:
        """Whether any answers meet all formulas and show it. Raises as `example` does."""
        return self.any_example(wanted, shows) is not None

    def any_example(
        self, wanted: Sequence[Formula], shows: Shows, limits: Mapping[int, int] | None = None
    ) -> Answers | None:
        """The same, but not the smallest: many times faster."""
        found = False
        if NEVER in wanted:
            return None
        for place, answers in enumerate(self.tried(self.box(limits), wanted)):
            found = True
            if shows(answers):
                return answers
            if place >= MOST_CONFIRMED:
                raise NotDecided
        if found:
            raise NotDecided
        return None

    def tried(
        self, box: Box, wanted: Sequence[Formula], most: int | None = None
    ) -> Iterator[Answers]:
        """Answers in all boxes that meet the formulas; raises NotDecided at one without any."""
        steps = Steps(self.steps.left // SHARE)
        given, empty = steps.left, False
        try:
            for each in Search(steps, self.witnesses.masks, most).boxes(box, wanted):
                answers = None
                for answers in self.witnesses.answers(each):
                    yield answers
                if answers is None and not is_impossible(self.space, each):
                    empty = True
        finally:
            self.steps.left -= given - max(steps.left, 0)
        if empty and most is None:
            raise NotDecided

    def box(self, limits: Mapping[int, int] | None) -> Box:
        box = self.space.full.copy()
        for place, mask in (limits or {}).items():
            box[place] &= mask
        return box

    def unusual(self, answers: Answers) -> int:
        """How many answers are in another cell than the usual ones."""
        pairs = zip(self.space.variables, self.witnesses.places, strict=True)
        return sum(
            each.place(answers.get(each.fact)) != place
            for each, place in pairs
            if each.about.derive is None
        )

    # The other world: some facts answered otherwise

    def otherwise(self, fact: str) -> Callable[[Formula], Formula]:
        """Moves formulas to the world where only the answer to one fact is another."""
        moves = {place: self.space.other(place) for place in self.hanging(fact)}
        known: dict[Formula, Formula] = {}
        return lambda formula: formula.moved(moves, known)

    def hanging(self, fact: str) -> list[int]:
        """The places of a fact and of all facts derived from it."""
        engine, found = self.space.engine, {fact}
        derived = engine.derived.items()
        while more := {name for name, each in derived if found & each.facts} - found:
            found |= more
        return sorted(engine.places[name] for name in found)

    # What the engine says

    def found(self, answers: Mapping[str, Any]) -> Findings:
        return find(self.base, self.base.engine.situate(answers))

    def fires(self, *rules: str) -> Shows:
        """Whether rules surely fire."""
        places = [self.base.engine.rule_places[rule] for rule in rules]
        return lambda answers: all(self.found(answers).sure[place] for place in places)

    def silent(self, rule: str) -> Shows:
        """Whether a rule surely does not fire."""
        return self.silent_at(self.base.engine.rule_places[rule])

    def fires_at(self, place: int) -> Shows:
        """Whether what stands at this place of `decide` surely holds."""
        return lambda answers: self.found(answers).sure[place]

    def silent_at(self, place: int) -> Shows:
        """Whether it surely does not."""
        return lambda answers: not self.found(answers).may[place]

    def picked(self, found: Findings) -> set[str]:
        """The slots that have a component."""
        return {choice.slot for choice in stack(found)}
