"""The answers in a request: read, checked, and what is wrong with them in both languages."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from advisor.api.body import body_of, read_json
from advisor.api.problems import Refusal
from advisor.recommendations.remedies import remedy_for, shown
from advisor.releases import live
from knowledge import Advice, RuleBase, advise
from knowledge.answers import wrong_answers

# No more are looked at: each unknown name costs a search for the one that was meant.
MOST_FACTS = 100


def advised(request: HttpRequest) -> tuple[RuleBase, Advice]:
    """The rule base being served, and what it says about the answers in the request."""
    body = body_of(request)
    base = live.current()
    return base, advise(base, read_answers(base, body))


def read_answers(base: RuleBase, body: bytes) -> dict[str, Any]:
    """The answers that a JSON text holds; raises Refusal naming all that are wrong."""
    answers = read_json(body)
    if not isinstance(answers, dict):
        raise Refusal(422, gettext("Answers are one object of fact and value."))
    if len(answers) > MOST_FACTS:
        message = gettext("There are %(count)s answers; at most %(most)s are taken.")
        raise Refusal(422, message % {"count": len(answers), "most": MOST_FACTS})
    wrong = wrong_answers(base.facts, answers)
    if wrong:
        raise Refusal(422, errors=[error(base, name) for name in wrong])
    return answers


def error(base: RuleBase, name: str) -> dict[str, str]:
    """A wrong answer: its fact, and what would do."""
    return {"fact": shown(name), "detail": remedy_for(base, name)}
