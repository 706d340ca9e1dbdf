"""The page with the map of stages over two figures that the visitor chooses."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from advisor.pictures.language import said
from advisor.pictures.map import area, map_picture
from advisor.pictures.spans import at_least, at_most, span_texts
from advisor.pictures.templatetags.figures import with_unit
from advisor.questionnaire.answers import read_answers
from advisor.questionnaire.prefill import Prefilled, read_query, write_query, written
from advisor.questionnaire.progress import names, topic_url
from advisor.releases import live
from knowledge import RuleBase
from knowledge.maps import Axis, StageMap, moving_pairs, number_facts, stage_map

SIDES = ("x", "y")
MOST_PAIRS = 6

Pair = tuple[str, str]


@require_safe
@never_cache
def map_page(request: HttpRequest) -> HttpResponse:
    """The map over the facts `x` and `y`, for the answers in the address, else one's own.

    Without the two it shows the most telling pair.
    """
    base = live.current()
    query = request.GET.copy()
    wanted = {side: (query.pop(side, None) or [""])[-1] for side in SIDES}
    given = read_query(base, query) if query else Prefilled(read_answers(request, base))
    answers = {name: value for name, value in given.answers.items() if value is not None}
    pairs = moving_pairs(base, answers)
    pair = chosen(base, pairs, wanted, given.dropped)
    carried = answers if query else {}
    found = stage_map(base, answers, *pair)
    context = {
        **described(base, found),
        "options": options(base, pairs),
        "carried": [(name, written(value)) for name, value in carried.items()],
        "pairs": list(other_pairs(base, pairs, pair, carried)),
        "advice_url": address("questionnaire:advice", carried),
        "dropped": given.dropped,
    }
    return render(request, "questionnaire/map.html", context)


def address(page: str, answers: Mapping[str, Any], **sides: str) -> str:
    """The address of a page, with the answers and the sides of a map if there are any."""
    query = "&".join(filter(None, [urlencode(sides), write_query(answers)]))
    return f"{reverse(page)}?{query}" if query else reverse(page)


# Which two facts


def chosen(
    base: RuleBase,
    pairs: Sequence[Pair],
    wanted: Mapping[str, str],
    dropped: list[dict[str, str]],
) -> Pair:
    """The two facts asked for; what cannot be used is named, and another put in its place."""
    numbers = list(number_facts(base))
    if len(numbers) < 2:
        raise Http404
    good = {side: name for side, name in wanted.items() if name in numbers}
    for side in SIDES:
        if wanted[side] and side not in good:
            message = gettext("Not a figure that is asked for; another one stands in its place.")
            dropped.append({"name": f"{side}={wanted[side][:64]}", "message": message})
    if len(good) == 2 and good["x"] == good["y"]:
        message = gettext("A map needs two different figures; another one stands in its place.")
        dropped.append({"name": f"y={good.pop('y')}", "message": message})
    return completed(good, [*pairs, *by_order(numbers)])


def by_order(numbers: Sequence[str]) -> Iterator[Pair]:
    """Each fact with the first of the others."""
    for name in numbers:
        yield name, numbers[0] if name != numbers[0] else numbers[1]


def completed(good: Mapping[str, str], pairs: Sequence[Pair]) -> Pair:
    """The two facts, the missing ones out of the first pair that holds the one there is."""
    if len(good) == 2:
        return good["x"], good["y"]
    if not good:
        return pairs[0]
    ((side, name),) = good.items()
    one, other = next(pair for pair in pairs if name in pair)
    partner = other if one == name else one
    return (name, partner) if side == "x" else (partner, name)


def options(base: RuleBase, pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """The facts to choose from: those that move the stage, then the others."""
    moving = {name for pair in pairs for name in pair}
    listed = [
        {"name": name, "label": said(fact.name), "moves": name in moving}
        for name, fact in number_facts(base).items()
    ]
    return sorted(listed, key=lambda option: not option["moves"])


def other_pairs(
    base: RuleBase, pairs: Sequence[Pair], here: Pair, carried: Mapping[str, Any]
) -> Iterator[dict[str, str]]:
    """The most telling pairs but for the one that is shown, each with its address."""
    others = [pair for pair in pairs if {*pair} != {*here}]
    for x, y in others[:MOST_PAIRS]:
        url = address("questionnaire:map", carried, x=x, y=y)
        yield {"url": url, "x": said(base.facts[x].name), "y": said(base.facts[y].name)}


# What the page says about the map


def described(base: RuleBase, found: StageMap) -> dict[str, Any]:
    """The map as a picture, as a table and in words."""
    shown = {spot.stage for row in found.rows for spot in row}
    return {
        "x": side(base, found.x),
        "y": side(base, found.y),
        "picture": map_picture(found, base.facts),
        "stages": [{"number": each, "name": names(base)[each]} for each in sorted(shown)],
        "here": here(found),
        "around": list(around(base, found)),
        "columns": span_texts(found.x),
        "rows": table(found),
    }


def side(base: RuleBase, axis: Axis) -> dict[str, Any]:
    """One side of the map: its fact and the visitor's own answer."""
    fact = base.facts[axis.fact]
    name, unit = said(fact.name), said(fact.unit)
    return {
        "fact": axis.fact,
        "name": name,
        "title": name if unit.lower() in name.lower() else f"{name} ({unit})",
        "logarithmic": fact.scale == "logarithmic",
        "value": None if axis.value is None else with_unit(axis.value, unit),
        "url": f"{topic_url(fact.topic)}#id_{axis.fact}" if fact.topic else None,
    }


def here(found: StageMap) -> dict[str, Any] | None:
    """What holds where the team stands."""
    return area(found.at(*found.point)) if found.point else None


def around(base: RuleBase, found: StageMap) -> Iterator[dict[str, Any]]:
    """Where each of the two figures alone leads to something else, up and down."""
    if not found.point:
        return
    across, up = found.x.place(found.point[0]), found.y.place(found.point[1])
    column = [row[across] for row in found.rows]
    for axis, spots, at in ((found.x, found.rows[up], across), (found.y, column, up)):
        fact = base.facts[axis.fact]
        above, below = range(at, len(spots)), range(at, -1, -1)
        for way, text in ((above, at_least), (below, at_most)):
            place = next((place for place in way if spots[place] != spots[at]), None)
            if place is not None:
                limit = text(axis.spans[place], said(fact.unit))
                yield {"name": said(fact.name), "limit": limit, **area(spots[place])}


def table(found: StageMap) -> list[dict[str, Any]]:
    """The map row by row, the highest first, as it is drawn."""
    mine = (found.x.place(found.point[0]), found.y.place(found.point[1])) if found.point else None
    rows = [
        {
            "text": text,
            "cells": [
                {**area(spot), "mine": (column, row) == mine} for column, spot in enumerate(spots)
            ],
        }
        for row, (text, spots) in enumerate(zip(span_texts(found.y), found.rows, strict=True))
    ]
    return rows[::-1]
