"""Answers written into an address."""

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.questionnaire.numbers import read_number
from advisor.questionnaire.prefill import written
from tests.advisor.visiting import LANGUAGES, kept, text, told


def test_asking_without_an_address_starts_with_the_first_topic(vera: Client) -> None:
    assert vera.get("/ask/")["Location"] == "/ask/team/"
    assert vera.get("/en/ask/")["Location"] == "/en/ask/team/"


def test_an_address_answers_questions(vera: Client) -> None:
    page = vera.get("/ask/?test_minutes=7&users=20000")
    assert page.context["topic"]["id"] == "delivery"
    assert kept(vera) == {"users": 20_000, "test_minutes": 7}


def test_an_address_may_answer_every_kind_of_question(vera: Client) -> None:
    vera.get("/ask/?has_tests=true&deploy_lock=no&boundaries=drawn&habits=ci,linter&data_kept=none")
    assert kept(vera) == {
        "boundaries": "drawn",
        "has_tests": True,
        "deploy_lock": False,
        "habits": ["ci", "linter"],
        "data_kept": [],
    }


def test_options_may_be_written_one_by_one(vera: Client) -> None:
    vera.get("/ask/?habits=ci&habits=staging")
    assert kept(vera) == {"habits": ["staging", "ci"]}


def test_an_option_written_twice_counts_once(vera: Client) -> None:
    vera.get("/ask/?habits=ci,ci&data_kept=none,none")
    assert kept(vera) == {"habits": ["ci"], "data_kept": []}


def test_an_address_keeps_earlier_answers(vera: Client) -> None:
    vera.post("/ask/team/", {"team_size": "9", "teams": "1"})
    vera.get("/ask/?teams=2")
    assert kept(vera) == {"team_size": 9, "teams": 2}


def test_an_empty_value_takes_an_answer_back(vera: Client) -> None:
    vera.post("/ask/team/", {"team_size": "9", "teams": "1"})
    vera.get("/ask/?teams=")
    assert kept(vera) == {"team_size": 9}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_name_is_named_and_the_rest_used(vera: Client, language: str) -> None:
    page = vera.get(f"{LANGUAGES[language]}ask/?tempo=7&users=20000")
    message = told(language, "There is no question of this name; it was ignored.")
    assert page.status_code == 200
    assert page.context["dropped"] == [{"name": "tempo", "message": message}]
    assert f"<code>tempo</code> {message}" in text(page)
    assert kept(vera) == {"users": 20_000}


@pytest.mark.parametrize(
    "bad", ["users=many", "users=1.5", "users=-1", "has_tests=maybe", "habits=ci,none", "habits=x"]
)
def test_a_bad_value_is_named_and_the_rest_used(vera: Client, bad: str) -> None:
    page = vera.get(f"/en/ask/?{bad}&teams=2")
    fact, value = bad.split("=")
    assert [each["name"] for each in page.context["dropped"]] == [fact]
    assert value in page.context["dropped"][0]["message"]
    assert kept(vera) == {"teams": 2}


def test_a_bad_value_leaves_the_answer_before(vera: Client) -> None:
    vera.post("/ask/team/", {"teams": "2"})
    vera.get("/ask/?teams=lots")
    assert kept(vera) == {"teams": 2}


def test_a_computed_fact_cannot_be_answered(vera: Client) -> None:
    page = vera.get("/en/ask/?services_per_team=3")
    assert [each["name"] for each in page.context["dropped"]] == ["services_per_team"]
    assert kept(vera) == {}


def test_what_an_address_holds_is_shown_as_text(vera: Client) -> None:
    page = text(vera.get("/ask/?<script>=1&users=<script>"))
    assert "<code>&lt;script&gt;</code>" in page
    assert "<script>" not in page


def test_the_other_language_is_filled_alike(vera: Client) -> None:
    page = text(vera.get("/ask/?test_minutes=7&users=20000"))
    assert 'href="/en/ask/?test_minutes=7&amp;users=20000"' in page


NUMBERS = st.one_of(
    st.integers(-(10**15), 10**15),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 10)),
)


@given(NUMBERS, st.sampled_from(sorted(LANGUAGES)))
@settings(max_examples=200, deadline=None)
def test_a_number_survives_its_address(number: float, language: str) -> None:
    assert read_number(written(number), language) == number


def test_looking_ahead_answers_nothing(vera: Client) -> None:
    vera.get("/ask/?users=20000", headers={"Sec-Purpose": "prefetch;prerender"})
    vera.head("/ask/?users=20000")
    assert kept(vera) == {}
