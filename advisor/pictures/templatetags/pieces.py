"""Pieces of a page that hang on nothing but the values they show: made once, then kept."""

import marshal
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from advisor.pictures.templatetags.dense import dense

register = template.Library()

MOST_KEPT = 8_192
# The first version of the format in which the same values always give the same bytes.
SAME_BYTES = 2


@register.simple_tag
def piece(template_name: str, **values: Any) -> SafeString:
    """What a template makes of these values, kept for the next page that shows the same.

    The template sees nothing else, so nothing else can change what it makes: no request, no
    visitor, no other variable of the page. Values are plain ones, all the way down: None,
    numbers, strings, lists, tuples and mappings; raises ValueError for any other.
    """
    return made(template_name, get_language(), marshal.dumps(values, SAME_BYTES))


@register.simple_tag
def pieces(template_name: str, **lists: Iterable[Any]) -> SafeString:
    """Pieces in a row: the first shows the first value of each list, and so on."""
    language = get_language()
    rows = zip(*lists.values(), strict=True)
    shown = [marshal.dumps(dict(zip(lists, row, strict=True)), SAME_BYTES) for row in rows]
    return SafeString("".join([made(template_name, language, values) for values in shown]))


@lru_cache(maxsize=MOST_KEPT)
def made(template_name: str, language: str, values: bytes) -> SafeString:
    """The piece, from its values as bytes; without the indentation of its template."""
    compiled = get_template(template_name).template  # type: ignore[attr-defined]
    return dense(compiled.render(Context(marshal.loads(values))))


@register.tag("fixed")
def fixed(parser: Parser, _: Token) -> "Fixed":
    """{% fixed %}…{% endfixed %}: what is the same on every page, made once for each language.

    Like a piece it sees no variable of its page.
    """
    inside = parser.parse(["endfixed"])
    parser.delete_first_token()
    return Fixed(inside)


class Fixed(Node):
    """The inside of the tag, and what it is in each language."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.made: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self.made:
            self.made[language] = dense(self.nodelist.render(context.new()))
        return self.made[language]
