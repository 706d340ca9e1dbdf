"""Addresses for machines and for those who run the site."""

from datetime import timedelta
from secrets import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from advisor.operations import figures, health

# How long the contact is said to hold; asked for each time, so it never runs out.
CONTACT_HOLDS = timedelta(days=180)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive. Asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the process can serve and save; if not, 503 and why."""
    troubles = health.troubles()
    response = JsonResponse({"ready": not troubles, "troubles": troubles})
    if troubles:
        response.status_code = 503
        response["Retry-After"] = "10"
    return response


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, for whoever has the token of the setting."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not compare_digest(given.encode(), token.encode()):
        raise Http404
    return HttpResponse(figures.exposed(), content_type=CONTENT_TYPE_LATEST)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a hole (RFC 9116); nothing while no contact is set."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    context = {
        "contact": settings.SECURITY_CONTACT,
        "expires": (timezone.now() + CONTACT_HOLDS).strftime("%Y-%m-%dT00:00:00Z"),
        "site": settings.SITE_URL,
    }
    kind = "text/plain; charset=utf-8"
    return render(request, "operations/security.txt", context, content_type=kind)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone: links, answers, staff. It names prefixes, never a link."""
    kind = "text/plain; charset=utf-8"
    return render(request, "operations/robots.txt", content_type=kind)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about visitors, where, how long, and how to delete it."""
    days = {"answers_days": settings.ANSWERS_KEPT_DAYS, "link_days": settings.LINK_LIFE.days}
    return render(request, "operations/privacy.html", days)
