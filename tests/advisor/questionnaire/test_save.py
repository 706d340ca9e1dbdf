"""Putting advice behind a link."""

import re

import pytest
from django.test import Client, override_settings

from advisor.recommendations.models import Recommendation
from tests.advisor.visiting import LANGUAGES, kept, saved, text, told


def test_saving_leads_to_a_link_nobody_can_guess(vera: Client) -> None:
    address = saved(vera, team_size="9", teams="2")
    assert re.fullmatch(r"/r/[\w-]{22}/", address)
    assert vera.get(address).context["advice"]["answers"] == {"team_size": 9, "teams": 2}


def test_saving_in_english_leads_to_the_english_page(vera: Client) -> None:
    assert vera.post("/en/advice/save/")["Location"].startswith("/en/r/")


def test_each_saving_makes_a_link_of_its_own(vera: Client) -> None:
    assert saved(vera, teams="2") != saved(vera, teams="2")
    assert Recommendation.objects.count() == 2


def test_a_link_keeps_its_release(vera: Client) -> None:
    saved(vera, teams="2")
    assert Recommendation.objects.get().release_id == 1


def test_answers_of_an_address_are_saved_without_ones_own(vera: Client) -> None:
    vera.get("/ask/", {"users": "500"})
    save_url = vera.get("/advice/", {"teams": "2", "hiring": "1,125"}).context["save_url"]
    address = vera.post(save_url)["Location"]
    assert vera.get(address).context["advice"]["answers"] == {"teams": 2, "hiring": 1.125}
    assert kept(vera) == {"users": 500}


def test_saving_keeps_ones_own_answers(vera: Client) -> None:
    saved(vera, teams="2")
    assert kept(vera) == {"teams": 2}


def test_only_a_post_saves(vera: Client) -> None:
    for method in ("get", "head", "put", "delete", "patch"):
        assert getattr(vera, method)("/advice/save/").status_code == 405
    assert not Recommendation.objects.exists()


# Not too often


@override_settings(RATES={"save": (2, 20)})
@pytest.mark.parametrize("language", LANGUAGES)
def test_saving_too_often_asks_to_wait(vera: Client, language: str) -> None:
    address = f"{LANGUAGES[language]}advice/save/"
    assert [vera.post(address).status_code for _ in range(3)] == [302, 302, 429]
    response = vera.post(address)
    assert 0 < int(response["Retry-After"]) <= 20
    assert told(language, "Too often in a short time") in text(response)
    assert Recommendation.objects.count() == 2


@override_settings(RATES={"save": (1, 20)})
def test_waiting_costs_no_answer(vera: Client) -> None:
    saved(vera, teams="2")
    vera.post("/advice/save/")
    assert kept(vera) == {"teams": 2}


@override_settings(RATES={"save": (1, 20)})
def test_nobody_waits_for_somebody_else(vera: Client) -> None:
    vera.post("/advice/save/")
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert elsewhere.post("/advice/save/").status_code == 302
