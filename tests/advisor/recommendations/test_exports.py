"""What is taken elsewhere from a link: whole, the same for ever, and unbroken by any title."""

import csv
import json
import re
from datetime import date
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
import segno
import yaml
from django.test import Client
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.recommendations.exporting import FORMS, FORMULA_STARTS, Export
from advisor.recommendations.models import Recommendation
from knowledge import Advice, RuleBase, advise, read_answers
from tests.advisor.visiting import LANGUAGES, saved, text, told

TEAM = {"team_size": "8", "teams": "2", "current_stage": "stage_2", "has_tests": "yes"}
ANSWERS = {"current_stage": "stage_2", "team_size": 8, "teams": 2, "has_tests": True}
DAY = date(2026, 11, 27)
URL = "https://steps.example.org/r/AAAAAAAAAAAAAAAAAAAAAA/"
PRINTED = ("md", "txt", "csv", "yaml", "json")


@pytest.fixture(scope="module")
def advice(shipped: RuleBase) -> Advice:
    return advise(shipped, ANSWERS)


def export(advice: Advice, form: str, title: str = "", language: str = "en") -> str:
    """One form of the advice under a title."""
    with translation.override(language):
        return FORMS[form].write(Export(advice.base, advice, title, DAY, URL))


def fetched(client: Client, address: str, form: str) -> Any:
    return client.get(f"{address.rstrip('/')}.{form}")


# From the page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_lists_every_form(vera: Client, language: str) -> None:
    address = saved(vera, **TEAM)
    page = text(vera.get(LANGUAGES[language] + address[1:]))
    for form, about in FORMS.items():
        assert f'href="{LANGUAGES[language]}{address[1:].rstrip("/")}.{form}"' in page
        assert told(language, about.name) in page
        assert told(language, about.purpose) in page


@pytest.mark.parametrize("form", FORMS)
def test_a_form_says_what_it_is_and_stays_private(vera: Client, form: str) -> None:
    response = fetched(vera, saved(vera, **TEAM), form)
    assert response.status_code == 200
    assert response["Content-Type"] == FORMS[form].media_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert re.fullmatch(
        rf'(attachment|inline); filename="bac-thang-\d{{4}}-\d\d-\d\d\.{re.escape(form)}"',
        response["Content-Disposition"],
    )


@pytest.mark.parametrize("form", FORMS)
def test_the_id_of_the_link_is_in_none(vera: Client, form: str) -> None:
    address = saved(vera, **TEAM)
    response = fetched(vera, address, form)
    assert Recommendation.objects.get().pk.encode() not in response.content
    assert "filename" in response["Content-Disposition"]
    assert Recommendation.objects.get().pk not in response["Content-Disposition"]


@pytest.mark.parametrize("form", FORMS)
def test_release_hash_and_day_are_inside(vera: Client, shipped: RuleBase, form: str) -> None:
    address = saved(vera, **TEAM)
    Recommendation.objects.update(created_at="2026-03-01T20:00:00Z")
    content = text(fetched(vera, address, form))
    assert shipped.hash in content
    assert "2026-03-02" in content, "the day in Việt Nam"
    assert re.search(r"(phát hành|quy tắc|số|bản) 1\b|\"number\": 1\b|\"1\"", content)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_the_same_each_time(advice: Advice, form: str, language: str) -> None:
    assert export(advice, form, "A", language) == export(advice, form, "A", language)


# What is in them


def test_the_record_has_the_parts_of_madr_4(advice: Advice) -> None:
    front, body = export(advice, "md").removeprefix("---\n").split("\n---\n", 1)
    assert yaml.safe_load(front) == {
        "status": "proposed",
        "date": DAY,
        "decision-makers": [],
        "consulted": [],
        "informed": [],
    }
    assert re.findall(r"^(#{1,2} .*|### C.*)$", body, re.MULTILINE) == [
        "# Time for stage 3: modular monolith",
        "## Context and Problem Statement",
        "## Decision Drivers",
        "## Considered Options",
        "## Decision Outcome",
        "### Consequences",
        "### Confirmation",
        "## Pros and Cons of the Options",
        "## More Information",
    ]


def test_the_options_are_the_neighbours_with_what_speaks_against_them(advice: Advice) -> None:
    body = export(advice, "md")
    options = body.split("## Considered Options")[1].split("##")[0]
    assert options.split("\n- ")[1:] == [
        "Stage 2: Layered",
        "Stage 3: Modular monolith",
        "Stage 4: Microservices\n\n",
    ]
    for each in advice.why_not:
        part = body.split(f"### Stage {each.stage}: ")[1].split("\n###")[0]
        for rule in each.rules:
            assert advice.base.rules[rule].title.en in part.replace("\\", "")  # type: ignore[union-attr]


def test_the_confirmation_names_every_limit_that_would_reopen_it(advice: Advice) -> None:
    part = export(advice, "md").split("### Confirmation")[1].split("\n## ")[0]
    assert advice.changes
    for change in advice.changes:
        for step in change.set:
            assert f"{advice.base.facts[step.fact].name.en}: " in part
    for rule in advice.base.rules.values():
        assert not rule.sign or rule.title.en in part  # type: ignore[union-attr]


def test_the_table_has_a_row_for_every_action(advice: Advice) -> None:
    content = export(advice, "csv", "Đội A")
    assert content.startswith("\ufeff"), "so that Excel reads it as UTF-8"
    head, *rows = csv.reader(StringIO(content[1:], newline=""))
    assert [row[1] for row in rows] == [
        advice.base.practices[each.practice].title.en for each in advice.actions
    ]
    assert {tuple(row[8:]) for row in rows} == {("Đội A", "2026-11-27", "", advice.base.hash)}
    assert len(head) == 12


def test_the_json_is_the_advice_and_which_one_it_is(advice: Advice) -> None:
    content = json.loads(export(advice, "json", "Đội A"))
    assert (content.pop("title"), content.pop("given_on")) == ("Đội A", "2026-11-27")
    assert content == json.loads(json.dumps(advice.as_json("en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answers_are_read_back_as_they_were(advice: Advice, language: str) -> None:
    content = export(advice, "yaml", "Đội A", language)
    assert read_answers(advice.base, "team.yaml", content) == dict(advice.answers)
    assert content.startswith("# Đội A\n# 2026-11-27\n")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"current_stage": "stage_2", "teams": 2}, "stage 2 → 3"),
        ({"current_stage": "stage_1", "teams": 1, "team_size": 1}, "stage 1"),
        ({}, "stage 1"),
    ],
)
def test_the_badge_says_where_to(shipped: RuleBase, answers: dict[str, Any], said: str) -> None:
    badge = ElementTree.fromstring(export(advise(shipped, answers), "badge.svg"))
    assert [each.text for each in badge.iter("{http://www.w3.org/2000/svg}text")] == [
        "architecture",
        said,
    ]


def test_the_code_leads_to_the_page(vera: Client) -> None:
    address = saved(vera, **TEAM)
    with translation.override("vi"):
        path = segno.make_qr(f"http://127.0.0.1:8000{address}", error="m")
    drawn = re.search(r'<path[^>]* d="([^"]+)"/></g>', text(fetched(vera, address, "qr.svg")))
    expected = re.search(r'd="([^"]+)"', path.svg_inline(scale=8))
    assert drawn
    assert expected
    assert drawn[1] == expected[1]


# Titles are text, whatever is in them

NASTY = (
    '=HYPERLINK("http://evil.example","x")',
    "+1",
    "-1+1|cmd",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "a\n---\nstatus: accepted\n---\n# Owned",
    "a\r\n## Decision Outcome",
    "# one",
    "a | b",
    "<script>alert(1)</script><!--",
    "]]>&amp;&lt;\x00\x1b[31m\u202e\u2028x\x85y: z",
    "```\n[a](javascript:alert(1))",
    "{{ view.headline }}{% load x %}",
    "users: 1\nteams: 9",
    "'\"\\",
    "-",
    "1. one",
)
TITLES = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=80),
    st.text(alphabet="=+-@\t\r\n#|<>&;:'\"`*_[](){}\\\x00\u202e\u2028 a1", max_size=80),
)


def outline(record: str) -> list[str]:
    """Front matter and headings of a record, but for what the first heading says."""
    lines = record.splitlines()
    start = lines.index("---", 1) + 1
    headings = [line for line in lines[start:] if line.startswith("#")]
    return [*lines[:start], headings[0][:2], *headings[1:]]


@settings(max_examples=60)
@given(title=TITLES)
def test_no_title_breaks_the_record(advice: Advice, title: str) -> None:
    plain, odd = export(advice, "md", "Plain"), export(advice, "md", title)
    assert outline(odd) == outline(plain)
    assert len(odd.split("\n")) == len(plain.split("\n"))
    heading = odd.split("\n# ")[1].split("\n")[0]
    assert not re.search(r"(?<!\\)(\\\\)*[<>\[\]|`*_#]", heading.split(": Time for stage")[0])


@settings(max_examples=60)
@given(title=TITLES)
def test_no_title_becomes_a_formula_or_another_row(advice: Advice, title: str) -> None:
    plain = list(csv.reader(StringIO(export(advice, "csv", "Plain")[1:], newline="")))
    rows = list(csv.reader(StringIO(export(advice, "csv", title)[1:], newline="")))
    assert [row[:8] for row in rows] == [row[:8] for row in plain]
    assert not any(cell.startswith((*FORMULA_STARTS, "\t", "\r")) for row in rows for cell in row)


@settings(max_examples=60)
@given(title=TITLES)
def test_no_title_changes_the_answers(advice: Advice, title: str) -> None:
    content = export(advice, "yaml", title)
    assert read_answers(advice.base, "team.yaml", content) == dict(advice.answers)


@settings(max_examples=60)
@given(title=TITLES)
def test_no_title_breaks_the_others(advice: Advice, title: str) -> None:
    assert json.loads(export(advice, "json", title))["answers"] == ANSWERS
    for form in ("badge.svg", "qr.svg"):
        assert export(advice, form, title) == export(advice, form, "Plain")
    plain, odd = export(advice, "txt", "Plain"), export(advice, "txt", title)
    lines = odd.split("\n")
    assert lines[-len(plain.split("\n")) + 1 :] == plain.split("\n")[1:]
    assert len(lines) <= len(plain.split("\n"))


def test_the_nasty_titles_are_nasty() -> None:
    assert any(title.startswith("=") for title in NASTY)
    assert any("\n" in title for title in NASTY)
