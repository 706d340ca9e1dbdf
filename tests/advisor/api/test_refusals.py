"""Whatever is sent, the answer is advice or a problem that says what would do."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.api import answers
from knowledge import RuleBase
from tests.advisor.api.asking import ANSWERED, GIVEN, JSON, problem, send
from tests.advisor.visiting import LANGUAGES, told

UNREADABLE: dict[str, Any] = {
    "nothing": b" ",
    "cut off": '{"users": ',
    "more after the end": '{"users": 1} {}',
    "a comma too many": '{"users": 1,}',
    "single quotes": "{'users': 1}",
    "a comment": '{"users": 1} // one',
    "a control character": '{"users": "a\nb"}',
    "NUL": b'{"users": \x00}',
    "not UTF-8": b'{"users": "\xff"}',
    "UTF-16": '{"users": 1}'.encode("utf-16"),
    "half a character": '{"language": "\\ud800"}',
    "half a character in a name": '{"\\udfff": 1}',
    "NaN": '{"users": NaN}',
    "Infinity": '{"users": -Infinity}',
    "a name twice": '{"users": 1, "users": 2}',
    "a name twice, written otherwise": '{"users": 1, "\\u0075sers": 2}',
    "a name twice inside": '{"users": {"a": 1, "a": 2}}',
    "five thousand digits": '{"users": 1' + "0" * 5000 + "}",
    "deep lists": "[" * 100_000,
    "deep objects": '{"a":' * 40_000,
    "closed deep lists": '{"habits": ' + "[" * 50_000 + "]" * 50_000 + "}",
}
WRONG: dict[str, Any] = {
    "null": None,
    "a list": [],
    "a number": 1,
    "text": '"users"',
    "a fact nobody knows": {"usres": 1},
    "a fact that is worked out": {"services_per_team": 1},
    "NUL in a name": {"\0": 1},
    "an empty name": {"": 1},
    "a proto": {"__proto__": {"users": 1}},
    "text for a number": {"users": "1000"},
    "true for a number": {"users": True},
    "a fraction for a whole number": {"users": 1.5},
    "too large": {"users": 10**30},
    "below zero": {"users": -1},
    "overflowing": '{"users": 1e400}',
    "1 for true": {"has_tests": 1},
    "text for true": {"has_tests": "yes"},
    "no option": {"language": "cobol"},
    "an empty option": {"language": ""},
    "a list for an option": {"language": ["python"]},
    "an option for a list": {"habits": "ci"},
    "an option twice": {"habits": ["ci", "ci"]},
    "a list in a list": {"habits": [["ci"]]},
    "an object for a number": {"users": {"$gt": 1}},
    "101 facts": {f"fact_{number}": 1 for number in range(101)},
    "20,000 facts": {str(number): 1 for number in range(20_000)},
}
EVERY_KIND = {
    "users": -1,
    "growth": "a",
    "has_tests": 1,
    "language": "cobol",
    "habits": ["sleep"],
    "services_per_team": 1,
    "usres": 1,
    "xyzzy": 1,
}


@pytest.mark.parametrize("path", ANSWERED)
@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_json_is_refused(vera: Client, path: str, body: Any) -> None:
    problem(send(vera, path, body), 400)


@pytest.mark.parametrize("path", ANSWERED)
@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_what_is_no_answer_is_refused(vera: Client, path: str, body: Any) -> None:
    problem(send(vera, path, body), 422)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_wrong_answers_are_named_at_once(vera: Client, language: str) -> None:
    response = send(vera, f"advice?lang={language}", {**EVERY_KIND, "teams": 2})
    errors = problem(response, 422)["errors"]
    assert [each["fact"] for each in errors] == list(EVERY_KIND)
    assert len({each["detail"] for each in errors}) == len(EVERY_KIND)
    assert told(language, "Write true or false.") == errors[2]["detail"]
    assert "10000000000" in errors[0]["detail"]
    assert "python, nodejs, go, java" in errors[3]["detail"]
    assert "users?" in errors[6]["detail"]


def test_a_place_is_named_where_there_is_one(vera: Client) -> None:
    assert "line 2, column 3" in problem(send(vera, "advice?lang=en", "{\n  users}"), 400)["detail"]
    assert "“users”" in problem(send(vera, "advice", UNREADABLE["a name twice"]), 400)["detail"]


@pytest.mark.parametrize("language", ["fr", "", "VI", "vi,en", "%00", "vi%20"])
@pytest.mark.parametrize("path", ["release", "facts", "rules"])
def test_another_language_is_refused(vera: Client, path: str, language: str) -> None:
    errors = problem(vera.get(f"/api/v1/{path}?lang={language}"), 422)["errors"]
    assert [each["parameter"] for each in errors] == ["lang"]
    assert "vi, en" in errors[0]["detail"]


@pytest.mark.parametrize("path", ANSWERED)
@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json; charset=utf-16",
        "",
    ],
)
def test_other_kinds_of_text_are_refused(vera: Client, path: str, kind: str) -> None:
    problem(send(vera, path, "{}", content_type=kind), 415)


@pytest.mark.parametrize("kind", ["application/json; charset=UTF-8", "Application/JSON"])
def test_the_kind_is_read_as_headers_are(vera: Client, kind: str) -> None:
    assert send(vera, "advice", "{}", content_type=kind).status_code == 200


@pytest.mark.parametrize("path", ANSWERED)
def test_256_kib_are_taken_and_not_a_byte_more(vera: Client, path: str) -> None:
    body = "{}".ljust(262_144)
    assert send(vera, path, body).status_code in (200, 201)
    problem(send(vera, path, body + " "), 413)


@pytest.mark.parametrize("path", [*ANSWERED, *GIVEN, "recommendations/" + "A" * 22])
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused(vera: Client, path: str, method: str) -> None:
    if method == ("post" if path in ANSWERED else "get") or (
        method == "delete" and path not in (*ANSWERED, *GIVEN)
    ):
        return
    response = getattr(vera, method)(f"/api/v1/{path}")
    problem(response, 405)
    assert ("POST" if path in ANSWERED else "GET") in response["Allow"]


@pytest.mark.parametrize("path", ["nothing", "advice/", "recommendations/", "%00", "../x", "é/é"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_other_addresses_are_not_found(vera: Client, path: str, method: str) -> None:
    problem(getattr(vera, method)(f"/api/v1/{path}", content_type=JSON), 404)


def test_the_root_leads_to_the_page(vera: Client) -> None:
    assert vera.get("/api/v1/")["Location"] == "/api/"


def test_another_host_is_refused(vera: Client) -> None:
    problem(vera.get("/api/v1/release", headers={"Host": "evil.example"}), 400)


def test_too_many_parameters_are_refused(vera: Client) -> None:
    query = "&".join(f"a{number}=1" for number in range(501))
    problem(vera.get(f"/api/v1/release?{query}"), 400)


# The server's own trouble


@pytest.mark.parametrize("path", GIVEN)
def test_without_a_release_it_says_when_to_come_back(
    nothing_published: None, vera: Client, path: str
) -> None:
    response = vera.get(f"/api/v1/{path}")
    problem(response, 503)
    assert int(response["Retry-After"]) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_of_ours_is_told_without_its_inside(
    db: None, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    def broken(*parts: Any) -> None:
        raise ZeroDivisionError("secret inside")

    monkeypatch.setattr(answers, "advise", broken)
    client = Client(raise_request_exception=False)
    response = send(client, f"advice?lang={language}", {})
    title = told(language, "Something broke on our side")
    assert problem(response, 500)["title"] == title
    assert b"inside" not in response.content


# Anything at all

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts),
)
ANY = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def is_answer(response: HttpResponse) -> bool:
    """Whether it is advice, or a problem that the sender can mend."""
    if response.status_code == 200:
        return "stage" in response.json()
    return bool(problem(response, response.status_code)) and response.status_code < 500


@ANY
@given(body=st.binary() | st.text().map(str.encode))
def test_any_bytes_are_answered(vera: Client, body: bytes) -> None:
    assert is_answer(send(vera, "advice", body or b" "))


@ANY
@given(data=st.data())
def test_any_values_are_answered(vera: Client, shipped: RuleBase, data: st.DataObject) -> None:
    names = st.sampled_from(list(shipped.facts)) | st.text()
    answers = data.draw(st.dictionaries(names, JSON_VALUES, max_size=5))
    assert is_answer(send(vera, "advice", json.dumps(answers)))
