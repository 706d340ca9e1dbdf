"""The map of stages, drawn: areas, borders, numerals, ticks and the team's own point.

All places are percentages of the drawing, so that it fits any width while its type keeps its
size. A place counts from the left and from the top, as in SVG.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from advisor.pictures.limits import percent
from advisor.pictures.scales import Scale
from advisor.pictures.ticks import ticks
from knowledge import Fact
from knowledge.charting import Spot
from knowledge.maps import Region, StageMap

# A numeral needs this much room, as shares of the width and the height.
NUMERAL_WIDTH, NUMERAL_HEIGHT = 0.07, 0.06
# And so much if the stages still possible stand beside it.
RANGE_WIDTH = 0.3
# A numeral nearer than this to the team's point moves aside.
NEAR = 0.11
# Room that a tick's figure takes on a phone: a character and a line, as shares.
CHARACTER, LINE = 0.033, 0.055

Box = tuple[float, float, float, float]  # left, right, bottom, top


def map_picture(found: StageMap, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """The geometry of a map; `facts` are those of the rule base."""
    x, y = Scale(found.x, facts[found.x.fact]), Scale(found.y, facts[found.y.fact])
    point = (x.place(found.point[0]), y.place(found.point[1])) if found.point else None
    boxes = {region: box(region, x, y) for region in found.regions}
    x_ticks = ticks(x, room=CHARACTER, along=True)
    return {
        "areas": [{**area(region), **rectangle(boxes[region])} for region in found.regions],
        "borders": [*upright(found, x, y), *level(found, x, y)],
        "numerals": list(numerals(found, boxes, point)),
        "point": point and {"x": percent(point[0]), "y": percent(1 - point[1])},
        "x_ticks": x_ticks,
        "deep": any(tick["line"] for tick in x_ticks),
        "y_ticks": ticks(y, room=LINE, along=False),
        "open": any(is_open(spot) for row in found.rows for spot in row),
        "vague": not found.exact,
    }


def box(region: Region, x: Scale, y: Scale) -> Box:
    """Where a region begins and ends."""
    sides: list[float] = []
    for span, scale in ((region.x, x), (region.y, y)):
        lows = [each.low for each in scale.axis.spans]
        highs = [each.high for each in scale.axis.spans]
        sides += scale.edges[lows.index(span.low)], scale.edges[highs.index(span.high) + 1]
    return sides[0], sides[1], sides[2], sides[3]


def area(spot: Region | Spot) -> dict[str, Any]:
    """What an area says, for its look and its numeral."""
    possible = f"{spot.possible[0]}–{spot.possible[-1]}" if is_open(spot) else ""
    return {"stage": spot.stage, "possible": possible, "vague": not spot.exact}


def is_open(spot: Region | Spot) -> bool:
    return len(spot.possible) > 1


def rectangle(sides: Box) -> dict[str, str]:
    left, right, bottom, top = sides
    places = {"x": left, "y": 1 - top, "width": right - left, "height": top - bottom}
    return {name: percent(place) for name, place in places.items()}


# Borders: a line between neighbours that differ, in as few pieces as can be


def upright(found: StageMap, x: Scale, y: Scale) -> Iterator[dict[str, str]]:
    columns = list(zip(*found.rows, strict=True))
    for place, (one, other) in zip(x.edges[1:-1], pairwise(columns), strict=True):
        for begin, end in differing(one, other):
            ends = percent(1 - y.edges[begin]), percent(1 - y.edges[end])
            yield {"x1": percent(place), "x2": percent(place), "y1": ends[0], "y2": ends[1]}


def level(found: StageMap, x: Scale, y: Scale) -> Iterator[dict[str, str]]:
    for place, (one, other) in zip(y.edges[1:-1], pairwise(found.rows), strict=True):
        for begin, end in differing(one, other):
            ends, at = (percent(x.edges[begin]), percent(x.edges[end])), percent(1 - place)
            yield {"x1": ends[0], "x2": ends[1], "y1": at, "y2": at}


def differing(one: Sequence[Spot], other: Sequence[Spot]) -> Iterator[tuple[int, int]]:
    """Where two lines of spots differ: from each place to before another.

    Where the border is not known for sure, none is drawn.
    """
    differs = [
        left != right and left.exact and right.exact for left, right in zip(one, other, strict=True)
    ]
    place = 0
    for differ, run in groupby(differs):
        end = place + len(list(run))
        if differ:
            yield place, end
        place = end


# Numerals: one for each area, in the largest rectangle it is made of


def numerals(
    found: StageMap, boxes: Mapping[Region, Box], point: tuple[float, float] | None
) -> Iterator[dict[str, Any]]:
    for regions in together(found.regions, boxes):
        largest = max(regions, key=lambda region: size(boxes[region]))
        left, right, bottom, top = boxes[largest]
        roomy = right - left >= NUMERAL_WIDTH and top - bottom >= NUMERAL_HEIGHT
        if roomy and largest.exact:
            across, up = (left + right) / 2, (bottom + top) / 2
            if point and abs(point[0] - across) < NEAR and abs(point[1] - up) < NEAR:
                across = left + (right - left) * (0.8 if point[0] < across else 0.2)
            said = area(largest) if right - left >= RANGE_WIDTH else {"stage": largest.stage}
            yield {**said, "x": percent(across), "y": percent(1 - up)}


def size(sides: Box) -> float:
    left, right, bottom, top = sides
    return (right - left) * (top - bottom)


def together(regions: Sequence[Region], boxes: Mapping[Region, Box]) -> list[list[Region]]:
    """The regions in groups that touch and say the same."""
    groups: list[list[Region]] = []
    for region in regions:
        touching = [
            group
            for group in groups
            if group[0][2:] == region[2:]
            and any(touch(boxes[each], boxes[region]) for each in group)
        ]
        groups = [group for group in groups if group not in touching]
        groups.append([region, *(each for group in touching for each in group)])
    return groups


def touch(one: Box, other: Box) -> bool:
    """Whether two rectangles share part of a side."""
    across = min(one[1], other[1]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[2], other[2])
    return (across == 0 and up > 0) or (up == 0 and across > 0)
