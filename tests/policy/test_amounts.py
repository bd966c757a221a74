"""Amounts become whole fen, rates hundredths of a percent; what is vague stays open."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.parts import Money
from generator.policy.amounts import fen, highest, lowest, ratio, span
from generator.policy.comparison import Span, exactly
from policy.written import wan


def money(**written: Any) -> Money:
    return msgspec.convert(written, Money)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"wan": 50}, exactly(wan(50))),
        ({"yi": 0.005}, exactly(wan(50))),
        ({"yuan": 500_000}, exactly(wan(50))),
        ({"wan": 33.33}, exactly(33_330_000)),
        ({"wan": 0.0001}, exactly(100)),
        ({"yuan": 0.01}, exactly(1)),
        ({"yi": 1.23456789}, exactly(12_345_678_900)),
        ({"wan": {"min": 1, "max": 2}}, Span(wan(1), wan(2))),
        ({"wan": {"min": 1}}, Span(wan(1), None)),
        ({"wan": {"max": 2}}, Span(None, wan(2))),
        ({"wan": 5, "qualifier": "at_most"}, Span(None, wan(5))),
        ({"wan": 5, "qualifier": "at_least"}, Span(wan(5), None)),
        ({"wan": 5, "qualifier": "over"}, Span(wan(5), None)),
        ({"wan": 5, "qualifier": "about"}, None),
        ({"wan": 5, "qualifier": "almost"}, None),
        ({"text": {"zh": "面议"}}, None),
    ],
)
def test_an_amount_is_known_as_far_as_it_is_written(written: dict[str, Any], expected: Span | None) -> None:
    assert span(money(**written)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"wan": 50}, wan(50)),
        ({"wan": 50, "qualifier": "at_most"}, wan(50)),
        ({"wan": {"min": 1, "max": 2}}, wan(2)),
        ({"wan": {"min": 1}}, None),
        ({"wan": 50, "qualifier": "about"}, None),
        ({"wan": 50, "qualifier": "over"}, None),
        ({"text": {"zh": "若干"}}, None),
    ],
)
def test_a_cap_is_the_highest_that_is_surely_meant(written: dict[str, Any], expected: int | None) -> None:
    assert fen(money(**written)) == expected


def test_nothing_is_no_amount() -> None:
    assert span(None) is fen(None) is None


@given(st.integers(0, 10**12))
def test_every_fen_can_be_written_in_yuan(number: int) -> None:
    assert span(money(yuan=number / 100)) == exactly(number)


@given(st.integers(0, 10_000))
def test_every_hundredth_of_a_percent_is_exact(number: int) -> None:
    assert highest(number / 100) == lowest(number / 100) == number


@pytest.mark.parametrize(("percent", "low", "high"), [(33.333, 3333, 3334), (0.001, 0, 1), (66.666, 6666, 6667)])
def test_finer_rates_are_rounded_so_that_nothing_breaks_by_it(percent: float, low: int, high: int) -> None:
    assert (lowest(percent), highest(percent)) == (low, high)


@pytest.mark.parametrize(
    ("written", "expected"), [("2:1", 20_000), ("1:1", 10_000), ("0.5:1", 5000), ("1:3", 3333), ("1:0.5", 20_000)]
)
def test_a_ratio_is_a_rate_of_the_second(written: str, expected: int) -> None:
    assert ratio(written) == expected
