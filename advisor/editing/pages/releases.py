"""Releases: the list, any two compared, and going back to an older one."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from advisor.editing import publishing, replay, rights
from advisor.editing.checking import NotSound, check_release
from advisor.editing.models import Draft, Replay
from advisor.editing.outcomes import outcomes
from advisor.editing.pages.frame import needs, page, say, who
from advisor.editing.pages.publishing import unproven
from advisor.editing.publishing import NOTE_LENGTH, AlreadyLive, NoSecondFactor, newest
from advisor.editing.telling import told_differences
from advisor.releases.models import Release
from advisor.releases.publishing import PublishedMeanwhile
from knowledge import KnowledgeError
from knowledge.line_differences import line_differences

A_PAGE = 50
SECONDS = 1.0


@require_safe
@needs(rights.VIEW)
def releases(request: HttpRequest) -> HttpResponse:
    """The releases, the newest first, fifty a page."""
    typed = request.GET.get("before", "")[:9]
    found = Release.objects.select_related("author").defer("files", "report").order_by("-number")
    if typed.isdecimal():
        found = found.filter(number__lt=int(typed))
    shown = list(found[: A_PAGE + 1])
    context = {
        "releases": shown[:A_PAGE],
        "live_number": newest().number,
        "older": shown[A_PAGE - 1].number if len(shown) > A_PAGE else None,
    }
    return page(request, "releases", gettext("Releases"), context)


@require_safe
@needs(rights.VIEW)
def compare(request: HttpRequest) -> HttpResponse:
    """What differs between two releases, or a release and a draft, in words and in lines."""
    old, new = side(request.GET.get("a", "")), side(request.GET.get("b", ""))
    context = {
        "a": old,
        "b": new,
        "told": told_differences(old.files, new.files),
        "differences": line_differences(old.files, new.files),
    }
    return page(request, "compare", gettext("What differs"), context)


def side(name: str) -> Release | Draft:
    """A release by its number, or a draft by `draft-` and its number."""
    is_draft, number = name.startswith("draft-"), name.removeprefix("draft-")[:9]
    if not number.isascii() or not number.isdecimal():
        raise Http404
    if is_draft:
        return get_object_or_404(Draft, pk=int(number))
    return get_object_or_404(Release, pk=int(number))


@require_http_methods(["GET", "POST"])
@needs(rights.ROLL_BACK)
def roll_back(request: HttpRequest, number: int) -> HttpResponse:
    """Show what going back would change, ask for a reason, and do it."""
    old = get_object_or_404(Release, pk=number)
    if request.method == "GET":
        return roll_back_page(request, old)
    reason, shown = request.POST.get("note", ""), request.POST.get("live", "")[:9]
    try:
        live_number = int(shown) if shown.isdecimal() else 0
        release = publishing.roll_back(who(request), number, live_number, reason)
    except PublishedMeanwhile:
        words = gettext("Someone published meanwhile: look at what would change now.")
        return roll_back_page(request, old, words, HTTPStatus.CONFLICT)
    except NoSecondFactor:
        return roll_back_page(request, old, unproven(), HTTPStatus.FORBIDDEN)
    except AlreadyLive:
        words = gettext("What is live says the same already.")
        return roll_back_page(request, old, words, HTTPStatus.CONFLICT)
    except NotSound:
        words = gettext("By the checks of today this release has faults: make a draft of it.")
        return roll_back_page(request, old, words)
    except KnowledgeError as error:
        return roll_back_page(request, old, error.problems[0].message)
    words = gettext("Release %(number)s is live; it says what release %(old)s said.")
    say(request, words % {"number": release.number, "old": number})
    return redirect("admin:editing_draft_changelist")


def roll_back_page(
    request: HttpRequest,
    old: Release,
    problem: str = "",
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> HttpResponse:
    """What goes live in words, the same checks, and the reason that is asked for."""
    live_now = newest()
    check = check_release(old)
    running = gone_on(request, old, live_now) if check.is_sound else None
    context = {
        "old": old,
        "live_release": live_now,
        "check": check,
        "replay": running,
        "outcomes": outcomes(running.result, old.files) if running else [],
        "told": told_differences(live_now.files, old.files),
        "differences": line_differences(live_now.files, old.files),
        "note": request.POST.get("note", ""),
        "problem": problem,
        "longest": NOTE_LENGTH,
    }
    title = gettext("Roll back to release %(number)s") % {"number": old.number}
    return page(request, "roll_back", title, context, status if problem else HTTPStatus.OK)


def gone_on(request: HttpRequest, old: Release, live_now: Release) -> Replay | None:
    """The replay of an older release against what is live, a second further."""
    if old.hash == live_now.hash:
        return None
    begun = replay.begin_roll_back(who(request), old.number)
    return replay.advance(who(request), begun.pk, SECONDS)
