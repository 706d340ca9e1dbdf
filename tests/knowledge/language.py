"""A few facts of every kind, and conditions over them made at random, for tests of the language."""

from collections.abc import Mapping

from hypothesis import strategies as st

from knowledge.model import Fact, Option, Text
from knowledge.tree import (
    And,
    Compare,
    Contains,
    Count,
    Known,
    Member,
    Node,
    Not,
    Or,
    Reference,
)

MARK = "‸"
WORDS = Text(vi="chữ", en="words")
OPERATORS = ["<", "<=", ">", ">=", "==", "!="]


def fact(kind: str, options: str = "", **parts: object) -> Fact:
    choices = {name: Option(label=WORDS) for name in options.split()}
    return Fact(kind=kind, name=WORDS, options=choices, **parts)


FACTS: Mapping[str, Fact] = {
    "users": fact("number", range=(0, 10_000_000_000), whole=True),
    "team_size": fact("number", range=(0, 100_000), whole=True),
    "teams": fact("number", range=(0, 10_000), whole=True),
    "services": fact("number", range=(0, 100_000)),
    "test_minutes": fact("number", range=(0, 1_440), asked_when="has_tests"),
    "balance": fact("number", range=(-500, 500)),
    "has_tests": fact("yes_no"),
    "deploy_lock": fact("yes_no"),
    "shared_database": fact("yes_no", asked_when="services >= 2"),
    "boundaries": fact("one_of", "unclear drawn enforced"),
    "market": fact("one_of", "vn_startup vn_enterprise elsewhere", asked_when="teams > 1"),
    "regulated": fact("any_of", "finance health children"),
    "grounds": fact("any_of", "funding regulation", asked_when="shared_database"),
    "services_per_team": fact("number", derive="services / teams"),
    "minutes_per_team": fact("number", derive="test_minutes / teams"),
}
RULES = ("slow-tests", "file-conflicts")


def marked(text: str) -> tuple[str, int, int]:
    """The text without its mark, and the 1-based line and column where it stood."""
    before = text.split(MARK)[0]
    column = len(before) - before.rfind("\n")
    return text.replace(MARK, "", 1), before.count("\n") + 1, column


def of_kind(kind: str) -> st.SearchStrategy[str]:
    return st.sampled_from([name for name, fact in FACTS.items() if fact.kind == kind])


@st.composite
def number_comparisons(draw: st.DrawFn) -> Compare:
    name, operator = draw(of_kind("number")), draw(st.sampled_from(OPERATORS))
    low, high = FACTS[name].range or (0, 10**15)
    limits = st.integers(low, high)
    if not FACTS[name].whole:
        limits |= st.floats(low, high, allow_nan=False).filter(lambda number: abs(number) > 1e-9)
    limit = draw(limits)
    return Compare(name, operator, int(limit) if limit == int(limit) else limit)


@st.composite
def option_comparisons(draw: st.DrawFn) -> Node:
    name = draw(of_kind("one_of") | of_kind("any_of"))
    options = st.sampled_from(sorted(FACTS[name].options))
    if FACTS[name].kind == "any_of":
        return Contains(name, draw(options))
    if draw(st.booleans()):
        return Compare(name, draw(st.sampled_from(["==", "!="])), draw(options))
    return Member(name, tuple(draw(st.lists(options, min_size=1, unique=True))))


LEAVES = st.one_of(
    number_comparisons(),
    option_comparisons(),
    st.builds(Compare, of_kind("yes_no"), st.just("=="), st.booleans()),
    st.builds(Known, st.sampled_from(sorted(FACTS))),
    st.builds(Reference, st.sampled_from(RULES)),
)


def flat(kind: type[And] | type[Or], parts: list[Node]) -> Node:
    """The parts joined, with parts of the same kind opened up, as trees always are."""
    opened = (part.parts if isinstance(part, kind) else (part,) for part in parts)
    return kind(tuple(inner for group in opened for inner in group))


@st.composite
def counts(draw: st.DrawFn, inner: st.SearchStrategy[Node]) -> Count:
    parts = tuple(draw(st.lists(inner, min_size=1, max_size=4)))
    operator, limit = draw(
        st.sampled_from([(">=", 1), (">", 0), ("==", 1), ("!=", 1), ("<", len(parts))])
    )
    return Count(parts, operator, limit)


def larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=4)
    return st.one_of(
        st.builds(Not, inner),
        several.map(lambda parts: flat(And, parts)),
        several.map(lambda parts: flat(Or, parts)),
        counts(inner),
    )


TREES = st.recursive(LEAVES, larger, max_leaves=12)
