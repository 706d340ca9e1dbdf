"""One thing of a draft as a form: a rule, a fact, a practice … all from the schema."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from advisor.editing import rights
from advisor.editing.drafts import DraftClosed
from advisor.editing.faults import Fault, faults_of
from advisor.editing.fields import Field, Typed, fields_of
from advisor.editing.models import Draft
from advisor.editing.naming import suggestions
from advisor.editing.pages.frame import (
    address,
    draft_or_404,
    is_swap,
    needs,
    page,
    say,
    say_closed,
    who,
)
from advisor.editing.rooms import (
    WITH_ID,
    Thing,
    cases_of,
    form_of_room,
    room_name,
    thing_name,
    thing_or_404,
)
from advisor.editing.saving import ThingChanged, fingerprint, save_thing
from advisor.editing.sketches import sketch_of
from knowledge import KnowledgeError
from knowledge.events import Value
from knowledge.model import EFFECTS
from knowledge.rendering import written
from knowledge.steps import same

Item = Mapping[str, Any]
Wrong = list[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@needs(rights.EDIT)
def thing(request: HttpRequest, draft_id: int, room: str, key: str) -> HttpResponse:
    """The form of one thing; what is typed is stored in the draft at once."""
    draft = draft_or_404(draft_id)
    found = thing_or_404(draft.files, room, key)
    if not isinstance(found.value, dict):
        messages.error(request, gettext("This can only be edited as YAML."))
        return redirect(address("file", draft_id, found.file))
    if request.method == "GET":
        return form_page(request, draft, found, found.value)
    typed = Typed(request.POST, sketch_of(draft.files))
    item = typed.item(form_of_room(room).item, found.value)
    if "redraw" in request.POST or "add_group" in request.POST:
        return form_page(request, draft, found, item)
    if typed.wrong:
        return form_page(request, draft, found, item, typed.wrong)
    return save(request, draft, found, item)


def save(request: HttpRequest, draft: Draft, found: Thing, item: dict[str, Any]) -> HttpResponse:
    """Store what was typed; say what is wrong with it, or that somebody else was quicker."""
    is_quiet = is_swap(request)
    if is_quiet and found.room in WITH_ID:
        # The address of the page holds the id: only the button changes it.
        item = {**item, "id": found.key}
    was = request.POST.get("was", "")
    try:
        draft, kept = save_thing(who(request), draft.pk, found.room, found.key, was, item)
    except ThingChanged as error:
        return conflict(request, draft, found, item, error.theirs)
    except DraftClosed as error:
        return say_closed(request, error)
    except KnowledgeError as error:
        wrong = [("", problem.message) for problem in error.problems]
        return form_page(request, draft, found, item, wrong)
    if is_quiet or faults_of(draft, kept):
        return form_page(request, draft, kept, item, is_kept=True)
    say(request, gettext("Kept in the draft."))
    key = str(item.get("id", found.key)) if found.room in WITH_ID else found.key
    return redirect(address("thing", draft.pk, found.room, key))


def form_page(
    request: HttpRequest,
    draft: Draft,
    found: Thing,
    item: Item,
    wrong: Wrong | None = None,
    *,
    is_kept: bool = False,
) -> HttpResponse:
    """The form with what is stored, or with what was typed and could not be."""
    is_stored = is_kept or request.method == "GET"
    faults = faults_of(draft, found) if is_stored else []
    faults += [Fault(name.partition(".")[0], message) for name, message in wrong or ()]
    fields = fields_of(
        form_of_room(found.room).item,
        item,
        sketch_of(draft.files),
        None if is_stored else request.POST,
    )
    place(fields, faults)
    context = form_context(draft, found, fields, item) | {
        "faults": faults,
        "is_kept": is_kept,
        "was": fingerprint(found.value) if is_stored else request.POST.get("was", ""),
    }
    is_wrong = request.method == "POST" and faults
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    return page(request, "thing", f"{thing_name(found.room)}: {found.title}", context, status)


def place(fields: list[Field], faults: list[Fault]) -> None:
    """Put what is wrong beside the input that it is wrong with."""
    for each in fields:
        each.problems = [fault.message for fault in faults if fault.field == each.name]


def form_context(draft: Draft, found: Thing, fields: list[Field], item: Item) -> dict[str, Any]:
    """What the form needs besides its state."""
    sketch = sketch_of(draft.files)
    is_rule = found.room == "rules"
    return {
        "draft": draft,
        "thing": found,
        "room": found.room,
        "room_title": room_name(found.room),
        "before": [each for each in fields if not is_rule or is_before_effect(each)],
        "effects": [each for each in fields if is_rule and each.name in EFFECTS],
        "after": [each for each in fields if is_rule and is_after_effect(each)],
        "effect": next((each for each in EFFECTS if item.get(each) is not None), ""),
        "names": suggestions(sketch, fields),
        "cases": cases_of(draft.files, found.key) if is_rule else {},
        "elsewhere": len([each for each in sketch.problems if each.file != found.file]),
    }


def is_before_effect(each: Field) -> bool:
    return each.name not in EFFECTS and not is_after_effect(each)


def is_after_effect(each: Field) -> bool:
    return each.name in ("because", "source", "direction_exception")


def conflict(
    request: HttpRequest, draft: Draft, mine: Thing, item: Item, theirs: Thing | None
) -> HttpResponse:
    """Someone saved the same thing since the form was opened: both texts, nothing overwritten."""
    draft = draft_or_404(draft.pk)
    stored: Value = theirs.value if theirs else None
    sides = stored if isinstance(stored, dict) else {}
    keys = [
        key for key in dict.fromkeys([*item, *sides]) if not same(item.get(key), sides.get(key))
    ]
    fields = fields_of(form_of_room(mine.room).item, item, sketch_of(draft.files), request.POST)
    context = form_context(draft, mine, fields, item) | {
        "sides": [(key, shown(item.get(key)), shown(sides.get(key))) for key in keys],
        "theirs": theirs,
        "was": fingerprint(stored),
    }
    title = gettext("Someone else saved this meanwhile")
    return page(request, "thing_conflict", title, context, HTTPStatus.CONFLICT)


def shown(value: Value) -> str:
    """One side of a difference as YAML."""
    return "" if value is None else written(value, 0, 0)
