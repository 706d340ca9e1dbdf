"""How well the advice does on a file of real systems: what it advises, what was sound."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.advice import advise
from knowledge.answers import wrong_answers
from knowledge.problems import KnowledgeError
from knowledge.reading import Document, read_yaml
from knowledge.rulebase import RuleBase
from knowledge.translating import translated

Stages = tuple[int, ...]


@dataclass(frozen=True)
class Scored:
    """One case: what is advised and needed, which stages were sound, and which was best.

    `deciding` are the ids of the rules behind the advice, `left_out` says which figures of
    the case no team could answer with, and why.
    """

    id: str
    advised: int
    needed: int
    accepted: Stages
    best: int
    deciding: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    @property
    def is_accepted(self) -> bool:
        return self.advised in self.accepted

    @property
    def is_hit(self) -> bool:
        return self.advised == self.best


@dataclass(frozen=True)
class Score:
    """All cases in their order, and how they stand."""

    cases: tuple[Scored, ...]

    @property
    def accepted(self) -> int:
        """How many cases were advised an accepted stage."""
        return sum(case.is_accepted for case in self.cases)

    @property
    def share(self) -> float:
        """The share of these, 0 to 1; 0 without cases."""
        return self.accepted / len(self.cases) if self.cases else 0.0

    @property
    def average(self) -> float:
        """The share of hits on the best stage, averaged over the stages that are best."""
        return self.averaged(lambda case: case.advised)

    @property
    def average_by_needed(self) -> float:
        """The same if `needed` were advised right away, not one stage after the other."""
        return self.averaged(lambda case: case.needed)

    def averaged(self, stage_of: Callable[[Scored], int]) -> float:
        by_best: dict[int, list[bool]] = {}
        for case in self.cases:
            by_best.setdefault(case.best, []).append(stage_of(case) == case.best)
        shares = [sum(hits) / len(hits) for hits in by_best.values()]
        return sum(shares) / len(shares) if shares else 0.0


def score(rule_base: RuleBase, file: str, text: str | bytes) -> Score:
    """Advise every case of a file (`cases`: a list with `id`, `facts`, `hindsight`).

    `translated` says what is made of its facts. Raises KnowledgeError if the file is not
    such a list; figures out of range are named and left out, not refused.
    """
    document = read_yaml(file, text)
    return Score(tuple(scored(rule_base, case) for case in cases_in(document)))


def cases_in(document: Document) -> Sequence[Mapping[str, Any]]:
    """The cases of a file, once their shape is checked."""
    value = document.value
    cases = value.get("cases") if isinstance(value, dict) else None
    if not isinstance(cases, tuple):
        raise KnowledgeError([document.problem((), "wanted: `cases`, a list")])
    problems = [
        document.problem(("cases", place), message)
        for place, case in enumerate(cases)
        if (message := wrong_case(case))
    ]
    if problems:
        raise KnowledgeError(problems)
    return cases  # type: ignore[return-value]


def wrong_case(case: Any) -> str:
    """What is wrong with the shape of a case; empty if nothing is."""
    if not isinstance(case, dict) or not isinstance(case.get("id"), str):
        return "a case is a mapping with an `id`"
    if not isinstance(case.get("facts"), dict):
        return "`facts` is missing: a mapping"
    hindsight = case.get("hindsight")
    if not isinstance(hindsight, dict) or not are_stages(hindsight.get("accept")):
        return "`hindsight` is missing: {accept: [stages], best: stage}"
    return "" if are_stages((hindsight.get("best"),)) else "`best` is a stage from 1 to 4"


def are_stages(value: Any) -> bool:
    return isinstance(value, tuple) and all(type(each) is int and 1 <= each <= 4 for each in value)


def scored(rule_base: RuleBase, case: Mapping[str, Any]) -> Scored:
    answers, left_out = sound(rule_base, translated(case["facts"]))
    advice = advise(rule_base, answers)
    return Scored(
        id=case["id"],
        advised=advice.stage.advised,
        needed=advice.stage.needed,
        accepted=tuple(case["hindsight"]["accept"]),
        best=case["hindsight"]["best"],
        deciding=advice.deciding,
        left_out=left_out,
    )


def sound(
    rule_base: RuleBase, answers: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The answers that a team could give to this rule base, and what is wrong with the rest.

    Facts that the rule base does not have are passed over.
    """
    known = {fact: value for fact, value in answers.items() if fact in rule_base.facts}
    wrong = wrong_answers(rule_base.facts, known)
    return {fact: known[fact] for fact in known if fact not in wrong}, tuple(wrong.values())
