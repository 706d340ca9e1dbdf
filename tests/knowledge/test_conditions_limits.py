"""Whatever is written as a condition: it is read or refused, soon, and nothing else happens."""

import ast
import builtins
import time
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import KnowledgeError, syntax
from knowledge.conditions import parse_condition, parse_derivation
from tests.knowledge.language import FACTS, RULES

WORDS = r"""
    users team_size has_tests boundaries regulated slow_tests known count true false and or not
    in is if else lambda for None 'drawn' 'finance' "x" '' 0 1 2.5 1_000 010 1e9 0x1 .5 - + * /
    ** // % ( ) [ ] { } , . : ; := == != < <= > >= = & | ~ ^ @ # \ ' " f'x' b'' é ‸ ->
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\t", " "])

BOMBS = [
    "(" * 1_000,
    "[" * 1_000,
    "(" * 500 + ")" * 500,
    "()" * 500,
    "not " * 250,
    "-" * 1_000,
    "~" * 1_000,
    "users>" + "-" * 900 + "1",
    "users" + ">users" * 160,
    "1" + "<users<2" * 120,
    "users + " * 120 + "1",
    "users > " + "9" * 990,
    "users > 1" + ".0" * 400,
    "'" * 1_000,
    '"""' + "a" * 900 + '"""',
    "count(" * 160,
    "count(" + "users > 1," * 95 + ")",
    "known(" * 30 + "users" + ")" * 30,
    "x" * 1_000,
    "x " * 500,
    "1," * 500,
    "1,111" * 200,
    "\\" * 1_000,
    "users\n" * 160,
    "a.b" * 300,
    "has_tests and " * 70 + "has_tests",
    "lambda:" * 140,
    "\ud800" * 1_000,
    "users > 1" * 100_000,
]


def problems_of(error: KnowledgeError) -> list[tuple[int, int]]:
    return [(problem.line, problem.column) for problem in error.problems]


def read_or_refused(text: str) -> None:
    """Read the text both ways; nothing but a KnowledgeError with places may be raised."""
    for parse in (parse_condition, parse_derivation):
        try:
            again = str(parse(text, FACTS))
        except KnowledgeError as refused:
            places = problems_of(refused)
        else:
            assert str(parse(again, FACTS)) == again
            continue
        assert places
        assert min(map(min, places)) >= 1


@settings(max_examples=1_000, derandomize=True, deadline=None)
@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    read_or_refused(text)


@settings(max_examples=1_500, derandomize=True, deadline=None)
@given(st.lists(PIECES, max_size=14), st.sampled_from([" ", ""]))
def test_any_row_of_pieces(pieces: list[str], between: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_or_refused(between.join(pieces))


@settings(max_examples=500, derandomize=True, deadline=None)
@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_any_answers_to_what_was_read(text: str) -> None:
    try:
        condition = parse_condition(text, FACTS)
    except KnowledgeError:
        return
    assert condition.holds({}) in (True, False, None)


@pytest.mark.parametrize("text", BOMBS, ids=[ascii(text[:20]) for text in BOMBS])
def test_a_bomb_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    read_or_refused(text)
    assert time.process_time() - start < 1


@pytest.mark.parametrize("error", [ValueError, RecursionError, MemoryError, OverflowError])
def test_every_error_of_the_parser_becomes_one_of_ours(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(*_: object, **__: object) -> ast.Expression:
        raise error("too much")

    monkeypatch.setattr(syntax.ast, "parse", parse)
    with pytest.raises(KnowledgeError, match="this is too complex"):
        parse_condition("has_tests", FACTS)


def test_nothing_of_a_condition_is_ever_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object, **__: object) -> None:
        raise AssertionError("ran")

    for name in ("eval", "exec"):
        monkeypatch.setattr(builtins, name, run)
    condition = parse_condition("users > 1 and not slow_tests or has_tests", FACTS, RULES)
    assert str(condition) == "users > 1 and not slow_tests or has_tests"
