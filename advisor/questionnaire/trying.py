"""Trying other answers on the page of an advice, and the address that says what was."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from advisor.pictures.language import page_language, said
from advisor.pictures.templatetags.figures import figure
from advisor.questionnaire.answers import Answers, known
from advisor.questionnaire.forms import options
from advisor.questionnaire.prefill import ALL, WAS, WHOLE_WAS, read_query
from advisor.recommendations.addresses import write_query, written
from advisor.recommendations.moving import moved
from knowledge import Advice, Language, RuleBase, advise
from knowledge.answers import Value
from knowledge.stages import CURRENT_STAGE


def answers_before(base: RuleBase, query: QueryDict, answers: Answers) -> Answers:
    """The answers that were there before those tried; the same where nothing is tried."""
    if WHOLE_WAS in query:
        return known(base, read_query(base, QueryDict(str(query[WHOLE_WAS]))).answers)
    was = read_query(base, QueryDict(str(query.get(WAS, ""))))
    return known(base, {**answers, **was.answers})


def with_kept(answers: Answers, before: Answers, dropped: Iterable[Mapping[str, str]]) -> Answers:
    """The answers, and those before in place of new ones that could not be read."""
    names = {each["name"] for each in dropped}
    return {**{name: value for name, value in before.items() if name in names}, **answers}


def tried_query(answers: Mapping[str, Any], before: Answers) -> str:
    """The address part that holds answers and, where they differ, those before."""
    other = [fact for fact in {**before, **answers} if before.get(fact) != answers.get(fact)]
    was = write_query({fact: before.get(fact) for fact in other})
    return "&".join(filter(None, [write_query(answers), was and urlencode({WAS: was})]))


def trial(
    advice: Advice, before: Answers, dropped: Iterable[Mapping[str, str]], typed: QueryDict
) -> dict[str, Any]:
    """What the page needs for trying: the fields, and what moved against the answers before."""
    base, wrong = advice.base, {each["name"]: each["message"] for each in dropped}
    whole, now = write_query(before), write_query(advice.answers)
    near = telling_facts(advice)
    rows = [
        field(base, name, advice.answers.get(name), typed.get(name, ""), wrong.get(name))
        for name, fact in base.facts.items()
        if fact.topic
    ]
    then = advice if whole == now else advise(base, before)
    tried = then.answers != advice.answers
    url = reverse("questionnaire:advice")
    return {
        "trial": {
            "near": [row for row in rows if row["id"] in near],
            "further": [row for row in rows if row["id"] not in near],
            "kept": [row for row in rows if row["written"] and row["id"] not in near],
            "whole": whole,
            "open": tried or WHOLE_WAS in typed or ALL in typed,
            "all": ALL in typed or bool(wrong),
            "all_url": f"{url}?{tried_query(advice.answers, before)}&{ALL}=1",
            # Without the answers before: parts of the page are kept for all who have these answers.
            "fields_url": f"{url}?{now}&{ALL}=1",
            "url": url,
            "back_url": f"{url}?{whole}",
        },
        "moved": moved(then, advice) if tried else None,
    }


def telling_facts(advice: Advice) -> set[str]:
    """The facts that matter to the stage: they speak for or against it, or would move it."""
    rules = {*advice.deciding, *(rule for each in advice.why_not for rule in each.rules)}
    compared = (state.comparisons for state in advice.rules if state.rule in rules)
    facts = {comparison.fact for each in compared for comparison in each}
    facts |= {step.fact for change in advice.changes for step in change.set}
    facts |= {each.fact for each in advice.unknown if "stage" in each.could_change}
    derived = advice.base.derived
    return facts.union({CURRENT_STAGE}, *(derived[each].facts for each in facts & derived.keys()))


def field(base: RuleBase, name: str, value: Any, typed: str, wrong: str | None) -> dict[str, Any]:
    """One answer to change in place."""
    kept = tuple(value) if isinstance(value, list) else value
    filled = filled_in(base, name, kept, page_language())
    return {**filled, "text": typed, "wrong": wrong} if wrong else filled


@lru_cache(maxsize=4_096)
def filled_in(base: RuleBase, name: str, value: Value | None, language: Language) -> dict[str, Any]:
    """The field of a fact with an answer that is right, in the language of the page."""
    fact, text = base.facts[name], written(value)
    chosen = text.split(",") if fact.kind == "any_of" else [text]
    return {
        "id": name,
        "name": said(fact.name),
        "kind": fact.kind,
        "written": text,
        "unit": said(fact.unit),
        "text": figure(value) if fact.kind == "number" else text,
        "options": [
            {"value": each["value"], "label": each["label"], "chosen": each["value"] in chosen}
            for each in options(fact)
        ],
        "wrong": None,
    }
