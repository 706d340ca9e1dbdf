"""Every failure is told in words, with answers that show it when they are opened."""

import re
from functools import cache
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import translation

from advisor.proofs.claims import CLAIMS, COUNTED, PROPERTIES
from advisor.proofs.telling import told_proofs
from advisor.questionnaire.prefill import read_query
from knowledge import Proof, RuleBase, advise, prove, read_folder
from knowledge.proving.claims import Property
from knowledge.reports import proof_values
from tests.knowledge.made import rule
from tests.knowledge.proofs_made import SHIPPED, base_with, changed

LANGUAGES = ("vi", "en")


@cache
def shipped() -> RuleBase:
    return read_folder(SHIPPED)


def broken() -> dict[str, RuleBase]:
    """Copies of the shipped base, each by the claim that fails in it."""
    base = shipped()
    kong = base.rules["kong-for-many-teams"].pick
    when = base.rules["crowd"].when
    assert kong is not None
    discovery = {
        each.id for each in base.rules.values() if each.pick and each.pick.slot == "discovery"
    }
    return {
        "can-fire": changed(
            base, {"crowd": "users >= 100_000 and team_size >= 3 and team_size < 3"}
        ),
        "can-stay-silent": changed(base, {"crowd": "users >= 0 or not known(users)"}),
        "not-implied": changed(base, {"past-one-team": "team_size >= 10 and teams >= 2"}),
        "order-meant": changed(base, pick={kong_rule: kong.model_copy(update={"over": ()})}),
        "slot-filled": changed(base, without=discovery),
        "more-never-lowers": changed(base, {"past-one-team": "team_size <= 10"}),
        "safety-kept": changed(base, {"quiet-pages": "team_size <= 2 and read_mostly"}),
        "one-verdict": changed(
            base, {"heavy-for-two": "current_stage == 'stage_3' and upkeep_share >= 30"}
        ),
        "no-flapping": changed(base, {"crowd": f"{when} and current_stage != 'stage_4'"}),
        "practice-reached": changed(base, {"crash-at-peak": "crash_spreads and not crash_spreads"}),
    }


kong_rule = "kong-for-many-teams"


@pytest.fixture(scope="module", params=sorted(broken()))
def failed(request: pytest.FixtureRequest) -> tuple[RuleBase, dict[str, Any]]:
    """A broken copy, and the proof that fails for it."""
    base = broken()[request.param]
    proof = next(
        each for each in prove(base) if each.verdict == "fails" and each.claim == request.param
    )
    return base, proof_values(proof)


def told(base: RuleBase, proof: dict[str, Any], language: str) -> dict[str, Any]:
    with translation.override(language):
        (group,) = told_proofs(base, [proof])
    (claim,) = group["claims"]
    (failure,) = claim["failures"]
    assert claim["verdict"] == "fails"
    return dict(failure)


def test_a_failure_is_said_in_both_languages(failed: tuple[RuleBase, dict[str, Any]]) -> None:
    said = {language: told(*failed, language)["words"] for language in LANGUAGES}
    assert said["vi"] != said["en"]
    for words in said.values():
        assert not re.search(r"%\(|“”|\b[a-z]+_[a-z]+\b|stage_\d", words), words


def test_the_link_opens_just_these_answers(failed: tuple[RuleBase, dict[str, Any]]) -> None:
    base, proof = failed
    query = QueryDict(told(base, proof, "vi")["ask_url"].partition("?")[2], mutable=False)
    read = read_query(base, query)
    known = {name: value for name, value in read.answers.items() if value is not None}
    assert not read.dropped
    assert advise(base, known).rules == advise(base, proof["counterexample"]).rules
    assert query.keys() == {name for name, fact in base.facts.items() if fact.topic}


def test_what_tells_stands_before_what_is_usual(failed: tuple[RuleBase, dict[str, Any]]) -> None:
    base, proof = failed
    failure = told(base, proof, "en")
    shown = [each["fact"] for each in failure["answers"]]
    assert len(shown) <= 16
    assert not {*shown} & {each["fact"] for each in failure["others"]}


def test_the_reversed_direction_in_words() -> None:
    base = broken()["more-never-lowers"]
    proof = next(
        each
        for each in prove(base)
        if each.claim == "more-never-lowers" and each.verdict == "fails"
    )
    words = told(base, proof_values(proof), "en")["words"]
    assert re.fullmatch(r"With “.+” at 10\D+ stage \d is needed, at 11\D+ only stage \d\.", words)


def test_every_claim_of_a_proof_has_words() -> None:
    claims = {each.claim for each in prove(shipped())}
    assert claims == CLAIMS.keys()
    assert {each.counted for each in CLAIMS.values()} <= COUNTED.keys() | {""}
    assert {*PROPERTIES} == {*Property.__args__}  # type: ignore[attr-defined]


def test_what_is_not_decided_is_never_called_proved() -> None:
    reports = [proof_values(each) for each in prove(shipped(), budget=0)]
    claims = [each for group in told_proofs(shipped(), reports) for each in group["claims"]]
    open_ones = [each for each in claims if each["verdict"] == "not decided"]
    assert open_ones
    assert all(each["undecided"] for each in open_ones)


def test_a_base_that_cannot_be_proved_at_all_is_told() -> None:
    proof = proof_values(Proof("alive", "all", (), "not decided"))
    (group,) = told_proofs(shipped(), [proof])
    assert group["claims"][0]["verdict"] == "not decided"


def test_a_failure_is_opened_on_the_site(vera: Client) -> None:
    """The counterexample of the live base's own kind of failure, as a visitor opens it."""
    added = rule("everyone", "team_size >= 1 and team_size < 1", needs_stage=2)
    base = base_with(shipped(), [*shipped().rules.values(), added])
    proof = next(each for each in prove(base) if each.verdict == "fails")
    failure = told(base, proof_values(proof), "vi")
    assert vera.get(failure["ask_url"]).status_code == 200
    assert vera.get(failure["advice_url"]).status_code == 200
