"""Between password and admin: whoever has a second factor shows it first."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from advisor.accounts.second_factor import app_of, is_proven

Handler = Callable[[HttpRequest], HttpResponse]


def second_factor(handle: Handler) -> Handler:
    """Lead to the page that asks for a code, from every page of the admin but that and signing out.

    Whoever has none is let through: what needs one says so itself.
    """

    def handled(request: HttpRequest) -> HttpResponse:
        if is_asked(request):
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('accounts:code')}?{query}")
        return handle(request)

    return handled


def is_asked(request: HttpRequest) -> bool:
    """Whether this request is for the admin, by somebody whose second factor is not shown yet."""
    if not request.path.startswith(reverse("admin:index")):
        return False
    if request.path in (reverse("accounts:code"), reverse("admin:logout")):
        return False
    return not is_proven(request.user) and app_of(request.user) is not None
