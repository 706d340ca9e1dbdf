"""How far a visitor has come: topics, answers, and what can be said so far."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.urls import reverse

from advisor.pictures.language import said
from advisor.pictures.stairs import stairs
from advisor.recommendations.presenting import question_url as question_url
from knowledge import Advice, RuleBase, advise
from knowledge.interview import is_settled, open_questions


def topic_links(base: RuleBase, answers: Mapping[str, Any], here: str) -> list[dict[str, Any]]:
    """The topics in order, each with its count of answers."""
    return [
        {
            "id": topic,
            "title": said(text.title),
            "url": topic_url(topic),
            "asked": len(asked(base, answers, topic)),
            "answered": sum(answers.get(fact) is not None for fact in asked(base, answers, topic)),
            "here": topic == here,
        }
        for topic, text in base.topics.items()
    ]


def asked(base: RuleBase, answers: Mapping[str, Any], topic: str | None = None) -> list[str]:
    """The facts that are asked of this team: of one topic, or of all."""
    return [
        name
        for name, fact in base.facts.items()
        if fact.topic and topic in (None, fact.topic) and applies(base, answers, name) is not False
    ]


def advice_for(base: RuleBase, answers: Mapping[str, Any]) -> Advice:
    """The advice for these answers; the last few are kept, for a page is often asked for again."""
    return advised(base, json.dumps(answers))


@lru_cache(maxsize=64)
def advised(base: RuleBase, answers: str) -> Advice:
    """The advice for answers written as JSON."""
    return advise(base, json.loads(answers))


def applies(base: RuleBase, answers: Mapping[str, Any], fact: str) -> bool | None:
    """Whether a fact is asked of this team; None while that is open."""
    condition = base.asked.get(fact)
    return True if condition is None else condition.holds(answers)


def so_far(base: RuleBase, answers: Mapping[str, Any], advice: Advice) -> dict[str, Any]:
    """What the answers given until now already decide."""
    possible = list(advice.stage.possible)
    return {
        "possible": possible,
        "certain": len(possible) == 1,
        "settled": is_settled(advice),
        "stages": stages(base, possible),
        "signs": signs(base, advice),
        "care": len(advice.warnings),
        "care_url": f"{reverse('questionnaire:check')}#care",
        "stage_questions": open_questions(advice),
        "answered": len(advice.answers),
        "asked": len(asked(base, answers)),
        "advice_url": reverse("questionnaire:advice"),
        "stairs": stairs(advice.stage._asdict(), names(base)),
    }


def signs(base: RuleBase, advice: Advice) -> list[dict[str, str]]:
    """The upgrade signs in order, each with what became of it."""
    return [
        {"id": each.rule, "title": said(base.rules[each.rule].title), "state": each.state}
        for each in advice.rules
        if base.rules[each.rule].sign
    ]


def stages(base: RuleBase, possible: list[int]) -> list[dict[str, Any]]:
    """Every stage with its name, and whether it is still possible."""
    return [
        {"number": number, "name": name, "possible": number in possible}
        for number, name in names(base).items()
    ]


def overview(base: RuleBase) -> list[dict[str, Any]]:
    """Every stage in a line or two."""
    return [
        {
            "number": number,
            "name": said(stage.name),
            "summary": said(stage.summary),
            "people": said(stage.people),
        }
        for number, stage in base.stages.items()
    ]


def names(base: RuleBase) -> dict[int, str]:
    """The names of the stages in the reader's language."""
    return {number: said(stage.name) for number, stage in base.stages.items()}


def topic_url(topic: str) -> str:
    """The page that asks the questions of a topic."""
    return reverse("questionnaire:topic", args=[topic])


def neighbours(base: RuleBase, topic: str) -> tuple[str | None, str | None]:
    """The topics before and after one, None at the ends."""
    order = list(base.topics)
    at = order.index(topic)
    before = order[at - 1] if at else None
    return before, order[at + 1] if at + 1 < len(order) else None
