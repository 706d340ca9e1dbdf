"""With unknown answers, the stages that are called possible hold every stage that may come."""

from collections.abc import Iterator
from typing import Any

from knowledge.proving.asking import Answers, Asking
from knowledge.proving.claims import Claim, Failure, NotDecided, Proof
from knowledge.proving.formulas import Formula, sides_in
from knowledge.proving.samples import Dice

EFFECTS = ("needs_stage", "holds_stage")
COMPLETIONS = 3


def proofs(asking: Asking) -> Iterator[Proof]:
    """By the form of the stage rules, and on samples by the engine itself.

    A rule that surely fires must not hang on anything that is unknown, and one that surely
    stays silent neither: then learning more leaves it as it is.
    """
    claim = Claim("interval", "unknown-is-sound")
    claim.judge(("form",), lambda: by_form(asking))
    claim.judge(("samples",), lambda: by_samples(asking))
    yield from claim.proofs()


def by_form(asking: Asking) -> Failure | None:
    readings, effects = asking.readings, asking.base.engine.effects
    for effect in EFFECTS:
        for _, rule, _ in effects[effect]:
            settled = (readings.sure(rule), readings.may(rule).opposite)
            if any(hangs_on_unknown(asking, formula) for formula in settled):
                raise NotDecided
    return None


def hangs_on_unknown(asking: Asking, formula: Formula) -> bool:
    """Whether something in it holds because an answer is not known."""
    unknown = [variable.unknown for variable in asking.space.variables]
    return any(side.mask & unknown[side.variable] for side in sides_in([formula]))


def by_samples(asking: Asking) -> Failure | None:
    """Sample answers, completed at random: the needed stage must be one of the possible ones."""
    dice = Dice()
    for answers, found in zip(asking.samples.answers, asking.samples.findings, strict=True):
        for _ in range(COMPLETIONS):
            full = completed(asking, answers, dice)
            needed = asking.base.engine.reach(asking.base.engine.situate(full))
            if min(needed.needs, needed.holds) not in found.stage.possible:
                return Failure(known(answers), {"completed": full})
    return None


def completed(asking: Asking, answers: Answers, dice: Dice) -> dict[str, Any]:
    """All questions answered, those that were not at random."""
    asked = [each for each in asking.space.variables if each.about.derive is None]
    return {
        each.fact: each.answer(dice.below(len(each.values)), None)
        if answers.get(each.fact) is None
        else answers[each.fact]
        for each in asked
    }


def known(answers: Answers) -> Answers:
    return {fact: value for fact, value in answers.items() if value is not None}
