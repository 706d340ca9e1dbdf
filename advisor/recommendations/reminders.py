"""A reminder for a calendar (RFC 5545): when to look at an advice again, and what to watch."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext

from advisor.pictures.language import page_language
from advisor.pictures.templatetags.figures import limit
from advisor.recommendations.models import Recommendation
from advisor.recommendations.presenting import View

REVIEW_MONTHS = 6
MOST_OCTETS = 75


def reminder(recommendation: Recommendation, view: View, url: str) -> str:
    """The calendar file; the same record in the same language gives the same bytes."""
    title = recommendation.title or view.headline
    summary = gettext("Look again at: %(title)s") % {"title": title}
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Bac Thang//Recommendation//{page_language().upper()}",
        "BEGIN:VEVENT",
        # The id of the link opens it, so it stays out of where calendars show it to others.
        f"UID:{sha256(recommendation.id.encode()).hexdigest()[:32]}@bac-thang",
        f"DTSTAMP:{stamp(recommendation.created_at)}",
        f"DTSTART;VALUE=DATE:{review_day(recommendation):%Y%m%d}",
        f"SUMMARY:{escaped(summary)}",
        f"DESCRIPTION:{escaped(description(view, url))}",
        f"URL:{url}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:PT9H",
        f"DESCRIPTION:{escaped(summary)}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def description(view: View, url: str) -> str:
    """What to watch, and where the advice is."""
    watched = [f"- {each}" for each in limits_to_watch(view)]
    head = gettext("Look again at once when one of these comes true:")
    return "\n".join([*([head, *watched, ""] if watched else []), url])


def limits_to_watch(view: View) -> Iterator[str]:
    """The changes that would move the stage, and the signs that are not on yet."""
    joined = f" {gettext('and')} "
    for change in view.told["changes"]:
        steps = (f"{each['name']}: {limit(view.facts, each)}" for each in change["set"])
        stage = gettext("Stage %(number)s") % {"number": change["stage"]}
        yield f"{stage}: {joined.join(steps)}"
    for rule in view.told["rules"]:
        if rule["sign"] and rule["state"] != "fired":
            yield rule["title"]


def review_day(recommendation: Recommendation) -> date:
    """The day of the review where the site is; the last of its month rather than none."""
    given = timezone.localdate(recommendation.created_at)
    years, month = divmod(given.month - 1 + REVIEW_MONTHS, 12)
    year = given.year + years
    return date(year, month + 1, min(given.day, monthrange(year, month + 1)[1]))


def stamp(moment: datetime) -> str:
    """A moment in universal time, as calendars write it."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text whose marks are no longer marks of the calendar."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r", "").replace("\n", "\\n")


def folded(line: str) -> Iterable[str]:
    """A line in parts of at most 75 octets, no character torn apart, all but the first indented."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > MOST_OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + character, size + octets
    yield part
