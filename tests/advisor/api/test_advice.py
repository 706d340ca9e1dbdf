"""Advice for machines: the same as everywhere, and nothing is left behind."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from advisor.api import shapes
from advisor.rates.models import Bucket
from knowledge import RuleBase
from tests.advisor.api.asking import TEAM, problem, send
from tests.advisor.visiting import LANGUAGES, kept, stored

EXAMPLES = (
    "solo-tool",
    "startup-of-nine",
    "overbuilt-startup",
    "bank",
    "exam-portal",
)


def answers_of(base: RuleBase, example: str) -> dict[str, Any]:
    return {fact: listed(value) for fact, value in base.examples[example].answers.items()}


def listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def test_the_examples_are_all_there(shipped: RuleBase) -> None:
    assert set(EXAMPLES) == set(shipped.examples)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_the_command_says_the_same_bytes(
    vera: Client, shipped: RuleBase, tmp_path: Path, example: str, language: str
) -> None:
    answers = json.dumps(answers_of(shipped, example))
    file, out = tmp_path / "answers.yaml", StringIO()
    file.write_text(answers, encoding="utf-8")
    call_command("advise", str(file), lang=language, format="json", stdout=out)
    response = send(vera, f"advice?lang={language}", answers)
    assert response.content == out.getvalue().encode()


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_answer_is_of_the_shape_described(
    vera: Client, shipped: RuleBase, example: str
) -> None:
    response = send(vera, "advice", answers_of(shipped, example))
    assert shapes.Advice.model_validate_json(response.content, strict=True)


def test_vietnamese_is_the_default(vera: Client) -> None:
    assert send(vera, "advice", TEAM).content == send(vera, "advice?lang=vi", TEAM).content
    assert send(vera, "advice?lang=en", TEAM).content != send(vera, "advice", TEAM).content
    assert send(vera, "advice?lang=en", TEAM)["Content-Language"] == "en"


def test_null_and_nothing_mean_not_known(vera: Client) -> None:
    assert send(vera, "advice", {"users": None}).content == send(vera, "advice", {}).content


def test_answers_come_back_in_the_order_of_the_facts(vera: Client, shipped: RuleBase) -> None:
    told = send(vera, "advice", dict(reversed(TEAM.items()))).json()["answers"]
    assert told == TEAM
    assert list(told) == [fact for fact in shipped.facts if fact in TEAM]


def test_nothing_is_saved(vera: Client) -> None:
    before = stored()
    send(vera, "advice", TEAM)
    send(vera, "changes", TEAM)
    assert stored() == before
    assert not Bucket.objects.exists()


def test_the_changes_are_those_of_the_advice(vera: Client) -> None:
    advice = send(vera, "advice?lang=en", TEAM).json()
    told = send(vera, "changes?lang=en", TEAM)
    assert told.json() == {name: advice[name] for name in ("release", "stage", "changes")}
    assert shapes.Changes.model_validate_json(told.content, strict=True).changes


# No state


def test_cookies_are_neither_read_nor_set(vera: Client) -> None:
    alone = send(Client(), "advice", TEAM)
    vera.get("/ask/", {"users": "500"})
    response = send(vera, "advice", TEAM)
    assert kept(vera) == {"users": 500}
    assert response.content == alone.content
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_no_page_of_ours_has_to_be_visited_first(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, "advice", TEAM).status_code == 200
    assert send(strict, "recommendations", TEAM).status_code == 201


@pytest.mark.parametrize("path", ["advice", "nothing"])
def test_headers_protect_as_on_pages(vera: Client, path: str) -> None:
    page, answer = vera.get("/stages/"), send(vera, path, TEAM)
    names = {name for name in page.headers if name.startswith(("Cross-", "Permissions-", "X-"))}
    names |= {"Content-Security-Policy", "Referrer-Policy"}
    names.discard("X-Request-ID")
    assert len(names) >= 7
    assert {name: answer.get(name) for name in names} == {name: page[name] for name in names}


# What the rule base holds


def test_the_release_is_told(vera: Client, shipped: RuleBase) -> None:
    response = vera.get("/api/v1/release")
    assert shapes.Published.model_validate_json(response.content).hash == shipped.hash
    assert response.json()["number"] == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_told(vera: Client, shipped: RuleBase, language: str) -> None:
    response = vera.get(f"/api/v1/rules?lang={language}")
    told = shapes.Rules.model_validate_json(response.content, strict=True).rules
    assert [rule.id for rule in told] == list(shipped.rules)
    for rule in told:
        about = shipped.rules[rule.id]
        assert rule.because == about.because.in_language(language)
        assert (rule.when, rule.source) == (about.when, about.source)


def test_a_new_release_is_told_at_once(vera: Client, small_release: Any, small: RuleBase) -> None:
    assert vera.get("/api/v1/release").json()["hash"] == small.hash
    assert set(vera.get("/api/v1/facts").json()["properties"]) <= set(small.facts)
    problem(send(vera, "advice", {"vectors": 1}), 422)


@pytest.mark.parametrize("path", ["release", "rules", "facts", "openapi.json"])
def test_head_is_get_without_the_body(vera: Client, path: str) -> None:
    head, got = vera.head(f"/api/v1/{path}"), vera.get(f"/api/v1/{path}")
    assert (head.status_code, head["Content-Type"]) == (200, got["Content-Type"])
