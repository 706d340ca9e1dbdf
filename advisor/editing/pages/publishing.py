"""From a draft to what is live: publishing, and putting a draft onto a newer release."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from advisor.editing import publishing, rights
from advisor.editing.checking import NotSound
from advisor.editing.drafts import DraftChanged, DraftClosed
from advisor.editing.models import Check, Draft
from advisor.editing.pages.frame import (
    draft_or_404,
    needs,
    page,
    say,
    say_closed,
    to_draft,
    who,
)
from advisor.editing.publishing import (
    NOTE_LENGTH,
    NoSecondFactor,
    NotChecked,
    OtherFiles,
    Overtaken,
    OwnDraft,
    merge_with,
    newest,
)
from advisor.editing.telling import told_differences
from knowledge import KnowledgeError
from knowledge.merging import Chunk


@require_http_methods(["GET", "POST"])
@needs(rights.PUBLISH)
def publish(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Ask for a note, say what goes live, and make it so."""
    draft = draft_or_404(draft_id)
    if draft.state != Draft.OPEN:
        return say_closed(request, DraftClosed(draft))
    if request.method == "GET":
        return publish_page(request, draft)
    note, checked = request.POST.get("note", ""), request.POST.get("checked", "")
    try:
        release = publishing.publish_draft(who(request), draft_id, checked, note)
    except Overtaken as error:
        return overtaken(request, error.draft)
    except DraftClosed as error:
        return say_closed(request, error)
    except (OtherFiles, DraftChanged):
        return publish_page(request, draft_or_404(draft_id), changed_meanwhile())
    except (NotChecked, NotSound):
        return publish_page(request, draft, unchecked())
    except NoSecondFactor:
        return publish_page(request, draft, unproven(), HTTPStatus.FORBIDDEN)
    except OwnDraft:
        return publish_page(request, draft, own_draft(), HTTPStatus.FORBIDDEN)
    except KnowledgeError as error:
        return publish_page(request, draft, error.problems[0].message)
    say(request, gettext("Release %(number)s is live.") % {"number": release.number})
    return redirect("admin:editing_draft_changelist")


def changed_meanwhile() -> str:
    return gettext("The draft was changed after this page was opened. Look at it and check again.")


def unchecked() -> str:
    return gettext("Only what was checked and replayed can be published. Run the checks first.")


def own_draft() -> str:
    return gettext("You wrote some of this draft: somebody else has to publish it.")


def unproven() -> str:
    return gettext("Publishing asks for your second factor: set one up, then sign in with it.")


def publish_page(
    request: HttpRequest,
    draft: Draft,
    problem: str = "",
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> HttpResponse:
    """What goes live in words, and the note that is asked for; what was typed stays."""
    release = newest()
    if draft.base_id != release.number:
        return overtaken(request, draft)
    context = {
        "draft": draft,
        "release": release,
        "check": Check.objects.filter(pk=draft.hash).first(),
        "told": told_differences(release.files, draft.files),
        "note": request.POST.get("note", ""),
        "problem": problem,
        "longest": NOTE_LENGTH,
    }
    title = gettext("Publish “%(title)s”") % {"title": draft.title}
    return page(request, "publish", title, context, status if problem else HTTPStatus.OK)


def overtaken(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Someone published since the draft began: three texts side by side, and the way on."""
    return rebase_page(request, draft, HTTPStatus.CONFLICT)


@require_http_methods(["GET", "POST"])
@needs(rights.EDIT)
def rebase(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Put a draft onto the newest release: by itself where nothing overlaps, else as chosen."""
    draft = draft_or_404(draft_id)
    if draft.state != Draft.OPEN:
        return say_closed(request, DraftClosed(draft))
    if request.method == "GET":
        return rebase_page(request, draft)
    try:
        texts, seen = resolved(request, draft), number(request, "seen")
        publishing.rebase_draft(who(request), draft_id, number(request, "version"), texts, seen)
    except DraftClosed as error:
        return say_closed(request, error)
    except (DraftChanged, Overtaken):
        messages.error(request, gettext("Something changed meanwhile: look at it once more."))
        return rebase_page(request, draft_or_404(draft_id), HTTPStatus.CONFLICT)
    except KnowledgeError as error:
        messages.error(request, error.problems[0].message)
        return rebase_page(request, draft, HTTPStatus.UNPROCESSABLE_ENTITY)
    say(request, gettext("The draft now stands on the newest release. Check it again."))
    return to_draft(draft_id)


def number(request: HttpRequest, name: str) -> int:
    """The version of the draft, or the release, that the page showed; 0 for none."""
    typed = request.POST.get(name, "")
    return int(typed[:9]) if typed[:9].isdecimal() else 0


def resolved(request: HttpRequest, draft: Draft) -> dict[str, str | None]:
    """What each file that overlaps shall be: as typed, or none."""
    merge = merge_with(draft, newest())
    found: dict[str, str | None] = {}
    for place, path in enumerate(merge.conflicts):
        text = request.POST.get(f"text.{place}")
        if text is not None:
            found[path] = text.replace("\r\n", "\n") or None
    return found


def rebase_page(request: HttpRequest, draft: Draft, status: int = HTTPStatus.OK) -> HttpResponse:
    """What others published, what the draft changes, and where both touch the same lines."""
    release = newest()
    merge = merge_with(draft, release)
    context = {
        "draft": draft,
        "release": release,
        "merge": merge,
        "conflicts": [
            shown(place, path, chunks, request)
            for place, (path, chunks) in enumerate(merge.conflicts.items())
        ],
        "theirs": told_differences(draft.base.files, release.files),
        "mine": told_differences(draft.base.files, draft.files),
        "note": request.POST.get("note", ""),
    }
    title = gettext("Release %(number)s came in between") % {"number": release.number}
    if draft.base_id == release.number:
        title = gettext("The draft stands on the newest release")
    return page(request, "rebase", title, context, status)


def shown(place: int, path: str, chunks: tuple[Chunk, ...], request: HttpRequest) -> dict[str, Any]:
    """A file that both changed: where they overlap, and a text to settle it with."""
    mine_first = "".join(line for each in chunks for line in settled(each))
    return {
        "name": f"text.{place}",
        "path": path,
        "chunks": [each for each in chunks if each.kind == "conflict"],
        "text": request.POST.get(f"text.{place}", mine_first),
    }


def settled(chunk: Chunk) -> tuple[str, ...]:
    """The lines to begin with: the draft's own where both changed the same ones."""
    return chunk.mine if chunk.kind == "conflict" else chunk.lines
