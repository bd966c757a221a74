"""Support: at most a rate of a named input, at most a cap, one of the fixed sums, paid as stated."""

from __future__ import annotations

import pytest

from generator.policy.comparison import Comparison, Span
from policy.written import asked, results, rule, wan

KEYS = {"rate_max": 25, "quantity": "rd_input", "cap": {"wan": 50}}


def test_it_asks_for_the_rate_the_cap_the_fixed_sums_and_the_way_of_paying() -> None:
    assert asked("support", **KEYS, fixed=[{"wan": 2}, {"wan": 1}], paid="upfront") == (
        Comparison("support", "<=", rate=2500, of="rd_input"),
        Comparison("support", "<=", number=wan(50)),
        Comparison("support", "in", choices=(wan(1), wan(2))),
        Comparison("paid", "in", choices=("upfront",)),
    )


@pytest.mark.parametrize(
    ("support", "rd_input", "expected"),
    [
        (wan(50), wan(200), ["meets", "meets"]),
        (wan(50) + 1, wan(200), ["breaks", "breaks"]),
        (wan(50), wan(200) - 4, ["breaks", "meets"]),
        (wan(50) + 1, wan(1000), ["meets", "breaks"]),
        (33_333_333, 133_333_332, ["meets", "meets"]),
        (33_333_334, 133_333_333, ["breaks", "meets"]),
    ],
)
def test_both_limits_hold_to_the_fen(support: int, rd_input: int, expected: list[str]) -> None:
    assert results(rule("support", **KEYS), support=support, rd_input=rd_input) == expected


def test_what_is_not_known_is_not_judged() -> None:
    found = rule("support", **KEYS, paid="one_off")
    assert results(found) == ["untested"] * 3
    assert results(found, support=wan(50)) == ["untested", "meets", "untested"]
    assert results(found, support=Span(None, wan(60)), rd_input=wan(1)) == ["untested"] * 3


def test_the_basis_is_never_another_amount() -> None:
    found = rule("support", rate_max=10, quantity="total_investment")
    assert results(found, support=wan(50), rd_input=wan(1)) == ["untested"]
    assert results(found, support=wan(50), rd_input=wan(1), total_investment=wan(500)) == ["meets"]


@pytest.mark.parametrize(("support", "expected"), [(100, "meets"), (200, "meets"), (150, "breaks"), (99.99, "breaks")])
def test_a_fixed_sum_is_one_of_those_named(support: float, expected: str) -> None:
    assert results(rule("support", fixed=[{"wan": 100}, {"yuan": 2_000_000}]), support=wan(support)) == [expected]


def test_a_sum_that_is_named_twice_is_one() -> None:
    assert asked("support", fixed=[{"wan": 100}, {"yuan": 1_000_000}])[0].choices == (wan(100),)


def test_a_range_is_none_of_the_fixed_sums_for_sure() -> None:
    assert results(rule("support", fixed=[{"wan": 100}]), support=Span(wan(100), wan(200))) == ["untested"]


@pytest.mark.parametrize("money", [{"text": {"zh": "面议"}}, {"wan": 100, "qualifier": "about"}, {"wan": {"min": 1}}])
def test_a_vague_sum_asks_nothing(money: dict[str, object]) -> None:
    assert asked("support", fixed=[money]) == asked("support", fixed=[{"wan": 5}, money]) == ()
    assert asked("support", cap=money) == ()


@pytest.mark.parametrize(
    ("rate", "hundredths"), [(33.33, 3333), (33.333, 3334), (0.07, 7), (12.5, 1250), (28.999, 2900), (100, 10_000)]
)
def test_a_rate_is_exact_to_a_hundredth_of_a_percent_and_finer_ones_break_nothing(rate: float, hundredths: int) -> None:
    (found,) = asked("support", rate_max=rate, quantity="rd_input")
    assert found.rate == hundredths


def test_what_is_only_encouraged_asks_nothing() -> None:
    assert asked("support", **KEYS, strength="encouraged") == ()
