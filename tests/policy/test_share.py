"""Share: what the owner pays the solver, as a part of a named input."""

from __future__ import annotations

import pytest

from generator.policy.comparison import Comparison, Span
from policy.written import asked, results, rule, wan


def test_it_asks_for_the_lowest_and_the_highest_rate() -> None:
    assert asked("share", rate_min=40, rate_max=60.5, quantity="rd_input") == (
        Comparison("owner_payment", ">=", rate=4000, of="rd_input"),
        Comparison("owner_payment", "<=", rate=6050, of="rd_input"),
    )


@pytest.mark.parametrize(
    ("payment", "rd_input", "expected"),
    [
        (wan(40), wan(100), "meets"),
        (wan(40) - 1, wan(100), "breaks"),
        (wan(40), wan(100) + 2, "breaks"),
        (wan(40), Span(None, wan(100)), "meets"),
        (wan(40), Span(wan(50), wan(150)), "untested"),
    ],
)
def test_the_rate_is_reached_to_the_fen(payment: int, rd_input: object, expected: str) -> None:
    assert results(rule("share", rate_min=40, quantity="rd_input"), owner_payment=payment, rd_input=rd_input) == [
        expected
    ]


def test_a_lowest_rate_finer_than_a_hundredth_of_a_percent_is_rounded_down() -> None:
    assert asked("share", rate_min=33.339, quantity="rd_input")[0].rate == 3333


def test_what_is_not_known_is_not_judged() -> None:
    found = rule("share", rate_min=40, quantity="rd_input")
    assert results(found, owner_payment=0) == results(found, rd_input=wan(100), support=0) == ["untested"]


def test_what_is_only_encouraged_asks_nothing() -> None:
    assert asked("share", rate_min=40, quantity="rd_input", strength="encouraged") == ()
