"""Procedure: what must come before the decision, and what an award must show of it."""

from __future__ import annotations

import pytest

from generator.policy.comparison import Comparison, Span
from policy.written import asked, results, rule

DAY = 739_000


def test_it_asks_for_the_earlier_step_what_is_stated_and_the_recommender() -> None:
    asks = {"question": {"zh": "是否由发榜方申报？"}, "expects": True}
    assert asked("procedure", earlier="contract_on", states=["need"], recommended=True, asks=asks) == (
        Comparison("contract_on", "<=", rate=10_000, of="decided_on"),
        Comparison("stated", "has", choices=("need",)),
        Comparison("recommended", "is", expects=True),
        Comparison("answer:r", "is", expects=True),
    )


@pytest.mark.parametrize(
    ("earlier", "day", "expected"),
    [
        ("contract_on", DAY, "meets"),
        ("contract_on", DAY + 1, "breaks"),
        ("contract_on", Span(DAY - 30, DAY + 1), "untested"),
        ("notice_to", DAY - 1, "meets"),
        ("notice_to", DAY, "breaks"),
        ("notice_to", Span(DAY - 30, DAY), "untested"),
    ],
)
def test_a_contract_may_be_of_the_same_day_and_a_notice_is_over(earlier: str, day: object, expected: str) -> None:
    assert results(rule("procedure", earlier=earlier), **{earlier: day}, decided_on=DAY) == [expected]


@pytest.mark.parametrize(("recommended", "expected"), [(True, "meets"), (False, "breaks")])
def test_an_award_names_its_recommender(recommended: bool, expected: str) -> None:
    assert results(rule("procedure", recommended=True), recommended=recommended) == [expected]


def test_what_is_not_known_is_not_judged() -> None:
    found = rule("procedure", earlier="notice_to", states=["need"], recommended=True)
    assert results(found) == results(found, decided_on=DAY) == results(found, notice_to=DAY) == ["untested"] * 3


def test_what_only_people_can_judge_asks_nothing() -> None:
    assert asked("procedure") == ()


def test_what_is_only_encouraged_asks_nothing() -> None:
    assert asked("procedure", earlier="notice_to", strength="encouraged") == ()
