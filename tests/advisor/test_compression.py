"""Pages travel compressed, and their length tells nothing."""

import brotli
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from advisor.compression import PADDING, Compression

PAGE = "<!DOCTYPE html><p>" + "bậc thang " * 100


def answered(accepts: str, response: HttpResponse | None = None) -> HttpResponse:
    """What a browser gets that accepts these encodings."""
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})

    def page(request: HttpRequest) -> HttpResponse:
        return response or HttpResponse(PAGE)

    found = Compression(page)(request)
    assert isinstance(found, HttpResponse)
    return found


def opened(response: HttpResponse) -> str:
    return brotli.decompress(response.content).decode()


@pytest.mark.parametrize("accepts", ["br", "gzip, deflate, br, zstd", "gzip;q=0.5, BR;q=1.0"])
def test_whoever_takes_brotli_gets_it(accepts: str) -> None:
    response = answered(accepts)
    assert response["Content-Encoding"] == "br"
    assert response["Vary"] == "Accept-Encoding"
    assert int(response["Content-Length"]) == len(response.content) < len(PAGE.encode())
    assert opened(response).startswith(PAGE)


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("gzip, br;q=0.0, x", "gzip"),
        ("brave, gzip", "gzip"),
        ("", None),
        ("br;q=0", None),
    ],
)
def test_whoever_does_not_gets_what_he_takes(accepts: str, encoding: str | None) -> None:
    response = answered(accepts)
    assert response.get("Content-Encoding") == encoding
    assert response["Vary"] == "Accept-Encoding"


def test_the_same_page_has_many_lengths() -> None:
    lengths = {len(answered("br").content) for _ in range(50)}
    assert len(lengths) > 10
    assert max(lengths) - min(lengths) <= PADDING


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("short"),
        HttpResponse("{" + " " * 500 + "}", content_type="application/json"),
        HttpResponse(PAGE, headers={"Content-Encoding": "zstd"}),
    ],
    ids=["short", "JSON", "compressed before"],
)
def test_the_rest_is_left_to_django(response: HttpResponse) -> None:
    before = response.get("Content-Encoding")
    assert answered("br", response).get("Content-Encoding") == before


def test_a_validator_says_that_bytes_may_differ() -> None:
    assert answered("br", HttpResponse(PAGE, headers={"ETag": '"a"'}))["ETag"] == 'W/"a"'


def test_the_site_answers_so(vera: Client) -> None:
    page = vera.get("/stages/", headers={"accept-encoding": "gzip, br"})
    assert page["Content-Encoding"] == "br"
    assert "</html>" in opened(page)
