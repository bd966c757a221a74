"""Exclusion: who may not apply."""

from __future__ import annotations

import pytest

from generator.policy.comparison import Comparison, Span
from policy.written import asked, results, rule

ASKS = {"question": {"zh": "是否有失信记录？"}, "expects": False}


def test_it_asks_for_unconcluded_projects_and_the_answer() -> None:
    assert asked("exclusion", unconcluded_max=0, asks=ASKS) == (
        Comparison("unconcluded", "<=", number=0),
        Comparison("answer:r", "is", expects=False),
    )


@pytest.mark.parametrize(
    ("unconcluded", "expected"),
    [(0, "meets"), (1, "breaks"), (Span(0, None), "untested"), (Span(1, None), "breaks")],
)
def test_none_is_right_and_one_too_many(unconcluded: object, expected: str) -> None:
    assert results(rule("exclusion", unconcluded_max=0), unconcluded=unconcluded) == [expected]


@pytest.mark.parametrize(("answer", "expected"), [(False, "meets"), (True, "breaks")])
def test_the_answer_no_may_be_the_right_one(answer: bool, expected: str) -> None:
    assert results(rule("exclusion", asks=ASKS), **{"answer:r": answer}) == [expected]


def test_what_is_not_known_is_not_judged() -> None:
    assert results(rule("exclusion", unconcluded_max=0, asks=ASKS)) == ["untested"] * 2


def test_what_is_only_encouraged_asks_nothing() -> None:
    assert asked("exclusion", unconcluded_max=0, asks=ASKS, strength="encouraged") == ()
