"""The answers of one visitor, kept in a signed cookie of their own browser.

Nothing about a team is stored on the server until it asks for a link.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from knowledge import KnowledgeError, RuleBase, check_answers

Answers = dict[str, Any]

SALT = "answers"
# What a browser keeps of one cookie, less its name and attributes.
COOKIE_BYTES = 3_800


class TooMuch(Exception):
    """More answers than one cookie holds."""


def read_answers(request: HttpRequest, base: RuleBase) -> Answers:
    """The visitor's answers that still fit the rule base; never raises."""
    cookie = request.COOKIES.get(settings.ANSWERS_COOKIE_NAME, "")
    try:
        kept = signing.loads(cookie, salt=SALT)
    except (signing.BadSignature, ValueError):
        return {}
    return fitting(kept, base) if isinstance(kept, dict) else {}


def fitting(answers: Mapping[str, Any], base: RuleBase) -> Answers:
    """The answers that the rule base still asks for, as it asks for them."""
    try:
        base.engine.read(answers)
    except KnowledgeError:
        answers = {fact: value for fact, value in answers.items() if fits(fact, value, base)}
    return {fact: value for fact, value in answers.items() if value is not None}


def fits(fact: str, value: Any, base: RuleBase) -> bool:
    """Whether `value` is an answer to `fact` in this rule base."""
    try:
        check_answers(base.facts, {fact: value})
    except KnowledgeError:
        return False
    return True


def known(base: RuleBase, answers: Mapping[str, Any]) -> Answers:
    """The answers without the unknown ones, in the order of the facts."""
    return {fact: answers[fact] for fact in base.facts if answers.get(fact) is not None}


def keep_answers(response: HttpResponse, answers: Mapping[str, Any]) -> None:
    """Put the answers into the visitor's cookie; raises TooMuch."""
    value = signing.dumps(dict(answers), salt=SALT, compress=True)
    if len(value) > COOKIE_BYTES:
        raise TooMuch(len(value))
    response.set_cookie(
        settings.ANSWERS_COOKIE_NAME,
        value,
        max_age=settings.ANSWERS_KEPT_DAYS * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget_answers(response: HttpResponse) -> None:
    """Take the answers out of the visitor's browser."""
    response.delete_cookie(settings.ANSWERS_COOKIE_NAME, samesite="Lax")
