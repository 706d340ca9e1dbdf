"""All answers of a team, as the page that checks them shows them."""

from collections.abc import Mapping
from typing import Any

from advisor.pictures.language import said
from advisor.pictures.templatetags.figures import answer_text
from advisor.questionnaire.progress import applies, question_url, topic_url
from advisor.recommendations.presenting import questions_behind
from knowledge import Advice, RuleBase


def sections(base: RuleBase, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One section a topic, one row a question."""
    return [
        {
            "topic": {
                "id": topic,
                "title": said(text.title),
                "url": topic_url(topic),
            },
            "rows": [
                row(base, answers, name) for name, fact in base.facts.items() if fact.topic == topic
            ],
        }
        for topic, text in base.topics.items()
    ]


def warnings(base: RuleBase, advice: Advice) -> list[dict[str, Any]]:
    """What in the answers is risky or does not go together, with the questions concerned."""
    shown = {rule: base.rules[rule].warn for rule in advice.warnings}
    return [
        {
            "rule": rule,
            "title": said(warn.title),
            "questions": [
                {"name": said(base.facts[name].name), "url": question_url(base, name)}
                for name in questions_behind(base, rule)
            ],
        }
        for rule, warn in shown.items()
        if warn
    ]


def row(base: RuleBase, answers: Mapping[str, Any], name: str) -> dict[str, Any]:
    """One question with its answer in words, and where to change it."""
    fact = base.facts[name]
    value = answers.get(name)
    return {
        "fact": name,
        "name": said(fact.name),
        "ask": said(fact.ask),
        "answer": None if value is None else answer_text(fact, value),
        "state": state(base, answers, name),
        "url": question_url(base, name),
    }


def state(base: RuleBase, answers: Mapping[str, Any], name: str) -> str:
    """answered, unknown, or not_asked where the question does not apply."""
    if applies(base, answers, name) is False:
        return "not_asked"
    return "unknown" if answers.get(name) is None else "answered"
