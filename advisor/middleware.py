"""What every answer of the site passes through."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]

HEADERS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def headers(handle: Handler) -> Handler:
    """Headers that isolate our pages from other sites."""

    def handled(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        return response

    return handled


def language_of_path(handle: Handler) -> Handler:
    """Vietnamese at `/…`, English at `/en/…`.

    Django's own LocaleMiddleware would let a browser's preferences decide; here a link
    shows everyone the same page.
    """

    def handled(request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info) or "vi"
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = handle(request)
        response.setdefault("Content-Language", language)
        return response

    return handled
