"""The answers in a request: read, checked, and what is wrong with them in both languages."""

from difflib import get_close_matches
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from advisor.api.body import body_of, read_json, shown
from advisor.api.problems import Refusal
from advisor.releases import live
from knowledge import Advice, Fact, RuleBase, advise
from knowledge.answers import LARGEST, wrong_answers

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
    fact = base.facts.get(name)
    return {"fact": shown(name), "detail": remedy(fact) if fact else other_name(base, name)}


def other_name(base: RuleBase, name: str) -> str:
    """Which fact may have been meant."""
    near = get_close_matches(shown(name), base.facts, n=1)
    if near:
        return gettext("There is no fact of this name; did you mean %(name)s?") % {"name": near[0]}
    return gettext("There is no fact of this name; /api/v1/facts lists all.")


def remedy(fact: Fact) -> str:
    """What would be a right answer to a fact."""
    if fact.derive:
        return gettext("This is worked out from other facts and never answered.")
    if fact.kind == "number":
        return number_remedy(fact)
    options = {"options": ", ".join(fact.options)}
    if fact.kind == "one_of":
        return gettext("Write one of: %(options)s.") % options
    if fact.kind == "any_of":
        return gettext("Write a list of these, none twice: %(options)s.") % options
    return gettext("Write true or false.")


def number_remedy(fact: Fact) -> str:
    """Which numbers are an answer to a fact."""
    low, high = fact.range or (-LARGEST, LARGEST)
    bounds = {"low": low, "high": high}
    if fact.whole:
        return gettext("Write a whole number from %(low)s to %(high)s.") % bounds
    return gettext("Write a number from %(low)s to %(high)s.") % bounds
