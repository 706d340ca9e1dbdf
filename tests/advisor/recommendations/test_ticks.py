"""Actions that were ticked off stay in the browser that ticked them."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from advisor.recommendations.ticks import COOKIE_BYTES
from knowledge import RuleBase
from tests.advisor.visiting import saved, stored, text

PAIN = {"current_stage": "stage_2", "team_size": "9", "test_minutes": "7", "conflict_devs": "6"}
OTHER = {"current_stage": "stage_2", "team_size": "9", "test_minutes": "9", "deploy_lock": "yes"}
SPEED = ["find-slow-tests", "parallel-tests"]


def ticked(page: HttpResponse) -> list[str]:
    """The actions that a page shows as ticked off."""
    boxes = re.findall(r'<input class="?tick"?[^>]*>', text(page))
    assert boxes
    values = [re.search(r'value="?([\w-]+)', box) for box in boxes if "checked" in box]
    return [value[1] for value in values if value]


def tick(client: Client, address: str, practices: Iterable[str]) -> HttpResponse:
    """Tick these actions off, and no others, on the page at an address."""
    page, _, query = address.partition("?")
    return client.post(f"{page}done/?{query}", {"done": list(practices)})


def test_own_ticks_come_back_and_go_again(vera: Client) -> None:
    vera.get("/ask/", PAIN)
    assert ticked(vera.get("/advice/")) == []
    answer = tick(vera, "/advice/", SPEED)
    assert answer["Location"] == "/advice/#actions"
    assert ticked(vera.get("/advice/")) == SPEED
    assert ticked(vera.get("/en/advice/")) == SPEED
    tick(vera, "/advice/", SPEED[:1])
    assert ticked(vera.get("/advice/")) == SPEED[:1]


def test_own_ticks_outlive_another_answer(vera: Client) -> None:
    vera.get("/ask/", PAIN)
    tick(vera, "/advice/", SPEED)
    vera.get("/ask/", {"users": "5000"})
    assert ticked(vera.get("/advice/")) == SPEED


def test_ticks_stay_while_other_answers_are_tried(vera: Client) -> None:
    vera.get("/ask/", PAIN)
    tick(vera, "/advice/", SPEED)
    page = vera.get("/advice/", {**PAIN, "test_minutes": "8", "but-was": "test_minutes=7"})
    assert ticked(page) == SPEED
    tick(vera, f"/advice/?{page.wsgi_request.GET.urlencode()}", SPEED[1:])
    assert ticked(vera.get("/advice/")) == SPEED[1:]


def test_answers_of_another_team_have_a_list_of_their_own(vera: Client) -> None:
    vera.get("/ask/", PAIN)
    tick(vera, "/advice/", SPEED)
    assert ticked(vera.get("/advice/", OTHER)) == []
    tick(vera, f"/advice/?{urlencode(OTHER)}", SPEED[:1])
    assert ticked(vera.get("/advice/", OTHER)) == SPEED[:1]
    assert ticked(vera.get("/advice/")) == SPEED


def test_a_link_has_a_list_for_each_of_its_readers(vera: Client) -> None:
    address = saved(vera, **PAIN)
    tick(vera, address, SPEED)
    assert ticked(vera.get(address)) == SPEED
    assert ticked(vera.get(f"/en{address}")) == SPEED
    assert ticked(Client().get(address)) == []


def test_a_new_link_takes_the_ticks_along(vera: Client) -> None:
    vera.get("/ask/", PAIN)
    tick(vera, "/advice/", SPEED)
    address = vera.post("/advice/save/")["Location"]
    assert ticked(vera.get(address)) == SPEED
    assert ticked(Client().get(address)) == []


def test_ticks_are_kept_nowhere_but_in_a_cookie_of_the_session(vera: Client) -> None:
    address = saved(vera, **PAIN)
    before = stored()
    cookie = tick(vera, address, SPEED).cookies["ticks"]
    assert stored() == before
    assert not cookie["max-age"]
    assert not cookie["expires"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_cookie_that_someone_altered_is_ignored(vera: Client) -> None:
    vera.get("/ask/", PAIN)
    vera.cookies["ticks"] = "eyJvd24iOlsiYSJdfQ:1:x"
    page = vera.get("/advice/")
    assert page.status_code == 200
    assert ticked(page) == []


def test_what_is_no_practice_is_not_kept(vera: Client) -> None:
    vera.get("/ask/", PAIN)
    tick(vera, "/advice/", ["<script>", "nothing", *SPEED])
    assert ticked(vera.get("/advice/")) == SPEED


def test_the_oldest_lists_make_room(vera: Client, shipped: RuleBase) -> None:
    practices = list(shipped.practices)
    for minutes in range(3, 60):
        some = [name for at, name in enumerate(practices) if at * minutes**2 % 7 < 3]
        tick(vera, f"/advice/?test_minutes={minutes}", some)
        assert len(vera.cookies["ticks"].value) <= COOKIE_BYTES
    assert ticked(vera.get("/advice/?test_minutes=3")) == []
    assert ticked(vera.get("/advice/?test_minutes=59"))


@pytest.mark.parametrize("own", [True, False])
def test_ticking_needs_a_form_of_ours(vera: Client, own: bool) -> None:
    strict = Client(enforce_csrf_checks=True)
    address = "/advice/" if own else saved(vera, **PAIN)
    assert tick(strict, address, SPEED).status_code == 403
    assert strict.get(f"{address}done/").status_code == 405


def test_a_link_that_is_not_there_cannot_be_ticked(vera: Client) -> None:
    assert tick(vera, f"/r/{'A' * 22}/", SPEED).status_code == 404


@override_settings(SESSION_COOKIE_SECURE=True)
def test_the_cookie_keeps_to_https_where_the_site_does(vera: Client) -> None:
    assert tick(vera, "/advice/", SPEED).cookies["ticks"]["secure"]
