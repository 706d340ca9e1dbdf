"""The pages behind a link."""

import json
from typing import Any

import pytest
from django.test import Client, override_settings

from advisor.recommendations.models import Recommendation
from advisor.releases.models import Release
from advisor.releases.publishing import publish
from knowledge import RuleBase, advise
from tests.advisor.visiting import LANGUAGES, kept, saved, stored, text, told, without_tokens

TEAM = {"team_size": "8", "teams": "2", "current_stage": "stage_2", "language": "python"}
ANSWERS = {"current_stage": "stage_2", "team_size": 8, "teams": 2, "language": "python"}
FORMS = ("/", ".json", ".md", "/rules/")
NOBODY = "A" * 22


def all_forms(client: Client, address: str) -> list[str]:
    """What a link shows in each form and language."""
    bare = address.removesuffix("/").removeprefix("/en")
    addresses = [f"{prefix}{bare}{form}" for prefix in ("", "/en") for form in FORMS]
    return [without_tokens(text(client.get(each))) for each in addresses]


def shown(client: Client, address: str) -> list[Any]:
    """What the pages of a link show of the advice, in both languages."""
    pages = [client.get(f"{prefix}{address}") for prefix in ("", "/en")]
    return [(dict(page.context["advice"]), parts(page.context["view"])) for page in pages]


def parts(view: Any) -> list[Any]:
    """All that a page can show of an advice besides its JSON."""
    return [view.headline, view.lede, view.stairs, view.limits, view.target, view.systems]


def test_anyone_can_open_a_link(vera: Client) -> None:
    address = saved(vera, **TEAM)
    page = Client().get(address)
    assert page.status_code == 200
    assert page.context["advice"]["answers"] == ANSWERS


def test_a_link_opens_in_both_languages(vera: Client, shipped: RuleBase) -> None:
    address = saved(vera, **TEAM)
    stage = shipped.stages[3].name
    assert '<html lang="vi">' in text(Client().get(address))
    assert stage.vi in text(Client().get(address))
    assert '<html lang="en">' in text(Client().get(f"/en{address}"))
    assert stage.en in text(Client().get(f"/en{address}"))


def test_a_link_shows_the_advice_that_was_given(vera: Client, shipped: RuleBase) -> None:
    address = saved(vera, **TEAM).rstrip("/")
    given = advise(shipped, ANSWERS)
    for language, prefix in LANGUAGES.items():
        shown = json.loads(Client().get(f"{prefix}{address[1:]}.json").content)
        about = {"title": shown["title"], "given_on": shown["given_on"]}
        expected = {**given.as_json(language), "release": shown["release"], **about}
        assert json.dumps(shown) == json.dumps(expected)
        assert shown["release"] == {"number": 1, "hash": shipped.hash}


def test_opening_a_link_leaves_ones_own_answers_alone(vera: Client) -> None:
    address = saved(Client(), **TEAM)
    vera.get("/ask/", {"users": "500"})
    for form in FORMS:
        assert "answers" not in vera.get(address.rstrip("/") + form).cookies
    assert kept(vera) == {"users": 500}


def test_later_answers_leave_a_link_alone(vera: Client) -> None:
    address = saved(vera, **TEAM)
    before = all_forms(vera, address)
    vera.get("/ask/", {"teams": "9", "users": "9tr"})
    assert all_forms(vera, address) == before


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(vera: Client, method: str) -> None:
    address = saved(vera, **TEAM)
    before = stored()
    for form in FORMS:
        assert getattr(vera, method)(address.rstrip("/") + form).status_code == 200
    assert stored() == before


# A link keeps its advice for ever


@pytest.fixture
def stricter(small: RuleBase) -> dict[str, str]:
    """The small rule base with one rule changed: two teams no longer need stage 3."""
    rules = small.files["rules/stage.yaml"]
    assert "when: teams >= 2\n" in rules
    changed = rules.replace("when: teams >= 2\n", "when: teams >= 3\n")
    return {**small.files, "rules/stage.yaml": changed}


def test_a_new_release_changes_new_advice(
    vera: Client, small_release: Release, stricter: dict[str, str]
) -> None:
    vera.get("/ask/", TEAM)
    before = vera.get("/advice/").context["advice"]["stage"]
    publish(stricter, "Two teams may share.")
    after = vera.get("/advice/").context["advice"]["stage"]
    assert (before["advised"], after["advised"]) == (3, 2)


def test_a_new_release_leaves_a_link_alone(
    vera: Client, small_release: Release, stricter: dict[str, str]
) -> None:
    address = saved(vera, **TEAM)
    before = shown(vera, address)
    publish(stricter, "Two teams may share.")
    assert shown(Client(), address) == before


@pytest.mark.parametrize("form", [".json", ".md"])
def test_what_machines_read_stays_the_same_to_the_byte(
    vera: Client, small_release: Release, stricter: dict[str, str], form: str
) -> None:
    address = saved(vera, **TEAM).rstrip("/") + form
    before = vera.get(address).content
    publish(stricter, "Two teams may share.")
    assert Client().get(address).content == before


def test_a_link_says_when_the_rule_base_has_moved_on(
    vera: Client, small_release: Release, stricter: dict[str, str]
) -> None:
    address = f"/en{saved(vera, **TEAM)}"
    assert "moved on" not in text(vera.get(address))
    publish(stricter, "Two teams may share.")
    assert "moved on to release 3" in text(vera.get(address))


# Kept out of caches and search engines


@pytest.mark.parametrize("form", FORMS)
def test_a_link_is_kept_private(vera: Client, form: str) -> None:
    response = vera.get(saved(vera, **TEAM).rstrip("/") + form)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"


def test_a_page_asks_search_engines_to_leave_it_out(vera: Client) -> None:
    page = text(vera.get(saved(vera, **TEAM)))
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert 'rel="canonical"' not in page


def test_a_page_loads_nothing_from_elsewhere(vera: Client) -> None:
    page = text(vera.get(saved(vera, **TEAM)))
    assert 'src="http' not in page
    assert 'rel="stylesheet" href="http' not in page


@override_settings(SITE_URL="https://steps.example.org")
def test_a_share_link_never_follows_the_request(vera: Client) -> None:
    address = saved(vera, **TEAM)
    page = text(vera.get(address, headers={"X-Forwarded-Host": "evil.example"}))
    assert f"https://steps.example.org{address}" in page
    assert "evil.example" not in page


# Machines


def test_the_json_says_what_it_is(vera: Client) -> None:
    response = vera.get(saved(vera, **TEAM).rstrip("/") + ".json")
    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_markdown_is_a_decision_record(vera: Client) -> None:
    address = saved(vera, **TEAM)
    response = vera.get(f"/en{address.rstrip('/')}.md")
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert text(response).startswith("---\nstatus: proposed\n")


# What is not there


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_an_unknown_link_is_not_found_in_the_look_of_the_site(
    vera: Client, language: str, form: str
) -> None:
    response = vera.get(f"{LANGUAGES[language]}r/{NOBODY}{form}")
    assert response.status_code == 404
    assert f'<html lang="{language}">' in text(response)
    assert told(language, "There is nothing behind this address") in text(response)
    assert 'class="top wrap"' in text(response)


ODD: list[Any] = ["short", "x" * 500, "%00", "a%00b", "%ff", "..", "é", "a b", "%2e%2e%2f", "-"]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("form", FORMS)
def test_an_odd_link_is_not_found(vera: Client, odd: str, form: str) -> None:
    assert vera.get(f"/r/{odd}{form}").status_code == 404


def test_a_link_is_found_only_as_it_was_given(vera: Client) -> None:
    address = saved(vera, **TEAM)
    assert vera.get(address.swapcase().replace("/R/", "/r/")).status_code == 404
    assert vera.get(f"{address[:-2]}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("form", FORMS)
def test_nothing_can_be_sent_to_a_link(vera: Client, method: str, form: str) -> None:
    address = saved(vera, **TEAM)
    before = stored()
    assert getattr(vera, method)(address.rstrip("/") + form).status_code == 405
    assert stored() == before


def test_ids_differ_and_hold_128_bits(vera: Client) -> None:
    ids = {Recommendation().pk for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(each) for each in ids} == {22}


def test_a_link_without_answers_says_what_is_open(vera: Client) -> None:
    page = vera.get(f"/en{saved(vera)}")
    assert page.context["advice"]["answers"] == {}
    assert "leave stages 1 to 4 open" in text(page)
