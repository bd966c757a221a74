"""Duty: nobody is judged by it but by one's own answer."""

from __future__ import annotations

import pytest

from generator.policy.comparison import Comparison
from policy.written import asked, results, rule

ASKS = {"question": {"zh": "是否承诺按期完成？"}, "expects": True}


def test_it_asks_for_the_answer_alone() -> None:
    assert asked("duty", asks=ASKS, due="12-10") == (Comparison("answer:r", "is", expects=True),)
    assert asked("duty", due="12-10") == ()


@pytest.mark.parametrize(("answer", "expected"), [(True, "meets"), (False, "breaks")])
def test_the_answer_tells(answer: bool, expected: str) -> None:
    assert results(rule("duty", asks=ASKS), **{"answer:r": answer}) == [expected]


def test_what_is_not_answered_is_not_judged() -> None:
    assert results(rule("duty", asks=ASKS)) == results(rule("duty", asks=ASKS), **{"answer:s": False}) == ["untested"]


def test_what_is_only_encouraged_asks_nothing() -> None:
    assert asked("duty", asks=ASKS, strength="encouraged") == ()
