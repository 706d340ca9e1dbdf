"""The page that says how firm an advice is."""

import pytest
from django.test import Client

from tests.advisor.visiting import text

TEAM = "has_tests=yes&test_minutes=7&team_size=9&teams=2&boundaries=drawn&current_stage=stage_2"


@pytest.mark.parametrize(
    ("page", "margin"),
    [("/advice/firm/", "hơn 5\u00a0phút"), ("/en/advice/firm/", "5\u00a0minutes over")],
)
def test_margins_have_units(vera: Client, page: str, margin: str) -> None:
    assert f"<strong>{margin}</strong>" in text(vera.get(f"{page}?{TEAM}"))


def test_every_other_stage_and_the_whole_stack_are_there(vera: Client) -> None:
    page = vera.get(f"/en/advice/firm/?{TEAM}")
    advice = vera.get(f"/en/advice/?{TEAM}").context["advice"]
    firm = page.context["firm"]
    assert [each["number"] for each in firm["stages"]] == [4, 2, 1]
    assert [each["component"] for each in firm["stack"]] == [
        each["title"] for each in advice["stack"]
    ]


def test_it_leads_back_to_the_same_answers(vera: Client) -> None:
    page = text(vera.get(f"/advice/firm/?{TEAM}"))
    assert 'href="/advice/?' in page
    assert "test_minutes=7" in page


@pytest.mark.parametrize("page", ["/advice/firm/", "/en/advice/firm/"])
def test_without_answers_it_says_so(vera: Client, page: str) -> None:
    answer = vera.get(page)
    assert answer.status_code == 200
    assert not answer.context["firm"]["facts"]


@pytest.mark.parametrize("page", ["/advice/", "/en/advice/"])
def test_the_advice_leads_to_it(vera: Client, page: str) -> None:
    assert f'href="{page}firm/?' in text(vera.get(f"{page}?{TEAM}"))


def test_only_reading_is_allowed(vera: Client) -> None:
    assert vera.post("/advice/firm/").status_code == 405


def test_bad_answers_are_left_out(vera: Client) -> None:
    assert vera.get("/advice/firm/?team_size=many&nothing=1").status_code == 200
