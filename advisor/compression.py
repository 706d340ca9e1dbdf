"""Answers made smaller: brotli where a browser takes it, else gzip as Django does it."""

import re
import secrets

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

ACCEPTED = re.compile(
    r"(?:^|,)\s*br\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[^,]*)?(?=,|$)", re.IGNORECASE
)
# Smaller than gzip's usual 6, in less time; see bench/README.md.
QUALITY = 5
LEAST_BYTES = 200
# Up to so many characters that do not compress hide how well the rest did, as Django's gzip has
# it: else the length of many answers could tell a secret in them (BREACH).
PADDING = 100


class Compression(GZipMiddleware):
    """Compresses pages with brotli, and all else as Django would."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress a page for whoever takes brotli; the rest is Django's."""
        if not isinstance(response, HttpResponse) or not fits(request, response):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        response.content = brotli.compress(response.content + padding(), quality=QUALITY)
        response["Content-Encoding"] = "br"
        response["Content-Length"] = str(len(response.content))
        if etag := response.get("ETag", "").removeprefix("W/"):
            response["ETag"] = f"W/{etag}"
        return response


def fits(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this is a page, worth it, and not compressed before."""
    return (
        response.get("Content-Type", "").startswith("text/html")
        and len(response.content) >= LEAST_BYTES
        and not response.has_header("Content-Encoding")
        and ACCEPTED.search(request.headers.get("Accept-Encoding", "")) is not None
    )


def padding() -> bytes:
    """A comment of a length that nobody can foresee, to stand behind a page."""
    return f"<!-- {secrets.token_hex(PADDING)[: secrets.randbelow(PADDING)]} -->".encode()
