"""Answers from one rule base made to fit another: what it still asks for, as it asks for it."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from knowledge.answers import message_for
from knowledge.model import Fact

Why: TypeAlias = Literal["not asked", "no such answer"]


class Fitted(NamedTuple):
    """The answers that fit, and why each of the others does not.

    "not asked": there is no such fact any more, or it is worked out now. "no such answer": the
    fact is there, but takes other values.
    """

    answers: dict[str, Any]
    left_out: dict[str, Why]


def fit_answers(facts: Mapping[str, Fact], answers: Mapping[str, Any]) -> Fitted:
    """Split answers into those that `facts` take and those that are left out. Never raises."""
    fitting: dict[str, Any] = {}
    left_out: dict[str, Why] = {}
    for fact, value in answers.items():
        about = facts.get(fact)
        if about is None or about.derive is not None:
            left_out[fact] = "not asked"
        elif message_for(facts, fact, value):
            left_out[fact] = "no such answer"
        else:
            fitting[fact] = value
    return Fitted(fitting, left_out)
