"""Rules as the handbook lists them: a heading, the condition in words, where they belong."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from advisor.handbook.conditions import in_words
from advisor.pictures.language import said
from knowledge import Rule, RuleBase

GROUPS = {
    "signs": gettext_noop("Signs"),
    "stages": gettext_noop("Which stage"),
    "practices": gettext_noop("What to do"),
    "stack": gettext_noop("The stack"),
    "not_yet": gettext_noop("Not yet"),
    "warnings": gettext_noop("Warnings"),
}


@dataclass(frozen=True)
class Heading:
    """One rule in a list.

    `section` is a finer heading within its group, empty for none. `plain` rules are those
    whose title and section already say what they do.
    """

    rule: Rule
    title: str
    words: str
    group: str
    section: str
    plain: bool


def headings(base: RuleBase, rules: Iterable[Rule]) -> list[Heading]:
    """Rules as a list shows them, in the order given."""
    return [heading(base, rule) for rule in rules]


def heading(base: RuleBase, rule: Rule) -> Heading:
    """One rule as a list shows it."""
    return Heading(
        rule=rule,
        title=title(base, rule),
        words=in_words(base, base.conditions[rule.id].tree),
        group=group_of(rule),
        section=section(base, rule),
        plain=bool(stage_of(rule) or (rule.pick and not rule.title)),
    )


def grouped(base: RuleBase) -> dict[str, list[Heading]]:
    """All rules under the groups that they belong to."""
    found: dict[str, list[Heading]] = {group: [] for group in GROUPS}
    for each in headings(base, base.rules.values()):
        found[each.group].append(each)
    for group in found.values():
        group.sort(key=lambda each: order(base, each.rule))
    return found


def title(base: RuleBase, rule: Rule) -> str:
    """What a rule is called: its title, else what it does, else its id."""
    if rule.title:
        return said(rule.title)
    if rule.warn:
        return said(rule.warn.title)
    if rule.pick:
        return said(base.components[rule.pick.component].title)
    practices = [base.practices[name].title for name in rule.advise or ()]
    components = [base.components[name].title for name in rule.not_yet or ()]
    return ", ".join(map(said, [*practices, *components])) or rule.id


def stage_of(rule: Rule) -> int | None:
    """The stage that a rule speaks of, None for rules without a stage effect."""
    return rule.needs_stage or rule.holds_stage or rule.step_down_to


def group_of(rule: Rule) -> str:
    """The group of rules that a rule is listed in."""
    if rule.sign:
        return "signs"
    if stage_of(rule):
        return "stages"
    if rule.advise:
        return "practices"
    if rule.pick:
        return "stack"
    return "not_yet" if rule.not_yet else "warnings"


def section(base: RuleBase, rule: Rule) -> str:
    """The finer heading of a rule: its slot, or what it says about which stage."""
    if rule.pick:
        return said(base.slots[rule.pick.slot].title)
    if rule.needs_stage:
        return gettext("At least stage %(number)s") % {"number": rule.needs_stage}
    if rule.holds_stage:
        return gettext("No higher than stage %(number)s") % {"number": rule.holds_stage}
    if rule.step_down_to:
        return gettext("Back to stage %(number)s") % {"number": rule.step_down_to}
    return ""


def order(base: RuleBase, rule: Rule) -> tuple[int, int]:
    """Where a rule stands in its group: by what it says of which stage, or by its slot."""
    if rule.pick:
        return 0, list(base.slots).index(rule.pick.slot)
    effects = (rule.needs_stage, rule.holds_stage, rule.step_down_to)
    return next(((place, number) for place, number in enumerate(effects) if number), (0, 0))
