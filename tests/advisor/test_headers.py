"""Security headers on every kind of answer."""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.advisor.conftest import logged_in
from tests.advisor.observatory import score
from tests.advisor.visiting import saved

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
JSON = "application/json"
HTMX = {"HX-Request": "true"}
KINDS: dict[str, Callable[[Client], HttpResponse]] = {
    "start": lambda client: client.get("/"),
    "topic": lambda client: client.get("/en/ask/team/"),
    "part": lambda client: client.post("/ask/team/", {}, headers=HTMX),
    "redirect": lambda client: client.post("/ask/team/", {}),
    "errors in a form": lambda client: client.post("/ask/team/", {"teams": "many"}),
    "check": lambda client: client.get("/ask/check/"),
    "advice": lambda client: client.get("/advice/"),
    "link": lambda client: client.get(saved(client)),
    "json": lambda client: client.get(saved(client).rstrip("/") + ".json"),
    "markdown": lambda client: client.get(saved(client).rstrip("/") + ".md"),
    "handbook": lambda client: client.get("/stages/"),
    "not found": lambda client: client.get("/nothing/"),
    "wrong method": lambda client: client.delete("/ask/team/"),
    "wrong host": lambda client: client.get("/", headers={"host": "evil.example"}),
    "admin": lambda client: client.get("/admin/login/"),
    "sign-in that fails": lambda client: client.post("/admin/login/", {"username": "nobody"}),
    "admin inside": lambda client: staff().get("/en/admin/"),
    "api": lambda client: client.get("/api/v1/facts"),
    "api refusal": lambda client: client.post(
        "/api/v1/advice", "{", content_type="application/json"
    ),
    "lapsed form": lambda client: Client(enforce_csrf_checks=True).post("/ask/team/", {}),
    "privacy": lambda client: client.get("/privacy/"),
    "robots": lambda client: client.get("/robots.txt"),
    "alive": lambda client: client.get("/healthz"),
    "ready": lambda client: client.get("/readyz"),
}


def staff() -> Client:
    """Somebody who may see everything in the admin."""
    return logged_in(User.objects.create_superuser("sara"))


def too_often(client: Client) -> HttpResponse:
    with override_settings(RATES={"save": (1, 60)}):
        return [client.post("/advice/save/") for _ in range(2)][-1]


def broken(client: Client) -> HttpResponse:
    with patch("advisor.handbook.views.render", side_effect=RuntimeError("planted")):
        return Client(raise_request_exception=False).get("/stages/")


KINDS |= {"too often": too_often, "server error": broken}


def policy(response: HttpResponse) -> dict[str, str]:
    """The content security policy by directive."""
    parts = response["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_answer_carries_the_headers(
    vera: Client, kind: Callable[[Client], HttpResponse]
) -> None:
    response = kind(vera)
    assert {name: response.get(name) for name in EXPECTED} == EXPECTED
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_answer_allows_only_our_own(
    vera: Client, kind: Callable[[Client], HttpResponse]
) -> None:
    allowed = policy(kind(vera))
    assert allowed["default-src"] == "'none'"
    assert allowed["script-src"] == allowed["style-src"] == "'self'"
    assert allowed["frame-ancestors"] == allowed["base-uri"] == "'none'"
    assert allowed["form-action"] == allowed["connect-src"] == "'self'"


@pytest.mark.parametrize("kind", ["start", "topic", "errors in a form", "advice", "link", "admin"])
def test_no_page_needs_what_the_policy_forbids(vera: Client, kind: str) -> None:
    page = KINDS[kind](vera).content.decode()
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<style" not in page
    assert "<script>" not in page


@override_settings(WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True)
def test_static_files_carry_them_too(vera: Client) -> None:
    response = vera.get("/static/site.css")
    assert response.status_code == 200
    assert {name: response.get(name) for name in EXPECTED} == EXPECTED
    assert policy(response)["default-src"] == "'none'"


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=63_072_000)
def test_https_is_asked_for_and_remembered(vera: Client) -> None:
    assert vera.get("/advice/")["Location"] == "https://testserver/advice/"
    secure = vera.get("/advice/", secure=True)
    assert secure["Strict-Transport-Security"].startswith("max-age=63072000")


@pytest.mark.parametrize("path", ["/", "/ask/team/", "/ask/check/", "/advice/"])
def test_one_visitors_page_is_never_kept_for_another(vera: Client, path: str) -> None:
    assert "no-store" in vera.get(path)["Cache-Control"]
    assert "private" in vera.get(path)["Cache-Control"]


def test_no_page_starts_a_session(vera: Client) -> None:
    for kind in KINDS.values():
        kind(vera)
    assert set(vera.cookies) <= {"answers", "csrf", "owner"}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@override_settings(
    SECURE_HSTS_SECONDS=63_072_000, SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True
)
def test_every_answer_scores_150_or_more(
    vera: Client, kind: Callable[[Client], HttpResponse]
) -> None:
    with patch("django.http.HttpRequest.is_secure", return_value=True):
        modifiers = score(kind(vera))
    assert 100 + sum(modifiers.values()) >= 150, modifiers


def test_the_score_notices_what_is_missing(vera: Client) -> None:
    response = vera.get("/")
    before = sum(score(response).values())
    for name in (*EXPECTED, "Content-Security-Policy"):
        without = vera.get("/")
        del without[name]
        assert sum(score(without).values()) < before, name
