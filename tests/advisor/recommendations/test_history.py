"""Chains of recommendations, and any two side by side."""

from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from advisor.recommendations.models import Recommendation
from advisor.releases.publishing import publish
from knowledge import RuleBase
from tests.advisor.recommendations.rule_bases import years
from tests.advisor.recommendations.test_since import TEAM, rows
from tests.advisor.visiting import LANGUAGES, saved, stored, text, told

NOBODY = "A" * 22


@pytest.fixture
def chain(vera: Client, small: RuleBase) -> list[str]:
    """Three in a row: as given, with other answers, and by newer rules."""
    first, stricter, *_ = years(small)
    publish(first, "The small one.")
    one = saved(vera, **TEAM)
    form = {"team_size": "8", "teams": "2", "test_minutes": "1", "has_tests": "yes"}
    two = vera.post(f"{one}answers/", form)["Location"]
    publish(stricter, "Two teams may share.")
    return [one, two, vera.post(f"{two}adopt/")["Location"]]


def test_every_one_of_a_chain_shows_the_whole_line(vera: Client, chain: list[str]) -> None:
    for place, address in enumerate(chain):
        page = Client().get(f"{address}history/")
        assert [each["url"] for each in page.context["entries"]] == chain
        assert [each["stage"] for each in page.context["entries"]] == [3, 3, 2]
        assert [each["here"] for each in page.context["entries"]].index(True) == place
        assert [each["stage"] for each in page.context["line"]["steps"]] == [3, 3, 2]


def test_each_step_says_what_changed(vera: Client, chain: list[str]) -> None:
    page = Client().get(f"/en{chain[0]}history/")
    first, second = page.context["steps"]
    answers = {row["name"] for row in section(first, "Answers")}
    assert answers == {"current stage", "boundaries", "test time", "waiting for deploys", "habits"}
    assert [row["name"] for row in section(second, "Rules about the stage")] == ["Two teams"]
    assert section(second, "Answers") == []
    for step in (first, second):
        assert step["compare_url"] in text(page).replace("&amp;", "&")


def section(step: dict[str, Any], title: str) -> list[dict[str, Any]]:
    """The rows of one section."""
    return [row for each in step["sides"] if each["title"] == title for row in each["rows"]]


def test_one_that_is_over_is_left_out_of_the_line(vera: Client, chain: list[str]) -> None:
    long_ago = timezone.now() - settings.LINK_LIFE * 2
    id_ = chain[1].strip("/").removeprefix("r/")
    Recommendation.objects.filter(pk=id_).update(opened_at=long_ago)
    page = Client().get(f"{chain[0]}history/")
    assert [each["url"] for each in page.context["entries"]] == [chain[0], chain[2]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_alone_says_what_will_stand_there(vera: Client, language: str) -> None:
    page = vera.get(f"{LANGUAGES[language]}{saved(vera, teams='2')[1:]}history/")
    assert page.status_code == 200
    assert page.context["steps"] == []


# Side by side


def compared(client: Client, a: str, b: str, prefix: str = "/en/") -> Any:
    """The page that compares what was typed into its two fields."""
    return client.get(f"{prefix}compare/", {"a": a, "b": b})


def test_two_links_stand_side_by_side(vera: Client) -> None:
    one = saved(vera, team_size="3", users="100")
    other = saved(vera, team_size="30", teams="4", users="100")
    page = compared(Client(), one.strip("/").removeprefix("r/"), f"{settings.SITE_URL}{other}")
    assert page.status_code == 200
    differing = {row["name"]: (row["a"], row["b"]) for row in rows(page, "Answers")}
    assert set(differing) == {"Developers", "Teams that release on their own"}
    assert [each["url"] for each in page.context["columns"]] == [f"/en{one}", f"/en{other}"]
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    "written",
    ["{id}", " {id} ", "{site}/r/{id}/", "{site}/en/r/{id}/", "{site}/r/{id}.json", "/r/{id}/now/",
     "{site}/r/{id}/?x=1#signs", "r: {site}/r/{id}"],
)  # fmt: skip
def test_a_link_may_be_pasted_in_any_form(vera: Client, written: str) -> None:
    one, other = saved(vera, teams="2"), saved(vera, teams="3")
    id_ = one.strip("/").removeprefix("r/")
    typed = written.format(id=id_, site=settings.SITE_URL)
    assert compared(vera, typed, other).status_code == 200


def test_an_owners_link_gives_away_nothing(vera: Client) -> None:
    """Who pastes it by mistake compares, and its token goes no further than their own field."""
    one, other = saved(vera, teams="2"), saved(vera, teams="3")
    link = vera.get(f"{one}owner/").context["owner_link"]
    page = compared(vera, link, other)
    assert page.status_code == 200
    assert text(page).count(link.partition("#")[2]) <= 1


WRONG = {
    "x": "This is no link of ours. Paste the whole address, /r/ included.",
    "https://example.org/": "This is no link of ours. Paste the whole address, /r/ included.",
    NOBODY: "There is nothing behind this link. Check it letter by letter.",
}


@pytest.mark.parametrize("typed", WRONG)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_leads_nowhere_is_named_at_its_field(vera: Client, typed: str, language: str) -> None:
    other = saved(vera, teams="3")
    page = compared(vera, typed, other, LANGUAGES[language])
    assert page.status_code == 422
    assert page.context["errors"] == {"a": told(language, WRONG[typed])}
    assert 'id="id_a_error"' in text(page)
    assert page.context["typed"] == {"a": typed, "b": other}


def test_a_deleted_one_is_said_to_be_gone(vera: Client) -> None:
    one, other = saved(vera, teams="2"), saved(vera, teams="3")
    vera.post(f"{one}owner/delete/")
    page = compared(vera, one, other)
    assert page.context["errors"] == {"a": "What was behind this link is gone."}


def test_one_and_the_same_is_not_compared(vera: Client) -> None:
    one = saved(vera, teams="2")
    page = compared(vera, one, f"/en{one}")
    assert page.status_code == 422
    assert list(page.context["errors"]) == ["b"]


def test_the_first_field_is_filled_from_a_link(vera: Client) -> None:
    id_ = saved(vera, teams="2").strip("/").removeprefix("r/")
    page = vera.get(f"/compare/?a={id_}")
    assert page.status_code == 200
    assert page.context["typed"] == {"a": id_, "b": ""}
    assert "errors" not in page.context


@pytest.mark.parametrize("odd", ["\x00", "%", "<b>", "é" * 900, "/r/" + "x" * 900, "\u202e"])
def test_anything_can_be_typed(vera: Client, odd: str) -> None:
    page = vera.get(f"/compare/?a={quote(odd)}&b={quote(odd)}")
    assert page.status_code == 422
    assert "<b>" not in text(page)


def test_two_alike_say_so(vera: Client) -> None:
    page = compared(vera, saved(vera, teams="2"), saved(vera, teams="2"))
    assert "Nothing differs between the two." in text(page)


def test_comparing_changes_nothing(vera: Client, chain: list[str]) -> None:
    before = stored()
    compared(vera, chain[0], chain[2])
    assert stored() == before
    for method in ("post", "put", "patch", "delete"):
        assert getattr(vera, method)("/compare/").status_code == 405
