"""What a terminal gets where a browser gets a page: a guide at `/`, the advice as text.

Text is for whoever asks for text/plain rather than HTML, and for curl, Wget and HTTPie, which
ask for anything. An explicit wish for HTML is always granted.
"""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from advisor.pictures.language import page_language, said
from advisor.questionnaire.answers import known
from advisor.questionnaire.prefill import judged
from advisor.questionnaire.progress import advice_for
from advisor.recommendations.exporting import Export, full_text
from advisor.releases import live
from knowledge import Fact, RuleBase

TERMINALS = re.compile(r"(curl|wget|httpie|xh)/", re.IGNORECASE)
HTML, TEXT = "text/html", "text/plain"
MEDIA_TYPE = "text/plain; charset=utf-8"

View = Callable[..., HttpResponseBase]


def wants_text(request: HttpRequest) -> bool:
    """Whether a terminal asks."""
    if request.get_preferred_type([HTML, TEXT]) == TEXT:
        return True
    agent = TERMINALS.match(request.headers.get("User-Agent", ""))
    return bool(agent) and HTML not in request.headers.get("Accept", "")


def for_terminals(write: Callable[[HttpRequest], str]) -> Callable[[View], View]:
    """Let a terminal have what `write` says in place of the page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def handled(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            if wants_text(request):
                response: HttpResponseBase = HttpResponse(write(request), content_type=MEDIA_TYPE)
            else:
                response = view(request, *args, **options)
            patch_vary_headers(response, ["Accept", "User-Agent"])
            return response

        return handled

    return decorate


def guide(request: HttpRequest) -> str:
    """What can be asked from a terminal, and how."""
    base = live.current()
    context = {
        "site": settings.SITE_URL,
        "advice_url": settings.SITE_URL + reverse("questionnaire:advice").rstrip("/"),
        "sheet_url": settings.SITE_URL + reverse("questionnaire:download"),
        "page_url": settings.SITE_URL + reverse("start"),
        "language": page_language(),
        "facts": list(facts(base)),
    }
    return render_to_string("questionnaire/guide.txt", context).strip() + "\n"


def facts(base: RuleBase) -> Iterator[dict[str, str]]:
    """Every fact that can be answered, with its name and what may be written."""
    asked = {name: fact for name, fact in base.facts.items() if fact.topic}
    width = max(map(len, asked))
    for name, fact in asked.items():
        yield {"id": name.ljust(width), "name": said(fact.name), "values": values(fact)}


def values(fact: Fact) -> str:
    """What may be written for a fact."""
    if fact.kind == "number":
        return said(fact.unit)
    if fact.kind == "yes_no":
        return "yes, no"
    return (", " if fact.kind == "one_of" else " + ").join(fact.options)


def advice_text(request: HttpRequest) -> str:
    """The advice for the answers in the address, and what in it could not be used."""
    base = live.current()
    prefilled = judged(request, base)
    advice = advice_for(base, known(base, prefilled.answers))
    dropped = "".join(f"! {each['name']}: {each['message']}\n" for each in prefilled.dropped)
    return (dropped and f"{dropped}\n") + full_text(Export(base, advice))


@require_safe
@never_cache
@for_terminals(advice_text)
def advice_without_slash(request: HttpRequest) -> HttpResponse:
    """The address as people type it; a browser is led to the page."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("questionnaire:advice") + query)
