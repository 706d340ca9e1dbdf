"""Drafts: beginning one, looking at it, putting it away and taking it up again."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisor.editing import rights
from advisor.editing.drafts import (
    DraftChanged,
    DraftClosed,
    discard_draft,
    make_draft,
    reopen_draft,
)
from advisor.editing.models import TITLE_LENGTH, Draft
from advisor.editing.pages.frame import draft_or_404, needs, page, say, say_closed, to_draft, who
from advisor.editing.publishing import newest
from advisor.editing.rooms import NAMES, room_name, things_in
from advisor.editing.sketches import sketch_of
from advisor.editing.telling import told_differences
from advisor.editing.waiting import waiting
from knowledge import KnowledgeError
from knowledge.forms import FOLDERS


@require_http_methods(["GET", "POST"])
@needs(rights.EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft on the newest release."""
    title, problem = request.POST.get("title", ""), ""
    if request.method == "POST":
        try:
            return to_draft(make_draft(who(request), title).pk)
        except KnowledgeError as error:
            problem = error.problems[0].message
    context = {"typed": title, "problem": problem, "longest": TITLE_LENGTH, "newest": newest()}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return page(request, "draft_new", gettext("New draft"), context, status)


@require_safe
@needs(rights.VIEW)
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """A draft: what it changes so far, and everything that can be edited."""
    found = draft_or_404(draft_id)
    sketch = sketch_of(found.files)
    context = {
        "draft": found,
        "is_open": found.state == Draft.OPEN,
        "told": told_differences(found.base.files, found.files),
        "problems": len(sketch.problems),
        "next": waiting([found], newest())[0],
        "rooms": [
            (room, room_name(room), len(list(things_in(found.files, room)))) for room in NAMES
        ],
        "files": sorted(found.files),
        "folders": list(FOLDERS),
    }
    return page(request, "draft", found.title, context)


@require_POST
@needs(rights.EDIT)
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Put a draft away; the next page offers to undo that."""
    found = draft_or_404(draft_id)
    try:
        discard_draft(who(request), draft_id, found.version)
    except DraftClosed as error:
        return say_closed(request, error)
    except DraftChanged:
        return discard(request, draft_id)
    say(request, gettext("“%(title)s” was put away. It can be taken up again.") % named(found))
    return redirect(f"{reverse('admin:editing_draft_changelist')}?undo={draft_id}")


@require_POST
@needs(rights.EDIT)
def reopen(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Take up a draft again that was put away."""
    found = draft_or_404(draft_id)
    try:
        reopen_draft(who(request), draft_id, found.version)
    except DraftClosed as error:
        return say_closed(request, error)
    except DraftChanged:
        return reopen(request, draft_id)
    say(request, gettext("“%(title)s” is open again.") % named(found))
    return to_draft(draft_id)


def named(draft: Draft) -> dict[str, str]:
    return {"title": draft.title}
