"""Comparisons of one fact with constants, checked against what the fact can be."""

from collections.abc import Sequence

from knowledge.model import Fact
from knowledge.problems import did_you_mean
from knowledge.tree import OPERATIONS, Compare, Contains, Limit, Member, Operator, limit_text

LONGEST_SHOWN = 40


class Unfit(ValueError):
    """A comparison that makes no sense for a fact; the text says why and what would do."""


def compared(name: str, fact: Fact, operator: Operator, limit: Limit) -> Compare:
    """The comparison `name operator limit`; raises Unfit if the fact cannot be compared so."""
    match fact.kind:
        case "number":
            check_number(name, fact, operator, limit)
        case "yes_no":
            return yes_no(name, operator, limit)
        case "one_of":
            check_option_compared(name, fact, operator, limit)
        case "any_of":
            option = limit if isinstance(limit, str) else "…"
            raise Unfit(f"`{name}` is a list of options: write `'{shown(option)}' in {name}`")
    return Compare(name, operator, limit)


def check_number(name: str, fact: Fact, operator: Operator, limit: Limit) -> None:
    if isinstance(limit, bool | str):
        raise Unfit(f"`{name}` is a number: it cannot be compared with {shown_limit(limit)}")
    if fact.range is None:
        return
    low, high = fact.range
    if not low <= limit <= high:
        holds = "true" if OPERATIONS[operator](low, limit) else "false"
        raise Unfit(
            f"this is always {holds}: `{name}` lies between "
            f"{limit_text(low)} and {limit_text(high)}, {limit_text(limit)} is outside"
        )
    if fact.whole and operator in ("==", "!=") and limit != int(limit):
        holds = "false" if operator == "==" else "true"
        raise Unfit(f"this is always {holds}: `{name}` is a whole number")


def yes_no(name: str, operator: Operator, limit: Limit) -> Compare:
    if not isinstance(limit, bool):
        raise Unfit(
            f"`{name}` is yes or no: it cannot be compared with {shown_limit(limit)}; "
            f"write `{name}` or `not {name}`"
        )
    if operator not in ("==", "!="):
        raise Unfit(f"`{name}` is yes or no, neither is larger: write `{name}` or `not {name}`")
    return Compare(name, "==", limit == (operator == "=="))


def check_option_compared(name: str, fact: Fact, operator: Operator, limit: Limit) -> None:
    if operator not in ("==", "!="):
        raise Unfit(
            f"`{name}` is one of some options: compare it with ==, != or in, not {operator}"
        )
    check_option(name, fact, limit)


def check_option(name: str, fact: Fact, option: object) -> None:
    """Raise Unfit if the fact does not have this option."""
    if not isinstance(option, str):
        what = shown_limit(option) if isinstance(option, bool | int | float) else "this"
        raise Unfit(f"`{name}` has options in quotes: it cannot be compared with {what}")
    if option not in fact.options:
        guess = did_you_mean(option, fact.options) or f"; it has {', '.join(fact.options)}"
        raise Unfit(f"`{name}` has no option `{shown(option)}`{guess}")


def member(name: str, fact: Fact, options: Sequence[object]) -> Member:
    """`name in [options]`; raises Unfit unless the fact is one of them."""
    if fact.kind == "any_of":
        raise Unfit(f"`{name}` is a list itself: write `'…' in {name}`")
    if fact.kind != "one_of":
        raise Unfit(f"`{name}` has no options: compare it with < <= > >= == !=")
    if not options:
        raise Unfit(f"this is always false: name the options of `{name}` in the list")
    for option in options:
        check_option(name, fact, option)
    words = tuple(map(str, options))
    if len(set(words)) < len(words):
        raise Unfit("an option is written twice in this list")
    return Member(name, words)


def contains(name: str, fact: Fact, option: object) -> Contains:
    """`option in name`; raises Unfit unless the fact is a list of options with this one."""
    if fact.kind == "one_of":
        raise Unfit(f"`{name}` is one option, not a list: write `{name} == '…'`")
    if fact.kind != "any_of":
        raise Unfit(f"`{name}` is not a list of options")
    check_option(name, fact, option)
    return Contains(name, str(option))


def shown(option: str) -> str:
    return option if len(option) <= LONGEST_SHOWN else f"{option[:LONGEST_SHOWN]}…"


def shown_limit(limit: Limit) -> str:
    return f"'{shown(limit)}'" if isinstance(limit, str) else limit_text(limit)
