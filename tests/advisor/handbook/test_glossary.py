"""The glossary in the order of each alphabet."""

import pytest
from django.test import Client
from django.utils.translation import override

from advisor.handbook.glossary import by_letter, letter
from knowledge import RuleBase
from tests.advisor.visiting import LANGUAGES, text, told


@pytest.mark.parametrize(
    ("title", "first"),
    [("Ạ", "A"), ("ắp", "Ă"), ("điều", "Đ"), ("Ổn", "Ô"), ("ứng", "Ư"), ("p95", "P"), ("E", "E")],
)
def test_a_letter_keeps_its_mark_and_loses_its_tone(title: str, first: str) -> None:
    assert letter(title) == first


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_stands_under_its_letter(shipped: RuleBase, language: str) -> None:
    with override(language):
        letters = by_letter(shipped)
    assert sum(map(len, letters.values())) == len(shipped.terms) > 40
    order = [list("AĂÂBCDĐEÊFGHIJKLMNOÔƠPQRSTUƯVWXYZ").index(each) for each in letters]
    assert order == sorted(order)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_explains_every_word(vera: Client, shipped: RuleBase, language: str) -> None:
    page = text(vera.get(f"{LANGUAGES[language]}glossary/"))
    for name, term in shipped.terms.items():
        assert f'id="{name}"' in page or f"id={name}" in page
        assert term.title.in_language(language) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_is_found_by_the_search(vera: Client, language: str) -> None:
    page = vera.get(f"{LANGUAGES[language]}search/", {"q": "SLO"})
    assert "/glossary/#slo" in text(page)


@pytest.mark.usefixtures("small_release")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_release_may_have_none(vera: Client, language: str) -> None:
    page = text(vera.get(f"{LANGUAGES[language]}glossary/"))
    assert told(language, "This release of the rule base has no glossary.") in page
