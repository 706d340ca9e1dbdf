"""The pages of a link's owner. Only what is posted changes anything."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from advisor.rates.limiting import take
from advisor.recommendations import links
from advisor.recommendations.forms import AboutForm, TokenForm, days
from advisor.recommendations.links import find_recommendation
from advisor.recommendations.models import TITLE_LENGTH, Recommendation
from advisor.recommendations.owners import (
    forget,
    owner_link,
    owns,
    remember,
    require_owner,
)
from advisor.recommendations.views import described, private


@require_http_methods(["GET", "HEAD", "POST"])
def owner(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """What the owner can do; anyone else is asked for the owner's link."""
    recommendation = find_recommendation(request, recommendation_id)
    if request.method == "POST":
        return own(request, recommendation)
    if owns(request, recommendation):
        return owner_page(request, recommendation, AboutForm(initial=initial(recommendation)))
    return token_page(request, recommendation, TokenForm())


def own(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """Let the browser be known as the owner, if the token that was sent proves it."""
    form = TokenForm(request.POST)
    if not form.proves(recommendation):
        take("lookup", request)
        return token_page(request, recommendation, form, status=403)
    links.keep_changes(recommendation)
    return remembered(request, recommendation)


@require_POST
def about(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """Keep another title and last day."""
    recommendation = owned(request, recommendation_id)
    form = AboutForm(request.POST)
    if not form.is_valid():
        return owner_page(request, recommendation, form, status=422)
    links.describe(recommendation, form.cleaned_data["title"], form.cleaned_data["last_day"])
    return remembered(request, recommendation, "about")


@require_POST
def keep(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """Let its usual life begin anew."""
    recommendation = owned(request, recommendation_id)
    links.keep_changes(recommendation)
    return remembered(request, recommendation, "kept")


@require_POST
def rotate(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """End the owner's links given out so far; this browser gets the new one."""
    recommendation = owned(request, recommendation_id)
    links.rotate(recommendation)
    return remembered(request, recommendation, "rotated")


@require_POST
def leave(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """Let this browser be a reader like any other."""
    recommendation = find_recommendation(request, recommendation_id)
    response = redirect(recommendation)
    forget(request, response, recommendation)
    return private(response)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """Ask whether it is to be deleted for ever, and do it when the answer is posted."""
    recommendation = owned(request, recommendation_id)
    if request.method != "POST":
        context = {"recommendation": described(recommendation)}
        return private(render(request, "recommendations/delete.html", context))
    response = redirect(recommendation)
    forget(request, response, recommendation)
    links.delete_recommendation(recommendation)
    return private(response)


def owned(request: HttpRequest, recommendation_id: str) -> Recommendation:
    """The recommendation, for its owner alone; raises NotOwner."""
    recommendation = find_recommendation(request, recommendation_id)
    require_owner(request, recommendation)
    return recommendation


def remembered(
    request: HttpRequest, recommendation: Recommendation, done: str = ""
) -> HttpResponse:
    """Back to the owner's page, which says what was done."""
    page = owner_url(recommendation)
    response = redirect(f"{page}?done={done}" if done else page)
    remember(request, response, recommendation)
    return private(response)


def owner_page(
    request: HttpRequest, recommendation: Recommendation, form: AboutForm, status: int = 200
) -> HttpResponse:
    """The page with everything an owner can do."""
    first, last = days()
    context = {
        "recommendation": described(recommendation),
        "newer_one": links.newer_than(recommendation),
        "owner_link": owner_link(recommendation, owner_url(recommendation)),
        "form": form,
        "typed_day": typed(form["last_day"].value()),
        "title_length": TITLE_LENGTH,
        "first_day": first.isoformat(),
        "longest": last,
        "renewable": not recommendation.expires_on and recommendation.last_day < last,
        "done": request.GET.get("done"),
    }
    return private(render(request, "recommendations/owner.html", context, status=status))


def token_page(
    request: HttpRequest, recommendation: Recommendation, form: TokenForm, status: int = 200
) -> HttpResponse:
    """The page that asks for the owner's link."""
    context = {"recommendation": described(recommendation), "form": form}
    return private(render(request, "recommendations/token.html", context, status=status))


def owner_url(recommendation: Recommendation) -> str:
    """The page of its owner."""
    return reverse("recommendations:owner", args=[recommendation.id])


def initial(recommendation: Recommendation) -> dict[str, Any]:
    """What the owner's form holds at first."""
    return {"title": recommendation.title, "last_day": recommendation.expires_on}


def typed(day: Any) -> str:
    """A day as a field for days holds it, or what was typed in its place."""
    return day.isoformat() if isinstance(day, date) else day or ""
