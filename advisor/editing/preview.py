"""Walking the public site under a draft, as the public would see it, saving nothing.

    start(request, draft.pk)    from the draft's page (POST); this session remembers it
    stop(request)               back to what is live (POST)
    request.preview             the draft being previewed; None, also for everyone else

The right is asked for at every request, and what is shown is the draft as it is then. The
answers given in a preview are kept in a cookie of their own, so that the person's own answers
stay as they are. Saved links, the admin and the API are never previewed.
"""

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from time import time
from typing import cast

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from advisor.editing.bases import FilesGone, as_release
from advisor.editing.models import Draft
from advisor.editing.publishing import newest
from advisor.editing.rights import VIEW, may, needs
from advisor.recommendations.links import NotSaved
from advisor.releases import live
from knowledge import KnowledgeError, RuleBase

KEY = "preview"
LONGEST_SECONDS = 2 * 60 * 60
# Parts of an address after the language; none of them is shown under a draft.
LEFT_OUT = ("admin", "r", "static", "healthz", "readyz", "metrics")
Handler = Callable[[HttpRequest], HttpResponse]


def start(request: HttpRequest, draft_id: int) -> Draft:
    """Show the public site under a draft, in this session, for at most two hours.

    Raises NotAllowed, Draft.DoesNotExist, and KnowledgeError if the draft has problems.
    """
    draft = viewed(cast(User, request.user), draft_id)
    base_of_draft(draft)
    request.session[KEY] = [draft.pk, int(time())]
    return draft


def stop(request: HttpRequest) -> None:
    """Show what is live again."""
    request.session.pop(KEY, None)


@needs(VIEW, "draft.checked")
def viewed(user: User, draft_id: int) -> Draft:
    """A draft, for whoever may look at it."""
    return Draft.objects.get(pk=draft_id)


def base_of_draft(draft: Draft) -> RuleBase:
    """The draft as the release that would come next."""
    return as_release(draft.hash, newest().number + 1)


class Preview:
    """Serves the draft of the session in place of the newest release."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request under the draft, if there is one to be shown."""
        request.preview = None  # type: ignore[attr-defined]
        found = shown(request)
        if found is None:
            return self.handle(request)
        request.preview, base = found  # type: ignore[attr-defined]
        own = swap_answers(request)
        with live.previewing(base):
            response = self.handle(request)
        keep_apart(response, own)
        patch_vary_headers(response, ["Cookie"])
        add_never_cache_headers(response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say that a preview saves nothing."""
        if not isinstance(error, NotSaved):
            return None
        context = {"code": HTTPStatus.CONFLICT.value}
        return render(request, "editing/not_saved.html", context, status=HTTPStatus.CONFLICT)


def shown(request: HttpRequest) -> tuple[Draft, RuleBase] | None:
    """The draft to show for this request and its rule base; None for what is live."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or is_left_out(request.path_info):
        return None
    kept = request.session.get(KEY)
    if kept is None or time() - kept[1] >= LONGEST_SECONDS or not may(request.user, VIEW):
        return None
    with suppress(Draft.DoesNotExist, KnowledgeError, FilesGone, live.NoRelease):
        draft = Draft.objects.defer("files").get(pk=kept[0])
        return draft, base_of_draft(draft)
    return None


def is_left_out(path: str) -> bool:
    """Whether an address is never shown under a draft."""
    parts = path.strip("/").split("/")
    if parts[0] == "en":
        parts = parts[1:]
    return bool(parts) and (parts[0] in LEFT_OUT or parts[:2] == ["api", "v1"])


# The answers of a preview


def preview_cookie() -> str:
    """The name of the cookie that holds the answers given in a preview."""
    return f"{settings.ANSWERS_COOKIE_NAME}-preview"


def swap_answers(request: HttpRequest) -> str | None:
    """Let the request see the answers of the preview; returns the person's own."""
    own = request.COOKIES.pop(settings.ANSWERS_COOKIE_NAME, None)
    if preview_cookie() in request.COOKIES:
        request.COOKIES[settings.ANSWERS_COOKIE_NAME] = request.COOKIES[preview_cookie()]
    return own


def keep_apart(response: HttpResponse, own: str | None) -> None:
    """Keep the answers that the response keeps under the preview's name instead."""
    answers = response.cookies.pop(settings.ANSWERS_COOKIE_NAME, None)
    if answers is not None:
        options = {name: value for name, value in answers.items() if value != ""}
        response.cookies[preview_cookie()] = answers.value
        response.cookies[preview_cookie()].update(options)
