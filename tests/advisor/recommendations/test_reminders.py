"""The calendar file: read back by the rules of RFC 5545."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation

from advisor.recommendations.models import Recommendation
from advisor.recommendations.reminders import escaped, folded
from tests.advisor.visiting import LANGUAGES, saved, told

TEAM = {"team_size": "9", "teams": "2", "current_stage": "stage_2", "test_minutes": "1"}


def calendar(client: Client, address: str) -> bytes:
    return client.get(f"{address.rstrip('/')}.ics").content


def properties(content: bytes) -> dict[str, str]:
    """The first value of each property, unfolded and unescaped."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    pairs = [line.partition(":")[::2] for line in lines if line]
    marks = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    found: dict[str, str] = {}
    for name, value in pairs:
        for mark, plain in marks.items():
            value = value.replace(mark, plain)
        found.setdefault(name.partition(";")[0], value)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reminder_is_due_in_half_a_year_and_says_what_to_watch(
    vera: Client, language: str
) -> None:
    address = LANGUAGES[language] + saved(vera, **TEAM)[1:]
    given = datetime(2026, 8, 30, 18, 0, tzinfo=UTC)  # 31 August where the site is
    Recommendation.objects.update(created_at=given)
    told_ = properties(calendar(vera, address))
    assert told_["DTSTART"] == "20270228"
    assert told_["DTSTAMP"] == "20260830T180000Z"
    assert told_["URL"].endswith(address)
    with translation.override(language):
        shown = vera.get(address).context
        headline, advice = shown["view"].headline, dict(shown["advice"])
    title = told(language, "Look again at: %(title)s", title=headline)
    assert told_["SUMMARY"] == title
    watched = told_["DESCRIPTION"].split("\n")
    signs = [each for each in advice["rules"] if each["sign"]]
    assert {f"- {each['title']}" for each in signs if each["state"] != "fired"} <= set(watched)
    assert advice["changes"]
    for change in advice["changes"]:
        names = [step["name"] for step in change["set"]]
        assert any(all(name in line for name in names) for line in watched)


def test_the_same_record_gives_the_same_bytes(vera: Client) -> None:
    address = saved(vera, **TEAM)
    assert calendar(vera, address) == calendar(Client(), address)
    assert calendar(vera, address) != calendar(vera, f"/en{address}")


def test_lines_are_folded_and_end_as_the_standard_says(vera: Client) -> None:
    content = calendar(vera, saved(vera, **TEAM))
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no character is torn apart


@pytest.mark.parametrize(
    "title", ["A; B, C\\D", "BEGIN:VEVENT", "x" * 80, "đ" * 80, "END:VCALENDAR", "😀" * 40]
)
def test_no_title_breaks_the_file(vera: Client, title: str) -> None:
    address = saved(vera, **TEAM)
    vera.post(f"{address}owner/about/", {"title": title})
    content = calendar(vera, f"/en{address}")
    assert properties(content)["SUMMARY"] == f"Look again at: {title}"
    for mark in (b"BEGIN:VEVENT", b"END:VCALENDAR", b"BEGIN:VCALENDAR"):
        assert content.split(b"\r\n").count(mark) == 1
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_texts_are_escaped() -> None:
    assert escaped("a;b,c\\d\r\ne") == "a\\;b\\,c\\\\d\\ne"


def test_a_long_line_is_folded_between_characters() -> None:
    parts = list(folded("đ" * 100))
    assert [len(part.encode()) for part in parts] == [74, 75, 53]
    assert "".join(part.removeprefix(" ") for part in parts) == "đ" * 100


def test_the_response_is_a_private_file_of_our_name(vera: Client) -> None:
    response = vera.get(f"{saved(vera, **TEAM).rstrip('/')}.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="bac-thang.ics"'
    assert response["Cache-Control"] == "private, no-store"
