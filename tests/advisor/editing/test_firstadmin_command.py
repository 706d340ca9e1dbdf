"""`manage.py firstadmin`: one administrator for a new installation."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db


def run() -> str:
    out = StringIO()
    call_command("firstadmin", stdout=out)
    return out.getvalue()


def test_the_printed_name_and_password_open_the_admin() -> None:
    words = run().split()
    login = {"username": words[1], "password": words[3], "next": "/admin/"}
    client = Client()
    assert client.post("/admin/login/", login)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_it_happens_only_once() -> None:
    run()
    assert run() == ""
    assert User.objects.count() == 1


def test_an_administrator_of_another_name_is_enough() -> None:
    User.objects.create_superuser("edda")
    assert run() == ""


def test_a_password_is_never_printed_twice() -> None:
    first = run().split()[3]
    User.objects.all().delete()
    second = run().split()[3]
    assert first != second
    assert len(first) >= 20
