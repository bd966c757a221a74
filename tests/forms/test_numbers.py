"""A number is taken as it is meant, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.forms.numbers import DIGITS, plain_decimal

PLAIN = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=5)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("120", "120"),
        ("１２０.5", "120.5"),
        ("１２０．５", "120.5"),
        ("1,200", "1200"),
        ("1，200，000.50", "1200000.5"),
        (" 120 ", "120"),
        ("\u3000120", "120"),
        ("007", "7"),
        ("0.50", "0.5"),
        ("0.0", "0"),
        ("-0", "0"),
        ("+3", "3"),
        ("－3", "-3"),
        ("120万元", "120"),
        ("120 万元", "120"),
    ],
)
def test_what_is_certain(typed: str, plain: str) -> None:
    assert plain_decimal(typed, "万元") == plain


DOUBTFUL = (
    *("", " ", "万元", "约120", "120万", "120元", "120左右", "100-200", "1e3", "1,20", "1.200,5", "1,2000", "12 000"),
    *(".5", "5.", "1.2.3", "--1", "一百二十", "10²", "١٢٠", "120万元万元", "NaN", "1_000", "120\n万"),
    "9" * (DIGITS + 1),
)


@pytest.mark.parametrize("typed", DOUBTFUL)
def test_what_leaves_a_doubt(typed: str) -> None:
    assert plain_decimal(typed, "万元") is None


@pytest.mark.parametrize(("typed", "unit"), [("25%", "%"), ("25％", "%"), ("25 ％", "％"), ("30人", "人")])
def test_the_field_s_own_unit_may_stand_behind(typed: str, unit: str) -> None:
    assert plain_decimal(typed, unit) in {"25", "30"}
    assert plain_decimal(typed) is None


@given(PLAIN)
def test_every_way_of_writing_a_number_gives_the_same(number: Decimal) -> None:
    plain = plain_decimal(f"{number:f}")
    assert plain is not None
    assert Decimal(plain) == number
    assert {plain_decimal(f"{number:,f}"), plain_decimal(plain), plain_decimal(f"{plain}元", "元")} == {plain}


@given(st.text())
def test_what_comes_out_goes_in_unchanged(typed: str) -> None:
    plain = plain_decimal(typed)
    assert plain is None or plain_decimal(plain) == plain
