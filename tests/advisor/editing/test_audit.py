"""The audit trail: what is told, and that nothing of it can be changed unnoticed."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from advisor.editing import audit
from advisor.editing.models import AuditEntry, Draft
from advisor.releases.guards import unguard
from tests.advisor.editing.conftest import changed

pytestmark = pytest.mark.django_db
TABLE = "editing_auditentry"


@pytest.fixture
def trail() -> list[AuditEntry]:
    """Five entries."""
    return [
        audit.record(None, "release.imported", f"release {number}", after={"x": number})
        for number in range(1, 6)
    ]


def run(sql: str) -> None:
    """What somebody with the database in hand may do."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_entry_says_who_did_what_and_what_became_of_it(editor: User) -> None:
    entry = audit.record(editor, "draft.saved", "draft 7", before={"a": 1}, after={"a": 2})
    entry = AuditEntry.objects.get(pk=entry.pk)
    assert (entry.who, entry.who_id) == ("edda", editor.pk)
    assert (entry.action, entry.subject) == ("draft.saved", "draft 7")
    assert (entry.was, entry.became, entry.is_refused) == ({"a": 1}, {"a": 2}, False)


def test_a_chain_that_nobody_touched_holds(trail: list[AuditEntry]) -> None:
    verdict = audit.verify()
    assert verdict.holds
    assert verdict.head == AuditEntry.objects.latest("number").hash
    assert verdict.entries == AuditEntry.objects.count()


def test_an_empty_chain_holds() -> None:
    assert audit.verify() == audit.Verdict(0, audit.FIRST)


TOUCHED = {
    "who": "UPDATE {} SET who = 'otto' WHERE number = {}",
    "what": "UPDATE {} SET action = 'draft.made' WHERE number = {}",
    "after": "UPDATE {} SET after = '' WHERE number = {}",
    "when": "UPDATE {} SET at = '2020-01-01 00:00:00+00:00' WHERE number = {}",
    "hash": "UPDATE {} SET hash = previous WHERE number = {}",
    "one removed": "DELETE FROM {} WHERE number = {}",
    "one put in": "INSERT INTO {} (number, at, who, action, subject, is_refused, before, after,"
    " previous, hash) SELECT 6, at, who, action, subject, is_refused, before, after, previous,"
    " hash FROM {0} WHERE number = {1}",
    "refused": "UPDATE {} SET is_refused = NOT is_refused WHERE number = {}",
}


@pytest.mark.parametrize("sql", TOUCHED.values(), ids=TOUCHED)
def test_whatever_was_touched_is_found(trail: list[AuditEntry], sql: str) -> None:
    unguard(connection, TABLE)
    run(sql.replace("{}", "{0}", 1).replace("{}", "{1}").format(TABLE, 3))
    verdict = audit.verify()
    assert not verdict.holds
    assert verdict.entries in (2, 5)


def test_an_end_that_was_cut_off_shows_beside_an_earlier_walk(trail: list[AuditEntry]) -> None:
    before = audit.verify()
    unguard(connection, TABLE)
    run(f"DELETE FROM {TABLE} WHERE number = 5")
    assert audit.verify().entries < before.entries


def test_what_is_too_long_is_told_by_its_hash() -> None:
    entry = audit.record(None, "draft.saved", after={"files": ["x" * 5_000]})
    assert entry.became.keys() == {"too_long", "sha256"}
    assert audit.verify().holds


def test_only_known_actions_are_told() -> None:
    with pytest.raises(ValueError, match=r"no action 'draft.saved '"):
        audit.record(None, "draft.saved ")


def test_the_trail_replays_to_what_there_is(editor: User, draft: Draft) -> None:
    draft = changed(editor, draft, "test_minutes > 2", "test_minutes > 3")
    told = {"version": 2, "hash": draft.hash, "base": 2, "state": "open"}
    assert audit.state().drafts == {draft.pk: told}


# Signing in and out


def last() -> AuditEntry:
    return AuditEntry.objects.latest("number")


def test_signing_in_and_out_is_told(editor: User) -> None:
    client = Client()
    client.post("/admin/login/", {"username": "edda", "password": "correct horse"})
    assert (last().who, last().action) == ("edda", "person.logged-in")
    client.post("/admin/logout/")
    assert (last().who, last().action) == ("edda", "person.logged-out")


def test_a_wrong_password_is_told_with_the_account_and_without_the_password(editor: User) -> None:
    Client().post("/admin/login/", {"username": "edda", "password": "wrong horse"})
    assert (last().action, last().subject) == ("person.login-failed", "person edda")
    assert (last().is_refused, last().who) == (True, "")
    assert "wrong horse" not in str(AuditEntry.objects.values_list())


def test_a_name_that_nobody_has_is_not_told() -> None:
    Client().post("/admin/login/", {"username": "my secret", "password": "x"})
    assert last().subject == "person unknown"
    assert "my secret" not in str(AuditEntry.objects.values_list())


# People

Change = Callable[[User], object]


def superuser(user: User) -> None:
    user.is_superuser = True
    user.save()


def password(user: User) -> None:
    user.set_password("another horse")
    user.save()


PEOPLE: dict[str, tuple[Change, dict[str, object]]] = {
    "made superuser": (superuser, {"is_superuser": True}),
    "new password": (password, {"password": "changed"}),
    "out of all groups": (lambda user: user.groups.clear(), {"groups": []}),
    "into a group": (
        lambda user: user.groups.model.objects.get(name="people").user_set.add(user),
        {"groups": ["editors", "people"]},
    ),
}


@pytest.mark.parametrize(("change", "told"), PEOPLE.values(), ids=PEOPLE)
def test_every_change_of_a_person_is_told(
    editor: User, change: Change, told: dict[str, object]
) -> None:
    change(editor)
    assert (last().action, last().subject) == ("person.changed", "person edda")
    assert told.items() <= last().became.items()
    assert "horse" not in last().after


def test_who_changed_a_person_is_told(editor: User) -> None:
    admin = User.objects.create_superuser("admin")
    client = Client()
    client.force_login(admin)
    client.post(f"/admin/auth/user/{editor.pk}/delete/", {"post": "yes"})
    assert (last().who, last().action) == ("admin", "person.deleted")


def test_nobody_is_told_of_when_nothing_changed(editor: User) -> None:
    before = AuditEntry.objects.count()
    editor.save()
    assert AuditEntry.objects.count() == before
