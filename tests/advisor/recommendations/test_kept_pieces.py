"""Pages made of pieces that other teams' pages left behind."""

from itertools import islice

import pytest
from django.core.cache import cache
from django.test import Client

from advisor.pictures.templatetags.pieces import made
from advisor.recommendations.addresses import write_query
from bench.teams import teams
from knowledge import RuleBase
from tests.advisor.visiting import text, without_tokens


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_are_the_same_as_if_made_anew(vera: Client, shipped: RuleBase, language: str) -> None:
    queries = [write_query(answers) for answers in islice(teams(shipped), 8)]
    addresses = [f"{language}/advice/?{query}" for query in queries]
    anew = []
    for address in addresses:
        made.cache_clear()
        cache.clear()
        anew.append(without_tokens(text(vera.get(address))))
    cache.clear()
    for address in reversed(addresses):
        vera.get(address)
    cache.clear()
    assert [without_tokens(text(vera.get(address))) for address in addresses] == anew
    assert made.cache_info().hits > made.cache_info().misses
