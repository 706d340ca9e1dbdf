"""What a visit leaves and says, as tests ask about it."""

import re
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from advisor.recommendations.models import Recommendation, Tombstone
from advisor.releases.models import Release

LANGUAGES = {"vi": "/", "en": "/en/"}


def kept(client: Client) -> dict[str, Any]:
    """The answers in the client's cookie, none where there is no cookie."""
    cookie = client.cookies.get("answers")
    if cookie is None or not cookie.value:
        return {}
    return signing.loads(cookie.value, salt="answers")


def told(language: str, message: str, **values: Any) -> str:
    """A message of the interface in one language."""
    with translation.override(language):
        return translation.gettext(message) % values


def text(response: HttpResponse) -> str:
    """The response as text."""
    return response.content.decode()


def without_tokens(page: str) -> str:
    """A page without its forms' tokens, which are masked anew each time it is made."""
    return re.sub(r'(name="?csrfmiddlewaretoken"? value=)"?\w+"?', r"\1", page)


def saved(client: Client, **answers: Any) -> str:
    """The address of the link that the client gets for some answers."""
    client.get("/ask/", answers)
    return client.post("/advice/save/")["Location"]


def stored() -> tuple[list[Any], ...]:
    """Everything the site keeps about releases and recommendations."""
    kinds = (Release, Recommendation, Tombstone)
    return tuple(list(kind.objects.order_by("pk").values()) for kind in kinds)
