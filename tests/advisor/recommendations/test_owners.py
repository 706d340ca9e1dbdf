"""Who may change a link, and what it takes to show that one may."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.core.signing import Signer
from django.test import Client, override_settings
from django.utils import timezone, translation

from advisor.pictures.templatetags.figures import day
from advisor.recommendations import owners
from advisor.recommendations.models import Recommendation, Tombstone
from tests.advisor.visiting import LANGUAGES, saved, stored, text, told

ACTIONS = ("about", "keep", "rotate", "delete")
NOBODY = "A" * 22


def behind(address: str) -> Recommendation:
    """The recommendation at the address of a link."""
    return Recommendation.objects.get(pk=address.rstrip("/").rpartition("/")[2])


def token(address: str) -> str:
    return owners.token_of(behind(address))


def opened(address: str, given: str) -> tuple[Client, int]:
    """A browser that sent a token to a link, and the status it got."""
    client = Client()
    return client, client.post(f"{address}owner/", {"token": given}).status_code


def knows(client: Client, address: str) -> bool:
    """Whether the browser may do what only an owner may."""
    return client.get(f"{address}owner/delete/").status_code == 200


# Becoming an owner


def test_whoever_saves_owns(vera: Client) -> None:
    address = saved(vera, teams="2")
    assert knows(vera, address)
    assert not knows(Client(), address)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(vera: Client) -> None:
    saved(vera, teams="2")
    cookie = vera.cookies["owner"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert (cookie["path"], cookie["domain"]) == ("/", "")


@override_settings(OWNER_COOKIE_NAME="__Host-owner", SESSION_COOKIE_SECURE=True)
def test_in_production_the_cookie_belongs_to_this_host_alone(vera: Client) -> None:
    saved(vera, teams="2")
    assert vera.cookies["__Host-owner"]["secure"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_token_makes_another_browser_an_owner(vera: Client, language: str) -> None:
    address = saved(vera, teams="2")
    client, status = opened(LANGUAGES[language] + address[1:], token(address))
    assert status == 302
    assert knows(client, address)


def test_the_whole_owners_link_can_be_pasted(vera: Client) -> None:
    address = saved(vera, teams="2")
    link = vera.get(f"{address}owner/").context["owner_link"]
    assert link == f"{settings.SITE_URL}{address}owner/#{token(address)}"
    client, status = opened(address, f"  {link}\n")
    assert status == 302
    assert knows(client, address)


def test_a_browser_remembers_many_links(vera: Client) -> None:
    addresses = [saved(vera, teams="2") for _ in range(owners.MOST_KEPT + 1)]
    assert [knows(vera, each) for each in addresses] == [False] + [True] * owners.MOST_KEPT
    assert len(vera.cookies["owner"].value) < 1_000


def test_a_browser_can_step_back(vera: Client) -> None:
    first, second = saved(vera, teams="2"), saved(vera, teams="3")
    vera.post(f"{first}owner/leave/")
    assert not knows(vera, first)
    assert knows(vera, second)


# Twenty tokens that are refused


def forged(address: str, other: str) -> dict[str, str]:
    """Twenty texts that are no token of the link at `address`, by what is wrong with them."""
    good, foreign = token(address), token(other)
    claim, _, signature = good.rpartition(":")
    id_, _, turn = claim.partition(".")
    sign = Signer(salt=owners.TOKEN_SALT).sign
    return {
        "nothing": "",
        "a space": " ",
        "its id": id_,
        "only what it says": claim,
        "only the signature": signature,
        "no signature": f"{claim}:",
        "cut short": good[:-1],
        "one more": f"{good}A",
        "last letter changed": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "another case": good.swapcase(),
        "the next turn": f"{id_}.{int(turn) + 1}:{signature}",
        "the turn before": sign(f"{id_}.{int(turn) - 1}"),
        "the turn written otherwise": sign(f"{id_}.0{turn}"),
        "of another link": foreign,
        "signature of another link": f"{claim}:{foreign.rpartition(':')[2]}",
        "of nobody": sign(f"{NOBODY}.1"),
        "for another purpose": Signer(salt="answers").sign(claim),
        "the cookie": Signer(salt=owners.COOKIE_SALT).sign(claim),
        "another key": Signer(key="another key", salt=owners.TOKEN_SALT).sign(claim),
        "with a NUL": f"{good}\x00",
    }


def test_twenty_forged_tokens_are_refused_and_change_nothing(vera: Client) -> None:
    address, other = saved(vera, teams="2"), saved(Client(), teams="3")
    wrong = forged(address, other)
    assert len(set(wrong.values())) == 20
    before = stored()
    for flaw, each in wrong.items():
        client, status = opened(address, each)
        assert status == 403, flaw
        assert not knows(client, address), flaw
    assert stored() == before
    assert opened(address, token(address))[1] == 302


def cookies(address: str, other: str) -> dict[str, str]:
    """What a visitor may put into the owner's cookie instead of what we put there."""
    claim = f"{behind(address).id}.1"
    good = Signer(salt=owners.COOKIE_SALT).sign(claim)
    return {
        "the token": token(address),
        "of another link": Signer(salt=owners.COOKIE_SALT).sign(f"{behind(other).id}.1"),
        "not signed": claim,
        "added to": f"{claim}~{good}",
        "another key": Signer(key="another key", salt=owners.COOKIE_SALT).sign(claim),
        "another turn": Signer(salt=owners.COOKIE_SALT).sign(f"{behind(address).id}.2"),
        "nonsense": "~.~.:",
    }


@pytest.mark.parametrize("action", ACTIONS)
def test_a_forged_cookie_changes_nothing(vera: Client, action: str) -> None:
    address, other = saved(vera, teams="2"), saved(vera, teams="3")
    before = stored()
    for flaw, value in cookies(address, other).items():
        client = Client()
        client.cookies["owner"] = value
        response = client.post(f"{address}owner/{action}/", {"title": "Mine"})
        assert response.status_code == 403, flaw
    assert stored() == before


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_others_are_told_how_to_become_an_owner(vera: Client, action: str, language: str) -> None:
    address = LANGUAGES[language] + saved(vera, teams="2")[1:]
    before = stored()
    response = Client().post(f"{address}owner/{action}/")
    assert response.status_code == 403
    assert told(language, "Only its owner can change this link") in text(response)
    assert f'href="{address}owner/"' in text(response)
    assert stored() == before


@override_settings(RATES={"save": (30, 20), "lookup": (2, 20)})
def test_trying_tokens_has_to_wait(vera: Client) -> None:
    address = saved(vera, teams="2")
    tries = [opened(address, "wrong")[1] for _ in range(3)]
    assert tries == [403, 403, 429]


# Rotating, and changing the signing key


def test_rotating_ends_what_was_given_out(vera: Client) -> None:
    address = saved(vera, teams="2")
    old = token(address)
    elsewhere, _ = opened(address, old)
    vera.post(f"{address}owner/rotate/")
    assert not knows(elsewhere, address)
    assert opened(address, old)[1] == 403
    assert knows(vera, address)
    assert knows(opened(address, token(address))[0], address)


def test_a_new_signing_key_keeps_tokens_and_cookies_as_long_as_the_old_is_listed(
    vera: Client,
) -> None:
    address = saved(vera, teams="2")
    old = token(address)
    moved: dict[str, Any] = {"SECRET_KEY": "a new key " * 6}
    with override_settings(**moved, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert knows(vera, address)
        assert knows(opened(address, old)[0], address)
        assert token(address) != old
    with override_settings(**moved, SECRET_KEY_FALLBACKS=[]):
        assert not knows(vera, address)
        assert opened(address, old)[1] == 403


# Title and last day


def test_an_owner_gives_a_title_and_a_last_day(vera: Client) -> None:
    address = saved(vera, teams="2")
    day = timezone.localdate() + timedelta(days=30)
    vera.post(f"{address}owner/about/", {"title": " Shop,\n spring ", "last_day": day})
    found = behind(address)
    assert (found.title, found.expires_on, found.last_day) == ("Shop, spring", day, day)
    assert "<title>Shop, spring · " in text(vera.get(address))
    vera.post(f"{address}owner/about/", {"title": "", "last_day": ""})
    assert (behind(address).title, behind(address).expires_on) == ("", None)


def wrong_fields() -> list[tuple[str, str]]:
    today = timezone.localdate()
    return [
        ("title", "x" * 81),
        ("title", "a\u202eb"),
        ("title", "a\x00b"),
        ("title", "a\u200bb"),
        ("last_day", str(today - timedelta(days=1))),
        ("last_day", str(today + settings.LINK_LIFE + timedelta(days=1))),
        ("last_day", "soon"),
        ("last_day", "2026-02-30"),
    ]


@pytest.mark.parametrize("at", range(8))
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_kept_is_named_and_stays_in_its_field(
    vera: Client, at: int, language: str
) -> None:
    field, typed = wrong_fields()[at]
    address = LANGUAGES[language] + saved(vera, teams="2")[1:]
    before = stored()
    response = vera.post(f"{address}owner/about/", {"title": "Fine", field: typed})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in text(response)
    assert response.context["form"][field].value() == typed
    assert stored() == before


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7|add:7 }}"])
def test_a_title_is_shown_as_text(vera: Client, title: str) -> None:
    address = saved(vera, teams="2")
    vera.post(f"{address}owner/about/", {"title": title})
    for page in (address, f"{address}owner/", f"{address}owner/delete/"):
        shown = text(vera.get(page))
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


# How long a link lives


def age(address: str, days: int) -> None:
    """Let the owner of a link have been here so many days ago."""
    moment = timezone.now() - timedelta(days=days)
    Recommendation.objects.filter(pk=behind(address).pk).update(opened_at=moment)


def test_a_link_opens_until_its_usual_life_is_over(vera: Client) -> None:
    address = saved(vera, teams="2")
    age(address, settings.LINK_LIFE.days)
    assert vera.get(address).status_code == 200
    age(address, settings.LINK_LIFE.days + 1)
    assert vera.get(address).status_code == 410


def test_a_link_opens_on_its_last_day_and_not_after(vera: Client) -> None:
    address = saved(vera, teams="2")
    link = Recommendation.objects.filter(pk=behind(address).pk)
    link.update(expires_on=timezone.localdate())
    assert vera.get(address).status_code == 200
    link.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert vera.get(address).status_code == 410


@override_settings(LINK_LIFE=timedelta(days=5))
def test_the_usual_life_is_a_setting(vera: Client) -> None:
    address = saved(vera, teams="2")
    age(address, 6)
    assert vera.get(address).status_code == 410


@pytest.mark.parametrize("action", ["owner/", "owner/about/", "owner/keep/", "owner/rotate/"])
def test_what_an_owner_does_begins_its_life_anew(vera: Client, action: str) -> None:
    address = saved(vera, teams="2")
    age(address, 100)
    vera.post(address + action, {"token": token(address)})
    assert behind(address).last_day == timezone.localdate() + settings.LINK_LIFE


def test_reading_does_not_lengthen_a_life(vera: Client) -> None:
    address = saved(vera, teams="2")
    age(address, 100)
    for page in ("", "owner/", "owner/delete/", "rules/"):
        assert vera.get(address + page).status_code == 200
    assert behind(address).last_day == timezone.localdate() + settings.LINK_LIFE - timedelta(100)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_says_who_may_read_and_change_it_and_until_when(vera: Client, language: str) -> None:
    address = LANGUAGES[language] + saved(vera, teams="2")[1:]
    with translation.override(language):
        last = day(behind(address).last_day)
    said = told(
        language,
        "Anyone with the link can read it, until %(day)s. "
        "Only whoever has the owner's link can change, end or delete it.",
        day=last,
    )
    for client in (vera, Client()):
        assert said in unescape(text(client.get(address)))
    mine = told(language, "Manage this link")
    assert mine in text(vera.get(address))
    assert mine not in text(Client().get(address))


# Deleting


def test_deleting_asks_first(vera: Client) -> None:
    address = saved(vera, teams="2")
    page = text(vera.get(f"{address}owner/delete/"))
    assert f'method="post" action="{address}owner/delete/"' in page
    assert vera.get(address).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_deleted_stays_deleted_for_its_owner_too(vera: Client, language: str) -> None:
    address = saved(vera, teams="2")
    held = token(address)
    vera.post(f"{address}owner/delete/")
    here = LANGUAGES[language] + address[1:]
    for client in (vera, Client()):
        for page in ("", "rules/", "owner/", "owner/delete/"):
            response = client.get(here + page)
            assert response.status_code == 410
            assert told(language, "What was behind this link is gone") in text(response)
            assert response["Cache-Control"] == "private, no-store"
        for form in (".json", ".md"):
            assert client.get(here.rstrip("/") + form).status_code == 410
        assert client.post(f"{here}owner/", {"token": held}).status_code == 410


def test_nothing_but_the_id_is_kept(vera: Client) -> None:
    address = saved(vera, teams="2")
    vera.post(f"{address}owner/about/", {"title": "Shop"})
    vera.post(f"{address}owner/delete/")
    assert not Recommendation.objects.exists()
    assert list(Tombstone.objects.values()) == [{"id": address.strip("/").removeprefix("r/")}]
    assert [field.name for field in Tombstone._meta.get_fields()] == ["id"]


def test_a_deleted_link_is_gone_for_machines(vera: Client) -> None:
    address = saved(vera, teams="2")
    vera.post(f"{address}owner/delete/")
    response = vera.get(f"/api/v1/recommendations/{address.strip('/').removeprefix('r/')}")
    assert response.status_code == 410
    assert response["Content-Type"] == "application/problem+json"


def test_what_is_over_looks_like_what_was_deleted(vera: Client) -> None:
    deleted, over = saved(vera, teams="2"), saved(vera, teams="2")
    vera.post(f"{deleted}owner/delete/")
    age(over, settings.LINK_LIFE.days + 1)
    pages = [text(Client().get(each)).replace(each, "") for each in (deleted, over)]
    assert pages[0] == pages[1]


def test_a_wrong_link_looks_like_one_that_never_was(vera: Client) -> None:
    addresses = (f"/r/{NOBODY}/", "/r/short/", f"/r/{NOBODY}x/")
    pages = {text(Client().get(each)).replace(each[1:], "") for each in addresses}
    assert len(pages) == 1


@pytest.mark.parametrize("action", ["about", "keep", "rotate", "leave", "delete"])
def test_a_form_of_another_site_changes_nothing(vera: Client, action: str) -> None:
    address = saved(vera, teams="2")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = vera.cookies
    before = stored()
    assert strict.post(f"{address}owner/{action}/", {"title": "Mine"}).status_code == 403
    assert stored() == before


# Looking for links


@override_settings(RATES={"save": (30, 20), "lookup": (2, 20)})
def test_looking_in_vain_too_often_has_to_wait(vera: Client) -> None:
    address = saved(vera, teams="2")
    assert [vera.get(f"/r/{NOBODY}/").status_code for _ in range(3)] == [404, 404, 429]
    response = vera.get(address)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 20
    assert Client(REMOTE_ADDR="203.0.113.9").get(address).status_code == 200


@override_settings(RATES={"save": (30, 20), "lookup": (2, 20)})
def test_opening_what_is_there_costs_nothing(vera: Client) -> None:
    address = saved(vera, teams="2")
    assert {vera.get(address).status_code for _ in range(5)} == {200}
