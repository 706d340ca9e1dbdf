"""Numbers as people write them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.questionnaire.numbers import NotANumber, read_number
from advisor.questionnaire.prefill import written


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("12", "vi", 12),
        ("1.250.000", "vi", 1_250_000),
        ("1,250,000", "en", 1_250_000),
        ("1.250", "vi", 1_250),
        ("1.250", "en", 1.25),
        ("1,250", "en", 1_250),
        ("1,250", "vi", 1.25),
        ("1,25tr", "vi", 1_250_000),
        ("1.25tr", "vi", 1_250_000),
        ("100k", "vi", 100_000),
        ("100K", "en", 100_000),
        ("1 triệu", "vi", 1_000_000),
        ("2,5 tỷ", "vi", 2_500_000_000),
        ("20 nghìn", "vi", 20_000),
        ("3 million", "en", 3_000_000),
        ("1_000", "en", 1_000),
        ("1 250 000", "vi", 1_250_000),
        ("1\u00a0250\u00a0000", "en", 1_250_000),
        ("0.5", "vi", 0.5),
        ("0,5", "en", 0.5),
        ("0,125", "en", 0.125),
        ("99.95", "vi", 99.95),
        ("1.250,5", "vi", 1_250.5),
        ("1,250.5", "vi", 1_250.5),
        ("-3", "en", -3),
        (" 7 ", "en", 7),
    ],
)
def test_reads_what_people_write(text, language, number):
    assert read_number(text, language) == number


@pytest.mark.parametrize(
    "text",
    ["", "abc", "1.2.3", "1..2", "1,2,3", "12 34", "1e3", "٣", "100 km", "1/2", "9" * 41, "9" * 17,
     "1.25.000", ",", ".", "5 5 triệu", "1,2.3,4", "NaN", "inf", "1k2"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["vi", "en"])
def test_refuses_what_is_no_single_number(text, language):
    with pytest.raises(NotANumber):
        read_number(text, language)


@given(st.text(max_size=60), st.sampled_from(["vi", "en"]))
def test_any_text_is_a_number_or_refused(text, language):
    with contextlib.suppress(NotANumber):
        assert abs(read_number(text, language)) <= 1e15


@given(
    st.one_of(
        st.integers(0, 10**15),
        st.decimals(0, 10**9, places=3).map(float),
    ),
    st.sampled_from(["vi", "en"]),
)
def test_a_number_in_an_address_reads_the_same_in_both_languages(number, language):
    assert read_number(written(number), language) == number
