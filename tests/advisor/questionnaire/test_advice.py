"""The advice for one's own answers, or for those in an address."""

import json

import pytest
from django.test import Client

from knowledge import RuleBase, advise
from tests.advisor.visiting import kept, stored, text

TEAM = {"team_size": "9", "teams": "2", "current_stage": "stage_2", "deploy_lock": "yes"}
ANSWERS = {"team_size": 9, "teams": 2, "current_stage": "stage_2", "deploy_lock": True}


def test_the_advice_follows_ones_own_answers(vera: Client, shipped: RuleBase) -> None:
    vera.get("/ask/", TEAM)
    page = vera.get("/en/advice/")
    expected = advise(shipped, ANSWERS).as_json("en")
    assert {**page.context["advice"], "release": None} == {**expected, "release": None}
    assert page.context["advice"]["release"] == {"number": 1, "hash": shipped.hash}


def test_advice_needs_no_answer(vera: Client) -> None:
    page = vera.get("/advice/")
    assert page.status_code == 200
    assert page.context["advice"]["stage"]["possible"] == [1, 2, 3, 4]


def test_answers_in_an_address_get_the_same_advice(vera: Client) -> None:
    vera.get("/ask/", TEAM)
    own, addressed = vera.get("/advice/"), Client().get("/advice/", TEAM)
    assert json.dumps(dict(own.context["advice"])) == json.dumps(dict(addressed.context["advice"]))


def test_an_address_replaces_ones_own_answers_and_leaves_them_alone(vera: Client) -> None:
    vera.get("/ask/", {"users": "500", "teams": "7"})
    page = vera.get("/advice/", {"teams": "2"})
    assert page.context["advice"]["answers"] == {"teams": 2}
    assert "answers" not in page.cookies
    assert kept(vera) == {"users": 500, "teams": 7}


def test_answers_of_an_address_can_be_made_ones_own(vera: Client) -> None:
    page = vera.get("/en/advice/", {**TEAM, "habits": "none", "availability": "99.95"})
    assert page.context["take_over_url"].startswith("/en/ask/?")
    vera.get(page.context["take_over_url"])
    assert kept(vera) == page.context["advice"]["answers"]


def test_ones_own_advice_offers_nothing_to_take_over(vera: Client) -> None:
    assert vera.get("/advice/").context["take_over_url"] is None


def test_what_an_address_gets_wrong_is_named(vera: Client) -> None:
    page = vera.get("/advice/?teams=2&tempo=4&users=lots")
    assert [each["name"] for each in page.context["dropped"]] == ["tempo", "users"]
    assert page.context["advice"]["answers"] == {"teams": 2}


def test_looking_at_advice_saves_nothing(vera: Client) -> None:
    before = stored()
    vera.get("/advice/", TEAM)
    vera.head("/advice/", TEAM)
    assert stored() == before


def test_each_language_shows_its_own_texts(vera: Client) -> None:
    vietnamese, english = vera.get("/advice/", TEAM), vera.get("/en/advice/", TEAM)
    assert '<html lang="vi">' in text(vietnamese)
    assert '<html lang="en">' in text(english)
    assert vietnamese.context["view"].headline != english.context["view"].headline


@pytest.mark.parametrize("path", ["/advice/", "/ask/"])
def test_search_engines_leave_out_what_has_answers_in_its_address(vera: Client, path: str) -> None:
    assert '<meta name="robots" content="noindex' in text(vera.get(path, TEAM))


@pytest.mark.parametrize("path", ["/advice/", "/ask/scale/", "/en/ask/scale/"])
def test_search_engines_may_list_what_has_none(vera: Client, path: str) -> None:
    assert 'name="robots"' not in text(vera.get(path))
