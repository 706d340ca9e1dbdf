"""Whatever is sent, the answer is our own: never an error of the server."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as site
from django.http import HttpResponse
from django.test import Client, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import Fact, RuleBase
from tests.advisor.visiting import kept, stored

TOPICS = ("scale", "team", "delivery", "reliability", "data", "trust", "system", "context", "ai")
FORM = "application/x-www-form-urlencoded"
# The client raises what a view raises, so a status is only half of what these tests hold.
PLANNED = {200, 301, 302, 400, 403, 404, 405, 422}

# One database serves all examples of a test: none of them stores anything.
fuzz = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

often = override_settings(RATES=dict.fromkeys(site.RATES, (10_000, 1)))

ODD = st.sampled_from(
    (
        *("", "\x00", "1\x00", "-0", "1e9", "NaN", "9" * 40, "9" * 400, "٣", "1.000.000", "½"),
        *("²", "none", "none,none", "true", "\u202e1", "<b>", "{{ 7 }}", "%(low)s", "%s", "\\"),
    )
)
NUMBER = st.one_of(st.integers(-10, 10**16).map(str), st.floats().map(repr))
TYPED = st.one_of(ODD, NUMBER, st.text(max_size=60))


def values_for(fact: Fact) -> st.SearchStrategy[list[str]]:
    """What may be sent for a fact: what fits, what nearly fits, and anything else."""
    fitting = st.sampled_from([*fact.options, "yes", "no", "none", "2", ""])
    return st.lists(fitting, min_size=1, max_size=4) | st.lists(fitting | TYPED, max_size=4)


def forms_for(facts: dict[str, Fact]) -> st.SearchStrategy[dict[str, list[str]]]:
    """What may be sent in a form: some of the facts, and names that are no facts."""
    known = {name: values_for(fact) for name, fact in facts.items()}
    stray = st.dictionaries(st.text(max_size=20), st.lists(TYPED, max_size=2), max_size=2)
    return st.tuples(st.fixed_dictionaries({}, optional=known), stray).map(
        lambda both: {**both[1], **both[0]}
    )


def encoded(form: dict[str, list[str]]) -> str:
    """The form as an address or a body holds it; characters without a code are left out."""
    pairs = [(name, value) for name, values in form.items() for value in values]
    return "&".join(
        f"{quote(name, errors='ignore')}={quote(value, errors='ignore')}" for name, value in pairs
    )


def own(response: HttpResponse) -> bool:
    """Whether the answer is one that we planned."""
    return response.status_code in PLANNED and b"Traceback" not in response.content


@pytest.mark.parametrize("topic", TOPICS)
def test_any_form_is_answered(vera: Client, shipped: RuleBase, topic: str) -> None:
    facts = {name: fact for name, fact in shipped.facts.items() if fact.topic == topic}
    assert facts

    @fuzz
    @given(forms_for(facts), st.booleans(), st.sampled_from(["/", "/en/"]))
    def sent(form: dict[str, list[str]], part: bool, prefix: str) -> None:
        headers = {"HX-Request": "true"} if part else {}
        response = vera.post(f"{prefix}ask/{topic}/", encoded(form), FORM, headers=headers)
        assert response.status_code in (200, 302, 422)
        assert set(kept(vera)) <= set(facts)

    sent()
    assert vera.get("/advice/").status_code == 200


@pytest.mark.parametrize("path", ["ask/", "advice/", "advice/rules/"])
def test_any_address_is_answered(vera: Client, shipped: RuleBase, path: str) -> None:
    @fuzz
    @given(forms_for(dict(shipped.facts)), st.sampled_from(["/", "/en/"]))
    def asked(form: dict[str, list[str]], prefix: str) -> None:
        response = vera.get(prefix + path, QUERY_STRING=encoded(form))
        assert response.status_code in (200, 302)

    asked()
    assert vera.get("/advice/").status_code == 200


@often
def test_any_advice_can_be_saved_and_opened(vera: Client, shipped: RuleBase) -> None:
    @settings(fuzz, max_examples=15)
    @given(forms_for(dict(shipped.facts)))
    def saved(form: dict[str, list[str]]) -> None:
        shown = vera.get("/advice/", QUERY_STRING=encoded(form)).context
        address = vera.post(shown["save_url"])["Location"].rstrip("/")
        opened = json.loads(vera.get(f"{address}.json").content)
        about = {name: opened.pop(name) for name in ("title", "given_on")}
        assert about["title"] == ""
        assert json.dumps(opened) == json.dumps(dict(shown["advice"]))

    saved()


BYTES = st.one_of(
    st.binary(max_size=200),
    st.sampled_from([b"\xff=\xfe", b"teams=%ff", b"%00=%00", b"teams=%ED%A0%80", b"&&&===", b"a"]),
)


@often
@fuzz
@given(BYTES, st.sampled_from(["/ask/team/", "/advice/save/", "/ask/clear/", "/admin/login/"]))
def test_any_bytes_in_a_form_are_answered(vera: Client, body: bytes, address: str) -> None:
    assert own(vera.post(address, body, FORM))


@fuzz
@given(BYTES, st.sampled_from(["/ask/", "/advice/", "/", "/search/", "/r/", "/admin/login/"]))
def test_any_bytes_in_an_address_are_answered(vera: Client, query: bytes, address: str) -> None:
    assert own(vera.get(address, QUERY_STRING=query.decode("latin-1")))


@fuzz
@given(st.text(max_size=40))
def test_any_path_is_answered(vera: Client, path: str) -> None:
    odd = quote(path, errors="ignore")
    for address in (f"/{odd}", f"/en/{odd}", f"/ask/{odd}/", f"/r/{odd}/", f"/rules/{odd}/"):
        assert own(vera.get(address))


HEADERS = (
    *("Accept", "Accept-Language", "Cookie", "Host", "HX-Current-URL", "HX-Request"),
    *("Content-Type", "If-None-Match", "Origin", "Referer", "X-Forwarded-For"),
)
HEADER_TEXT = st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=80)


@settings(fuzz, max_examples=60)
@given(st.sampled_from(HEADERS), HEADER_TEXT)
def test_any_header_is_answered(vera: Client, name: str, value: str) -> None:
    assert own(vera.get("/ask/team/", headers={name: value}))


# What is too much


def test_a_huge_body_is_refused(vera: Client) -> None:
    before = stored()
    response = vera.post("/ask/team/", "teams=" + "9" * 1_100_000, FORM)
    assert response.status_code == 400
    assert "This request" in vera.post("/en/ask/team/", "a" * 1_100_000, FORM).content.decode()
    assert stored() == before


MUCH: dict[str, Callable[[], str]] = {
    "long value": lambda: "users=" + "9" * 100_000,
    "long name": lambda: "u" * 100_000 + "=1",
    "many names": lambda: "&".join(f"a{n}=1" for n in range(490)),
    "many values": lambda: "&".join("habits=ci" for _ in range(490)),
    "many options": lambda: "habits=" + "ci," * 30_000,
    "many odd options": lambda: "habits=" + ",".join(map(str, range(20_000))),
    "deep brackets": lambda: "users" + "[" * 10_000 + "=1",
}


@pytest.mark.parametrize("much", MUCH.values(), ids=MUCH)
@pytest.mark.parametrize("path", ["/ask/", "/advice/"])
def test_a_huge_address_gets_a_page_of_usual_size(
    vera: Client, much: Callable[[], str], path: str
) -> None:
    response = vera.get(path, QUERY_STRING=much())
    assert response.status_code == 200
    assert len(response.content) < 300_000


@pytest.mark.parametrize("path", ["/ask/", "/advice/"])
def test_too_many_names_are_refused(vera: Client, path: str) -> None:
    query = "&".join(f"a{n}=1" for n in range(600))
    assert vera.get(path, QUERY_STRING=query).status_code == 400


def test_a_huge_cookie_is_ignored(vera: Client) -> None:
    vera.cookies["answers"] = "x" * 100_000
    assert vera.get("/advice/").status_code == 200


@pytest.mark.parametrize("kind", ["application/json", "text/xml", "multipart/form-data", "", "x"])
def test_a_body_of_another_kind_holds_no_answers(vera: Client, kind: str) -> None:
    response: Any = vera.generic("POST", "/ask/team/", b'{"teams": 2}', content_type=kind)
    assert own(response)
    assert kept(vera) == {}


def test_a_nul_reaches_no_database(vera: Client) -> None:
    for address in ("/r/%00/", "/r/a%00.json", "/rules/%00/", "/ask/%00/", "/admin/%00/"):
        assert vera.get(address).status_code in (302, 404)
    vera.post("/ask/team/", {"teams": "2\x00", "boundaries": "drawn\x00"})
    assert kept(vera) == {}
