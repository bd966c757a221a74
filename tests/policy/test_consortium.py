"""Consortium: whether there must be one, how many lead it, how many take part."""

from __future__ import annotations

import pytest

from generator.policy.comparison import Comparison
from policy.written import asked, results, rule


def test_it_asks_for_the_lead_the_members_and_all_units() -> None:
    assert asked("consortium", required=True, leads=1, members_min=1, members_max=4, max=5) == (
        Comparison("consortium", "is", expects=True),
        Comparison("leads", "=", number=1),
        Comparison("members", ">=", number=1),
        Comparison("members", "<=", number=4),
        Comparison("units", "<=", number=5),
    )


def test_one_that_is_not_required_may_be_missing() -> None:
    assert asked("consortium", required=False, leads=1) == (Comparison("leads", "=", number=1),)
    assert results(rule("consortium", required=False, leads=1, members_min=1), consortium=False) == ["untested"] * 2


@pytest.mark.parametrize(
    ("leads", "members", "expected"),
    [
        (1, 1, ["meets", "meets"]),
        (1, 0, ["meets", "breaks"]),
        (0, 2, ["breaks", "meets"]),
        (2, 1, ["breaks", "meets"]),
    ],
)
def test_exactly_one_leads_and_at_least_one_takes_part(leads: int, members: int, expected: list[str]) -> None:
    assert results(rule("consortium", leads=1, members_min=1), leads=leads, members=members) == expected


@pytest.mark.parametrize(("members", "expected"), [(4, ["meets", "meets"]), (5, ["breaks", "breaks"])])
def test_the_most_are_within(members: int, expected: list[str]) -> None:
    assert results(rule("consortium", members_max=4, max=5), members=members, units=members + 1) == expected


def test_a_unit_alone_breaks_what_requires_a_consortium() -> None:
    assert results(rule("consortium", required=True, leads=1), consortium=False) == ["breaks", "untested"]


def test_what_is_not_known_is_not_judged() -> None:
    assert results(rule("consortium", required=True, leads=1, members_min=1, max=3)) == ["untested"] * 4


def test_what_is_only_encouraged_asks_nothing() -> None:
    assert asked("consortium", leads=1, strength="encouraged") == ()
