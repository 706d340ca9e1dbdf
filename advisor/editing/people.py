"""People and their rights, for whoever may manage them.

Nobody raises their own rights, and nobody but a superuser touches a superuser. Every change
reaches the audit trail through `watching`.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, User
from django.db import transaction

from advisor.editing import audit
from advisor.editing.rights import GROUPS, PEOPLE, NotAllowed, needs


@needs(PEOPLE, "person.changed")
def set_groups(user: User, person_id: int, names: Iterable[str]) -> User:
    """Let a person be in exactly these of the ready-made groups; other groups stay.

    Raises NotAllowed, also for oneself and for a superuser, and User.DoesNotExist.
    """
    person = other_person(user, person_id)
    wanted = Group.objects.filter(name__in=set(names) & set(GROUPS))
    with transaction.atomic():
        person.groups.remove(*Group.objects.filter(name__in=GROUPS).exclude(pk__in=wanted))
        person.groups.add(*wanted)
    return person


@needs(PEOPLE, "person.changed")
def set_active(user: User, person_id: int, is_active: bool) -> User:
    """Let a person sign in or no longer. Accounts are never deleted: the trail names them.

    Raises NotAllowed, also for oneself and for a superuser, and User.DoesNotExist.
    """
    person = other_person(user, person_id)
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    return person


def other_person(user: User, person_id: int) -> User:
    """Somebody whom `user` may change; raises NotAllowed for oneself and above oneself."""
    person = User.objects.get(pk=person_id)
    if person.pk == user.pk or (person.is_superuser and not user.is_superuser):
        subject = f"person {person.get_username()}"
        audit.record(user, "person.changed", subject, after={"lacks": PEOPLE}, refused=True)
        raise NotAllowed(PEOPLE)
    return person
