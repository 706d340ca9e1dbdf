"""Walking the public site under a draft: beginning and ending it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from advisor.editing import preview, rights
from advisor.editing.pages.frame import address, draft_or_404, needs
from knowledge import KnowledgeError


@require_POST
@needs(rights.VIEW)
def start(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Show the public site under a draft, in this session alone."""
    draft_or_404(draft_id)
    try:
        preview.start(request, draft_id)
    except KnowledgeError:
        messages.error(request, gettext("There is something to mend before it can be previewed."))
        return redirect(address("check", draft_id))
    return redirect("start")


@require_POST
@needs(rights.VIEW)
def stop(request: HttpRequest) -> HttpResponse:
    """Show what is live again, and lead back to the draft."""
    kept = request.session.get(preview.KEY)
    preview.stop(request)
    if kept:
        return redirect(address("draft", kept[0]))
    return redirect("admin:editing_draft_changelist")
