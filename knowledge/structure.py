"""What each item has to be by itself, beyond the types of its fields."""

import keyword

from knowledge.catalogue import Catalogue
from knowledge.model import EFFECTS, STAGE_EFFECTS, Case, Fact, Rule, System
from knowledge.sheets import Entry
from knowledge.stages import CURRENT_STAGE, STAGES

CURRENT_STAGES = ("none", *STAGES)
# Words of the condition language, now or in Python, and names that forms need themselves.
RESERVED_NAMES = frozenset(
    {word.lower() for word in keyword.kwlist}
    | {"count", "known", "null", "csrfmiddlewaretoken", "next", "format", "lang", "release"}
)
RESERVED_TOPICS = frozenset({"check"})  # /ask/check/ is a page of its own
FEWEST_QUESTIONS, MOST_QUESTIONS = 2, 5

# field -> the kinds of facts that have it
KINDS_WITH = {
    "unit": ("number",),
    "range": ("number",),
    "whole": ("number",),
    "scale": ("number",),
    "derive": ("number",),
    "options": ("one_of", "any_of"),
}
ASKING = ("topic", "ask", "hint", "measure")
NEEDED_BY = {"number": ("unit", "range"), "one_of": ("options",), "any_of": ("options",)}
NOT_DERIVED = (*ASKING, "command", "range")
# What changes nothing: every team needs stage 1, none is above stage 4.
EMPTY_EFFECTS = {"needs_stage": 1, "holds_stage": 4, "step_down_to": 4}


def check_structure(catalogue: Catalogue) -> None:
    """Report every item that is not whole or contradicts itself."""
    for name, fact in catalogue.facts.entries.items():
        check_fact(name, fact)
    check_current_stage(catalogue)
    check_topics(catalogue)
    for rule in catalogue.rules.entries.values():
        check_rule(rule)
    check_rule_names(catalogue)
    check_stages(catalogue)
    for case in catalogue.cases:
        check_case(case)
    for system in catalogue.systems:
        check_system(system)


# Facts and topics


def check_fact(name: str, entry: Entry[Fact]) -> None:
    fact = entry.item
    if name in RESERVED_NAMES:
        entry.report(f"the word `{name}` is reserved: choose another id")
    for field, kinds in KINDS_WITH.items():
        if is_given(fact, field) and fact.kind not in kinds:
            entry.report(f"`{field}` belongs to facts of kind {' or '.join(kinds)} only", field)
    for part in needed_parts(fact):
        if getattr(fact, part) in (None, {}):
            entry.report_missing(part)
    if len(fact.options) == 1:
        entry.report("one option is no choice: add another", "options")
    if fact.derive is not None:
        for field in NOT_DERIVED:
            if is_given(fact, field):
                entry.report(f"a derived fact is never asked: leave out `{field}`", field)
    check_range(entry)


def is_given(fact: Fact, field: str) -> bool:
    return field in fact.model_fields_set and getattr(fact, field) is not None


def needed_parts(fact: Fact) -> list[str]:
    """What a fact of this kind has to have."""
    if fact.derive is not None:
        return ["unit"]
    return [*ASKING, *NEEDED_BY.get(fact.kind, ())]


def check_range(entry: Entry[Fact]) -> None:
    """A range fits `whole` and `scale`."""
    fact = entry.item
    if fact.kind != "number" or fact.range is None:
        return
    low, high = fact.range
    if fact.whole and (low != int(low) or high != int(high)):
        entry.report("a whole number needs a range of whole numbers", "range")
    if fact.scale == "logarithmic" and low < 0:
        entry.report("a logarithmic scale cannot start below 0", "range")


def check_current_stage(catalogue: Catalogue) -> None:
    """The advice itself reads this one fact, so its form is fixed."""
    if catalogue.facts.name(CURRENT_STAGE):
        sheet = catalogue.sheets["facts.yaml"]
        sheet.report((), f"the fact `{CURRENT_STAGE}` is missing")
    entry = catalogue.facts.entries.get(CURRENT_STAGE)
    if entry and (entry.item.kind != "one_of" or tuple(entry.item.options) != CURRENT_STAGES):
        entry.report(f"has to be one_of {', '.join(CURRENT_STAGES)}, in this order")


def check_topics(catalogue: Catalogue) -> None:
    """A topic has 2 to 5 questions; questions that were lost are not held against it."""
    facts = catalogue.facts
    if facts.lost is None:
        return
    asked = [fact.topic for fact in facts.items.values()]
    for name, entry in catalogue.topics.entries.items():
        number = asked.count(name)
        if name in RESERVED_TOPICS:
            entry.report(f"the word `{name}` is reserved: choose another id")
        too_few = number < FEWEST_QUESTIONS and name not in facts.lost
        if too_few or number > MOST_QUESTIONS:
            wanted = f"{FEWEST_QUESTIONS} to {MOST_QUESTIONS} questions"
            entry.report(f"a topic has {wanted}; this one has {number}")


# Rules


def check_rule(entry: Entry[Rule]) -> None:
    rule = entry.item
    effects = [effect for effect in EFFECTS if getattr(rule, effect) is not None]
    if len(effects) > 1:
        entry.report(f"one effect only, not {' and '.join(effects)}: write a rule for each")
    elif not effects and not any(map(entry.has_lost, EFFECTS)):
        entry.report(f"an effect is missing: add one of {', '.join(EFFECTS)}")
    if rule.title is None and (rule.sign or STAGE_EFFECTS & set(effects)):
        entry.report_missing("title")
    for effect, stage in EMPTY_EFFECTS.items():
        if getattr(rule, effect) == stage:
            entry.report("this changes nothing for any team: choose another stage", effect)
    for effect in ("advise", "not_yet"):
        if getattr(rule, effect) == ():
            entry.report("the list is empty", effect)


def check_rule_names(catalogue: Catalogue) -> None:
    """In a condition `a-b` is written `a_b`, so no other rule or fact may be called that."""
    taken: dict[str, str] = {}
    for name, entry in catalogue.rules.entries.items():
        word = name.replace("-", "_")
        other = taken.setdefault(word, name)
        if word in RESERVED_NAMES:
            entry.report(f"the word `{word}` is reserved: choose another id", "id")
        elif word in catalogue.facts.entries:
            entry.report(f"a fact is called `{word}` as well: choose another id", "id")
        elif other != name:
            entry.report(f"in conditions this reads like the rule `{other}`", "id")


# Lists: stages, cases, systems


def check_stages(catalogue: Catalogue) -> None:
    sheet = catalogue.sheets.get("stages.yaml")
    numbers = [entry.item.number for entry in catalogue.stages]
    if sheet and sheet.items and not sheet.problems and numbers != [1, 2, 3, 4]:
        sheet.report((), f"holds the stages {numbers}; wanted are 1, 2, 3 and 4, in this order")


def check_case(entry: Entry[Case]) -> None:
    case = entry.item
    expects = (*case.fires, *case.silent, case.advised, case.verdict)
    if not any(each is not None for each in expects) and not entry.is_mended:
        entry.report("expects nothing: add `fires`, `silent`, `advised` or `verdict`")
    for place, rule in enumerate(case.silent):
        if rule in case.fires:
            entry.report(f"`{rule}` cannot be both in `fires` and in `silent`", "silent", place)


def check_system(entry: Entry[System]) -> None:
    system = entry.item
    if system.best not in system.accept and not entry.is_mended:
        entry.report(f"stage {system.best} is not in `accept`", "best")
    for place, fact in enumerate(system.shaky):
        if fact not in system.answers:
            entry.report(f"`{fact}` is not among its answers", "shaky", place)
    if not system.sources:
        entry.report("a system needs at least one source", "sources")
