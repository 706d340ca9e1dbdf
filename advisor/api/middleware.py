"""What all answers of the API have in common, whoever gives them."""

from collections.abc import Callable

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from advisor.api.problems import MEDIA_TYPE, Refusal
from knowledge.model import LANGUAGES
from knowledge.writing import json_text

Handler = Callable[[HttpRequest], HttpResponse]

ROOT = "/api/v1/"


def problems(handle: Handler) -> Handler:
    """Answer in the language asked for, and refuse with a problem whatever refuses."""

    def handled(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ROOT):
            return handle(request)
        language = language_asked(request)
        if request.method == "HEAD":
            request.method = "GET"  # The server leaves the body out.
        with translation.override(language):
            response = as_problem(handle(request))
        response["Content-Language"] = language
        return response

    return handled


def language_asked(request: HttpRequest) -> str:
    """The language of `?lang=`; the one of the site if it is none of ours."""
    try:
        language = request.GET.get("lang", "")
    except TooManyFieldsSent:
        language = ""
    return language if language in LANGUAGES else LANGUAGES[0]


def as_problem(response: HttpResponse) -> HttpResponse:
    """The response; with another body if it is a refusal that was made for people."""
    if response.status_code < 400 or response["Content-Type"] == MEDIA_TYPE:
        return response
    response.content = json_text(Refusal(response.status_code).told())
    response["Content-Type"] = MEDIA_TYPE
    response["Content-Length"] = str(len(response.content))
    return response
