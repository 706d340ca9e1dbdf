"""The map page: two figures chosen in the address, whatever it holds, in both languages."""

import gzip
import re
from typing import Any

import pytest
from django.test import Client

from advisor.questionnaire.prefill import write_query
from advisor.releases.publishing import publish
from knowledge import RuleBase
from knowledge.maps import moving_pairs, number_facts, stage_map
from tests.advisor.visiting import LANGUAGES, saved, text, told

PAGE_BYTES = 15 * 1024
NINE = {"users": 40_000, "team_size": 9}


def visible(html: str) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def cells(html: str) -> list[list[str]]:
    """The table of the map, row by row, without its heads."""
    body = html.split("<tbody>")[1].split("</tbody>")[0]
    rows = body.split("<tr>")[1:]
    return [[visible(cell) for cell in re.findall("<td>(.*?)</td>", row)] for row in rows]


def selected(html: str) -> list[str]:
    return re.findall(r'<option value="(\w+)" selected>', html)


def addresses(html: str, page: str) -> list[str]:
    return [each.replace("&amp;", "&") for each in re.findall(rf'href="({page}[^"]*)"', html)]


# What is shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_has_a_small_page_with_picture_and_table(
    vera: Client, shipped: RuleBase, language: str
):
    for example in shipped.examples.values():
        response = vera.get(f"{LANGUAGES[language]}map/?{write_query(example.answers)}")
        html = text(response)
        assert len(gzip.compress(response.content)) <= PAGE_BYTES
        assert html.count('<circle class="you"') == 2  # on the map, and where it is explained
        assert html.count(told(language, "you are here")) == 1
        assert tuple(selected(html)) == moving_pairs(shipped, example.answers)[0]


def test_the_table_says_what_the_map_says(vera: Client, shipped: RuleBase):
    answers = shipped.examples["exam-portal"].answers
    found = stage_map(shipped, answers, "users", "team_size")
    html = text(vera.get(f"/en/map/?x=users&y=team_size&{write_query(answers)}"))
    shown = [[f"stage {spot.stage}" for spot in row] for row in reversed(found.rows)]
    row, column = len(shown) - 1 - found.y.place(answers["team_size"]), found.x.place(250_000)
    shown[row][column] += " you are here"
    assert cells(html) == shown


def test_what_open_questions_leave_is_said(vera: Client, shipped: RuleBase):
    html = text(vera.get("/en/map/", NINE))
    spot = stage_map(shipped, NINE, "users", "team_size").at(*NINE.values())
    assert f"stage {spot.stage} ({spot.possible[0]}–{spot.possible[-1]} possible)" in html
    assert 'fill="url(#map-open)"' in html


def test_what_one_figure_alone_changes_is_said(vera: Client):
    said = visible(text(vera.get("/en/map/", {**NINE, "x": "users", "y": "team_size"})))
    assert "Developers: at least 10 developers → stage 3" in said
    assert "Monthly users: at least 100,000 users → stage 3" in said


def test_without_the_two_answers_it_asks_for_them(vera: Client):
    html = text(vera.get("/en/map/", {"x": "users", "y": "team_size", "teams": 1}))
    assert 'href="/en/ask/scale/#id_users"' in html
    assert 'href="/en/ask/team/#id_team_size"' in html
    assert '<circle class="you"' not in html


def test_a_fact_that_moves_nothing_can_be_chosen(vera: Client):
    html = text(vera.get("/en/map/", {"x": "budget_usd", "y": "vectors"}))
    assert selected(html) == ["budget_usd", "vectors"]
    assert len(cells(html)) == len(cells(html)[0]) == 1


def test_the_small_rule_base_has_a_map(vera: Client, small_release: Any):
    assert 'class="map' in text(vera.get("/map/"))


# Which two facts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["nonsense", "language", "services_per_team", "<b>"])
def test_a_side_that_is_no_figure_is_named_and_ignored(vera: Client, language: str, name: str):
    html = text(vera.get(f"{LANGUAGES[language]}map/", {"x": name, "y": "users"}))
    assert f"<code>x={name.replace('<', '&lt;').replace('>', '&gt;')}</code>" in html
    message = "Not a figure that is asked for; another one stands in its place."
    assert told(language, message) in html
    assert selected(html)[1] == "users"
    assert selected(html)[0] != "users"


def test_the_same_figure_twice_is_named_and_one_replaced(vera: Client):
    html = text(vera.get("/en/map/?x=team_size&y=team_size"))
    assert "<code>y=team_size</code>" in html
    assert selected(html)[0] == "team_size"
    assert selected(html)[1] != "team_size"


def test_every_figure_finds_a_partner(vera: Client, shipped: RuleBase):
    for name in number_facts(shipped):
        for side, place in (("x", 0), ("y", 1)):
            html = text(vera.get("/map/", {side: name}))
            assert selected(html)[place] == name
            assert len(set(selected(html))) == 2


def test_answers_that_cannot_be_used_are_named(vera: Client):
    html = text(vera.get("/en/map/?users=40k&team_size=many&nothing=1"))
    assert "<code>team_size</code>" in html
    assert "<code>nothing</code>" in html


# Whose answers


def test_answers_in_the_address_are_carried_on(vera: Client):
    html = text(vera.get("/map/?users=40k&team_size=9&habits=none&crash_spreads=no"))
    for field in (
        'name="users" value="40000"',
        'name="habits" value="none"',
        'name="crash_spreads" value="no"',
    ):
        assert f'<input type="hidden" {field}>' in html
    carried = "users=40000&team_size=9&crash_spreads=no&habits=none"
    order = {*carried.split("&")}
    others = [each for each in addresses(html, "/map/") if "?x=" in each]
    assert others
    for address in (*others, *addresses(html, "/advice/")):
        assert order <= set(address.partition("?")[2].split("&"))


def test_answers_of_the_browser_stay_out_of_every_address(vera: Client):
    vera.get("/ask/", NINE)
    html = text(vera.get("/map/?x=users&y=team_size"))
    assert "40.000" in html
    assert 'type="hidden"' not in html
    assert "users=" not in html
    assert addresses(html, "/advice/") == ["/advice/"]


def test_the_page_is_read_only(vera: Client):
    assert vera.post("/map/").status_code == 405
    assert "no-store" in vera.get("/map/")["Cache-Control"]


# The way there


def test_the_advice_leads_to_the_map(vera: Client):
    vera.get("/ask/", NINE)
    assert addresses(text(vera.get("/advice/")), "/map/") == ["/map/"]
    given = addresses(text(vera.get("/advice/?users=40k&team_size=9")), "/map/")
    assert given == ["/map/?users=40000&team_size=9"]


def test_a_saved_link_leads_to_the_map_of_its_answers(vera: Client):
    address = saved(vera, **NINE)
    vera.get("/ask/", {"users": 5})
    assert addresses(text(vera.get(address)), "/map/") == ["/map/?users=40000&team_size=9"]


def test_a_link_of_an_older_release_does_not(vera: Client, small: RuleBase):
    address = saved(vera, **NINE)
    publish(small.files, "The small one.")
    assert addresses(text(vera.get(address)), "/map/") == []
