"""The questions of one topic."""

from typing import Any

import pytest
from django.test import Client

from advisor.pictures.templatetags.figures import figure
from knowledge import Fact, RuleBase
from tests.advisor.visiting import LANGUAGES, kept, text, told


def test_a_topic_asks_all_its_questions_in_the_language_of_the_page(
    vera: Client, shipped: RuleBase
) -> None:
    for topic in shipped.topics:
        vietnamese, english = vera.get(f"/ask/{topic}/"), vera.get(f"/en/ask/{topic}/")
        for field in vietnamese.context["form"]:
            assert field.field.question["ask"] == shipped.facts[field.name].ask.vi
        for field in english.context["form"]:
            assert field.field.question["ask"] == shipped.facts[field.name].ask.en


def test_a_form_sends_every_fact_of_its_topic(vera: Client, shipped: RuleBase) -> None:
    for topic in shipped.topics:
        page = text(vera.get(f"/ask/{topic}/"))
        facts = [name for name, fact in shipped.facts.items() if fact.topic == topic]
        assert [name for name in facts if f'name="{name}"' not in page] == []


def test_valid_answers_lead_to_the_next_topic(vera: Client) -> None:
    response = vera.post("/ask/team/", {"team_size": "9", "teams": "2"})
    assert (response.status_code, response["Location"]) == (302, "/ask/scale/")
    assert kept(vera) == {"team_size": 9, "teams": 2}


def test_the_last_topic_leads_to_the_check(vera: Client) -> None:
    assert vera.post("/ask/ai/", {"uses_ai": "no"})["Location"] == "/ask/check/"


def test_english_leads_on_in_english(vera: Client) -> None:
    assert vera.post("/en/ask/team/", {})["Location"] == "/en/ask/scale/"
    assert vera.post("/en/ask/ai/", {})["Location"] == "/en/ask/check/"


def test_every_answer_may_be_left_unknown(vera: Client, shipped: RuleBase) -> None:
    for topic in shipped.topics:
        assert vera.post(f"/ask/{topic}/", {}).status_code == 302
    assert kept(vera) == {}
    assert vera.get("/advice/").status_code == 200


def test_an_answer_can_be_taken_back(vera: Client) -> None:
    vera.post("/ask/delivery/", {"has_tests": "yes", "test_minutes": "7", "deploy_lock": "no"})
    vera.post("/ask/delivery/", {"has_tests": "", "test_minutes": "", "deploy_lock": "no"})
    assert kept(vera) == {"deploy_lock": False}


def test_going_back_keeps_the_other_answers(vera: Client) -> None:
    vera.post("/ask/scale/", {"users": "20k", "current_stage": "stage_2"})
    vera.post("/ask/team/", {"team_size": "9"})
    vera.post("/ask/scale/", {"users": "30k", "current_stage": "stage_2"})
    assert kept(vera) == {"current_stage": "stage_2", "users": 30_000, "team_size": 9}


def test_a_topic_shows_what_was_answered(vera: Client) -> None:
    vera.post("/ask/scale/", {"users": "20k", "maturity": "growing"})
    page = text(vera.get("/en/ask/scale/"))
    assert 'value="20,000"' in page
    assert 'value="growing" id="id_maturity_1" checked' in page


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1.250.000", 1_250_000),
        ("1,25tr", 1_250_000),
        ("100k", 100_000),
        ("1 triệu", 1_000_000),
        ("1_000", 1_000),
        ("  7 ", 7),
        ("0", 0),
    ],
)
def test_numbers_are_taken_as_people_write_them(vera: Client, written: str, number: int) -> None:
    vera.post("/ask/scale/", {"users": written})
    assert kept(vera) == {"users": number}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stored_number_comes_back_as_it_is_written(vera: Client, language: str) -> None:
    address = f"{LANGUAGES[language]}ask/reliability/"
    for written in ("99.95", "0.5", "12"):
        vera.post(address, {"availability": written})
        before = kept(vera)
        vera.post(address, {"availability": figure(before["availability"], language)})
        assert kept(vera) == before == {"availability": float(written)}


# What is wrong is said


WRONG = [
    ("team", "team_size", "many", "Write a number, for example 12, 1.5 or 100k.", {}),
    ("team", "team_size", "2.5", "Write a whole number.", {}),
    ("scale", "endpoints", "-1", "Write a number from %(low)s to %(high)s.", {"high": 100_000}),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("topic", "fact", "typed", "message", "range_"), WRONG)
def test_a_wrong_answer_is_named_beside_its_field_and_in_the_summary(
    vera: Client, language: str, topic: str, fact: str, typed: str, message: str, range_: Any
) -> None:
    response = vera.post(f"{LANGUAGES[language]}ask/{topic}/", {fact: typed})
    high = figure(range_.get("high"), language)
    said = told(language, message, low="0", high=high)
    assert response.status_code == 422
    assert text(response).count(said) == 2
    assert f'<a href="#id_{fact}">' in text(response)


@pytest.mark.parametrize("message", [each[3] for each in WRONG])
def test_what_is_wrong_is_said_in_vietnamese(message: str) -> None:
    assert told("vi", message, low=0, high=9) != told("en", message, low=0, high=9)


def test_a_wrong_answer_leaves_everything_as_it_was_typed(vera: Client) -> None:
    typed = {"team_size": 'about <b>"9"</b>', "teams": "2tr", "boundaries": "drawn"}
    page = text(vera.post("/en/ask/team/", typed))
    assert 'value="about &lt;b&gt;&quot;9&quot;&lt;/b&gt;"' in page
    assert 'value="2tr"' in page
    assert 'value="drawn" id="id_boundaries_1" checked' in page


def test_a_wrong_answer_does_not_cost_the_right_ones(vera: Client) -> None:
    vera.post("/ask/team/", {"team_size": "many", "teams": "2"})
    assert kept(vera) == {"teams": 2}


def test_a_wrong_answer_leaves_the_one_before(vera: Client) -> None:
    vera.post("/ask/team/", {"team_size": "9"})
    vera.post("/ask/team/", {"team_size": "many"})
    assert kept(vera) == {"team_size": 9}


def test_a_page_with_errors_says_so_in_its_title(vera: Client) -> None:
    page = text(vera.post("/en/ask/team/", {"team_size": "many"}))
    assert f"<title>{told('en', 'Error:')}" in page
    assert 'aria-invalid="true"' in page


def test_an_option_that_does_not_exist_is_refused(vera: Client) -> None:
    response = vera.post("/ask/team/", {"boundaries": "walls"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["boundaries"]
    assert kept(vera) == {}


# Questions with several answers


def test_several_options_are_kept_in_their_own_order(vera: Client) -> None:
    vera.post("/ask/trust/", {"habits": ["ci", "staging", "ci"]})
    assert kept(vera) == {"habits": ["staging", "ci"]}


def test_none_of_these_is_an_answer(vera: Client) -> None:
    vera.post("/ask/trust/", {"habits": "none"})
    assert kept(vera) == {"habits": []}
    assert 'value="none" id="id_habits_8" checked' in text(vera.get("/ask/trust/"))


def test_nothing_ticked_is_no_answer(vera: Client) -> None:
    vera.post("/ask/trust/", {"habits": "none"})
    vera.post("/ask/trust/", {})
    assert kept(vera) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_and_some_contradict_each_other(vera: Client, language: str) -> None:
    response = vera.post(f"{LANGUAGES[language]}ask/trust/", {"habits": ["none", "ci"]})
    message = "Either tick “None of these” or the ones that apply, not both."
    assert response.status_code == 422
    assert text(response).count(told(language, message)) == 2


# Pages and parts


def test_a_swap_gets_only_what_is_known_so_far(vera: Client) -> None:
    response = vera.post("/ask/team/", {"team_size": "9"}, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert text(response).strip().startswith('<aside class="so-far" id="so-far"')
    assert "<html" not in text(response)
    assert kept(vera) == {"team_size": 9}


def test_a_swap_with_a_wrong_answer_keeps_the_right_ones(vera: Client) -> None:
    wrong = {"team_size": "many", "teams": "2"}
    response = vera.post("/ask/team/", wrong, headers={"HX-Request": "true"})
    assert response.context["so_far"]["answered"] == 1
    assert kept(vera) == {"teams": 2}


def test_only_what_the_header_asks_for_is_cached_for_it(vera: Client) -> None:
    for response in (vera.get("/ask/team/"), vera.post("/ask/team/", {})):
        assert "HX-Request" in response["Vary"]
        assert "no-store" in response["Cache-Control"]


def test_a_page_asked_for_by_script_is_whole(vera: Client) -> None:
    page = text(vera.get("/ask/team/", headers={"HX-Request": "true"}))
    assert "<html" in page


def test_what_is_known_so_far_follows_the_answers(vera: Client) -> None:
    assert vera.get("/ask/team/").context["so_far"]["possible"] == [1, 2, 3, 4]
    vera.post("/ask/team/", {"team_size": "1"})
    assert vera.get("/ask/team/").context["so_far"]["possible"] == [1, 2]


def test_a_question_that_does_not_apply_is_not_counted(vera: Client) -> None:
    def asked() -> int:
        topics = vera.get("/ask/delivery/").context["topics"]
        return next(each["asked"] for each in topics if each["id"] == "delivery")

    before = asked()
    vera.post("/ask/delivery/", {"has_tests": "no"})
    assert asked() == before - 1


def test_an_unknown_topic_is_not_found(vera: Client) -> None:
    assert vera.get("/ask/nothing/").status_code == 404
    assert vera.post("/en/ask/nothing/", {"users": "9"}).status_code == 404


# Everything answered at once


def longest(fact: Fact) -> Any:
    """The answer to a fact that takes most room."""
    if fact.kind == "yes_no":
        return "no"
    if fact.kind == "one_of":
        return max(fact.options, key=len)
    if fact.kind == "any_of":
        return list(fact.options)
    high = (fact.range or (0, 10**15))[1]
    return str(high) if fact.whole else f"{high * 0.739184265373:.10f}"


def test_all_answers_at_their_longest_fit_the_cookie(vera: Client, shipped: RuleBase) -> None:
    asked = {name: fact for name, fact in shipped.facts.items() if fact.topic}
    for topic in shipped.topics:
        answers = {name: longest(fact) for name, fact in asked.items() if fact.topic == topic}
        assert vera.post(f"/en/ask/{topic}/", answers).status_code == 302
    assert set(kept(vera)) == set(asked)
    assert len(vera.cookies["answers"].OutputString()) < 4096
