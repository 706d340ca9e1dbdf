"""Answering questions the way a reader does, and a team to answer for."""

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page

from tests.browser.wording import Wording

Given = str | Sequence[str]

# Something in every topic and of every kind; what is missing stays unknown.
TEAM: dict[str, Given] = {
    "current_stage": "stage_2",
    "users": "20k",
    "growth": "2",
    "team_size": "9",
    "teams": "2",
    "boundaries": "drawn",
    "has_tests": "yes",
    "test_minutes": "7",
    "deploy_lock": "no",
    "crash_spreads": "yes",
    "outage_cost": "money",
    "read_mostly": "no",
    "p95_query_ms": "640",
    "slow_kind": "reads",
    "habits": ["error_handling", "migrations", "ci"],
    "regulated": ["none"],
    "services": "1",
    "installed_by": "us",
    "language": "python",
    "market": "vn_startup",
    "uses_ai": "no",
}


def answer_topic(page: Page, words: Wording, topic: str) -> None:
    """Give the team's answers to the questions of a topic."""
    for fact in words.facts(topic):
        if fact in TEAM:
            answer(page, words, fact, TEAM[fact])


def answer(page: Page, words: Wording, fact: str, given: Given) -> None:
    """Answer one question: a figure as typed, or the choices by their ids."""
    if words.fact(fact).kind == "number":
        figure_field(page, words, fact).fill(str(given))
        return
    for choice in [given] if isinstance(given, str) else given:
        choice_field(page, words, fact, choice).check()


def figure_field(page: Page, words: Wording, fact: str) -> Locator:
    """The field that asks for a figure."""
    return page.get_by_role("textbox", name=words.asks(fact), exact=True)


def choice_field(page: Page, words: Wording, fact: str, choice: str) -> Locator:
    """One choice of a question; its name for a screen reader is label and hint together."""
    group = page.get_by_role("group", name=words.asks(fact), exact=True)
    label, hint = words.option(fact, choice), words.hint(fact, choice)
    name = re.compile(rf"^{re.escape(label)}\s*{re.escape(hint)}$")
    if words.fact(fact).kind == "any_of":
        return group.get_by_role("checkbox", name=name)
    return group.get_by_role("radio", name=name)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True)
