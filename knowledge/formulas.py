"""The conditions and derivations of all items, each parsed once, and how they hang together."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from knowledge.catalogue import Catalogue
from knowledge.conditions import Condition, Derivation, parse_condition, parse_derivation
from knowledge.cycles import cycles
from knowledge.model import STAGE_EFFECTS, Rule
from knowledge.problems import KnowledgeError, Problem
from knowledge.recovery import words_of
from knowledge.sheets import Entry
from knowledge.structure import RESERVED_NAMES
from knowledge.tree import Known, walk

QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
F = TypeVar("F", Condition, Derivation)


@dataclass
class Formulas:
    """What could be parsed: `rules` by rule, `asked` and `derived` by fact, `done` by practice.

    `words` are those of the texts that could not; cyclic facts and rules lead back to
    themselves.
    """

    rules: dict[str, Condition] = field(default_factory=dict)
    asked: dict[str, Condition] = field(default_factory=dict)
    derived: dict[str, Derivation] = field(default_factory=dict)
    done: dict[str, Condition] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    cyclic_facts: set[str] = field(default_factory=set)
    cyclic_rules: set[str] = field(default_factory=set)

    @property
    def facts(self) -> set[str]:
        """All facts that a formula names."""
        conditions = (*self.rules.values(), *self.asked.values(), *self.done.values())
        named = [condition.facts for condition in conditions]
        return set().union(*named, *(derivation.facts for derivation in self.derived.values()))


def parse_formulas(catalogue: Catalogue) -> Formulas:
    """Parse all formulas, and report what is wrong in and between them."""
    found = Formulas()
    facts, rules = catalogue.facts.items, catalogue.rules.items

    def of_facts(text: str) -> Condition:
        return parse_condition(text, facts)

    def of_all(text: str) -> Condition:
        return parse_condition(text, facts, rules)

    def derivation(text: str) -> Derivation:
        return parse_derivation(text, facts)

    reader = Reader(catalogue, found)
    for name, fact in catalogue.facts.entries.items():
        reader.read(found.asked, name, fact, "asked_when", of_facts)
        reader.read(found.derived, name, fact, "derive", derivation)
    for name, practice in catalogue.practices.entries.items():
        reader.read(found.done, name, practice, "done", of_all)
    for name, rule in catalogue.rules.entries.items():
        reader.read(found.rules, name, rule, "when", of_all)
    check_cycles(catalogue, found)
    check_stage_rules(catalogue, found)
    return found


@dataclass(frozen=True)
class Reader:
    """Parses the texts of items, and says what is wrong where they stand."""

    catalogue: Catalogue
    found: Formulas

    def read(
        self, kept: dict[str, F], name: str, entry: Entry[Any], part: str, parse: Callable[[str], F]
    ) -> None:
        """Keep what the text of one part says, if there is one and it is right."""
        text = getattr(entry.item, part)
        sheet = entry.sheet
        if text is None or sheet.is_full or sheet.is_spoiled((entry.key, part)):
            return
        try:
            kept[name] = parse(text)
        except KnowledgeError as error:
            self.found.words |= words_of(text)
            if self.is_decidable(text):
                entry.report_inside((part,), error.problems)

    def is_decidable(self, text: str) -> bool:
        """Whether all facts and rules that a text may name are there to be looked at."""
        facts, rules = self.catalogue.facts, self.catalogue.rules
        if facts.lost is None:
            return False
        words = words_of(QUOTED.sub("", text)) - facts.entries.keys() - RESERVED_NAMES
        lost = facts.lost | {word.replace("-", "_") for word in rules.lost or ()}
        return not words & (lost - {name.replace("-", "_") for name in rules.entries})


# Between formulas


def check_cycles(catalogue: Catalogue, found: Formulas) -> None:
    """Facts must not hang on themselves, nor rules refer to themselves."""
    behind: dict[str, list[str]] = {name: [] for name in catalogue.facts.entries}
    for formulas in (found.asked, found.derived):
        for name, formula in formulas.items():
            behind[name] += sorted(formula.facts)
    for path in cycles(behind):
        fact = catalogue.facts.entries[path[0]]
        asked = path[0] in found.asked and path[1] in found.asked[path[0]].facts
        fact.report(circle(path), "asked_when" if asked else "derive")
        found.cyclic_facts.update(path)
    for path in cycles({name: sorted(rule.rules) for name, rule in found.rules.items()}):
        catalogue.rules.entries[path[0]].report(circle(path), "when")
        found.cyclic_rules.update(path)


def circle(path: Iterable[str]) -> str:
    return f"this goes in a circle: {' → '.join(path)}"


def check_stage_rules(catalogue: Catalogue, found: Formulas) -> None:
    """A rule about stages is named by no other, and learning more must not silence it."""
    about_stages = {name for name, rule in catalogue.rules.items.items() if has_stage_effect(rule)}
    for name, condition in found.rules.items():
        entry = catalogue.rules.entries[name]
        for other in sorted(condition.rules & about_stages):
            message = f"`{other}` is a rule about stages: name the facts themselves instead"
            entry.report_inside(("when",), [at_word(entry.item.when, other, message)])
        if name in about_stages and (through := uses_known(name, found, set())):
            message = "a rule about stages may not use known(), nor name a rule that does"
            entry.report_inside(("when",), [at_word(entry.item.when, through, message)])


def has_stage_effect(rule: Rule) -> bool:
    return any(getattr(rule, effect) is not None for effect in STAGE_EFFECTS)


def uses_known(name: str, found: Formulas, seen: set[str]) -> str:
    """The word of a rule's condition that leads to known(); empty if none does."""
    seen.add(name)
    condition = found.rules.get(name)
    if condition is None:
        return ""
    if any(isinstance(node, Known) for node in walk(condition.tree)):
        return "known"
    rules = sorted(condition.rules - seen)
    return next((rule for rule in rules if uses_known(rule, found, seen)), "")


def at_word(text: str, word: str, message: str) -> Problem:
    """A problem at the place of a rule or a word within the text of a condition."""
    match = re.search(rf"\b{word.replace('-', '_')}\b", text)
    offset = match.start() if match else 0
    before = text[:offset]
    return Problem("", before.count("\n") + 1, offset - before.rfind("\n"), message)
