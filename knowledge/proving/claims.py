"""Claims about a rule base and what became of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from knowledge.proving.boxes import OutOfSteps

Property: TypeAlias = Literal[
    "alive", "distinct", "complete", "direction", "steady", "reachable", "interval"
]
Verdict: TypeAlias = Literal["holds", "fails", "not decided"]
Subjects: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Proof:
    """What became of one claim about some subjects (ids of rules, facts, slots …).

    A claim that holds has one proof with all subjects it holds for; of each subject for
    which it fails or is not decided there is one more. `counterexample` are answers that
    show a failure, confirmed by the engine; `details` are ids and values that belong to it.
    """

    property: Property
    claim: str
    subjects: Subjects
    verdict: Verdict
    counterexample: Mapping[str, Any] | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Failure:
    """Answers that show that a claim fails, and what else to say about it."""

    answers: Mapping[str, Any]
    details: Mapping[str, Any] = field(default_factory=dict)
    subjects: Subjects = ()


class NotDecided(Exception):
    """A question has neither been proved nor been refuted by answers that really show it."""


@dataclass
class Claim:
    """Collects the verdicts on one claim."""

    property: Property
    name: str
    held: list[str] = field(default_factory=list)
    others: list[Proof] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)

    def judge(self, subjects: Subjects, question: Callable[[], Failure | None]) -> None:
        """Ask for a failure; none means that the claim holds for these subjects."""
        try:
            failure = question()
        except (NotDecided, OutOfSteps, RecursionError):
            self.others.append(Proof(self.property, self.name, subjects, "not decided"))
            return
        if failure is None:
            self.hold(subjects)
            return
        told = failure.subjects or subjects
        answers, details = dict(failure.answers), dict(failure.details)
        self.others.append(Proof(self.property, self.name, told, "fails", answers, details))

    def hold(self, subjects: Subjects) -> None:
        self.held.append("/".join(subjects))

    def proofs(self) -> Iterator[Proof]:
        """One proof for all subjects it holds for, then those for which it does not."""
        if self.held or not self.others:
            held = tuple(dict.fromkeys(self.held))
            yield Proof(self.property, self.name, held, "holds", details=self.details)
        yield from self.others
