"""Answers: what is refused, how it is said, and the one form that answers are kept in."""

from enum import IntEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answers import check_answers, wrong_answers
from knowledge.engine import Engine
from knowledge.problems import KnowledgeError
from tests.knowledge.language import FACTS
from tests.knowledge.made import engine_from, rule


class Five(IntEnum):
    FIVE = 5


WRONG = [
    ("users", "many", "write a number, not text"),
    ("users", True, "write a number, not true or false"),
    ("users", Five.FIVE, "write a number, not this kind of value"),
    ("users", [5], "write a number, not a list"),
    ("users", -1, "must be from 0 to 10_000_000_000"),
    ("users", 10**30, "must be from 0 to 10_000_000_000"),
    ("users", 2.5, "must be a whole number"),
    ("users", float("nan"), "write a finite number"),
    ("users", float("inf"), "write a finite number"),
    ("balance", -500.1, "must be from -500 to 500"),
    ("has_tests", 1, "write true or false, not a number"),
    ("has_tests", "yes", "write true or false, not text"),
    ("boundaries", "drwan", "no option `drwan`; did you mean `drawn`?"),
    ("boundaries", "xyz", "no option `xyz`; write one of `unclear`, `drawn`, `enforced`"),
    ("boundaries", ["drawn"], "write one of `unclear`, `drawn`, `enforced`, not a list"),
    ("boundaries", None.__class__, "not this kind of value"),
    ("regulated", "finance", "write a list of options, not text; [] means none of them"),
    ("regulated", {"finance": 1}, "write a list of options, not a mapping"),
    ("regulated", ["finanse"], "no option `finanse`; did you mean `finance`?"),
    ("regulated", ["finance", "finance"], "`finance` is there twice"),
    ("regulated", [["finance"]], "an option is text, not a list"),
    ("services_per_team", 3, "is worked out from other facts and never answered"),
    ("services_per_team", None, "is worked out from other facts and never answered"),
    ("userz", 3, "no fact `userz`; did you mean `users`?"),
    (7, 3, "a fact is named by text, not a number"),
    (("a",), 3, "a fact is named by text, not a list"),
]


@pytest.mark.parametrize(("name", "value", "words"), WRONG)
def test_a_wrong_answer_is_named_with_what_would_do(name: Any, value: Any, words: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        check_answers(FACTS, {"teams": 2, name: value})
    (problem,) = caught.value.problems
    assert words in problem.message
    assert (problem.file, problem.line, problem.column) == ("answers", 2, 1)


def test_a_number_too_long_to_print_is_refused_like_any_other() -> None:
    with pytest.raises(KnowledgeError, match="must be from 0 to 10_000_000_000"):
        check_answers(FACTS, {"users": 10**5_000})


def test_all_wrong_answers_are_named_at_once() -> None:
    answers = {"users": "x", "teams": 2, "boundaries": 5, "has_tests": 0, "nothing": 1}
    assert list(wrong_answers(FACTS, answers)) == ["users", "boundaries", "has_tests", "nothing"]
    with pytest.raises(KnowledgeError) as caught:
        check_answers(FACTS, answers)
    assert [problem.line for problem in caught.value.problems] == [1, 3, 4, 5]


@pytest.mark.parametrize("answers", [None, 5, "users", [("users", 5)], object()])
def test_answers_are_a_mapping(answers: Any) -> None:
    for take in (lambda: check_answers(FACTS, answers), lambda: ENGINE.read(answers)):
        with pytest.raises(KnowledgeError, match="mapping"):
            take()


def test_known_answers_are_kept_in_the_order_of_facts_and_options() -> None:
    answers = {
        "regulated": ["children", "finance"],
        "has_tests": None,
        "balance": -0.0,
        "services": 4.0,
        "users": 12.0,
        "grounds": (),
    }
    kept = check_answers(FACTS, answers)
    assert list(kept.items()) == [
        ("users", 12),
        ("services", 4),
        ("balance", 0),
        ("regulated", ("finance", "children")),
        ("grounds", ()),
    ]
    assert repr(list(kept.values())) == "[12, 4, 0, ('finance', 'children'), ()]"


def test_numbers_keep_their_fraction() -> None:
    assert check_answers(FACTS, {"test_minutes": 2.5}) == {"test_minutes": 2.5}


def some_engine() -> Engine:
    tests = ["users > 3", "balance >= 0.5", "has_tests", "boundaries == 'drawn'"]
    tests += ["'finance' in regulated", "services_per_team > 1", "known(grounds)"]
    return engine_from([rule(f"rule-{place}", test) for place, test in enumerate(tests)])


ENGINE = some_engine()
OPTIONS = sorted({option for fact in FACTS.values() for option in fact.options})
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(0, 20),
    st.floats(),
    st.sampled_from(OPTIONS),
    st.text(max_size=5),
)
JUNK = st.one_of(
    PLAIN, st.lists(PLAIN, max_size=3), st.tuples(PLAIN), st.dictionaries(PLAIN, PLAIN, max_size=1)
)
NAMES = st.sampled_from([*FACTS, "nothing", "", 5])


@given(st.dictionaries(NAMES, JUNK, max_size=4))
def test_the_engine_refuses_exactly_what_is_wrong(answers: dict[Any, Any]) -> None:
    if wrong_answers(FACTS, answers):
        with pytest.raises(KnowledgeError):
            ENGINE.situate(answers)
    else:
        ENGINE.situate(answers)
        assert check_answers(FACTS, answers) == check_answers(FACTS, check_answers(FACTS, answers))
