"""Releases in the admin: to look at, never to change."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.advisor.conftest import logged_in
from tests.advisor.visiting import stored, text

LIST = "/admin/releases/release/"
ONE = f"{LIST}1/change/"


def test_edda_sees_the_releases(edda: Client) -> None:
    assert "As it was shipped." in text(edda.get(LIST))


def test_edda_reads_a_release_and_finds_nothing_to_change(edda: Client) -> None:
    page = text(edda.get(f"/en{ONE}"))
    assert "current_stage" in page
    assert 'name="_save"' not in page
    assert 'name="note"' not in page


@pytest.mark.parametrize("address", [ONE, f"{LIST}add/", f"{LIST}1/delete/"])
def test_edda_cannot_change_a_release(edda: Client, address: str) -> None:
    before = stored()
    assert edda.post(address, {"note": "Mine", "post": "yes"}).status_code == 403
    assert stored() == before


@pytest.mark.parametrize("address", [ONE, f"{LIST}add/", f"{LIST}1/delete/"])
def test_not_even_a_superuser_changes_a_release(db: None, address: str) -> None:
    admin = logged_in(User.objects.create_superuser("admin"))
    before = stored()
    assert admin.post(address, {"note": "Mine", "post": "yes"}).status_code == 403
    assert stored() == before


def test_releases_cannot_be_deleted_from_the_list(db: None) -> None:
    admin = logged_in(User.objects.create_superuser("admin"))
    before = stored()
    admin.post(LIST, {"action": "delete_selected", "_selected_action": "1", "post": "yes"})
    assert stored() == before


@pytest.mark.parametrize("address", ["/admin/", LIST, ONE])
def test_otto_is_asked_to_log_in_as_someone_else(otto: Client, address: str) -> None:
    response = otto.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/?next=/admin/")


def test_vera_is_asked_to_log_in(vera: Client) -> None:
    assert vera.get(LIST)["Location"] == f"/admin/login/?next={LIST}"


def test_staff_without_the_right_sees_no_release(db: None) -> None:
    staff = logged_in(User.objects.create_user("stan", is_staff=True))
    assert staff.get(LIST).status_code == 403
    assert staff.get(ONE).status_code == 403


@pytest.mark.parametrize("odd", ["0", "x", "%00", "9" * 30, "1_0", "-1"])
def test_an_odd_number_leads_back(edda: Client, odd: str) -> None:
    assert edda.get(f"{LIST}{odd}/change/")["Location"] == "/admin/"


@pytest.mark.parametrize("query", ["?p=x", "?o=99", "?number__x=1", "?q=%00", "?e=1", "?number=x"])
def test_an_odd_query_is_borne(edda: Client, query: str) -> None:
    assert edda.get(LIST + query).status_code in (200, 302)


def test_a_login_leads_only_to_our_own_pages(db: None) -> None:
    User.objects.create_superuser("admin", password="a long one")
    login = {"username": "admin", "password": "a long one", "next": "https://evil.example/"}
    assert Client().post("/admin/login/", login)["Location"] == "/accounts/profile/"


def test_a_name_with_a_nul_is_refused(vera: Client) -> None:
    response = vera.post("/admin/login/", {"username": "a\x00b", "password": "c\x00d"})
    assert response.status_code == 200
