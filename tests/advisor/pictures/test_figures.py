"""Figures and answers are written as the reader's language writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from advisor.pictures.templatetags.figures import (
    answer,
    figure,
    limit,
    typeset,
    with_unit,
)
from advisor.pictures.templatetags.lookup import by_id, get, in_state, option_hint
from advisor.pictures.templatetags.markdown import md

FACTS = {
    "users": {"unit": "users", "options": {}},
    "budget": {"unit": "%", "options": {}},
    "boundaries": {"unit": None, "options": {"drawn": "Drawn", "enforced": "Enforced"}},
}


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1_250_000, "1.250.000", "1,250,000"),
        (0.5, "0,5", "0.5"),
        (99.95, "99,95", "99.95"),
        (1234.5, "1.234,5", "1,234.5"),
        (2.0, "2", "2"),
        (1e-7, "0,0000001", "0.0000001"),
        (10**15, "1.000.000.000.000.000", "1,000,000,000,000,000"),
        (-1500, "−1.500", "−1,500"),
        (-0.5, "−0,5", "−0.5"),
        (Decimal("1.50"), "1,5", "1.5"),
        ("bảy", "bảy", "bảy"),
        (None, "", ""),
    ],
)
def test_figure(value: Any, vi: str, en: str) -> None:
    assert figure(value, "vi") == vi
    assert figure(value, "en") == en


@given(st.integers(-(10**15), 10**15) | st.floats(-1e15, 1e15, allow_nan=False))
def test_a_figure_can_be_read_back(value: float) -> None:
    text = figure(value, "vi").replace(".", "").replace(",", ".").replace("−", "-")
    assert float(text) == float(value)


def test_a_figure_follows_the_language_of_the_page() -> None:
    with translation.override("en"):
        assert figure(1000) == "1,000"
    with translation.override("vi"):
        assert figure(1000) == "1.000"


def test_a_day_is_taken_for_no_other() -> None:
    moment = datetime(2026, 12, 3, 18, 30, tzinfo=UTC)  # the next day where the site is
    shown = Template("{% load figures %}{{ moment|day }} {{ written|day }}")
    context = Context({"moment": moment, "written": date(2026, 12, 3)})
    with translation.override("en"):
        assert shown.render(context) == "4 December 2026 3 December 2026"
    with translation.override("vi"):
        assert shown.render(context) == "4/12/2026 3/12/2026"


def test_a_unit_never_stands_alone_on_a_line() -> None:
    with translation.override("en"):
        assert with_unit(1000, "monthly users") == "1,000\u00a0monthly\u00a0users"
        assert with_unit(99.5, "%") == "99.5%"
        assert with_unit(3, None) == "3"


def test_one_never_stands_before_a_plural() -> None:
    with translation.override("en"):
        assert with_unit(1, "developers") == "1"
        assert with_unit(1, "services per team") == "1"
        assert with_unit(1, "ms") == "1\u00a0ms"
        assert with_unit(1, "USD") == "1\u00a0USD"
        assert with_unit(1.5, "minutes") == "1.5\u00a0minutes"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("users", 1000, "1,000\u00a0users"),
        ("users", True, "yes"),
        ("users", False, "no"),
        ("users", None, "not known"),
        ("boundaries", "drawn", "Drawn"),
        ("boundaries", "gone", "gone"),
        ("boundaries", ["drawn", "enforced"], "Drawn, Enforced"),
        ("boundaries", [], "none of these"),
        ("elsewhere", 5, "5"),
    ],
)
def test_answer(name: str, value: Any, expected: str) -> None:
    with translation.override("en"):
        assert answer(FACTS, name, value) == expected


@pytest.mark.parametrize(
    ("name", "operator", "value", "expected"),
    [
        ("users", ">", 1000, "over 1,000\u00a0users"),
        ("users", ">=", 1000, "at least 1,000\u00a0users"),
        ("budget", "<", 5, "under 5%"),
        ("budget", "<=", 5, "at most 5%"),
        ("boundaries", "==", "drawn", "Drawn"),
        ("boundaries", "!=", "drawn", "not Drawn"),
        ("boundaries", "in", ["drawn", "enforced"], "one of: Drawn, Enforced"),
        ("boundaries", "contains", "drawn", "includes: Drawn"),
    ],
)
def test_limit(name: str, operator: str, value: Any, expected: str) -> None:
    with translation.override("en"):
        assert limit(FACTS, {"fact": name, "operator": operator, "limit": value}) == expected


def test_a_title_breaks_well() -> None:
    assert typeset("Lên bậc 3: mô-đun") == "Lên bậc\u00a03: mô-\u2060đun"
    assert typeset("Tests take over 2 minutes") == "Tests take over\u00a02\u00a0minutes"


def test_lookup() -> None:
    rules = [{"id": "a", "state": "fired"}, {"id": "b", "state": "silent"}]
    assert get({"a": 1}, "a") == 1
    assert get({"a": 1}, "b") is None
    assert get(None, "a") is None
    assert by_id(rules)["b"] is rules[1]
    assert in_state(rules, "fired") == rules[:1]
    question = {"options": [{"value": "x", "label": "X", "hint": "why"}]}
    assert option_hint(question, "x") == "why"
    assert option_hint(question, "") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", "plain words"),
        ("# not a heading", "\\# not a heading"),
        ("a\n\n# still no heading", "a \\# still no heading"),
        ("- no list", "\\- no list"),
        ("1. no list", "1\\. no list"),
        ("---", "\\---"),
        ("2 > 1 | x", "2 \\> 1 \\| x"),
        ("[a](b) <c> *d* `e` _f_ ~g~", "\\[a\\](b) \\<c\\> \\*d\\* \\`e\\` \\_f\\_ \\~g\\~"),
        (None, ""),
    ],
)
def test_markdown_is_only_text(text: str | None, expected: str) -> None:
    assert md(text) == expected


@given(st.text(max_size=200))
def test_markdown_stays_on_one_line(text: str) -> None:
    assert len(md(text).splitlines()) <= 1
