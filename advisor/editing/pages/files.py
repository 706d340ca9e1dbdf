"""One file of a draft as YAML, with the problems of the whole draft in its margin."""

import hashlib
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisor.editing import rights
from advisor.editing.drafts import DraftChanged, DraftClosed, save_file
from advisor.editing.models import Draft
from advisor.editing.pages.frame import (
    address,
    draft_or_404,
    is_swap,
    needs,
    page,
    say,
    say_closed,
    to_draft,
    who,
)
from advisor.editing.sketches import sketch_of
from knowledge import KnowledgeError, Problem
from knowledge.drafting import sketch
from knowledge.forms import form_of
from knowledge.line_differences import line_differences
from knowledge.reading import plain_text
from knowledge.schema import json_schema

MOST_SHOWN = 200


@require_http_methods(["GET", "POST"])
@needs(rights.EDIT)
def file(request: HttpRequest, draft_id: int, path: str) -> HttpResponse:
    """The text of a file; what is typed is stored in the draft, sound or not."""
    draft = draft_or_404(draft_id)
    if form_of(path) is None:
        raise Http404
    if request.method == "GET":
        return file_page(request, draft, path, draft.files.get(path, ""))
    text = request.POST.get("text", "").replace("\r\n", "\n")
    return save(request, draft, path, text)


def save(request: HttpRequest, draft: Draft, path: str, text: str) -> HttpResponse:
    """Store a file unless somebody else has changed it since it was opened."""
    stored = draft.files.get(path, "")
    if request.POST.get("was", "") != mark_of(stored) and ended(text) != stored:
        return conflict(request, draft, path, text)
    try:
        new = None if "remove" in request.POST else ended(plain_text(path, text))
        kept = save_file(who(request), draft.pk, draft.version, path, new)
    except DraftChanged as error:
        return save(request, error.draft, path, text)
    except DraftClosed as error:
        return say_closed(request, error)
    except KnowledgeError as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return file_page(request, draft, path, text, error.problems, status)
    if new is None:
        say(request, gettext("The file was taken out of the draft."))
        return to_draft(draft.pk)
    problems = sketch_of(kept.files).problems_in(path)
    if problems or is_swap(request):
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
        return file_page(request, kept, path, kept.files[path], problems, status, is_kept=True)
    say(request, gettext("Kept in the draft."))
    return redirect(address("file", draft.pk, path))


def ended(text: str) -> str:
    """A text that ends in a line feed, as files do."""
    return text if not text or text.endswith("\n") else f"{text}\n"


def mark_of(text: str) -> str:
    """What the page remembers of the text that it was opened with."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def file_page(
    request: HttpRequest,
    draft: Draft,
    path: str,
    text: str,
    problems: Any = None,
    status: int = HTTPStatus.OK,
    *,
    is_kept: bool = False,
) -> HttpResponse:
    """The text with what is wrong in it; of what is wrong elsewhere, how much."""
    sketch = sketch_of(draft.files)
    if problems is None:
        problems = sketch.problems_in(path)
    context = {
        "draft": draft,
        "path": path,
        "text": text,
        "was": request.POST.get("was")
        if status != HTTPStatus.OK and not is_kept
        else mark_of(draft.files.get(path, "")),
        "faults": list(problems)[:MOST_SHOWN],
        "elsewhere": sum(each.file != path for each in sketch.problems),
        "is_kept": is_kept,
        "is_new": path not in draft.files,
        "at": request.GET.get("line", "")[:6],
    }
    return page(request, "file", path, context, status)


def conflict(request: HttpRequest, draft: Draft, path: str, mine: str) -> HttpResponse:
    """Someone saved the file since it was opened: both texts, and nothing overwritten."""
    theirs = draft.files.get(path, "")
    context = {
        "draft": draft,
        "path": path,
        "text": mine,
        "theirs": theirs,
        "was": mark_of(theirs),
        "differences": line_differences({path: theirs}, {path: mine}),
    }
    title = gettext("Someone else saved this meanwhile")
    return page(request, "file_conflict", title, context, HTTPStatus.CONFLICT)


@require_safe
@needs(rights.EDIT)
def new_file(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Lead to the page of a file that is not there yet; keeping it there makes it."""
    folder, name = request.GET.get("folder", ""), request.GET.get("name", "").strip()
    path = f"{folder}/{name.removesuffix('.yaml')}.yaml"
    if form_of(path) is None:
        messages.error(request, gettext("A file is called so: a-z, 0-9, - and _."))
        return to_draft(draft_id)
    return redirect(address("file", draft_id, path))


@require_POST
@needs(rights.VIEW)
def problems(request: HttpRequest, draft_id: int, path: str) -> JsonResponse:
    """What is wrong with the draft if a file had the text that was typed; nothing is stored."""
    draft = draft_or_404(draft_id)
    if form_of(path) is None:
        raise Http404
    text = request.POST.get("text", "").replace("\r\n", "\n")
    found = sketch({**draft.files, path: text})
    here = [place_of(each) for each in found.problems_in(path)][:MOST_SHOWN]
    return JsonResponse({"problems": here, "elsewhere": len(found.problems) - len(here)})


def place_of(problem: Problem) -> dict[str, Any]:
    return {"line": problem.line, "column": problem.column, "message": problem.message}


@needs(rights.VIEW)
def words(request: HttpRequest, draft_id: int, path: str) -> JsonResponse:
    """What the editor proposes while one types: the schema of the file, the names of the draft."""
    draft, form = draft_or_404(draft_id), form_of(path)
    if form is None:
        raise Http404
    things = sketch_of(draft.files).things
    names = {room: sorted(items) for room, items in things.items()}
    return JsonResponse({"schema": json_schema(path, form), "names": names})
