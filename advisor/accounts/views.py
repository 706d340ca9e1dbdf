"""The pages of the second factor, in the admin."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisor.accounts import second_factor
from advisor.accounts.forms import CodeForm


@require_safe
@never_cache
@staff_member_required
def manage(request: HttpRequest) -> HttpResponse:
    """What somebody has: an app or none, and how many recovery codes are left."""
    context = {
        "app": second_factor.app_of(request.user),
        "codes_left": second_factor.codes_left(request.user),
    }
    return page(request, "manage", gettext("Second factor"), context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_member_required
def set_up(request: HttpRequest) -> HttpResponse:
    """Scan a picture with an app, type its first code, write down the recovery codes."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        codes = second_factor.confirm_app(request, form.cleaned_data["code"])
        if codes:
            return shown_once(request, codes)
        form.add_error("code", gettext("This is not the app's code of this moment. Type the next."))
    app = second_factor.pending_app(request.user)
    context = {
        "form": form,
        "picture": second_factor.picture_of(app),
        "key": second_factor.key_of(app),
        "replaces": second_factor.app_of(request.user),
    }
    return page(request, "set_up", gettext("Set up the second factor"), context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_member_required
def code(request: HttpRequest) -> HttpResponse:
    """Ask for a code after the password."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if second_factor.prove(request, form.cleaned_data["code"]):
            return redirect(way_on(request))
        form.add_error("code", gettext("This code does not hold. Type the one the app shows now."))
    context = {"form": form, "codes_left": second_factor.codes_left(request.user)}
    return page(request, "code", gettext("Second factor"), context)


@require_POST
@staff_member_required
def renew(request: HttpRequest) -> HttpResponse:
    """Replace the recovery codes."""
    if not second_factor.is_proven(request.user):
        return redirect("accounts:manage")
    return shown_once(request, second_factor.renew_recovery_codes(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_member_required
def remove(request: HttpRequest) -> HttpResponse:
    """Ask, then take the second factor away."""
    if not second_factor.is_proven(request.user):
        return redirect("accounts:manage")
    if request.method != "POST":
        return page(request, "remove", gettext("Remove the second factor"), {})
    second_factor.remove(request.user)
    messages.success(request, gettext("The second factor was removed."))
    return redirect("accounts:manage")


def shown_once(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The page with new recovery codes, which no later page shows again."""
    return page(request, "codes", gettext("Recovery codes"), {"codes": codes})


def way_on(request: HttpRequest) -> str:
    """Where somebody wanted to go, never to another site."""
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return reverse("admin:index")


def page(request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
    """A page of this room in the frame of the admin; 422 if its form has an error."""
    form = context.get("form")
    status = 422 if form is not None and form.is_bound and form.errors else 200
    whole = {**admin.site.each_context(request), "title": title, **context}
    return render(request, f"accounts/{name}.html", whole, status=status)
