"""The public page of what is proved about the rules that are live."""

from dataclasses import replace

import pytest
from django.core.cache import cache
from django.test import Client

from advisor.proofs import keeping
from advisor.proofs.covering import answer_sets
from advisor.releases import live
from advisor.releases.models import Release
from advisor.releases.publishing import publish
from knowledge import RuleBase
from knowledge.proving.spaces import space_of
from knowledge.reports import check_report
from tests.advisor.visiting import text

PAGES = ("/rules/proof/", "/en/rules/proof/")


@pytest.mark.parametrize("page", PAGES)
def test_it_says_what_is_proved(vera: Client, shipped: RuleBase, page: str) -> None:
    answer = vera.get(page)
    claims = [each for group in answer.context["groups"] for each in group["claims"]]
    assert answer.status_code == 200
    assert {each["verdict"] for each in claims} == {"holds"}
    assert all(each["words"] in answer.content.decode() for each in claims)
    assert str(len(shipped.cases)) in text(answer)
    assert shipped.hash[:12] in text(answer)


def test_the_answer_sets_are_counted_exactly(shipped: RuleBase) -> None:
    exact = 1
    for variable in space_of(shipped.engine).variables:
        if variable.about.derive is None:
            exact *= len(variable.values) + 1
    told = answer_sets(shipped)
    assert told is not None
    assert told["exact"].replace(".", "") == str(exact)
    assert exact >= 10 ** told["power"]


def test_it_is_proved_once(vera: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    vera.get("/rules/proof/")

    def again(*_: object) -> None:
        raise AssertionError("proved again")

    monkeypatch.setattr(keeping, "sound_report", again)
    assert vera.get("/en/rules/proof/").status_code == 200


def test_a_release_keeps_what_it_was_published_with(
    vera: Client, small: RuleBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = check_report(small.files)
    publish(small.files, "With its check.", report={"check": report})
    monkeypatch.setattr(keeping, "sound_report", lambda *_: pytest.fail("proved again"))
    assert vera.get("/rules/proof/").status_code == 200


def test_nobody_waits_behind_another_proof(vera: Client, small_release: Release) -> None:
    cache.clear()
    with keeping.working:
        answer = vera.get("/en/rules/proof/")
    assert (answer.status_code, answer["Refresh"]) == (503, "2")
    assert 'href="/en/rules/proof/"' in text(answer)
    assert vera.get("/en/rules/proof/").status_code == 200


def test_a_draft_that_is_previewed_is_proved_as_it_is(vera: Client, small: RuleBase) -> None:
    with live.previewing(replace(small, number=2)):
        answer = vera.get("/en/rules/proof/")
    assert "A draft, not published" in text(answer)
    assert small.hash[:12] in text(answer)


@pytest.mark.parametrize("page", ["/rules/", "/en/rules/"])
def test_the_rules_lead_to_it(vera: Client, page: str) -> None:
    assert f'href="{page}proof/"' in text(vera.get(page))
