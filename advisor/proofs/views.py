"""The public page of what is proved about the rules that are live."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisor.proofs.covering import answer_sets, told_cases
from advisor.proofs.keeping import BeingProved, report_of
from advisor.proofs.telling import told_proofs
from advisor.releases import live
from advisor.releases.models import Release

SECONDS = 2


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What was proved about the current release, over how many answers, and which cases run."""
    base = live.current()
    release = Release.objects.filter(number=base.number or 0, hash=base.hash).first()
    try:
        report = report_of(release, base)
    except BeingProved:
        response = render(request, "proofs/waiting.html", {"base": base}, status=503)
        response["Refresh"] = response["Retry-After"] = str(SECONDS)
        return response
    context = {
        "base": base,
        "release": release,
        "groups": told_proofs(base, report["proofs"]),
        "failed": report["failed"],
        "undecided": report["undecided"],
        "sets": answer_sets(base),
        "cases": told_cases(base),
    }
    return render(request, "proofs/page.html", context)
