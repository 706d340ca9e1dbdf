"""What the database holds after a start, and whether it may hold that."""

from typing import Any

from django.db import connection

from advisor.editing import audit
from advisor.editing.models import Draft
from advisor.recommendations.links import open_recommendation
from advisor.recommendations.models import Recommendation, Tombstone
from advisor.releases import live
from advisor.releases.models import Release

Seen = dict[str, Any]


def look() -> Seen:
    """Everything that the harness compares, as plain values, and all that is wrong in itself."""
    live.forget()
    return {
        "links": dict(Recommendation.objects.values_list("pk", "title")),
        "deleted": list(Tombstone.objects.values_list("pk", flat=True)),
        "drafts": {
            str(number): [version, hash_]
            for number, version, hash_ in Draft.objects.values_list("pk", "version", "hash")
        },
        "releases": list(Release.objects.order_by("number").values_list("number", "hash")),
        "wrong": [*unsound(), *unchained(), *unlike_the_trail(), *unreadable()],
    }


def unsound() -> list[str]:
    """What the database says of itself."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        told = [row[0] for row in cursor.fetchall()]
        cursor.execute("PRAGMA foreign_key_check")
        dangling = cursor.fetchall()
    return [each for each in told if each != "ok"] + [f"dangling {each}" for each in dangling]


def unchained() -> list[str]:
    """Breaks in the trail, and releases out of line."""
    verdict = audit.verify()
    wrong = [] if verdict.holds else [f"trail: {verdict.broken}"]
    numbers = list(Release.objects.order_by("number").values_list("number", "parent_id"))
    for at, (number, parent) in enumerate(numbers):
        if number != at + 1 or parent != (at or None):
            wrong.append(f"release {number} follows {parent}")
    if Release.objects.exists() and live.current().hash != Release.objects.newest().hash:  # type: ignore[union-attr]
        wrong.append("what is served is not the newest release")
    return wrong


def unlike_the_trail() -> list[str]:
    """Where the trail, replayed, is not what is stored: half of something was done."""
    told = audit.state()
    stored = {
        draft.pk: {
            "version": draft.version,
            "hash": draft.hash,
            "base": draft.base_id,
            "state": draft.state,
        }
        for draft in Draft.objects.all()
    }
    releases = dict(Release.objects.filter(number__gt=1).values_list("number", "hash"))
    wrong = [] if told.drafts == stored else [f"drafts {stored}, by the trail {told.drafts}"]
    known = {number: hash_ for number, hash_ in told.releases.items() if number > 1}
    return wrong if known == releases else [*wrong, f"releases {releases}, by the trail {known}"]


def unreadable() -> list[str]:
    """Links whose advice does not open."""
    wrong = []
    for each in Recommendation.objects.order_by("-created_at")[:20]:
        try:
            open_recommendation(each)
        except Exception as error:  # whatever it is, it is what the harness looks for
            wrong.append(f"{each.pk}: {type(error).__name__}: {error}")
    return wrong


def compare(before: Seen, told: list[tuple[str, dict[str, Any]]], after: Seen) -> list[str]:
    """What was acknowledged between `before` and `after` and is not there, or is there too much.

    The last piece of work, announced and not acknowledged, may be there or not.
    """
    links, deleted = dict(before["links"]), set(before["deleted"])
    drafts, releases = dict(before["drafts"]), len(before["releases"])
    for word, what in told:
        if word != "done":
            continue
        if what["kind"] == "save":
            links[what["link"]] = ""
        elif what["kind"] == "share":
            links[what["link"]] = what["title"]
        elif what["kind"] == "delete":
            links.pop(what["link"], None)
            deleted.add(what["link"])
        elif what["kind"] == "edit":
            drafts[str(what["draft"])] = [what["version"], what["hash"]]
        else:
            releases = what["number"]
    pending = told[-1] if told and told[-1][0] != "done" else ("nothing", {})
    return [
        *lost_links(links, deleted, pending, after),
        *(
            f"draft {number} went back to {after['drafts'].get(number)}"
            for number, (version, _) in drafts.items()
            if after["drafts"].get(number, [0])[0] < version
        ),
        *surplus("releases", len(after["releases"]) - releases, pending[0] in RELEASING),
        *after["wrong"],
    ]


RELEASING = {"publish", "roll back"}


def lost_links(
    links: dict[str, str], deleted: set[str], pending: tuple[str, dict[str, Any]], after: Seen
) -> list[str]:
    """Links that are gone, came back, or have another title than was acknowledged."""
    word, what = pending
    under_way = what.get("link")
    wrong = [
        f"link {link} is lost"
        for link in links.keys() - after["links"].keys()
        if not (word == "delete" and link == under_way)
    ]
    wrong += [f"link {link} came back" for link in deleted & after["links"].keys()]
    wrong += [
        f"link {link} has the title {after['links'][link]!r}, not {title!r}"
        for link, title in links.items()
        if link in after["links"]
        and after["links"][link] != title
        and not (word == "share" and link == under_way and after["links"][link] == what["title"])
    ]
    new = len(after["links"].keys() - links.keys())
    half = {link for link in after["deleted"] if link in after["links"]}
    return [*wrong, *(f"{link} is both" for link in half), *surplus("links", new, word == "save")]


def surplus(what: str, number: int, under_way: bool) -> list[str]:
    """Fewer than were acknowledged, or more than one was under way."""
    return [] if 0 <= number <= int(under_way) else [f"{number:+d} {what}"]
