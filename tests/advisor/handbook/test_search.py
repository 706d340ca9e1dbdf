"""Searching the handbook."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from advisor.handbook import index
from knowledge import RuleBase
from tests.advisor.handbook.reading import Page


def titles(base: RuleBase, language: str, query: str) -> list[str]:
    """The titles of all that is found."""
    with translation.override(language):
        found = index.search(base, query)
    return [each.entry.title for group in found.values() for each in group]


def test_marks_and_case_do_not_matter(small_site: RuleBase) -> None:
    for query in ("hang doi", "HÀNG ĐỢI", "hàng đợi", "hàng đợi"):
        assert titles(small_site, "vi", query) == ["Hàng đợi gộp"], query


def test_what_was_sought_is_marked_with_its_own_marks(small_site: RuleBase) -> None:
    (found,) = index.search(small_site, "hang doi")["practices"]
    assert found.title == [("Hàng", True), (" ", False), ("đợi", True), (" gộp", False)]


def test_every_word_must_be_there(small_site: RuleBase) -> None:
    assert titles(small_site, "en", "slow elephants") == []


def test_words_are_found_by_their_beginnings_only(small_site: RuleBase) -> None:
    assert "Run tests in parallel" in titles(small_site, "en", "paral")
    assert titles(small_site, "en", "arallel") == []


def test_titles_come_before_texts(small_site: RuleBase) -> None:
    assert titles(small_site, "en", "tests")[0] == "Write tests"
    assert titles(small_site, "en", "slow") == ["Slow tests", "Two bottlenecks"]


def test_words_side_by_side_come_first(small_site: RuleBase) -> None:
    apart, together = filed("Tests that run in parallel"), filed("Run tests in parallel")
    assert index.ranked([apart, together], ["run", "tests"]) == [together, apart]
    assert index.ranked([together, apart], ["that", "run"]) == [apart]


def filed(title: str) -> index.Filed:
    """An entry with this title and nothing else."""
    return index.file(index.Entry("practices", title, "", "/"))


def test_ids_facts_and_the_other_language_are_searched_too(small_site: RuleBase) -> None:
    assert "Đủ điều kiện tách" in titles(small_site, "vi", "services-earned")
    assert "Kiểm thử chậm" in titles(small_site, "vi", "test_minutes")
    assert "Kiểm thử chậm" in titles(small_site, "vi", "slow tests")


@pytest.mark.parametrize("query", ["", "   ", "?!", "\x00", "%", "\\", "(", "[a"])
def test_a_query_without_words_or_with_signs_breaks_nothing(
    small_site: RuleBase, query: str
) -> None:
    assert Client().get("/en/search/", {"q": query}).status_code == 200


def test_a_query_is_shown_as_text(small_site: RuleBase) -> None:
    html = Client().get("/en/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_an_endless_query_is_cut(small_site: RuleBase) -> None:
    context = Client().get("/en/search/", {"q": "tests " * 5_000}).context
    assert len(context["query"]) <= index.LONGEST_QUERY
    assert context["count"] > 0


def test_nothing_found_says_so_and_where_to_go(small_site: RuleBase) -> None:
    page = Page(Client().get("/en/search/", {"q": "elephants"}).content.decode())
    assert "Nothing has “elephants”." in page.texts
    assert "/en/guide/" in page.links


def test_search_pages_are_kept_out_of_indexes(small_site: RuleBase) -> None:
    assert b'name="robots" content="noindex"' in Client().get("/search/?q=ci").content


def test_all_kinds_are_found_in_the_shipped_rule_base(
    serve: Callable[[RuleBase], None], shipped: RuleBase
) -> None:
    serve(shipped)
    found = {*index.search(shipped, "hang doi"), *index.search(shipped, "monolith")}
    assert found == {
        *("stages", "terms", "articles", "practices", "rules", "components", "sources")
    }


def test_a_long_list_is_cut_and_says_so(
    serve: Callable[[RuleBase], None], shipped: RuleBase
) -> None:
    serve(shipped)
    answer = Client().get("/en/search/", {"q": "a"})
    shown = {
        group["kind"]: (len(group["found"]), group["count"]) for group in answer.context["groups"]
    }
    assert shown["rules"][0] == index.MOST_SHOWN < shown["rules"][1]
    assert f"The best 20 of {shown['rules'][1]}." in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("short and plain", "short and plain"),
        ("a " * 60 + "needle" + " b" * 120, None),
    ],
)
def test_an_excerpt_shows_what_was_sought(text: str, around: str | None) -> None:
    cut = index.excerpt(text, re.compile(r"\bneedle"))
    assert cut == around if around else "needle" in cut
    assert len(cut) <= index.AROUND + 4
