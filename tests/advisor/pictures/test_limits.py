"""Limit bars put the value and its limit where they belong, however far apart they are."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.pictures.limits import limit_bar, limits, times

NUMBERS = st.floats(0, 1e12) | st.integers(0, 10**12)
LIMITS = st.floats(0.01, 1e9) | st.integers(1, 10**9)


def comparison(value: Any, operator: str, limit: Any, fact: str = "test_minutes") -> dict[str, Any]:
    return {"fact": fact, "name": fact, "value": value, "operator": operator, "limit": limit}


def share(text: str) -> float:
    assert text.endswith("%")
    return float(text[:-1])


def test_the_limit_of_a_logarithmic_bar_is_in_the_middle() -> None:
    bar = limit_bar(comparison(20, ">", 2), logarithmic=True)
    assert bar["tick"] == "50.0%"
    assert bar["fill"] == "75.0%"
    assert bar["over"] == "25.0%"


def test_a_hundred_times_the_limit_just_fits() -> None:
    bar = limit_bar(comparison(200, ">", 2), logarithmic=True)
    assert bar["fill"] == "100.0%"
    assert not bar["broken"]
    assert limit_bar(comparison(201, ">", 2), logarithmic=True)["broken"]


def test_a_linear_bar_ends_at_twice_the_limit() -> None:
    bar = limit_bar(comparison(2, ">=", 5))
    assert (bar["fill"], bar["tick"], bar["over"]) == ("20.0%", "50.0%", None)


def test_a_linear_bar_keeps_the_limit_readable() -> None:
    bar = limit_bar(comparison(500, ">=", 5))
    assert bar["tick"] == "12.5%"
    assert bar["fill"] == "100.0%"
    assert bar["broken"]


def test_zero_is_an_empty_bar() -> None:
    assert limit_bar(comparison(0, ">", 2), logarithmic=True)["fill"] == "0.0%"
    assert limit_bar(comparison(0, ">", 2))["fill"] == "0.0%"


def test_an_unknown_value_leaves_only_the_limit() -> None:
    bar = limit_bar(comparison(None, ">", 2), logarithmic=True)
    assert bar == {"kind": "number", "known": False, "tick": "50.0%"}


def test_a_limit_of_zero_is_drawn() -> None:
    bar = limit_bar(comparison(3, ">", 0), logarithmic=True)
    assert share(bar["tick"]) == 0
    assert share(bar["fill"]) > 0


@pytest.mark.parametrize(
    ("value", "known", "chosen"), [(True, True, True), (False, True, False), (None, False, False)]
)
def test_yes_and_no_have_no_scale(value: bool | None, known: bool, chosen: bool) -> None:
    bar = limit_bar(comparison(value, "==", True))
    assert bar == {"kind": "choice", "known": known, "chosen": chosen}


@given(NUMBERS, LIMITS, st.booleans())
def test_a_bar_never_leaves_its_frame(value: float, limit: float, logarithmic: bool) -> None:
    bar = limit_bar(comparison(value, ">", limit), logarithmic=logarithmic)
    assert 0 <= share(bar["tick"]) <= 100
    assert 0 <= share(bar["within"]) <= share(bar["fill"]) <= 100
    if bar["over"]:
        assert share(bar["tick"]) + share(bar["over"]) <= 100.1


@given(NUMBERS, NUMBERS, LIMITS)
def test_more_is_never_drawn_shorter(one: float, other: float, limit: float) -> None:
    low, high = sorted([one, other])
    bars = [limit_bar(comparison(v, ">", limit), logarithmic=True) for v in (low, high)]
    assert share(bars[0]["fill"]) <= share(bars[1]["fill"])


@pytest.mark.parametrize(
    ("value", "operator", "limit", "expected"),
    [(7, ">", 2, 3.5), (64_000, ">", 500, 128), (640, ">", 500, None), (1, "<", 2, None)],
)
def test_times(value: float, operator: str, limit: float, expected: float | None) -> None:
    assert times(comparison(value, operator, limit)) == expected


def rule(identity: str, sign: bool, state: str, *comparisons: dict[str, Any]) -> dict[str, Any]:
    return {"id": identity, "sign": sign, "state": state, "comparisons": list(comparisons)}


def test_only_signs_get_a_bar() -> None:
    rules = [
        rule("slow-tests", True, "fired", comparison(7, ">", 2)),
        rule("two-teams", False, "fired", comparison(2, ">=", 2, "teams")),
        rule("slow-queries", True, "silent", comparison(100, ">", 500, "p95_query_ms")),
    ]
    rows = limits(rules, {"test_minutes"})
    assert [row["rule"]["id"] for row in rows] == ["slow-tests", "slow-queries"]
    assert [row["on"] for row in rows] == [True, False]
    assert [row["bar"]["fill"] for row in rows] == ["63.6%", "10.0%"]


def test_a_number_speaks_for_a_sign_with_several_comparisons() -> None:
    has_tests = comparison(True, "==", True, "has_tests")
    [row] = limits([rule("slow", True, "fired", has_tests, comparison(7, ">", 2))])
    assert row["comparison"]["fact"] == "test_minutes"


def test_a_sign_without_comparisons_has_no_bar() -> None:
    [row] = limits([rule("odd", True, "unknown")])
    assert row["comparison"] is None
    assert row["bar"] is None
