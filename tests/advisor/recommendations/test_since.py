"""Then and now: an advice stays as it was given, and newer rules say what they would."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver

from advisor.recommendations.models import Recommendation
from advisor.releases.publishing import publish
from knowledge import RuleBase
from tests.advisor.recommendations.rule_bases import years
from tests.advisor.visiting import LANGUAGES, saved, stored, text, told

TEAM = {
    "team_size": "8",
    "teams": "2",
    "boundaries": "enforced",
    "current_stage": "stage_2",
    "deploy_lock": "yes",
    "habits": "ci",
    "has_tests": "yes",
    "test_minutes": "7",
}


def forms() -> list[str]:
    """What follows the id in the address of each form of an advice."""
    patterns = get_resolver("advisor.recommendations.urls").url_patterns
    files = re.findall(r">(\.[a-z.]+)", " ".join(str(each.pattern) for each in patterns))
    assert {".json", ".md", ".ics", ".svg"} <= set(files)
    return ["/", "/rules/", *files]


def advice_part(response: Any) -> bytes:
    """What a response shows of the advice: a whole file, a page without what is said about it."""
    content = re.sub(rb'(csrfmiddlewaretoken" value=")[^"]*', rb"\1", response.content)
    if "html" not in response["Content-Type"]:
        return content
    start = max(content.find(b'<section class="hero"'), content.index(b"<main"))
    end = content.find(b'<section class="pin"', start)
    return content[start : end if end > 0 else content.index(b"</main>")]


def all_shown(address: str) -> dict[str, bytes]:
    """Every form of a link in both languages, drawn anew."""
    cache.clear()
    bare = address.strip("/").removeprefix("en/")
    addresses = [f"{start}{bare}{form}" for start in LANGUAGES.values() for form in forms()]
    pages = {each: Client().get(each) for each in addresses}
    assert {each.status_code for each in pages.values()} == {200}
    return {name: advice_part(each) for name, each in pages.items()}


def test_an_advice_stays_the_same_to_the_byte_over_five_releases(
    vera: Client, small: RuleBase
) -> None:
    first = saved(vera, **TEAM)
    before = all_shown(first)
    assert all(len(each) > 100 for each in before.values())
    second = ""
    for number, files in enumerate(years(small), start=2):
        assert publish(files, "Another year.").number == number
        assert all_shown(first) == before
        if not second:
            second = saved(vera, **TEAM)
            since = all_shown(second)
        assert all_shown(second) == since
    assert vera.get("/").context["release"]["number"] == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_newer_rules_are_told_and_nothing_is_decided_silently(
    vera: Client, small: RuleBase, language: str
) -> None:
    first, stricter, *_ = years(small)
    publish(first, "The small one.")
    address = LANGUAGES[language] + saved(vera, **TEAM)[1:]
    assert vera.get(address).context["stage_now"] is None
    publish(stricter, "Two teams may share.")
    page = vera.get(address)
    assert page.context["advice"]["stage"]["advised"] == 3
    assert page.context["stage_now"] == 2
    said = told(language, "It would now say stage %(now)s instead of %(then)s.", now=2, then=3)
    assert said in text(page)
    assert f'href="{address}now/"' in text(page)


def rows(page: Any, title: str, language: str = "en") -> list[dict[str, Any]]:
    """The rows of one section of a comparison."""
    wanted = told(language, title)
    return [
        row for each in page.context["sides"] if each["title"] == wanted for row in each["rows"]
    ]


def test_the_rules_that_made_the_difference_are_named(vera: Client, small: RuleBase) -> None:
    first, stricter, *_ = years(small)
    publish(first, "The small one.")
    address = saved(vera, **TEAM)
    publish(stricter, "Two teams may share.")
    page = vera.get(f"/en{address}now/")
    assert [each["stage"] for each in page.context["columns"]] == [3, 2]
    assert rows(page, "Rules about the stage") == [
        {"name": "Two teams", "why": "condition", "a": "fires", "b": "silent"}
    ]
    assert rows(page, "Answers") == []


def test_what_no_longer_exists_is_told(vera: Client, small: RuleBase) -> None:
    first, _, renamed, _ = years(small)
    publish(first, "The small one.")
    address = saved(vera, **TEAM)
    publish(renamed, "Other names.")
    page = vera.get(f"/en{address}now/")
    lost = {each["name"]: (each["asked"], each["part"]) for each in page.context["lost"]}
    assert lost == {"boundaries": (True, False), "waiting for deploys": (False, False)}
    why = {each["name"]: each["why"] for each in rows(page, "Rules about the stage")}
    assert why == {"Two teams": "gone"}
    assert "no longer asked" in text(page)
    assert "no longer an answer to this question" in text(page)


def test_of_several_options_those_that_are_left_are_used(vera: Client, small: RuleBase) -> None:
    publish(small.files, "The small one.")
    address = saved(vera, team_size="3", habits="ci,linter")
    option = next(line for line in small.files["facts.yaml"].splitlines() if "linter:" in line)
    files = {path: each.replace(f"{option}\n", "") for path, each in small.files.items()}
    files["examples.yaml"] = files["examples.yaml"].replace("[linter]", "[ci]")
    publish(files, "No linter.")
    page = vera.get(f"/en{address}now/")
    assert [(each["name"], each["part"]) for each in page.context["lost"]] == [("habits", True)]
    assert {"name": "habits"}.items() <= rows(page, "Answers")[0].items()


def test_new_questions_are_listed(vera: Client, small: RuleBase, shipped: RuleBase) -> None:
    publish(small.files, "The small one.")
    address = saved(vera, team_size="3")
    publish(shipped.files, "The whole one.")
    page = vera.get(f"{address}now/")
    new = {each["name"] for each in page.context["questions"]}
    asked = {name for name, fact in shipped.facts.items() if fact.topic}
    known = asked - small.facts.keys() - shipped.asked.keys()
    assert {shipped.facts[name].name.vi for name in known} <= new
    assert not {shipped.facts[name].name.vi for name in asked & small.facts.keys()} & new


def test_rules_that_would_say_the_same_are_said_to(vera: Client, small: RuleBase) -> None:
    publish(small.files, "The small one.")
    address = saved(vera, **TEAM)
    publish({**small.files, "topics.yaml": small.files["topics.yaml"] + "\n"}, "One line more.")
    page = vera.get(f"/en{address}now/")
    assert page.context["sides"] == []
    assert "Nothing differs between the two." in text(page)


def test_there_is_no_then_and_now_while_nothing_is_newer(vera: Client) -> None:
    address = saved(vera, teams="2")
    assert vera.get(f"{address}now/")["Location"] == address


# Going by the newer rules


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_owner_adopts_the_newer_rules(vera: Client, small: RuleBase, language: str) -> None:
    first, stricter, *_ = years(small)
    publish(first, "The small one.")
    address = LANGUAGES[language] + saved(vera, **TEAM)[1:]
    vera.post(f"{address}owner/about/", {"title": "Shop"})
    publish(stricter, "Two teams may share.")
    before = all_shown(address)
    new = vera.post(f"{address}adopt/")["Location"]
    page = vera.get(new)
    assert page.context["advice"]["stage"]["advised"] == 2
    assert page.context["advice"]["release"]["number"] == 3
    assert page.context["is_owner"]
    assert page.context["recommendation"]["title"] == "Shop"
    assert all_shown(address) == before
    assert f'href="{new}"' in text(Client().get(address))
    assert told(language, "There is a newer recommendation in its place.") in text(
        vera.get(address)
    )


def test_only_an_owner_adopts_and_only_once(vera: Client, small: RuleBase) -> None:
    address = saved(vera, **TEAM)
    publish(small.files, "The small one.")
    before = stored()
    assert Client().post(f"{address}adopt/").status_code == 403
    assert stored() == before
    assert vera.post(f"{address}adopt/").status_code == 302
    before = stored()
    response = vera.post(f"/en{address}adopt/")
    assert response.status_code == 409
    assert "There is a newer one already" in text(response)
    assert stored() == before


def test_without_newer_rules_nothing_is_adopted(vera: Client) -> None:
    address = saved(vera, teams="2")
    before = stored()
    assert vera.post(f"{address}adopt/")["Location"] == address
    assert stored() == before


def test_a_deleted_one_leaves_no_gap(vera: Client, small: RuleBase) -> None:
    one = saved(vera, **TEAM)
    first, stricter, *_ = years(small)
    publish(first, "The small one.")
    two = vera.post(f"{one}adopt/")["Location"]
    publish(stricter, "Two teams may share.")
    three = vera.post(f"{two}adopt/")["Location"]
    vera.post(f"{two}owner/delete/")
    third = Recommendation.objects.get(pk=three.strip("/").removeprefix("r/"))
    assert third.supersedes is not None
    assert third.supersedes.get_absolute_url() == one
    assert f'href="{three}"' in text(Client().get(one))
