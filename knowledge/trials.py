"""The answers that a rule base comes with, and its cases put to the trial."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.answers import message_for
from knowledge.catalogue import Catalogue
from knowledge.engine import Engine, Situation, compile_rules
from knowledge.formulas import Formulas
from knowledge.model import Case
from knowledge.sheets import Entry
from knowledge.soundness import sound_facts, sound_rules
from knowledge.stages import CURRENT_STAGE, stage_advice

STATES = {True: "fires", False: "stays silent", None: "is unknown"}


def check_answers(catalogue: Catalogue) -> None:
    """Report every answer in cases, systems and examples that a team could not give."""
    with_answers: list[Entry[Any]] = [*catalogue.cases, *catalogue.systems]
    with_answers += catalogue.examples.entries.values()
    for entry in with_answers:
        for fact, value in entry.item.answers.items():
            check_answer(catalogue, entry, fact, value)


def check_answer(catalogue: Catalogue, entry: Entry[Any], fact: str, value: object) -> None:
    facts = catalogue.facts
    is_known = fact in facts.entries
    if not is_known and (facts.lost is None or fact in facts.lost):
        return
    if entry.sheet.is_full:
        return
    if message := message_for(facts.items, fact, value):
        path = (entry.key, "answers", fact)
        entry.sheet.report(path, message.removeprefix(f"{fact}: "), at_key=not is_known)


def check_cases(catalogue: Catalogue, court: "Court") -> None:
    """Run all cases with what is sound, and report what does not hold."""
    for entry in catalogue.cases:
        if not entry.has_problem("answers"):
            court.hear(entry)


@dataclass(frozen=True)
class Court:
    """The engine of all sound rules; `judges_stages` if nothing is wrong with any."""

    engine: Engine
    judges_stages: bool

    def hear(self, entry: Entry[Case]) -> None:
        """Report every expectation of a case that its answers do not meet."""
        case = entry.item
        facts = self.engine.answerable
        answers = {fact: value for fact, value in case.answers.items() if fact in facts}
        situation = self.engine.situate(answers)
        definite, possible = self.engine.decide(situation)
        self.expect(entry, "fires", case.fires, True, definite, possible)
        self.expect(entry, "silent", case.silent, False, definite, possible)
        if self.judges_stages:
            self.expect_stage(entry, situation)

    def expect(
        self,
        entry: Entry[Case],
        field: str,
        rules: Sequence[str],
        wanted: bool,
        definite: Sequence[bool],
        possible: Sequence[bool],
    ) -> None:
        for place, rule in enumerate(rules):
            number = self.engine.rule_places.get(rule)
            if number is None or entry.has_problem(field, place):
                continue
            state = definite[number] if definite[number] == possible[number] else None
            if state is not wanted:
                entry.report(f"`{rule}` {STATES[state]} with these answers", field, place)

    def expect_stage(self, entry: Entry[Case], situation: Situation) -> None:
        case = entry.item
        reach = self.engine.reach(situation)
        advice = stage_advice(reach, case.answers.get(CURRENT_STAGE))
        if case.advised is not None and case.advised != advice.advised:
            entry.report(f"the stage advised is {advice.advised}", "advised")
        if case.verdict is not None and case.verdict != advice.verdict:
            entry.report(f"the verdict is {advice.verdict}", "verdict")


def court_of(catalogue: Catalogue, formulas: Formulas) -> Court:
    """The engine of all that is sound."""
    facts = sound_facts(catalogue, formulas)
    rules = sound_rules(catalogue, formulas, facts)
    engine = compile_rules(
        {name: fact for name, fact in catalogue.facts.items.items() if name in facts},
        {name: rule for name, rule in catalogue.rules.items.items() if name in rules},
        formulas.rules,
        asked={name: asked for name, asked in formulas.asked.items() if name in facts},
        derived={name: derived for name, derived in formulas.derived.items() if name in facts},
        done={
            name: done
            for name, done in formulas.done.items()
            if done.facts <= facts and done.rules <= rules
        },
    )
    return Court(engine, catalogue.is_sound("facts.yaml", "rules"))
