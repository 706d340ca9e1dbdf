"""Sample answers, the same each time: what one of them shows needs no search."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from knowledge.findings import Findings, find
from knowledge.proving.spaces import Space, Variable
from knowledge.rulebase import RuleBase

SAMPLES = 300
UNKNOWN_IN = 8  # of so many answers, one is not known
MULTIPLIER, INCREMENT, MODULUS = 6364136223846793005, 1442695040888963407, 2**64


@dataclass
class Dice:
    """Numbers that look like chance and are always the same."""

    state: int = 1

    def below(self, limit: int) -> int:
        self.state = (self.state * MULTIPLIER + INCREMENT) % MODULUS
        return (self.state >> 33) % limit


@dataclass(frozen=True)
class Samples:
    """The cases, systems and examples of a base, then answers thrown from its cells."""

    base: RuleBase
    space: Space
    usual: Mapping[str, Any]

    @cached_property
    def answers(self) -> list[dict[str, Any]]:
        base = self.base
        told: list[dict[str, Any]] = [dict(each.answers) for each in base.cases]
        told += [dict(each.answers) for each in base.systems]
        told += [dict(each.answers) for each in base.examples.values()]
        return [*told, *self.thrown()]

    @cached_property
    def findings(self) -> list[Findings]:
        """What the engine finds for each of the answers."""
        engine = self.base.engine
        return [find(self.base, engine.situate(answers)) for answers in self.answers]

    @cached_property
    def fired(self) -> dict[str, int]:
        """For each rule, then for each practice's `done`, the samples where it holds, as bits."""
        return self.columns([found.sure for found in self.findings])

    @cached_property
    def possible(self) -> dict[str, int]:
        """The same where it may hold."""
        return self.columns([found.may for found in self.findings])

    @property
    def every(self) -> int:
        """The bits of all samples."""
        return (1 << len(self.findings)) - 1

    def columns(self, rows: Sequence[Sequence[bool]]) -> dict[str, int]:
        names = [*self.base.engine.rule_places]
        columns = zip(*rows, strict=True)
        digits = ["".join(["1" if each else "0" for each in column]) for column in columns]
        return {name: int(each, 2) for name, each in zip(names, digits, strict=False)}

    def thrown(self) -> Iterator[dict[str, Any]]:
        """Answers from cells by chance, each set a mix with the usual ones."""
        dice = Dice()
        asked = [each for each in self.space.variables if each.about.derive is None]
        for _ in range(SAMPLES):
            share = 1 + dice.below(8)
            yield dict(self.usual) | {
                each.fact: self.throw(each, dice) for each in asked if dice.below(8) < share
            }

    def throw(self, variable: Variable, dice: Dice) -> Any:
        if dice.below(UNKNOWN_IN) == 0:
            return None
        place = dice.below(len(variable.values))
        return variable.answer(place, self.usual.get(variable.fact))
