"""The description of the API holds: what it promises is so, in both languages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from knowledge import Fact, RuleBase
from tests.advisor.api.asking import ANSWERED, GIVEN, PROBLEM, send
from tests.advisor.visiting import LANGUAGES


@pytest.fixture
def told(vera: Client) -> dict[str, Any]:
    return vera.get("/api/v1/openapi.json?lang=en").json()


def operations(told: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    paths = told["paths"].items()
    return [(path, method, about) for path, of in paths for method, about in of.items()]


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for each in part.values():
            yield from references(each)
    elif isinstance(part, list):
        for each in part:
            yield from references(each)


def test_every_operation_is_described_once(told: dict[str, Any]) -> None:
    found = operations(told)
    assert told["openapi"] == "3.1.0"
    assert len(found) == 10
    assert len({about["operationId"] for _, _, about in found}) == 10


def test_every_path_leads_somewhere(told: dict[str, Any]) -> None:
    for path, _, _ in operations(told):
        assert resolve(path.format(recommendation_id="a"))


def test_every_reference_is_there(told: dict[str, Any]) -> None:
    found = set(references(told))
    assert len(found) > 20
    for reference in found:
        part = told
        for name in reference.removeprefix("#/").split("/"):
            part = part[name]


def test_every_refusal_is_a_problem(told: dict[str, Any]) -> None:
    for about in told["components"]["responses"].values():
        assert list(about["content"]) == [PROBLEM]
    for _, _, about in operations(told):
        assert {"422", "503"} <= set(about["responses"])


def test_saving_and_opening_are_said_to_be_limited(told: dict[str, Any]) -> None:
    limited = {path for path, _, about in operations(told) if "429" in about["responses"]}
    assert limited == {
        "/api/v1/recommendations",
        "/api/v1/recommendations/{recommendation_id}",
        "/api/v1/recommendations/{recommendation_id}/supersede",
    }


def test_texts_are_in_the_language_asked_for(vera: Client) -> None:
    summaries = [
        {about["summary"] for _, _, about in operations(vera.get(address).json())}
        for address in ("/api/v1/openapi.json", "/api/v1/openapi.json?lang=en")
    ]
    assert [len(each) for each in summaries] == [10, 10]
    assert not summaries[0] & summaries[1]


# The schema of the answers takes what is taken, and nothing else


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schema_is_that_of_the_rule_base(
    vera: Client, shipped: RuleBase, language: str
) -> None:
    schema = vera.get(f"/api/v1/facts?lang={language}").json()
    asked = [name for name, fact in shipped.facts.items() if not fact.derive]
    assert list(schema["properties"]) == asked
    assert schema["additionalProperties"] is False
    assert schema["x-release"]["hash"] == shipped.hash
    for name, about in schema["properties"].items():
        assert about["title"] == shipped.facts[name].name.in_language(language)


def test_the_description_has_the_same_schema(vera: Client, told: dict[str, Any]) -> None:
    schema = vera.get("/api/v1/facts?lang=en").json()
    inside = told["components"]["schemas"]["Answers"]
    assert inside == {name: part for name, part in schema.items() if name in inside}


def fitting(schema: dict[str, Any]) -> Iterator[Any]:
    """Values on the edge of what the schema of a fact takes."""
    yield None
    yield from schema.get("enum", ())
    if "boolean" in schema.get("type", ()):
        yield from (True, False)
    if "items" in schema:
        yield from ([], schema["items"]["enum"])
    if "minimum" in schema:
        yield from (schema["minimum"], schema["maximum"])


def unfitting(schema: dict[str, Any]) -> Iterator[Any]:
    """Values just outside."""
    yield from ({}, "nobody", [None])
    if "minimum" in schema:
        yield from (schema["minimum"] - 1, schema["maximum"] + 1, True)
    if "integer" in schema.get("type", ()):
        yield schema["minimum"] + 0.5
    if "items" in schema:
        yield schema["items"]["enum"][:1] * 2


def test_what_fits_the_schema_is_taken_and_nothing_else(vera: Client) -> None:
    for name, schema in vera.get("/api/v1/facts").json()["properties"].items():
        for value in fitting(schema):
            assert send(vera, "changes", {name: value}).status_code == 200, (name, value)
        for value in unfitting(schema):
            assert send(vera, "changes", {name: value}).status_code == 422, (name, value)


def test_each_kind_of_fact_is_among_them(shipped: RuleBase) -> None:
    asked: list[Fact] = [fact for fact in shipped.facts.values() if not fact.derive]
    assert {fact.kind for fact in asked} == {"number", "yes_no", "one_of", "any_of"}
    assert {fact.whole for fact in asked} == {True, False}


def test_the_tests_know_all_addresses(told: dict[str, Any]) -> None:
    one = "recommendations/{recommendation_id}"
    known = {*ANSWERED, *GIVEN, one, f"{one}/supersede"} - {"openapi.json"}
    assert {path.removeprefix("/api/v1/") for path, _, _ in operations(told)} == known
