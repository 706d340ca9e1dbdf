"""Every page of the handbook, over the rule base of a new installation."""

from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from advisor.releases import live
from knowledge import RuleBase
from tests.advisor.handbook.reading import Page

LISTS = (
    *("stages", "rules", "picture", "practices", "components"),
    *("guide", "glossary", "sources", "search"),
)
CATALOG = Path(__file__).parents[3] / "locale/vi/LC_MESSAGES/django.po"
Pages = dict[str, Page]


def addresses(base: RuleBase) -> Iterator[str]:
    """The address of every page in the language that is active."""
    yield from (reverse(f"handbook:{name}") for name in LISTS)
    yield from (reverse("handbook:stage", args=[number]) for number in base.stages)
    yield from (reverse("handbook:rule", args=[name]) for name in base.rules)
    yield from (reverse("handbook:article", args=[name]) for name in base.articles)
    yield from (reverse("handbook:source", args=[name]) for name in base.sources)


def read_all(base: RuleBase, language: str) -> Pages:
    """Every page in one language, by address."""
    client = Client()
    with translation.override(language):
        listed = list(addresses(base))
    answers = {address: client.get(address) for address in listed}
    assert {address: a.status_code for address, a in answers.items() if a.status_code != 200} == {}
    return {address: Page(answer.content.decode()) for address, answer in answers.items()}


@pytest.fixture(scope="module", params=["vi", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pages(shipped: RuleBase, language: str) -> Pages:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live, "current", lambda: shipped)
        return read_all(shipped, language)


def test_every_page_is_whole(pages: Pages, language: str) -> None:
    foreign = other_language(language)
    for address, page in pages.items():
        assert page.headings.count("h1") == 1, address
        assert "None" not in page.texts, address
        assert not any("vi=" in text or "en=" in text for text in page.texts), address
        assert not foreign & set(page.spoken), address
        assert len(page.ids) == len(set(page.ids)), address


def other_language(language: str) -> set[str]:
    """The texts of the interface as the other language has them."""
    pairs = [(each.msgid, each.msgstr) for each in polib.pofile(str(CATALOG)) if each.msgstr]
    mine, foreign = (1, 0) if language == "vi" else (0, 1)
    return {pair[foreign] for pair in pairs} - {pair[mine] for pair in pairs}


def test_every_link_within_the_handbook_leads_somewhere(pages: Pages) -> None:
    rooms = tuple(reverse(f"handbook:{name}") for name in LISTS)
    proofs = (reverse("proofs:page"), f"/en{reverse('proofs:page')}")
    for address, page in pages.items():
        for link in page.links:
            path, _, anchor = link.partition("#")
            path = path.partition("?")[0] or address
            if path in pages:
                assert not anchor or anchor in pages[path].ids, (address, link)
            else:
                assert path in proofs or not path.startswith(rooms), (address, link)


@pytest.mark.parametrize(
    "address", ["stages/5/", "rules/nobody/", "guide/nothing/", "sources/hearsay/"]
)
@pytest.mark.parametrize("prefix", ["/", "/en/"])
def test_what_does_not_exist_is_not_found(small_site: RuleBase, prefix: str, address: str) -> None:
    assert Client().get(prefix + address).status_code == 404


def test_pages_only_answer_to_reading(small_site: RuleBase) -> None:
    assert Client().post("/rules/").status_code == 405
    assert Client().head("/rules/").status_code == 200
