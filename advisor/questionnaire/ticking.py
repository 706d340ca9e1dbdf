"""Actions ticked off beside an advice that has no link yet."""

import hashlib

from django.conf import settings
from django.http import HttpRequest

from advisor.questionnaire.answers import Answers, read_answers
from advisor.recommendations.addresses import write_query
from advisor.recommendations.ticks import read_ticks
from knowledge import RuleBase


def done_for(request: HttpRequest, base: RuleBase, answers: Answers) -> list[str]:
    """The practices that the visitor ticked off for these answers."""
    if settings.TICKS_COOKIE_NAME not in request.COOKIES:
        return []
    return read_ticks(request, list_name(request, base, answers))


def list_name(request: HttpRequest, base: RuleBase, answers: Answers) -> str:
    """What the list of ticks is called: the visitor's own, or one of other answers."""
    if answers == read_answers(request, base):
        return "own"
    return hashlib.sha256(write_query(answers).encode()).hexdigest()[:12]
