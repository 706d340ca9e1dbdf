"""Every id that an item names has to be there, and to fit."""

import re
from collections.abc import Iterator
from typing import Any

from knowledge.catalogue import Catalogue
from knowledge.model import Pick, Rule, Stage
from knowledge.problems import Problem, did_you_mean
from knowledge.sheets import Entry

REFERENCE = re.compile(r"[^,]+")


def check_references(catalogue: Catalogue) -> None:
    """Report every id that leads nowhere."""
    for fact in catalogue.facts.entries.values():
        if fact.item.topic is not None:
            catalogue.topics.refer(fact, fact.item.topic, "topic")
    for stage in catalogue.stages:
        check_stage(catalogue, stage)
    for component in catalogue.components.entries.values():
        catalogue.slots.refer(component, component.item.slot, "slot")
    for rule in catalogue.rules.entries.values():
        check_rule(catalogue, rule)
    check_picks_are_together(catalogue)
    check_all_sources(catalogue)
    for case in catalogue.cases:
        catalogue.rules.refer_all(case, case.item.fires, "fires")
        catalogue.rules.refer_all(case, case.item.silent, "silent")


def check_stage(catalogue: Catalogue, entry: Entry[Stage]) -> None:
    stage = entry.item
    catalogue.levels.refer(entry, stage.level, "level")
    catalogue.slots.refer_all(entry, stage.slots, "slots")
    for field in ("must_haves", "climb_steps", "merge_steps"):
        catalogue.practices.refer_all(entry, getattr(stage, field), field)


def check_rule(catalogue: Catalogue, entry: Entry[Rule]) -> None:
    rule = entry.item
    catalogue.practices.refer_all(entry, rule.advise or (), "advise")
    catalogue.components.refer_all(entry, rule.not_yet or (), "not_yet")
    if rule.pick is not None:
        check_pick(catalogue, entry, rule.pick)


def check_pick(catalogue: Catalogue, entry: Entry[Rule], pick: Pick) -> None:
    """The components of a pick are there and made for its slot."""
    catalogue.slots.refer(entry, pick.slot, "pick", "slot")
    catalogue.components.refer(entry, pick.component, "pick", "component")
    check_slot(catalogue, entry, pick.component, "pick", "component")
    catalogue.components.refer_all(entry, pick.over, "pick", "over")
    for place, name in enumerate(pick.over):
        check_slot(catalogue, entry, name, "pick", "over", place)
        if name == pick.component:
            entry.report(f"`{name}` cannot come before itself", "pick", "over", place)
    catalogue.rules.refer_all(entry, pick.before, "pick", "before")
    for place, name in enumerate(pick.before):
        check_order(catalogue, entry, name, place)


def check_order(catalogue: Catalogue, entry: Entry[Rule], name: str, place: int) -> None:
    """A pick says `before` only of a later one for the same slot."""
    order = list(catalogue.rules.entries)
    other = catalogue.rules.items.get(name)
    if other is None or entry.item.pick is None:
        return
    if other.pick is None or other.pick.slot != entry.item.pick.slot:
        entry.report(f"`{name}` does not pick for the same slot", "pick", "before", place)
    elif order.index(name) <= order.index(entry.item.id):
        entry.report(f"`{name}` does not come after it in the file", "pick", "before", place)


def check_slot(catalogue: Catalogue, entry: Entry[Rule], name: str, *path: str | int) -> None:
    """A component is picked for its own slot; slots that are not there were named before."""
    component, pick = catalogue.components.items.get(name), entry.item.pick
    if component is None or pick is None or component.slot == pick.slot:
        return
    if {component.slot, pick.slot} <= catalogue.slots.entries.keys():
        entry.report(f"`{name}` is for the slot `{component.slot}`, not `{pick.slot}`", *path)


def check_picks_are_together(catalogue: Catalogue) -> None:
    """The first pick of a slot wins, so one file has to show them all in order."""
    homes: dict[str, str] = {}
    for entry in catalogue.rules.entries.values():
        if entry.item.pick is not None:
            slot, file = entry.item.pick.slot, entry.sheet.document.file
            home = homes.setdefault(slot, file)
            if home != file:
                entry.report(f"the picks of `{slot}` are in {home}: move this one there", "pick")


# Sources: "dora:metrics, seed:roadmap"


def check_all_sources(catalogue: Catalogue) -> None:
    for rule in catalogue.rules.entries.values():
        check_sources(catalogue, rule, rule.item.source, "source")
    for practice in catalogue.practices.entries.values():
        check_sources(catalogue, practice, practice.item.source, "source")
    for stage in catalogue.stages:
        check_sources(catalogue, stage, stage.item.cost_source, "cost_source")
    for article in catalogue.articles.entries.values():
        check_sources(catalogue, article, article.item.source, "source")


def check_sources(catalogue: Catalogue, entry: Entry[Any], text: str, *path: str) -> None:
    if not entry.sheet.is_full:
        entry.report_inside(path, source_problems(catalogue, text))


def source_problems(catalogue: Catalogue, text: str) -> Iterator[Problem]:
    """What is wrong with a list of sources, at line 1 and the column within the text."""
    seen: set[str] = set()
    for match in REFERENCE.finditer(text):
        written = match[0].strip()
        column = match.start() + len(match[0]) - len(match[0].lstrip()) + 1
        twice = f"`{written}` is listed twice" if written in seen else ""
        if message := twice or source_message(catalogue, written):
            yield Problem("", 1, column, message)
        seen.add(written)


def source_message(catalogue: Catalogue, written: str) -> str:
    """What is wrong with one source or part of a source; empty if nothing is."""
    name, colon, part = written.partition(":")
    if message := catalogue.sources.name(name.strip()):
        return message
    entry = catalogue.sources.entries.get(name)
    if not colon or entry is None or part in entry.item.parts:
        return ""
    if any(path[:2] == (name, "parts") for path in entry.sheet.spoiled):
        return ""
    return f"the source `{name}` has no part `{part}`{did_you_mean(part, entry.item.parts)}"
