"""Term: how many months a project may or must take."""

from __future__ import annotations

import pytest

from generator.policy.comparison import Comparison, Span
from policy.written import asked, results, rule


def test_it_asks_for_the_fewest_and_the_most_months() -> None:
    assert asked("term", months_min=12, months_max=24) == (
        Comparison("months", ">=", number=12),
        Comparison("months", "<=", number=24),
    )


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (24, "meets"),
        (25, "breaks"),
        (0, "meets"),
        (Span(13, 36), "untested"),
        (Span(25, 36), "breaks"),
        (Span(None, 24), "meets"),
    ],
)
def test_the_last_month_is_within(months: object, expected: str) -> None:
    assert results(rule("term", months_max=24), months=months) == [expected]


def test_what_is_not_known_is_not_judged() -> None:
    assert results(rule("term", months_max=24)) == ["untested"]


def test_what_is_only_encouraged_asks_nothing() -> None:
    assert asked("term", months_max=24, strength="encouraged") == ()
