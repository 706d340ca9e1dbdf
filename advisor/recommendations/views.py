"""The pages behind a link."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from advisor.recommendations.exporting import FORMS, Export
from advisor.recommendations.fitting import stage_now
from advisor.recommendations.links import find_recommendation, newer_than, open_recommendation
from advisor.recommendations.models import Recommendation
from advisor.recommendations.owners import owns
from advisor.recommendations.presenting import present
from advisor.recommendations.previews import link_preview
from advisor.recommendations.reminders import reminder
from advisor.recommendations.ticks import keep_ticks, read_ticks, ticked
from advisor.releases import live
from knowledge import Advice

PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}


@require_safe
def show(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """The advice as it was given, for anyone with the link."""
    recommendation = find_recommendation(request, recommendation_id)
    base, advice = open_recommendation(recommendation)
    shown = present(base, advice)
    done = read_ticks(request, recommendation.id)
    context = {
        **shown,
        "recommendation": described(recommendation),
        "preview_card": link_preview(recommendation, shown["view"].headline),
        "is_owner": owns(request, recommendation),
        "newer_one": newer_than(recommendation),
        "stage_now": since(advice),
        "done": done,
        "tick_url": reverse("recommendations:tick", args=[recommendation.id]),
        "key": f"{recommendation.id} {','.join(done)}",
        "rules_url": reverse("recommendations:rules", args=[recommendation.id]),
    }
    return private(render(request, "recommendations/recommendation.html", context))


@require_POST
def tick(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """Keep which actions are ticked off, in the reader's browser alone."""
    recommendation = find_recommendation(request, recommendation_id)
    base = live.rule_base(recommendation.release_id)
    response = redirect(f"{recommendation.get_absolute_url()}#actions")
    keep_ticks(request, response, recommendation.id, ticked(base, request.POST))
    return private(response)


def since(advice: Advice) -> int | None:
    """The stage that newer rules would advise, None while there are none."""
    newest = live.current()
    return None if newest.number == advice.release.number else stage_now(advice, newest)


@require_safe
def show_rules(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """Every rule with every comparison, as it was then."""
    recommendation = find_recommendation(request, recommendation_id)
    context = {
        **present(*open_recommendation(recommendation)),
        "back_url": recommendation.get_absolute_url(),
    }
    return private(render(request, "recommendations/rules.html", context))


@require_safe
def show_export(request: HttpRequest, recommendation_id: str, form: str) -> HttpResponse:
    """The same in another form, to be taken elsewhere."""
    recommendation = find_recommendation(request, recommendation_id)
    export, kind = export_of(recommendation), FORMS[form]
    response = HttpResponse(kind.write(export), content_type=kind.media_type)
    how = "attachment" if kind.download else "inline"
    name = f"bac-thang-{export.saved['day']}.{form}"
    response["Content-Disposition"] = f'{how}; filename="{name}"'
    return private(response)


@require_safe
def show_calendar(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """A reminder to look at it again, for a calendar."""
    recommendation = find_recommendation(request, recommendation_id)
    view = present(*open_recommendation(recommendation))["view"]
    url = settings.SITE_URL + recommendation.get_absolute_url()
    kind = "text/calendar; charset=utf-8"
    response = HttpResponse(reminder(recommendation, view, url), content_type=kind)
    response["Content-Disposition"] = 'attachment; filename="bac-thang.ics"'
    return private(response)


def private(response: HttpResponse) -> HttpResponse:
    """The response, kept out of shared caches and search engines."""
    for name, value in PRIVATE.items():
        response[name] = value
    return response


def described(recommendation: Recommendation) -> dict[str, Any]:
    """What the page says about the link itself."""
    address = recommendation.get_absolute_url()
    newest = live.current().number
    return {
        "id": recommendation.id,
        "title": recommendation.title,
        "created": recommendation.created_at,
        "last_day": recommendation.last_day,
        "path": address,
        "url": settings.SITE_URL + address,
        "record_url": f"{address.rstrip('/')}.md",
        "exports": [
            {"url": f"{address.rstrip('/')}.{end}", "name": gettext(form.name), "end": end}
            | {"purpose": gettext(form.purpose), "download": form.download}
            for end, form in FORMS.items()
        ],
        "release_number": recommendation.release_id,
        "current_release": newest,
        "newer": newest != recommendation.release_id,
        "chained": recommendation.supersedes_id is not None,
    }


def export_of(recommendation: Recommendation) -> Export:
    """A recommendation as it is exported."""
    return Export(
        *open_recommendation(recommendation),
        title=recommendation.title,
        day=localdate(recommendation.created_at),
        url=settings.SITE_URL + recommendation.get_absolute_url(),
    )
