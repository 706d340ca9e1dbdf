"""Every set of answers gives one stage, one verdict, and a component for each slot it needs."""

from collections.abc import Iterator
from functools import partial
from itertools import combinations, product

from knowledge.engine import Reach
from knowledge.proving.asking import Asking
from knowledge.proving.claims import Claim, Failure, Proof
from knowledge.proving.formulas import all_of
from knowledge.stages import HIGHEST, LOWEST, STAGES, StageAdvice, stage_advice

EVERY = range(LOWEST, HIGHEST + 1)


def proofs(asking: Asking) -> Iterator[Proof]:
    yield from one_advice(asking)
    yield from filled_slots(asking)


def one_advice(asking: Asking) -> Iterator[Proof]:
    """Whatever the stage rules ask for, there is one stage needed, one advised, one verdict.

    All that stage rules can ask for is tried; so no answers are left out.
    """
    claim = Claim("complete", "one-advice")
    wrong = [reach for reach in reaches() for answer in currents() if not is_one(reach, answer)]
    claim.judge(("stage",), lambda: Failure(asking.usual, {"reach": wrong[0]}) if wrong else None)
    claim.details["answer_sets"] = asking.space.answer_sets
    yield from claim.proofs()


def reaches() -> Iterator[Reach]:
    downs = [each for size in range(HIGHEST + 1) for each in combinations(EVERY, size)]
    for needs, holds, down in product(EVERY, EVERY, downs):
        yield Reach(needs, holds, needs, holds, down)


def currents() -> tuple[str, ...]:
    return ("none", *STAGES)


def is_one(reach: Reach, current_answer: str) -> bool:
    """Whether the advice is what each verdict means, and no other verdict's as well."""
    found, current = stage_advice(reach, current_answer), STAGES.get(current_answer)
    if found.needed != min(reach.needs, reach.holds) or found.advised not in EVERY:
        return False
    if found.possible != (found.needed,):
        return False
    return verdicts(found, current) == [found.verdict]


def verdicts(found: StageAdvice, current: int | None) -> list[str]:
    """All verdicts that the numbers alone would allow."""
    if current is None:
        return ["start"] if found.advised == found.needed else []
    climbs = found.advised == current + 1 <= found.needed
    simplifies = found.needed <= found.advised < current
    stays = found.advised == current >= found.needed
    named = {"climb": climbs, "stay": stays, "simplify": simplifies}
    return [verdict for verdict, is_so in named.items() if is_so]


def filled_slots(asking: Asking) -> Iterator[Proof]:
    """Each stage finds a component for each of its slots, with any answers."""
    claim = Claim("complete", "slot-filled")
    for number, stage in asking.base.stages.items():
        for slot in stage.slots:
            claim.judge((slot, f"stage_{number}"), partial(empty_slot, asking, slot, number))
    yield from claim.proofs()


def empty_slot(asking: Asking, slot: str, stage: int) -> Failure | None:
    """Answers with which this stage is advised and nothing fits the slot."""
    components = asking.base.components
    fitting = [
        asking.readings.sure(rule)
        for _, rule, (picked, name) in asking.base.engine.effects["pick"]
        if picked == slot and components[name].stage <= stage
    ]
    nothing = all_of(formula.opposite for formula in fitting)
    above = [asking.stairs.advised(stage + 1).opposite] if stage < HIGHEST else []
    rules = [rule for _, rule, (picked, _) in asking.base.engine.effects["pick"] if picked == slot]

    def shows(answers: dict[str, object]) -> bool:
        found = asking.found(answers)
        if found.stage.advised != stage:
            return False
        return all(picked != slot for picked in asking.picked(found))

    answers = asking.example([nothing, asking.stairs.advised(stage), *above], shows)
    return Failure(answers, {"picks": tuple(rules)}) if answers is not None else None
