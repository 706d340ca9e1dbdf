"""Public pages of the rule base: stages, rules, practices, components, articles, sources."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisor.handbook import index
from advisor.handbook.conditions import outline
from advisor.handbook.glossary import by_letter
from advisor.handbook.headings import GROUPS, grouped, heading, headings, stage_of
from advisor.handbook.references import (
    cases_of,
    cited,
    components_of,
    facts_asked,
    facts_computed,
    figures,
    practices_of,
    rules_using,
    sources_of,
)
from advisor.handbook.ways import ways
from advisor.pictures.language import said
from advisor.pictures.structure import branches
from advisor.releases import live
from knowledge import RuleBase, System

Key = TypeVar("Key")
Value = TypeVar("Value")


@require_safe
def stages(request: HttpRequest) -> HttpResponse:
    """The flight of steps, stage by stage."""
    base = live.current()
    steps = [
        {"number": number, "name": said(each.name), "people": said(each.people)}
        for number, each in base.stages.items()
    ]
    return render(request, "handbook/stages.html", {"base": base, "steps": steps})


@require_safe
def stage(request: HttpRequest, number: int) -> HttpResponse:
    """One stage: who it is for, its structure, must-haves, ways in and out, cost."""
    base = live.current()
    found = existing(base.stages, number)
    rules = [rule for rule in base.rules.values() if stage_of(rule) == number]
    context = {
        "base": base,
        "stage": found,
        "level": base.levels[found.level],
        "structure": branches(found.structure),
        "must_haves": chosen(base.practices, found.must_haves),
        "steps": chosen(base.practices, found.climb_steps),
        "merges": chosen(base.practices, found.merge_steps),
        "cost_sources": cited(base, found.cost_source),
        "systems": [known(base, system) for system in base.systems if system.best == number],
        "before": base.stages.get(number - 1),
        "after": base.stages.get(number + 1),
        "rules": headings(base, rules),
    }
    return render(request, "handbook/stage.html", context)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """All rules, grouped by what they do."""
    base = live.current()
    groups = [
        {"id": group, "title": GROUPS[group], "rules": listed}
        for group, listed in grouped(base).items()
    ]
    context = {"base": base, "groups": groups, "count": len(base.rules)}
    return render(request, "handbook/rules.html", context)


@require_safe
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule: its condition in words and in code, reason, source and cases."""
    base = live.current()
    found = existing(base.rules, rule_id)
    listed = heading(base, found)
    context = {
        "base": base,
        "rule": found,
        "heading": listed,
        "group": GROUPS[listed.group],
        "condition": outline(base, base.conditions[rule_id].tree),
        "code": str(base.conditions[rule_id]),
        "sources": cited(base, found.source),
        "cases": cases_of(base, rule_id),
        "facts": facts_asked(base, rule_id),
        "computed": facts_computed(base, rule_id),
    }
    return render(request, "handbook/rule.html", context)


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """How questions lead through rules to stages: a picture, and the same as a table."""
    base = live.current()
    return render(request, "handbook/picture.html", {"base": base, **ways(base)})


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """What to do or have, stage by stage."""
    base = live.current()
    listed = [
        {
            "stage": stage,
            "practices": [pair for pair in base.practices.items() if pair[1].stage == number],
        }
        for number, stage in base.stages.items()
    ]
    context = {"base": base, "listed": listed, "rules": rules_using(base, practices_of)}
    return render(request, "handbook/practices.html", context)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """What can fill the slots of a stack."""
    base = live.current()
    listed = [
        {
            "id": name,
            "slot": slot,
            "components": [pair for pair in base.components.items() if pair[1].slot == name],
        }
        for name, slot in base.slots.items()
    ]
    context = {"base": base, "listed": listed, "rules": rules_using(base, components_of)}
    return render(request, "handbook/components.html", context)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The articles: the core idea, the roadmap, languages, Vietnam, AI, reading."""
    return render(request, "handbook/guide.html", {"base": live.current()})


@require_safe
def article(request: HttpRequest, article_id: str) -> HttpResponse:
    """One article."""
    base = live.current()
    found = existing(base.articles, article_id)
    before, after = neighbours(base.articles, article_id)
    context = {
        "base": base,
        "article": found,
        "sources": cited(base, found.source),
        "before": before,
        "after": after,
    }
    return render(request, "handbook/article.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words that questions and rules use."""
    base = live.current()
    return render(request, "handbook/glossary.html", {"base": base, "letters": by_letter(base)})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Where the rules come from."""
    base = live.current()
    context = {"base": base, "rules": rules_using(base, sources_of)}
    return render(request, "handbook/sources.html", context)


@require_safe
def source(request: HttpRequest, source_id: str) -> HttpResponse:
    """One source, with the rules that lean on it."""
    base = live.current()
    context = {
        "id": source_id,
        "source": existing(base.sources, source_id),
        "rules": rules_using(base, sources_of).get(source_id, []),
    }
    return render(request, "handbook/source.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the handbook says about some words."""
    base = live.current()
    query = request.GET.get("q", "")[: index.LONGEST_QUERY].strip()
    found = index.search(base, query)
    context = {
        "query": query,
        "groups": [
            {"kind": kind, "found": group[: index.MOST_SHOWN], "count": len(group)}
            for kind, group in found.items()
        ],
        "count": sum(map(len, found.values())),
    }
    return render(request, "handbook/search.html", context)


def existing(parts: Mapping[Key, Value], key: Key) -> Value:
    """The part with this key; raises Http404."""
    if key not in parts:
        raise Http404
    return parts[key]


def chosen(parts: Mapping[str, Value], names: tuple[str, ...]) -> list[tuple[str, Value]]:
    """Some of the parts, each with its id."""
    return [(name, parts[name]) for name in names]


def neighbours(
    parts: Mapping[str, Value], key: str
) -> tuple[tuple[str, Value] | None, tuple[str, Value] | None]:
    """The parts before and after one, each with its id, None at the ends."""
    pairs = [None, *parts.items(), None]
    at = list(parts).index(key) + 1
    return pairs[at - 1], pairs[at + 1]


def known(base: RuleBase, system: System) -> dict[str, Any]:
    """A real system with its figures, those we are unsure of left out."""
    sure = {fact: value for fact, value in system.answers.items() if fact not in system.shaky}
    return {"system": system, "figures": figures(base.facts, sure)}
