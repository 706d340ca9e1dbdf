"""What all pages of the editing room share: the admin's frame, the draft, the way back."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, NoReturn

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from advisor.editing import rights
from advisor.editing.drafts import DraftClosed
from advisor.editing.models import Draft

View = Callable[..., HttpResponse]


def page(
    request: HttpRequest,
    template: str,
    title: str,
    context: dict[str, Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """A page of the admin with the rights of whoever looks at it."""
    can = {name: rights.may(request.user, right) for name, right in RIGHTS.items()}
    frame = {**admin.site.each_context(request), "title": title, "can": can}
    return render(request, f"editing/{template}.html", {**frame, **context}, status=status)


RIGHTS = {
    "view": rights.VIEW,
    "edit": rights.EDIT,
    "publish": rights.PUBLISH,
    "roll_back": rights.ROLL_BACK,
}


def who(request: HttpRequest) -> User:
    """Whoever is signed in; the admin lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def is_swap(request: HttpRequest) -> bool:
    """Whether a part of a page asks for this, not the person for a page."""
    return bool(getattr(request, "htmx", False))


def needs(right: str) -> Callable[[View], View]:
    """Refuse a page to whoever lacks a right; what it does asks once more."""

    def guarded(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
            if not rights.may(request.user, right):
                refuse(request, right, options.get("draft_id", options.get("number", "")))
            return view(request, *args, **options)

        return asked

    return guarded


def refuse(request: HttpRequest, right: str, about: object) -> NoReturn:
    """Raise NotAllowed; whoever tried to change something is told to the audit trail."""
    if request.method == "POST":
        rights.refuse(request.user, right, ACTIONS[right], about)
    raise rights.NotAllowed(right)


# what somebody without the right meant to do, in the words of the audit trail
ACTIONS = {
    rights.VIEW: "draft.checked",
    rights.EDIT: "draft.saved",
    rights.PUBLISH: "draft.published",
    rights.ROLL_BACK: "release.rolled-back",
}


def draft_or_404(draft_id: int) -> Draft:
    """A draft with its base and people."""
    drafts = Draft.objects.select_related("base", "owner", "saved_by")
    return get_object_or_404(drafts, pk=draft_id)


def to_draft(draft_id: int) -> HttpResponse:
    """Back to the page of a draft."""
    return redirect(address("draft", draft_id))


def address(name: str, *args: Any) -> str:
    """The address of a page of this room."""
    return reverse(f"admin:editing_{name}", args=args)


def say(request: HttpRequest, text: str) -> None:
    """A word on the next page that what was asked for was done."""
    messages.success(request, text)


def say_closed(request: HttpRequest, error: DraftClosed) -> HttpResponse:
    """Back to a draft that takes no edits, which is said there."""
    words = {
        Draft.PUBLISHED: gettext("This draft was published meanwhile; nothing was changed."),
        Draft.DISCARDED: gettext("This draft was put away meanwhile; take it up again to edit."),
    }
    messages.error(request, words.get(error.draft.state, gettext("This draft takes no edits.")))
    return to_draft(error.draft.pk)
