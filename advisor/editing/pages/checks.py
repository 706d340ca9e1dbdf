"""Everything that can be known about a draft before it is published, on one page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from advisor.editing import replay, rights
from advisor.editing.checking import NotSound, check_draft
from advisor.editing.findings import findings
from advisor.editing.models import Check, Draft, Replay
from advisor.editing.outcomes import outcomes
from advisor.editing.pages.frame import address, draft_or_404, needs, page, who
from advisor.editing.publishing import newest
from advisor.editing.telling import told_differences
from advisor.editing.waiting import waiting
from knowledge.line_differences import line_differences

SECONDS = 1.0


@require_safe
@needs(rights.VIEW)
def check(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What the check found, how far the replay is, and what differs, in words and lines."""
    draft, release = draft_or_404(draft_id), newest()
    done = Check.objects.filter(pk=draft.hash).first()
    running = gone_on(request, draft) if done else None
    context = {
        "draft": draft,
        "is_open": draft.state == Draft.OPEN,
        "release": release,
        "check": done,
        "findings": findings(draft, done.report) if done else None,
        "replay": running,
        "outcomes": outcomes(running.result, draft.files) if running else [],
        "told": told_differences(release.files, draft.files),
        "differences": line_differences(release.files, draft.files),
        "next": waiting([draft], release)[0],
    }
    title = gettext("Check of “%(title)s”") % {"title": draft.title}
    return page(request, "check", title, context)


def gone_on(request: HttpRequest, draft: Draft) -> Replay | None:
    """The replay of a draft against what is live, a second further if it is not finished.

    Looking at the page is what moves it on: each look is short, and nothing waits for it.
    """
    found = Replay.objects.filter(hash=draft.hash, against=newest()).first()
    if found is None or found.is_finished:
        return found
    return replay.advance(who(request), found.pk, SECONDS)


@require_POST
@needs(rights.VIEW)
def run(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Check a draft as it is now, and begin its replay if it can have one."""
    draft = draft_or_404(draft_id)
    check_draft(who(request), draft_id)
    try:
        replay.begin(who(request), draft_id, again="again" in request.POST)
    except NotSound:
        messages.error(request, gettext("There is something to mend before it can be replayed."))
    return redirect(address("check", draft.pk))
