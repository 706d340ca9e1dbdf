"""All answers on one page."""

from typing import Any

import pytest
from django.test import Client

from knowledge import RuleBase
from tests.advisor.visiting import LANGUAGES, kept, text


def rows(page: Any) -> dict[str, dict[str, Any]]:
    """The rows of the page by fact."""
    return {row["fact"]: row for section in page.context["sections"] for row in section["rows"]}


def test_the_check_lists_every_question(vera: Client, shipped: RuleBase) -> None:
    listed = rows(vera.get("/ask/check/"))
    assert set(listed) == {name for name, fact in shipped.facts.items() if fact.topic}
    assert {row["state"] for row in listed.values()} == {"unknown"}


def test_an_answer_stands_there_in_words(vera: Client) -> None:
    vera.get("/ask/?users=20000&boundaries=drawn&has_tests=no&habits=none&test_minutes=2.5")
    listed = rows(vera.get("/en/ask/check/"))
    assert listed["users"]["answer"] == "20,000\u00a0users"
    assert listed["has_tests"]["answer"] == "no"
    assert listed["habits"]["answer"] == "none of these"
    assert rows(vera.get("/ask/check/"))["users"]["answer"].startswith("20.000\u00a0")


def test_each_answer_has_a_link_to_change_it(vera: Client) -> None:
    vera.get("/ask/?users=20000")
    page = vera.get("/en/ask/check/")
    assert rows(page)["users"]["url"] == "/en/ask/scale/#id_users"
    assert 'id="id_users"' in text(vera.get("/en/ask/scale/"))


def test_every_change_link_finds_its_question(vera: Client) -> None:
    for row in rows(vera.get("/ask/check/")).values():
        address, _, place = row["url"].partition("#")
        assert f'id="{place}"' in text(vera.get(address)), row["url"]


def test_a_question_that_does_not_apply_is_left_out(vera: Client) -> None:
    vera.get("/ask/?has_tests=no&uses_ai=yes")
    listed = rows(vera.get("/ask/check/"))
    assert listed["test_minutes"]["state"] == "not_asked"
    assert listed["vectors"]["state"] == "unknown"
    assert listed["test_minutes"]["url"] not in text(vera.get("/ask/check/"))


def test_the_advice_is_one_step_away(vera: Client) -> None:
    assert 'href="/advice/"' in text(vera.get("/ask/check/"))


def test_all_answers_can_be_forgotten(vera: Client) -> None:
    vera.get("/ask/?users=20000")
    response = vera.post("/en/ask/clear/")
    assert (response.status_code, response["Location"]) == (302, "/en/")
    assert kept(vera) == {}


def test_nothing_is_forgotten_by_a_look(vera: Client) -> None:
    vera.get("/ask/?users=20000")
    assert vera.get("/ask/clear/").status_code == 405
    assert kept(vera) == {"users": 20_000}


# Answers that do not go together


def test_answers_that_contradict_each_other_are_named_with_their_questions(vera: Client) -> None:
    vera.get("/ask/?team_size=2&teams=3&habits=ci&has_tests=no")
    page = vera.get("/en/ask/check/")
    urls = {
        each["rule"]: [question["url"] for question in each["questions"]]
        for each in page.context["warnings"]
    }
    assert urls["teams-without-people"] == [
        "/en/ask/team/#id_team_size",
        "/en/ask/team/#id_teams",
    ]
    assert set(urls["ci-that-tests-nothing"]) == {
        "/en/ask/delivery/#id_has_tests",
        "/en/ask/trust/#id_habits",
    }
    assert f'<a href="{urls["teams-without-people"][0]}">Developers</a>' in text(page)


def test_a_warning_leads_to_the_questions_behind_a_derived_figure(vera: Client) -> None:
    vera.get("/ask/?team_size=2&services=9")
    warnings = {each["rule"]: each for each in vera.get("/en/ask/check/").context["warnings"]}
    names = [each["url"] for each in warnings["more-services-than-developers"]["questions"]]
    assert names == ["/en/ask/team/#id_team_size", "/en/ask/system/#id_services"]


def test_the_advice_leads_to_the_questions_of_its_warnings(vera: Client) -> None:
    vera.get("/ask/?team_size=2&teams=3")
    own = text(vera.get("/en/advice/"))
    assert '<a href="/en/ask/team/#id_teams">' in own
    addressed = vera.get("/en/advice/?team_size=2&teams=3")
    address = addressed.context["trial"]["fields_url"].replace("&", "&amp;")
    assert f'<a href="{address}#try_teams">' in text(addressed)
    assert 'id="try_teams"' in text(vera.get(addressed.context["trial"]["fields_url"]))


def test_nothing_is_said_where_nothing_is_wrong(vera: Client) -> None:
    page = vera.get("/en/ask/check/")
    assert page.context["warnings"] == []
    assert 'id="care"' not in text(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_does_not_fit_is_said_while_one_answers(vera: Client, language: str) -> None:
    start = LANGUAGES[language]
    vera.get(f"{start}ask/", {"current_stage": "stage_1", "services": "1"})
    lead = f'href="{start}ask/check/#care"'
    assert lead not in text(vera.get(f"{start}ask/team/"))
    vera.get(f"{start}ask/", {"services": "5"})
    assert lead in text(vera.get(f"{start}ask/team/"))
    assert 'id="care"' in text(vera.get(f"{start}ask/check/"))
