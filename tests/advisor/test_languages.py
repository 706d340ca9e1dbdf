"""Vietnamese at `/…`, English at `/en/…`, whatever the browser prefers."""

import pytest
from django.test import Client

from tests.advisor.visiting import text

PAGES = ("", "ask/scale/", "ask/check/", "advice/", "stages/", "rules/", "sources/", "nothing/")
ODD = ("nothing/", "en", "a%2Fb/?c=d%2F", "%C3%A9/", "?a=/en/", "%5C%5Cevil.example/")


@pytest.mark.parametrize("path", PAGES)
def test_the_path_alone_decides_the_language(vera: Client, path: str) -> None:
    for prefix, language, preferred in (("/", "vi", "en"), ("/en/", "en", "vi")):
        vera.cookies["django_language"] = preferred
        response = vera.get(prefix + path, headers={"Accept-Language": preferred})
        assert f'<html lang="{language}">' in text(response)
        assert response["Content-Language"] == language
        assert "Accept-Language" not in response.get("Vary", "")


@pytest.mark.parametrize("path", PAGES)
def test_the_other_language_is_the_same_page(vera: Client, path: str) -> None:
    assert vera.get(f"/{path}").context["other"]["url"] == f"/en/{path}"
    assert vera.get(f"/en/{path}").context["other"]["url"] == f"/{path}"


@pytest.mark.parametrize("path", ["advice/?teams=2&users=20000", "rules/two-teams/"])
def test_the_other_language_keeps_the_whole_address(vera: Client, path: str) -> None:
    assert vera.get(f"/{path}").context["other"]["url"] == f"/en/{path}"
    assert vera.get(f"/en/{path}").context["other"]["url"] == f"/{path}"


@pytest.mark.parametrize("odd", ODD)
def test_there_and_back_leads_to_where_one_was(vera: Client, odd: str) -> None:
    there = vera.get(f"/{odd}", follow=True).context["other"]["url"]
    back = vera.get(there, follow=True).context["other"]["url"]
    assert vera.get(back, follow=True).context["other"]["url"] == there


@pytest.mark.parametrize("address", ["//evil.example/", "/en//evil.example/", "/en///evil.example"])
def test_the_other_language_is_never_another_site(vera: Client, address: str) -> None:
    url = vera.get(address, follow=True).context["other"]["url"]
    assert not url.startswith("//")
    assert url.startswith("/")


def test_an_error_in_a_form_keeps_its_language(vera: Client) -> None:
    for prefix, language in (("/", "vi"), ("/en/", "en")):
        response = vera.post(f"{prefix}ask/team/", {"teams": "many"})
        assert f'<html lang="{language}">' in text(response)


@pytest.mark.parametrize("address", ["/vi/", "/EN/", "/en-US/", "/fr/", "/english/"])
def test_no_other_prefix_names_a_language(vera: Client, address: str) -> None:
    assert vera.get(address).status_code == 404
