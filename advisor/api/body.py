"""The JSON of a request, read strictly: what others would guess at is refused."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError
from django.utils.translation import gettext

from advisor.api.problems import Refusal
from advisor.recommendations.remedies import shown

MEDIA_TYPE = "application/json"
CHARSETS = ("utf-8", "utf8")


def body_of(request: HttpRequest) -> bytes:
    """The body, if it is JSON by its header and not too large; else raises Refusal."""
    charset = (request.content_params or {}).get("charset", CHARSETS[0])
    if request.content_type != MEDIA_TYPE or charset.lower() not in CHARSETS:
        raise Refusal(415)
    try:
        return request.body
    except RequestDataTooBig:
        raise Refusal(413) from None
    except UnreadablePostError:
        raise Refusal(400) from None


def read_json(body: bytes) -> Any:
    """The value that `body` holds; raises Refusal with the place of what is wrong."""
    if len(body) > settings.API_MOST_BYTES:
        raise Refusal(413)
    try:
        return loaded(body.decode("utf-8-sig"))
    except RecursionError:
        raise Refusal(400, gettext("The JSON is nested too deeply.")) from None
    except ValueError as error:
        raise Refusal(400, message_for(error)) from None


def loaded(text: str) -> Any:
    """The value of a JSON text; raises ValueError or RecursionError."""
    value = json.loads(text, object_pairs_hook=unique, parse_constant=no_number)
    if "\\u" in text:
        # Half of a pair of surrogates can be written, but is no character.
        json.dumps(value, ensure_ascii=False).encode()
    return value


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these pairs; one name twice is refused, never guessed at."""
    found = dict(pairs)
    if len(found) < len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise Refusal(400, gettext("“%(name)s” is there twice.") % {"name": shown(twice)})
    return found


def no_number(name: str) -> float:
    """Refuse what Python reads as a number and JSON does not know."""
    raise Refusal(400, gettext("%(name)s is not a number in JSON.") % {"name": name})


def message_for(error: ValueError) -> str:
    """What is wrong with a JSON text."""
    write = next((WRITERS[kind] for kind in WRITERS if isinstance(error, kind)), None)
    return write(error) if write else gettext("A number in the JSON has too many digits.")


def bad_syntax(error: Any) -> str:
    place = {"line": error.lineno, "column": error.colno}
    return gettext("The JSON breaks off or goes wrong at line %(line)s, column %(column)s.") % place


def bad_bytes(error: Any) -> str:
    return gettext("The text is not UTF-8, from byte %(place)s on.") % {"place": error.start + 1}


def bad_character(error: Any) -> str:
    return gettext("The JSON holds half of a character, written as \\ud800 or the like.")


WRITERS: dict[type[ValueError], Callable[[Any], str]] = {
    json.JSONDecodeError: bad_syntax,
    UnicodeDecodeError: bad_bytes,
    UnicodeEncodeError: bad_character,
}
