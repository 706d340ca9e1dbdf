"""The interview: how many questions until the stage is certain, and the order that narrows most.

The order of the topics stands in the rule base, worked out beforehand with `narrowing_order`;
within a topic the order of the questions is fixed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from knowledge.advice import Advice, advise, stage
from knowledge.rulebase import RuleBase
from knowledge.stages import StageAdvice

Team: TypeAlias = Mapping[str, Any]


class Interview(NamedTuple):
    """How an interview went: questions asked until something was certain, and what it was.

    `certain`: until the needed stage was (`needed`). `settled`: until the whole stage part was
    (`stage`), the next step and the verdict included. None where it stayed open, because the
    team does not know all it was asked.
    """

    certain: int | None
    needed: int | None
    settled: int | None
    stage: StageAdvice | None


def interview(rule_base: RuleBase, team: Team) -> Interview:
    """Ask a team in the order of the rule base, until nothing about the stage is open.

    `team` is what it knows. Every question that may apply counts, also one it cannot answer.
    """
    answers: dict[str, Any] = {}
    certain, needed = None, None
    waiting = iter(questions(rule_base))
    for asked in range(len(rule_base.facts) + 1):
        found = stage(rule_base, answers)
        if certain is None and len(found.possible) == 1:
            certain, needed = asked, found.needed
        if certain is not None and is_settled(advise(rule_base, answers)):
            return Interview(certain, needed, asked, found)
        fact = next((each for each in waiting if may_apply(rule_base, each, answers)), None)
        if fact is None:
            break
        if team.get(fact) is not None:
            answers[fact] = team[fact]
    return Interview(certain, needed, None, None)


def is_settled(advice: Advice) -> bool:
    """Whether no open answer can change anything about the stage, the verdict included."""
    return not open_questions(advice)


def open_questions(advice: Advice) -> int:
    """How many open answers can still change the stage."""
    return sum("stage" in each.could_change for each in advice.unknown)


def questions(rule_base: RuleBase, topics: Iterable[str] | None = None) -> list[str]:
    """The asked facts in the order they are asked: topic by topic."""
    facts = rule_base.facts.items()
    order = rule_base.topics if topics is None else topics
    return [name for topic in order for name, fact in facts if fact.topic == topic]


def may_apply(rule_base: RuleBase, fact: str, answers: Team) -> bool:
    condition = rule_base.asked.get(fact)
    return condition is None or condition.holds(answers) is not False


# The order of the topics


def narrowing_order(rule_base: RuleBase, teams: Sequence[Team]) -> list[str]:
    """The topics in the order that narrows most over some teams.

    Next comes the topic after which the stage is open for the fewest teams and, of those that
    are equal there, the one after which the fewest questions can still change it.
    """
    order: list[str] = []
    left = list(rule_base.topics)
    while left:
        best = min(left, key=lambda topic: openness(rule_base, teams, [*order, topic]))
        order.append(best)
        left.remove(best)
    return order


def openness(rule_base: RuleBase, teams: Iterable[Team], topics: Iterable[str]) -> tuple[int, int]:
    """For how many teams the stage is open once these topics are asked, and by how many answers."""
    facts = questions(rule_base, topics)
    numbers = [open_questions(advise(rule_base, only(facts, team))) for team in teams]
    return sum(number > 0 for number in numbers), sum(numbers)


def only(facts: Iterable[str], team: Team) -> dict[str, Any]:
    return {fact: team[fact] for fact in facts if team.get(fact) is not None}


def told_teams(rule_base: RuleBase) -> Iterator[Team]:
    """The whole teams that a rule base tells of: real systems and examples."""
    yield from (each.answers for each in rule_base.systems)
    yield from (each.answers for each in rule_base.examples.values())
