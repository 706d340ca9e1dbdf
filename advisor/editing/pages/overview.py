"""The way in: what is live and how it fares, what is being edited, what happened last."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from advisor.editing import rights
from advisor.editing.checking import check_files
from advisor.editing.models import AuditEntry, Draft
from advisor.editing.pages.frame import needs, page
from advisor.editing.publishing import newest
from advisor.editing.waiting import waiting

EVENTS = 8
CLOSED = 10


@require_safe
@needs(rights.VIEW)
def overview(request: HttpRequest) -> HttpResponse:
    """Everything on one page, each with the way on."""
    release = newest()
    drafts = Draft.objects.select_related("owner", "saved_by", "base").defer("files")
    context = {
        "live_release": release,
        "report": check_files(release.files).report,
        "waiting": waiting(drafts.open(), release),
        "closed": drafts.exclude(state=Draft.OPEN).order_by("-pk")[:CLOSED],
        "events": AuditEntry.objects.order_by("-number")[:EVENTS],
    }
    return page(request, "overview", gettext("Rule base"), context)
