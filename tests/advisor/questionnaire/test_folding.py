"""Questions that can change nothing any more, and the signs beside questions."""

import re

from django.test import Client

from knowledge import RuleBase, advise
from tests.advisor.visiting import kept, text

SWAP = {"HX-Request": "true"}


def folded(page: object) -> tuple[str, ...]:
    """The facts whose questions a page folds away."""
    fold = page.context["form"].fold  # type: ignore[attr-defined]
    return fold.facts if fold else ()


def test_nothing_is_folded_before_the_first_answer(vera: Client, shipped: RuleBase) -> None:
    for topic in shipped.topics:
        assert folded(vera.get(f"/ask/{topic}/")) == ()


def test_what_can_change_nothing_is_folded_at_the_end(vera: Client) -> None:
    vera.get("/ask/", {"has_tests": "no"})
    page = vera.get("/ask/delivery/")
    assert folded(page) == ("test_minutes",)
    assert text(page).index('name="test_minutes"') > text(page).index('name="rollback"')
    assert text(page).count('name="test_minutes"') == 1


def test_only_unknown_facts_that_change_nothing_are_folded(vera: Client, shipped: RuleBase) -> None:
    vera.get("/ask/", {"uses_ai": "no", "team_size": "1", "outage_cost": "little"})
    advice = advise(shipped, kept(vera))
    alive = {each.fact for each in advice.unknown if each.could_change}
    for topic in shipped.topics:
        facts = {name for name, fact in shipped.facts.items() if fact.topic == topic}
        assert set(folded(vera.get(f"/ask/{topic}/"))) == facts - alive - advice.answers.keys()


def test_a_folded_question_can_be_answered(vera: Client) -> None:
    vera.get("/ask/", {"has_tests": "no"})
    sent = {"has_tests": "yes", "test_minutes": "7", "folded": "test_minutes"}
    assert vera.post("/ask/delivery/", sent).status_code == 302
    assert kept(vera) == {"has_tests": True, "test_minutes": 7}
    assert folded(vera.get("/ask/delivery/")) == ()


def test_nothing_moves_while_someone_answers(vera: Client) -> None:
    wrong = {"deploy_minutes": "soon", "has_tests": "no", "folded": "rollback"}
    assert folded(vera.post("/ask/delivery/", wrong)) == ("rollback",)
    assert folded(vera.post("/ask/delivery/", {**wrong, "folded": ""})) == ()


def test_a_wrong_answer_is_never_folded(vera: Client) -> None:
    page = vera.post("/ask/delivery/", {"deploy_minutes": "soon", "folded": "deploy_minutes"})
    assert folded(page) == ()


def test_a_fold_with_an_answer_is_open(vera: Client) -> None:
    sent = {"deploy_minutes": "soon", "test_minutes": "7", "folded": "test_minutes"}
    assert '<details class="fold" open>' in text(vera.post("/ask/delivery/", sent))


def test_a_swap_says_when_a_folded_question_counts_again(vera: Client) -> None:
    sent = {"has_tests": "yes", "folded": "test_minutes"}
    page = vera.post("/en/ask/delivery/", sent, headers=SWAP)
    assert page.context["form"].fold.alive == 1
    assert 'id="fold-note" data-hx-swap-oob="true"' in text(page)


# Signs beside questions


def sign_of(vera: Client, topic: str, fact: str) -> object:
    return vera.get(f"/ask/{topic}/").context["form"].fields[fact].question["sign"]


def test_a_question_shows_the_sign_that_it_moves(vera: Client, shipped: RuleBase) -> None:
    title = shipped.rules["slow-tests"].title
    assert title is not None
    for minutes, on in (("", None), ("1", False), ("7", True)):
        vera.get("/ask/", {"has_tests": "yes", "test_minutes": minutes})
        assert sign_of(vera, "delivery", "test_minutes") == {"text": title.vi, "on": on}
    assert sign_of(vera, "delivery", "rollback") is None


def test_a_swap_moves_the_signs_beside_the_questions(vera: Client) -> None:
    page = text(vera.post("/en/ask/delivery/", {"deploy_lock": "yes"}, headers=SWAP))
    note = re.search(r'<p[^>]*id="id_deploy_lock_sign"[^>]*>\s*(.*?)</span>', page, re.DOTALL)
    assert note is not None
    assert note[0].startswith('<p class="sign-note" id="id_deploy_lock_sign" data-hx-swap-oob')
    assert note[1] == '<span class="chip on">on'


def test_a_figure_of_another_team_shows_how_to_answer(vera: Client, shipped: RuleBase) -> None:
    given = {example.answers.get("users") for example in shipped.examples.values()}
    shown = vera.get("/en/ask/scale/").context["form"].fields["users"].question["placeholder"]
    assert int(shown.removeprefix("e.g. ").replace(",", "")) in given
