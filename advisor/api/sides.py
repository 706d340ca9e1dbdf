"""The two figures of a map, as a request asks for them: `over=users,teams`."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from advisor.api.problems import Refusal
from advisor.recommendations.remedies import shown
from knowledge import RuleBase
from knowledge.maps import moving_pairs, number_facts

PARAMETER = "over"
MOST_NAMED = 10


def sides(base: RuleBase, answers: Mapping[str, Any], query: QueryDict) -> tuple[str, str]:
    """The two facts asked for, the most telling pair if none are. Raises Refusal."""
    figures = list(number_facts(base))
    if PARAMETER not in query:
        return (*moving_pairs(base, answers), (figures[0], figures[1]))[0]
    names = ",".join(query.getlist(PARAMETER)).split(",")
    wrong = [name for name in names if name not in figures]
    errors = [said(remedy(figures, name)) for name in wrong[:MOST_NAMED]]
    if not errors and (len(names) != 2 or names[0] == names[1]):
        errors = [said(gettext("A map needs two different figures, as in X,Y."))]
    if errors:
        raise Refusal(422, errors=errors)
    return names[0], names[1]


def said(detail: str) -> dict[str, str]:
    return {"parameter": PARAMETER, "detail": detail}


def remedy(figures: list[str], written: str) -> str:
    """What would be a figure."""
    near = get_close_matches(shown(written), figures, n=1)
    options = {"options": ", ".join(near or figures)}
    return gettext("Write one of: %(options)s.") % options
