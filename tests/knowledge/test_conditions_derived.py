"""Derived facts: arithmetic over number facts, unknown as soon as a part is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import KnowledgeError
from knowledge.conditions import parse_derivation
from knowledge.derivations import Arithmetic, Figure, Part, Term, printed
from tests.knowledge.language import FACTS, marked

VALUES = {"services": 12, "teams": 4, "users": 0, "balance": -2.5}

TERMS = st.recursive(
    st.builds(Part, st.sampled_from(["services", "teams", "users"]))
    | st.builds(Figure, st.integers(-(10**15), 10**15).filter(bool)),
    lambda inner: st.builds(Arithmetic, inner, st.sampled_from("+-*/"), inner),
    max_leaves=12,
).filter(lambda tree: not isinstance(tree, Figure))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("services / teams", 3),
        ("services - teams - 1", 7),
        ("services - (teams - 1)", 9),
        ("services / teams / 2", 1.5),
        ("services / (teams * 2)", 1.5),
        ("2 + services * 0.5", 8),
        ("services * -1_000", -12_000),
        ("balance + services", 9.5),
        ("services / users", None),
        ("services / (teams - 4)", None),
        ("services * test_minutes", None),
        (" * ".join(["1_000_000_000_000_000"] * 30) + " * services", None),
    ],
)
def test_the_value(text: str, value: float | None) -> None:
    assert parse_derivation(text, FACTS).value(VALUES) == value


def test_a_part_that_is_none_is_unknown() -> None:
    derivation = parse_derivation("services / teams", FACTS)
    assert derivation.facts == {"services", "teams"}
    assert derivation.value({"services": 3, "teams": None}) is None


@settings(max_examples=300, derandomize=True, deadline=None)
@given(TERMS)
def test_printing_and_parsing_gives_the_same(tree: Term) -> None:
    text = printed(tree)
    if any(name in text for name in ("services", "teams", "users")):
        again = parse_derivation(text, FACTS)
        assert again.tree == tree
        assert str(again) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("(services)-(teams-users)", "services - (teams - users)"),
        ("(services-teams)-users", "services - teams - users"),
        ("services/(2*teams)*1000.0", "services / (2 * teams) * 1_000"),
    ],
)
def test_parentheses_only_where_they_matter(text: str, canonical: str) -> None:
    assert str(parse_derivation(text, FACTS)) == canonical


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("servces / teams", "no fact `servces`; did you mean `services`?"),
        ("services / ‸has_tests", "`has_tests` is not a number"),
        ("services / ‸0", "division by zero"),
        ("‸1 + 2", "this names no fact"),
        ("‸services ** 2", "number facts, numbers and + - * / only"),
        ("‸services // teams", "number facts, numbers and + - * / only"),
        ("‸-services", "number facts, numbers and + - * / only"),
        ("‸services > 2", "number facts, numbers and + - * / only"),
        ("‸max(services, teams)", "number facts, numbers and + - * / only"),
        ("services + ‸'a'", "number facts, numbers and + - * / only"),
        ("services + ‸true", "number facts, numbers and + - * / only"),
        ("services ‸% 2", "percent signs are not part"),
        ("services + ‸1,000", "write `1_000`"),
        ("services + ‸1000000000000001", "at most 1_000_000_000_000_000"),
        ("(" * 33 + "services" + ")" * 33, "nested deeper than 32"),
        (" + ".join(["users"] * 40), "deeper than 32 levels"),
    ],
)
def test_refused(text: str, words: str) -> None:
    clean, line, column = marked(text)
    with pytest.raises(KnowledgeError) as refused:
        parse_derivation(clean, FACTS)
    problem = refused.value.problems[0]
    assert words in problem.message
    assert "‸" not in text or (problem.line, problem.column) == (line, column)
