"""People and their rights: managed by whoever may, told to the trail, never raised by oneself."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from advisor.editing.models import AuditEntry
from advisor.editing.people import set_active, set_groups
from advisor.editing.rights import (
    EDIT,
    GROUPS,
    PEOPLE,
    PUBLISH,
    RIGHTS,
    ROLL_BACK,
    VIEW,
    NotAllowed,
    may,
)
from tests.advisor.editing.conftest import person

HELD = {
    "viewers": {VIEW},
    "editors": {VIEW, EDIT},
    "publishers": {VIEW, PUBLISH, ROLL_BACK},
    "people": {VIEW, PEOPLE},
}


def fresh(user: User) -> User:
    """The account as the next request knows it."""
    return User.objects.get(pk=user.pk)


def last() -> AuditEntry:
    return AuditEntry.objects.latest("number")


@pytest.mark.django_db
@pytest.mark.parametrize("group", GROUPS)
def test_each_group_has_its_rights_and_no_others(group: str) -> None:
    user = person("vic", group)
    assert {right for right in RIGHTS if may(user, right)} == HELD[group]


def test_who_may_manage_people_gives_and_takes_rights(manager: User, nobody: User) -> None:
    set_groups(manager, nobody.pk, ["editors", "publishers"])
    assert may(fresh(nobody), EDIT)
    assert may(fresh(nobody), PUBLISH)
    set_groups(manager, nobody.pk, ["viewers"])
    assert not may(fresh(nobody), EDIT)
    assert may(fresh(nobody), VIEW)


def test_other_groups_stay(manager: User, nobody: User) -> None:
    nobody.groups.add(Group.objects.create(name="readers of the paper"))
    set_groups(manager, nobody.pk, ["editors", "readers of the wall", "admins"])
    names = set(nobody.groups.values_list("name", flat=True))
    assert names == {"editors", "readers of the paper"}


def test_a_change_of_rights_is_told(manager: User, nobody: User) -> None:
    set_groups(manager, nobody.pk, ["editors"])
    assert (last().action, last().subject) == ("person.changed", "person otto")
    assert last().became["groups"] == ["editors"]


def test_who_is_put_to_rest_may_nothing(manager: User, editor: User) -> None:
    set_active(manager, editor.pk, False)
    assert not may(fresh(editor), EDIT)
    assert not Client().login(username="edda", password="correct horse")
    set_active(manager, editor.pk, True)
    assert may(fresh(editor), EDIT)


def test_nobody_raises_the_own_rights(manager: User) -> None:
    for raised in (
        lambda: set_groups(manager, manager.pk, GROUPS),
        lambda: set_active(manager, manager.pk, True),
    ):
        with pytest.raises(NotAllowed):
            raised()
        assert last().is_refused
    assert not may(fresh(manager), PUBLISH)


def test_nobody_but_a_superuser_touches_a_superuser(manager: User) -> None:
    admin, other = (User.objects.create_superuser(name) for name in ("admin", "other"))
    with pytest.raises(NotAllowed):
        set_active(manager, admin.pk, False)
    assert fresh(admin).is_active
    set_active(other, admin.pk, False)
    assert not fresh(admin).is_active


@pytest.mark.parametrize("who", ["editor", "publisher", "nobody"])
def test_who_may_not_manage_people_changes_nobody(
    who: str, manager: User, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        set_groups(user, manager.pk, [])
    assert may(fresh(manager), PEOPLE)
    assert (last().who, last().is_refused) == (user.username, True)


def test_accounts_are_listed_in_the_admin_for_superusers_alone(manager: User) -> None:
    client = Client()
    client.force_login(manager)
    assert client.get("/admin/auth/user/").status_code == 403
