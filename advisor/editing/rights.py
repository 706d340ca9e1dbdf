"""Who may do what. Every function that changes something asks here, whoever calls it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from advisor.editing import audit

# What each right is called in Django. The ready-made groups are in migration 0003.
VIEW = "editing.view_draft"
EDIT = "editing.change_draft"
PUBLISH = "editing.publish_draft"
ROLL_BACK = "editing.roll_back"
PEOPLE = "editing.manage_people"
RIGHTS = (VIEW, EDIT, PUBLISH, ROLL_BACK, PEOPLE)
GROUPS = ("viewers", "editors", "publishers", "people")

P = ParamSpec("P")
R = TypeVar("R")


class NotAllowed(PermissionDenied):
    """Someone lacks the `right` to do something; it was told to the audit trail."""

    def __init__(self, right: str) -> None:
        self.right = right
        super().__init__(right)


def may(user: Any, right: str) -> bool:
    """Whether someone has a right now: an active account with the permission."""
    return bool(user.is_active and user.has_perm(right))


def needs(
    right: str, action: str
) -> Callable[[Callable[Concatenate[User, P], R]], Callable[Concatenate[User, P], R]]:
    """Refuse a function to whoever lacks a right; its first argument is who asks.

    A refusal raises NotAllowed and is told to the audit trail, with what was asked about.
    """

    def guarded(function: Callable[Concatenate[User, P], R]) -> Callable[Concatenate[User, P], R]:
        @wraps(function)
        def asked(user: User, /, *args: P.args, **options: P.kwargs) -> R:
            if not may(user, right):
                refuse(user, right, action, args[0] if args else "")
            return function(user, *args, **options)

        return asked

    return guarded


def refuse(user: Any, right: str, action: str, about: object) -> None:
    """Tell the audit trail that somebody lacks a right, then raise NotAllowed."""
    subject = f"{action.partition('.')[0]} {about}".strip() if isinstance(about, int) else ""
    audit.record(user, action, subject, after={"lacks": right}, refused=True)
    raise NotAllowed(right)
