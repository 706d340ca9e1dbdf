"""Preview cards: what a chat shows beside a link, and what it must not."""

import re
from html import unescape
from io import BytesIO
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from PIL import Image

from advisor.pictures import card as drawing
from advisor.recommendations.models import Recommendation
from tests.advisor.visiting import LANGUAGES, saved, stored, text, told

SITE = "https://steps.example.org"
# Answers that would be seen in a card if one of them were.
TEAM = {"team_size": "8", "teams": "2", "users": "123456", "current_stage": "stage_2"}
NOBODY = "A" * 22


@pytest.fixture(autouse=True)
def _nothing_drawn() -> None:
    cache.clear()


def in_both(address: str, form: str = "") -> list[str]:
    """The addresses of a link's form in both languages."""
    bare = address.removeprefix("/en").strip("/")
    return [f"{prefix}{bare}{form}" for prefix in LANGUAGES.values()]


def properties(page: Any) -> dict[str, str]:
    """What the page says of itself to others."""
    found = re.findall(
        r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="(.*?)">', text(page)
    )
    return {name: unescape(value) for name, value in found}


def title(page: Any) -> str:
    """What stands in the tab of the browser."""
    return unescape(text(page).partition("<title>")[2].partition("</title>")[0])


@override_settings(SITE_URL=SITE)
def test_a_link_names_its_title_and_its_card(vera: Client) -> None:
    for address in in_both(saved(vera, **TEAM), "/"):
        page = Client().get(address)
        said = properties(page)
        assert f"{said['og:title']} · Bậc Thang" == title(page)
        assert said["og:site_name"] == "Bậc Thang"
        assert said["og:url"] == f"{SITE}{address}"
        assert said["og:image"] == f"{SITE}{address.rstrip('/')}.png"
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert said["twitter:card"] == "summary_large_image"
        assert said["og:title"] in said["og:image:alt"]


@override_settings(SITE_URL=SITE)
def test_the_first_page_has_a_card_of_its_own(vera: Client) -> None:
    for language, prefix in LANGUAGES.items():
        said = properties(vera.get(prefix))
        assert said["og:title"] == told(language, "Which stage should your system be at?")
        assert said["og:image"] == f"{SITE}{prefix}card.png"


@override_settings(SITE_URL=SITE)
def test_neither_the_request_nor_its_query_gets_into_a_preview(vera: Client) -> None:
    address = saved(vera, **TEAM)
    page = Client().get(f"{address}?key=secret-of-the-owner", headers={"host": "localhost"})
    said = " ".join(properties(page).values())
    assert "secret" not in said
    assert "localhost" not in said


def test_a_title_stands_before_the_advice(vera: Client) -> None:
    """And it is text, whatever is in it."""
    address = saved(vera, **TEAM)
    Recommendation.objects.update(title='<b>"Đơn hàng"</b> & Ệ Ẵ Ữ')
    page, card = (Client().get(each) for each in (address, address.rstrip("/") + ".svg"))
    assert properties(page)["og:title"] == '<b>"Đơn hàng"</b> & Ệ Ẵ Ữ'
    titled = ElementTree.fromstring(card.content).findtext("{http://www.w3.org/2000/svg}title")
    assert titled == '<b>"Đơn hàng"</b> & Ệ Ẵ Ữ · Bậc Thang'
    untitled = Client().get(saved(Client(), **TEAM).rstrip("/") + ".png").content
    assert Client().get(address.rstrip("/") + ".png").content != untitled


@pytest.mark.parametrize("form", [".png", ".svg"])
def test_what_was_deleted_has_no_card(vera: Client, form: str) -> None:
    address = saved(vera, **TEAM)
    assert vera.get(address.rstrip("/") + form).status_code == 200
    vera.post(f"{address}owner/delete/")
    assert vera.get(address).status_code == 410
    assert vera.get(address.rstrip("/") + form).status_code == 410


def test_the_card_is_a_picture_of_one_size(vera: Client) -> None:
    for address in [*in_both(saved(vera, **TEAM), ".png"), *in_both("card.png")]:
        response = Client().get(address)
        assert response["Content-Type"] == "image/png"
        assert Image.open(BytesIO(response.content)).size == (1200, 630)
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_card_speaks_the_language_of_its_address(vera: Client) -> None:
    one, other = (Client().get(each).content for each in in_both(saved(vera, **TEAM), ".png"))
    assert one != other


def test_no_answer_is_in_the_card(vera: Client) -> None:
    """Teams with one advice have one card, whatever else they answered."""
    addresses = [saved(Client(), **{**TEAM, "users": users}) for users in ("123456", "123457")]
    records = [Recommendation.objects.get(pk=each.strip("/")[2:]).record for each in addresses]
    assert records[0] != records[1]
    for form in (".png", ".svg"):
        one, other = (Client().get(each.rstrip("/") + form).content for each in addresses)
        assert one == other


def test_the_card_as_svg_says_the_same_in_words(vera: Client) -> None:
    for address in in_both(saved(vera, **TEAM)):
        page = title(Client().get(f"{address}/"))
        response = Client().get(f"{address}.svg")
        assert response["Content-Type"].startswith("image/svg+xml")
        root = ElementTree.fromstring(response.content)
        assert root.attrib["width"] == "1200"
        space = "{http://www.w3.org/2000/svg}"
        assert root.findtext(f"{space}title") == page
        written = [each.text or "" for each in root.iter(f"{space}text")]
        assert page.removesuffix(" · Bậc Thang") in " ".join(written)
        assert {"1", "2", "3", "4"} <= set(written)


@pytest.mark.parametrize("form", [".png", ".svg"])
def test_a_card_stays_out_of_caches_and_searches(vera: Client, form: str) -> None:
    response = Client().get(saved(vera, **TEAM).rstrip("/") + form)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("form", [".png", ".svg"])
def test_there_is_no_card_without_a_link(vera: Client, form: str) -> None:
    assert vera.get(f"/r/{NOBODY}{form}").status_code == 404


@pytest.mark.parametrize("form", [".png", ".svg"])
def test_looking_at_a_card_changes_nothing(vera: Client, form: str) -> None:
    address = saved(vera, **TEAM).rstrip("/") + form
    before = stored()
    Client().get(address)
    Client().head(address)
    assert stored() == before
    assert Client().post(address).status_code == 405


def test_a_card_is_drawn_once(vera: Client) -> None:
    address = saved(vera, **TEAM).rstrip("/") + ".png"
    with patch.object(drawing, "png", wraps=drawing.png) as draw:
        assert Client().get(address).content == Client().get(address).content
    assert draw.call_count == 1


@override_settings(RATES={"save": (30, 20), "lookup": (60, 5), "card": (1, 60)})
def test_drawing_is_limited_looking_is_not(vera: Client) -> None:
    vi, en = in_both(saved(vera, **TEAM), ".png")
    assert vera.get(vi).status_code == 200
    refused = vera.get(en)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert vera.get(vi).status_code == 200
