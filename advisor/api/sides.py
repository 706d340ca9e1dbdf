"""The two figures of a map, as a request asks for them."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from advisor.api.body import shown
from advisor.api.problems import Refusal
from knowledge import RuleBase
from knowledge.maps import moving_pairs, number_facts

SIDES = ("x", "y")


def sides(base: RuleBase, answers: Mapping[str, Any], query: QueryDict) -> tuple[str, str]:
    """The facts `x` and `y`; without both the most telling pair. Raises Refusal."""
    figures = list(number_facts(base))
    named = {side: query.getlist(side)[-1] for side in SIDES if side in query}
    if not named:
        return (*moving_pairs(base, answers), (figures[0], figures[1]))[0]
    errors = [
        {"parameter": side, "detail": remedy(figures, named.get(side, ""))}
        for side in SIDES
        if named.get(side) not in figures
    ]
    if not errors and named["x"] == named["y"]:
        errors = [{"parameter": "y", "detail": gettext("A map needs two different figures.")}]
    if errors:
        raise Refusal(422, errors=errors)
    return named["x"], named["y"]


def remedy(figures: list[str], written: str) -> str:
    """What would be a figure."""
    near = get_close_matches(shown(written), figures, n=1)
    options = {"options": ", ".join(near or figures)}
    return gettext("Write one of: %(options)s.") % options
