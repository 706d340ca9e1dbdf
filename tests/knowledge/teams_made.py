"""Teams made of the cells of a rule base, the same each time."""

from collections.abc import Iterator
from typing import Any

from knowledge import RuleBase
from knowledge.implied import with_implied
from knowledge.proving.samples import Dice
from knowledge.proving.spaces import Space, space_of
from knowledge.proving.usual import usual_answers

EIGHTHS = 8
UNKNOWN_IN = 10


def made_teams(base: RuleBase, number: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Whole teams, each a mix of usual answers and others; one answer in ten is not known."""
    space, usual, dice = space_of(base.engine), usual_answers(base), Dice(seed)
    for _ in range(number):
        share = 1 + dice.below(EIGHTHS)
        moved = {fact: value for fact, value in thrown(space, dice).items() if odd(dice, share)}
        known = asked({**usual, **moved}, base)
        yield {fact: value for fact, value in known.items() if dice.below(UNKNOWN_IN)}


def asked(team: dict[str, Any], base: RuleBase) -> dict[str, Any]:
    """The answers to questions that are asked of this team."""
    situation, places = base.engine.situate(team), base.engine.places
    return {name: value for name, value in team.items() if places[name] not in situation.doubts}


def odd(dice: Dice, share: int) -> bool:
    return dice.below(EIGHTHS) < share


def completed(base: RuleBase, team: dict[str, Any], dice: Dice) -> dict[str, Any]:
    """The same team once it has found out what it did not know."""
    known = with_implied(base.engine.implications, team)
    return asked({**thrown(space_of(base.engine), dice), **known}, base)


def thrown(space: Space, dice: Dice) -> dict[str, Any]:
    """An answer to every question, each from a cell that comes by chance."""
    variables = [each for each in space.variables if each.about.derive is None]
    return {each.fact: each.answer(dice.below(len(each.values)), None) for each in variables}
