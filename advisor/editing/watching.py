"""What the audit trail learns by itself: signing in and out, and every change of people.

Whoever changes accounts, by our pages, Django's admin or a command, is told on: Django's own
signals are listened to. Passwords, sessions and keys are never told.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.contrib.auth import user_logged_in, user_logged_out, user_login_failed
from django.contrib.auth.models import Group, User
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.http import HttpRequest, HttpResponse

from advisor.editing import audit

Handler = Callable[[HttpRequest], HttpResponse]

KEPT = ("username", "is_active", "is_staff", "is_superuser")
ADDED_OR_REMOVED = ("post_add", "post_remove", "post_clear")

# Who is at work, for what is only noticed by a signal; None is the server's own administrator.
request_at_work: ContextVar[HttpRequest | None] = ContextVar("request_at_work", default=None)


def acting(handle: Handler) -> Handler:
    """Know whose request it is while it is handled."""

    def handled(request: HttpRequest) -> HttpResponse:
        token = request_at_work.set(request)
        try:
            return handle(request)
        finally:
            request_at_work.reset(token)

    return handled


def watch() -> None:
    """Listen from now on."""
    for signal, listener, sender in (
        (user_logged_in, signed_in, None),
        (user_logged_out, signed_out, None),
        (user_login_failed, sign_in_failed, None),
        (pre_save, person_read, User),
        (post_save, person_saved, User),
        (post_delete, person_deleted, User),
        (m2m_changed, person_groups_changed, User.groups.through),
        (m2m_changed, person_rights_changed, User.user_permissions.through),
        (m2m_changed, group_rights_changed, Group.permissions.through),
    ):
        signal.connect(listener, sender=sender, dispatch_uid=f"advisor.editing.{listener.__name__}")


def somebody() -> Any:
    """Who is at work: the person whose request it is."""
    request = request_at_work.get()
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


# Signing in and out


def signed_in(sender: Any, user: User, **unused: Any) -> None:
    """Tell who signed in."""
    audit.record(user, "person.logged-in", subject(user))


def signed_out(sender: Any, user: User | None, **unused: Any) -> None:
    """Tell who signed out; somebody whose session was over is nobody."""
    if user is not None:
        audit.record(user, "person.logged-out", subject(user))


def sign_in_failed(sender: Any, credentials: dict[str, Any], **unused: Any) -> None:
    """Tell whose account was tried. A name that nobody has may be a password: it is not told."""
    name = str(credentials.get("username", ""))[:150]
    user = None if "\0" in name else User.objects.filter(username=name).first()
    known = subject(user) if user else "person unknown"
    audit.record(None, "person.login-failed", known, refused=True)


# Changes of people


def person_read(sender: Any, instance: User, **unused: Any) -> None:
    """Remember what was stored before a person is saved."""
    was = User.objects.filter(pk=instance.pk).first() if instance.pk else None
    instance.was = told(was) | {"password": was.password} if was else None  # type: ignore[attr-defined]


def person_saved(
    sender: Any, instance: User, created: bool, update_fields: Any = None, **unused: Any
) -> None:
    """Tell who was made or changed."""
    was, now = getattr(instance, "was", None), told(instance)
    if created or was is None:
        audit.record(somebody(), "person.made", subject(instance), after=now)
        return
    if was["password"] != instance.password and not rehashed(update_fields):
        now["password"] = "changed"
    was = {name: value for name, value in was.items() if name != "password"}
    if was != now:
        audit.record(somebody(), "person.changed", subject(instance), before=was, after=now)


def rehashed(update_fields: Any) -> bool:
    """Whether a password is only stored in a newer form, as Django does at sign-in."""
    return set(update_fields or ()) == {"password"} and somebody() is None


def person_deleted(sender: Any, instance: User, **unused: Any) -> None:
    """Tell who was deleted."""
    audit.record(somebody(), "person.deleted", subject(instance), before=told(instance))


def person_groups_changed(instance: Any, action: str, pk_set: Any, **unused: Any) -> None:
    """Tell whose groups changed, from whichever side."""
    if action in ADDED_OR_REMOVED:
        people = [instance] if isinstance(instance, User) else members(instance, pk_set)
        for person in people:
            names = sorted(person.groups.values_list("name", flat=True))
            tell_change("person.changed", subject(person), action, {"groups": names})


def members(group: Group, keys: set[int] | None) -> list[User]:
    """The people that were added to a group or taken out."""
    return list(User.objects.filter(pk__in=keys or ()))


def person_rights_changed(instance: Any, action: str, **unused: Any) -> None:
    """Tell whose own permissions changed."""
    if action in ADDED_OR_REMOVED and isinstance(instance, User):
        names = sorted(instance.user_permissions.values_list("codename", flat=True))
        tell_change("person.changed", subject(instance), action, {"rights": names})


def group_rights_changed(instance: Any, action: str, **unused: Any) -> None:
    """Tell which group's permissions changed."""
    if action in ADDED_OR_REMOVED and isinstance(instance, Group):
        names = sorted(instance.permissions.values_list("codename", flat=True))
        tell_change("group.changed", f"group {instance.name}", action, {"rights": names})


def tell_change(action: str, about: str, change: str, after: dict[str, Any]) -> None:
    """Tell what somebody has after a change."""
    audit.record(somebody(), action, about, after={"change": change, **after})


def subject(user: User) -> str:
    """How the audit trail calls a person."""
    return f"person {user.get_username()}"


def told(user: User) -> dict[str, Any]:
    """What is told of an account."""
    return {name: getattr(user, name) for name in KEPT}
