"""The things of one room of a draft: a list, one more, one less."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from advisor.editing import rights
from advisor.editing.drafts import DraftChanged, DraftClosed
from advisor.editing.faults import Fault
from advisor.editing.fields import Typed, fields_of
from advisor.editing.models import Draft
from advisor.editing.pages.frame import (
    address,
    draft_or_404,
    needs,
    page,
    say,
    say_closed,
    who,
)
from advisor.editing.pages.thing import form_context, place
from advisor.editing.rooms import (
    Thing,
    files_of,
    form_of_room,
    room_name,
    room_or_404,
    thing_name,
    thing_or_404,
    things_in,
)
from advisor.editing.saving import add_thing, remove_thing
from advisor.editing.sketches import sketch_of
from knowledge import KnowledgeError


@require_safe
@needs(rights.VIEW)
def things(request: HttpRequest, draft_id: int, room: str) -> HttpResponse:
    """The things of one room of a draft, or those in which the words asked for stand."""
    draft = draft_or_404(draft_id)
    room_or_404(room)
    asked = request.GET.get("q", "").strip()[:100]
    found = [thing for thing in things_in(draft.files, room) if is_asked_for(thing, asked)]
    files = {
        file: [thing for thing in found if thing.file == file]
        for file in files_of(draft.files, room)
    }
    context = {"draft": draft, "room": room, "files": files, "asked": asked, "found": len(found)}
    return page(request, "things", room_name(room), context)


def is_asked_for(thing: Thing, asked: str) -> bool:
    """Whether all words stand in the key or anywhere in the value of a thing."""
    said = f"{thing.key} {thing.value}".lower()
    return all(word in said for word in asked.lower().split())


@require_http_methods(["GET", "POST"])
@needs(rights.EDIT)
def add(request: HttpRequest, draft_id: int, room: str) -> HttpResponse:
    """The empty form of one more thing; a case may begin with the rule that asks for it."""
    draft = draft_or_404(draft_id)
    form = form_of_room(room_or_404(room))
    if request.method == "GET":
        rule = request.GET.get("rule", "")[:64]
        return add_page(request, draft, room, {"fires": (rule,)} if rule else {}, [])
    typed = Typed(request.POST, sketch_of(draft.files))
    item = typed.item(form.item, {})
    if typed.wrong or "redraw" in request.POST or "add_group" in request.POST:
        faults = [Fault(name.partition(".")[0], message) for name, message in typed.wrong]
        return add_page(request, draft, room, item, faults)
    return store(request, draft, room, item)


def store(request: HttpRequest, draft: Draft, room: str, item: dict[str, Any]) -> HttpResponse:
    """Put one more thing into the draft, and go on to its form."""
    file, key = request.POST.get("file", ""), request.POST.get("key", "").strip()
    if file not in files_of(draft.files, room):
        file = files_of(draft.files, room)[0]
    try:
        draft = add_thing(who(request), draft, room, file, key, item)
    except DraftClosed as error:
        return say_closed(request, error)
    except DraftChanged:
        return store(request, draft_or_404(draft.pk), room, item)
    except KnowledgeError as error:
        return add_page(request, draft, room, item, [Fault("", p.message) for p in error.problems])
    say(request, gettext("Added to the draft."))
    last = [thing for thing in things_in(draft.files, room) if thing.file == file][-1]
    return redirect(address("thing", draft.pk, room, last.key))


def add_page(
    request: HttpRequest, draft: Draft, room: str, item: dict[str, Any], faults: list[Fault]
) -> HttpResponse:
    """The form of one more thing with what was typed so far."""
    form, data = form_of_room(room), request.POST if request.method == "POST" else None
    fields = fields_of(form.item, item, sketch_of(draft.files), data)
    place(fields, faults)
    files = files_of(draft.files, room)
    nothing = Thing(room, "", files[0] if files else "", (), {})
    context = form_context(draft, nothing, fields, item) | {
        "faults": faults,
        "is_keyed": form.ids is not None,
        "key": request.POST.get("key", ""),
        "choices": files if len(files) > 1 else [],
        "file": request.POST.get("file", ""),
        "cases": {},
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    title = gettext("One more: %(thing)s") % {"thing": thing_name(room)}
    return page(request, "thing_new", title, context, status)


@require_http_methods(["GET", "POST"])
@needs(rights.EDIT)
def remove(request: HttpRequest, draft_id: int, room: str, key: str) -> HttpResponse:
    """Ask before a thing is taken out of the draft; the release keeps it."""
    draft = draft_or_404(draft_id)
    found = thing_or_404(draft.files, room, key)
    if request.method == "GET":
        title = gettext("Take out “%(thing)s”?") % {"thing": found.title}
        return page(request, "thing_remove", title, {"draft": draft, "thing": found})
    try:
        remove_thing(who(request), draft, found)
    except DraftClosed as error:
        return say_closed(request, error)
    except DraftChanged:
        return remove(request, draft_id, room, key)
    except KnowledgeError as error:
        title = gettext("Take out “%(thing)s”?") % {"thing": found.title}
        context = {"draft": draft, "thing": found, "problem": error.problems[0]}
        return page(request, "thing_remove", title, context, HTTPStatus.UNPROCESSABLE_ENTITY)
    say(request, gettext("Taken out of the draft; the release still has it."))
    return redirect(address("things", draft.pk, room))
