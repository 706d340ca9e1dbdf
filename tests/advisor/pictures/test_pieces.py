"""Pieces of pages that are made once for the values they show."""

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import override

from advisor.pictures.templatetags.pieces import made, piece

RULE = {"id": "slow-tests", "title": "Slow <tests>", "because": "It takes too long."}


def because(**rule: str) -> str:
    return piece("recommendations/_because.html", rule={**RULE, **rule})


def test_the_same_values_are_made_once() -> None:
    made.cache_clear()
    assert because() == because()
    assert made.cache_info()[:2] == (1, 1)


def test_any_other_value_makes_another_piece() -> None:
    assert because(because="It is short.") != because()
    assert "It is short." in because(because="It is short.")


def test_values_that_only_compare_alike_make_different_pieces() -> None:
    shown = [
        piece("recommendations/_questions.html", asked=[{"name": name}]) for name in ("a", "b")
    ]
    assert shown[0] != shown[1]
    made.cache_clear()
    for value in (1, 1.0, True):
        piece("recommendations/_because.html", rule={**RULE, "title": value})
    assert made.cache_info().misses == 3


def test_each_language_has_its_own_piece() -> None:
    pieces = []
    for language in ("vi", "en"):
        with override(language):
            pieces.append(piece("recommendations/_open.html", asked={}, areas=["stage"]))
    assert pieces[0] != pieces[1]


def test_a_piece_sees_nothing_of_its_page() -> None:
    page = Template('{% load pieces %}{% piece "recommendations/_because.html" rule=shown %}')
    seen = [
        page.render(Context({"shown": {"id": "slow-tests"}, "rule": RULE, "because": word}))
        for word in ("one", "other")
    ]
    assert seen[0] == seen[1]
    assert "Slow" not in seen[0]


def test_texts_are_escaped_and_the_piece_is_not_again() -> None:
    page = Template('{% load pieces %}{% piece "recommendations/_because.html" rule=rule %}')
    assert "Slow &lt;tests&gt;</a>" in page.render(Context({"rule": RULE}))


def test_a_text_already_marked_safe_is_refused() -> None:
    """It would share a piece with the same text not marked so."""
    with pytest.raises(ValueError, match="unmarshallable"):
        because(title=mark_safe("<b>bold</b>"))


def test_several_pieces_stand_in_a_row() -> None:
    page = Template('{% load pieces %}{% pieces "recommendations/_answer.html" given=given %}')
    given = [{"name": name, "said": "1 < 2"} for name in ("one", "two")]
    one, two = (f"<div><dt>{name}</dt><dd>1 &lt; 2</dd></div>\n" for name in ("one", "two"))
    assert page.render(Context({"given": given})) == one + two


def test_what_is_fixed_is_made_once_a_language_and_sees_nothing() -> None:
    page = Template(
        '{% load i18n pieces %}{% fixed %}{% translate "Take care" %}{{ word }}{% endfixed %}'
    )
    for language, shown in (("vi", "Coi chừng"), ("en", "Take care"), ("vi", "Coi chừng")):
        with override(language):
            assert page.render(Context({"word": language})) == shown
