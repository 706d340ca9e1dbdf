"""What would be a right answer where one is wrong, in the active language."""

from difflib import get_close_matches

from django.utils.translation import gettext

from knowledge import Fact, RuleBase
from knowledge.answers import LARGEST


def remedy_for(base: RuleBase, name: str) -> str:
    """What would do in place of a wrong answer to `name`, whether there is such a fact or not."""
    fact = base.facts.get(name)
    return remedy(fact) if fact else other_name(base, name)


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


def shown(text: str) -> str:
    """A text of a request as it may stand in an answer: short, and real characters only."""
    return text[:64].encode(errors="replace").decode()
