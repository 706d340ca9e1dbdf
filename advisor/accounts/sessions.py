"""When the session of somebody signed in ends: after a while of nothing, and after a day's work."""

from collections.abc import Callable
from time import time
from typing import Any

from django.conf import settings
from django.contrib.auth import logout, user_logged_in
from django.http import HttpRequest, HttpResponse

SIGNED_IN_AT = "signed_in_at"
Handler = Callable[[HttpRequest], HttpResponse]


def watch() -> None:
    """Note the moment of every sign-in from now on."""
    user_logged_in.connect(note_moment, dispatch_uid="advisor.accounts.sessions")


def note_moment(sender: Any, request: HttpRequest | None, **unused: Any) -> None:
    """Write the moment of the sign-in into the new session, in seconds since 1970."""
    if request is not None:
        request.session[SIGNED_IN_AT] = int(time())


def ending(handle: Handler) -> Handler:
    """Sign out whoever signed in longer ago than settings.SESSION_LONGEST_SECONDS.

    The end after a while of nothing is Django's own: settings.SESSION_COOKIE_AGE, counted
    anew at every request to the admin.
    """

    def handled(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and is_over(request):
            logout(request)
        return handle(request)

    return handled


def is_over(request: HttpRequest) -> bool:
    """Whether the session of this request has lasted as long as any may."""
    since = request.session.get(SIGNED_IN_AT)
    return since is not None and time() - since >= settings.SESSION_LONGEST_SECONDS
