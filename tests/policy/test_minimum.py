"""Minimum: an amount or a number that must be reached."""

from __future__ import annotations

import pytest

from generator.policy.comparison import Comparison, Span
from policy.written import asked, results, rule, wan


def test_it_asks_for_the_named_amount_or_number() -> None:
    assert asked("minimum", quantity="rd_input", at_least={"wan": 100}) == (
        Comparison("rd_input", ">=", number=wan(100)),
    )
    assert asked("minimum", of="units", min=2) == (Comparison("units", ">=", number=2),)


@pytest.mark.parametrize(
    ("rd_input", "expected"),
    [
        (wan(100), "meets"),
        (wan(100) - 1, "breaks"),
        (Span(wan(100), None), "meets"),
        (Span(None, wan(99)), "breaks"),
        (Span(wan(50), wan(100)), "untested"),
    ],
)
def test_it_is_reached_to_the_fen(rd_input: object, expected: str) -> None:
    assert results(rule("minimum", quantity="rd_input", at_least={"wan": 100}), rd_input=rd_input) == [expected]


def test_what_is_not_known_is_not_judged_by_another_amount() -> None:
    found = rule("minimum", quantity="rd_input", at_least={"wan": 100})
    assert results(found, total_investment=wan(1)) == ["untested"]


@pytest.mark.parametrize("money", [{"wan": {"max": 5}}, {"wan": 5, "qualifier": "about"}, {"text": {"zh": "若干"}}])
def test_a_vague_minimum_asks_nothing(money: dict[str, object]) -> None:
    assert asked("minimum", quantity="new_tax", at_least=money) == ()


def test_half_of_a_minimum_asks_nothing() -> None:
    assert asked("minimum", of="units") == asked("minimum", min=2) == asked("minimum", quantity="new_tax") == ()


def test_the_lower_end_of_a_range_is_the_minimum() -> None:
    assert asked("minimum", quantity="new_tax", at_least={"wan": {"min": 5, "max": 9}})[0].number == wan(5)


def test_what_is_only_encouraged_asks_nothing() -> None:
    assert asked("minimum", of="units", min=2, strength="encouraged") == ()
