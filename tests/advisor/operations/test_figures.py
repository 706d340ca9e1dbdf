"""Figures for Prometheus, and who may see them."""

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.advisor.visiting import saved, text

TOKEN = "a-token-of-more-than-twenty-characters"


def asked(client: Client, token: str) -> HttpResponse:
    return client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


@override_settings(METRICS_TOKEN=TOKEN)
def test_the_token_opens(vera: Client) -> None:
    link = saved(vera, teams="2")
    vera.get(link)
    page = text(asked(vera, TOKEN))
    assert "bacthang_release 1.0" in page
    assert "bacthang_recommendations 1.0" in page
    counted = 'bacthang_requests_total{method="GET",route="recommendations:show",status="200"}'
    assert counted in page
    assert link.strip("/").split("/")[-1] not in page


@override_settings(METRICS_TOKEN=TOKEN)
@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x", TOKEN[:-1], "ệ"])
def test_no_other_token_does(vera: Client, token: str) -> None:
    assert asked(vera, token).status_code == 404


@override_settings(METRICS_TOKEN="")
def test_without_a_token_there_are_none(vera: Client) -> None:
    assert asked(vera, "").status_code == 404


@override_settings(METRICS_TOKEN=TOKEN)
def test_nobody_can_fill_the_figures_with_inventions(vera: Client) -> None:
    vera.generic("BREW", "/stages/")
    vera.get("/an-address-nobody-has/")
    page = text(asked(vera, TOKEN))
    assert "BREW" not in page
    assert "nobody-has" not in page
