"""Trying other answers on the page of an advice."""

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.test import Client

from advisor.recommendations.addresses import write_query
from knowledge import RuleBase, advise
from tests.advisor.visiting import kept, saved, stored, text

TEAM = {"team_size": "9", "teams": "2", "boundaries": "drawn", "habits": "ci,staging"}
ANSWERS = {"team_size": 9, "teams": 2, "boundaries": "drawn", "habits": ["ci", "staging"]}


def sent(page: Any, **tried: str) -> dict[str, Any]:
    """What the form of a page sends when some of its fields are changed."""
    trial = page.context["trial"]
    fields = {}
    for row in [*trial["near"], *trial["further"]]:
        chosen = [each["value"] for each in row["options"] if each["chosen"]]
        fields[row["id"]] = chosen if row["kind"] == "any_of" else row["text"]
    return {**fields, **tried, "whole-was": trial["whole"]}


def query_of(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query, keep_blank_values=True)


def test_every_answer_can_be_changed_in_place(vera: Client, shipped: RuleBase) -> None:
    page = vera.get("/en/advice/", {**TEAM, "all-answers": "1"})
    rows = [*page.context["trial"]["near"], *page.context["trial"]["further"]]
    asked = {name for name, fact in shipped.facts.items() if fact.topic}
    assert {row["id"] for row in rows} == asked
    assert len(rows) == len(asked)
    assert {"team_size", "teams", "boundaries"} <= {
        row["id"] for row in page.context["trial"]["near"]
    }
    assert 'id="try_team_size" value="9"' in text(page)
    assert '<option value="drawn" selected>' in text(page)


def test_what_is_not_shown_is_sent_along(vera: Client) -> None:
    page = vera.get("/en/advice/", {**TEAM, "test_minutes": "7", "uses_ai": "yes"})
    for name, value in (("test_minutes", "7"), ("habits", "staging,ci"), ("uses_ai", "yes")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in text(page)
    every = text(vera.get(page.context["trial"]["all_url"]))
    for name in ("test_minutes", "habits", "uses_ai"):
        assert f'<input type="hidden" name="{name}"' not in every
        assert f'id="try_{name}"' in every


def test_the_form_leads_to_an_address_of_what_differs(vera: Client) -> None:
    response = vera.get("/en/advice/", sent(vera.get("/en/advice/", TEAM), team_size="2"))
    assert response.status_code == 302
    assert query_of(response["Location"]) == {
        **{"team_size": ["2"], "teams": ["2"], "boundaries": ["drawn"]},
        **{"habits": ["staging,ci"], "but-was": ["team_size=9"]},
    }


def test_it_says_what_moves(vera: Client, shipped: RuleBase) -> None:
    page = vera.get("/en/advice/", {**TEAM, "team_size": "2", "but-was": "team_size=9"})
    before, after = advise(shipped, ANSWERS), advise(shipped, {**ANSWERS, "team_size": 2})
    moved = page.context["moved"]
    assert moved["stage"] == {"before": before.stage.advised, "after": after.stage.advised}
    assert [each["name"] for each in moved["answers"]] == [shipped.facts["team_size"].name.en]
    then, now = ({each.practice for each in advice.actions} for advice in (before, after))
    assert moved["actions"]["same"] == len(then & now)
    assert len(moved["actions"]["added"]) == len(now - then)
    assert len(moved["actions"]["removed"]) == len(then - now)
    assert page.context["advice"]["answers"]["team_size"] == 2


def test_nothing_has_moved_where_nothing_was_tried(vera: Client) -> None:
    for query in (TEAM, {**TEAM, "but-was": "team_size=9"}):
        page = vera.get("/en/advice/", query)
        assert page.context["moved"] is None
        assert '<details class="try" id="try">' in text(page)
    response = vera.get("/en/advice/", sent(vera.get("/en/advice/", TEAM)))
    assert "but-was" not in response["Location"]


def test_the_answers_before_stay_the_same_over_several_changes(vera: Client) -> None:
    page = vera.get("/en/advice/", TEAM)
    for tried in ({"team_size": "2"}, {"teams": ""}, {"users": "20k"}):
        page = vera.get("/en/advice/", sent(page, **tried), follow=True)
    trial = page.context["trial"]
    assert trial["whole"] == write_query({**ANSWERS, "habits": ["staging", "ci"]})
    assert len(page.context["moved"]["answers"]) == 3
    back = vera.get(trial["back_url"])
    assert back.context["moved"] is None
    assert back.context["advice"]["answers"] == {**ANSWERS, "habits": ["staging", "ci"]}


def test_a_figure_that_cannot_be_read_leaves_the_one_before(vera: Client) -> None:
    page = vera.get("/en/advice/", sent(vera.get("/en/advice/", TEAM), team_size="some"))
    assert page.status_code == 200
    assert page.context["advice"]["answers"]["team_size"] == 9
    assert 'value="some" aria-invalid="true"' in text(page)
    assert page["HX-Replace-Url"] == "false"


def test_trying_leaves_ones_own_answers_alone(vera: Client) -> None:
    vera.get("/ask/", TEAM)
    before = stored()
    page = vera.get("/advice/", sent(vera.get("/advice/"), team_size="2"), follow=True)
    assert page.context["moved"] is not None
    assert kept(vera)["team_size"] == 9
    assert stored() == before


def test_broken_answers_before_are_no_trouble(vera: Client) -> None:
    for was in ("users=lots&nobody=1", "&&=", "%ff%fe", urlencode({"but-was": "x"}), "x" * 3000):
        assert vera.get("/advice/", {**TEAM, "but-was": was}).status_code == 200
        assert vera.get("/advice/", {**TEAM, "whole-was": was}).status_code == 302


def test_a_link_leads_to_trying_other_answers(vera: Client) -> None:
    page = vera.get(saved(vera, **TEAM))
    address = page.context["view"].try_url
    assert f'href="{address.replace("&", "&amp;")}"' in text(page)
    tried = vera.get(address)
    assert tried.context["advice"]["answers"] == page.context["advice"]["answers"]
    assert tried.context["moved"] is None


def test_the_answers_before_reach_nobody_else_with_the_same_answers(vera: Client) -> None:
    tried = {**TEAM, "team_size": "2"}
    vera.get("/en/advice/", {**tried, "but-was": "users=4321"})
    for query in (tried, {**tried, "but-was": "team_size=9"}):
        assert "4321" not in text(Client().get("/en/advice/", query))
