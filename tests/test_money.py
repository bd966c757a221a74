"""An amount says its unit, is compared exactly and is worded in two languages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.parts import Money
from generator.money import in_yuan, say_money


def money(written: dict[str, Any]) -> Money:
    return msgspec.convert(written, Money)


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ({"wan": 50}, "50万元", "CNY 500,000"),
        ({"yuan": 123456}, "123,456元", "CNY 123,456"),
        ({"yuan": 123456.78}, "123,456.78元", "CNY 123,456.78"),
        ({"yi": 1.2}, "1.2亿元", "CNY 120,000,000"),
        ({"wan": 0.1}, "0.1万元", "CNY 1,000"),
        ({"wan": 2.5e3}, "2,500万元", "CNY 25,000,000"),
        ({"wan": 0}, "0万元", "CNY 0"),
        ({"wan": 50.0}, "50万元", "CNY 500,000"),
        ({"wan": {"min": 100, "max": 200}}, "100–200万元", "CNY 1,000,000–2,000,000"),
        ({"wan": {"min": 100, "max": 100}}, "100万元", "CNY 1,000,000"),
        ({"wan": {"min": 500}}, "500万元以上", "CNY 5,000,000 or more"),
        ({"wan": {"max": 50}}, "不超过50万元", "up to CNY 500,000"),
        ({"wan": {"min": 0, "max": 50}}, "0–50万元", "CNY 0–500,000"),
        ({"wan": {"max": 0}}, "不超过0万元", "up to CNY 0"),
        ({"wan": 50, "qualifier": "about"}, "约50万元", "about CNY 500,000"),
        ({"wan": 50, "qualifier": "almost"}, "近50万元", "almost CNY 500,000"),
        ({"yi": 2, "qualifier": "over"}, "逾2亿元", "over CNY 200,000,000"),
        ({"wan": 50, "qualifier": "at_most"}, "不超过50万元", "up to CNY 500,000"),
        ({"wan": 50, "qualifier": "at_least"}, "不低于50万元", "at least CNY 500,000"),
        ({"text": {"zh": "面议", "en": "Negotiable"}}, "面议", "Negotiable"),
        ({"text": {"zh": "面议"}}, "面议", "面议"),
    ],
)
def test_an_amount_is_worded_in_both_languages(written: dict[str, Any], zh: str, en: str) -> None:
    assert (say_money(money(written), "zh"), say_money(money(written), "en")) == (zh, en)


def test_no_amount_is_no_words() -> None:
    assert say_money(None, "zh") == say_money(None, "en") == ""


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ({"yuan": 5}, "5", "5"),
        ({"wan": 0.1}, "1000", "1000"),
        ({"wan": 10.1}, "101000", "101000"),
        ({"yi": 1.1}, "110000000", "110000000"),
        ({"wan": {"min": 1, "max": 2}}, "10000", "20000"),
    ],
)
def test_an_amount_is_exact_in_yuan(written: dict[str, Any], low: str, high: str) -> None:
    assert in_yuan(money(written)) == (Decimal(low), Decimal(high))


def test_an_open_end_is_none() -> None:
    assert in_yuan(money({"wan": {"min": 1}})) == (Decimal(10000), None)
    assert in_yuan(money({"wan": {"max": 1}})) == (None, Decimal(10000))


def test_wording_alone_is_no_amount() -> None:
    assert in_yuan(money({"text": {"zh": "面议"}})) is None


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_units_compare_with_one_another(yuan: int, wan: int) -> None:
    one, other = in_yuan(money({"yuan": yuan})), in_yuan(money({"wan": wan}))
    assert one is not None
    assert other is not None
    assert one.low is not None
    assert other.low is not None
    assert (one.low < other.low) == (yuan < wan * 10_000)


@given(st.sampled_from(("yuan", "wan", "yi")), st.floats(0, 1e12) | st.integers(0, 2**53))
def test_an_english_amount_is_the_exact_one(unit: str, amount: float) -> None:
    bounds = in_yuan(money({unit: amount}))
    assert bounds is not None
    assert bounds.low is not None
    said = say_money(money({unit: amount}), "en").removeprefix("CNY ").replace(",", "")
    assert Decimal(said) == bounds.low
