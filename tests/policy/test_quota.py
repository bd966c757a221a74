"""Quota: the number of records, or the sum of support, in each group."""

from __future__ import annotations

import pytest

from generator.policy.comparison import Comparison, Span
from policy.written import asked, results, rule, wan


def test_it_asks_for_the_count_and_for_the_sum_each_by_its_name() -> None:
    assert asked("quota", of="projects", per=["chain", "year"], min=5, max=10, cap={"wan": 1000}) == (
        Comparison("projects_per_chain_year", ">=", number=5),
        Comparison("projects_per_chain_year", "<=", number=10),
        Comparison("support_per_chain_year", "<=", number=wan(1000)),
    )


def test_without_groups_it_counts_the_whole_call() -> None:
    assert asked("quota", of="winners", max=3) == (Comparison("winners", "<=", number=3),)


def test_a_number_of_nothing_named_is_not_compared_with_money() -> None:
    assert asked("quota", max=3, per=["unit"]) == ()


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (5, ["meets", "meets"]),
        (10, ["meets", "meets"]),
        (11, ["meets", "breaks"]),
        (4, ["breaks", "meets"]),
        (Span(4, None), ["untested", "untested"]),
        (Span(11, None), ["meets", "breaks"]),
    ],
)
def test_the_ends_are_within_and_an_open_list_never_has_too_few(count: object, expected: list[str]) -> None:
    assert results(rule("quota", of="projects", per=["chain"], min=5, max=10), projects_per_chain=count) == expected


@pytest.mark.parametrize(("support", "expected"), [(wan(200), "meets"), (wan(200) + 1, "breaks")])
def test_the_sum_is_capped_to_the_fen(support: int, expected: str) -> None:
    assert results(rule("quota", cap={"yi": 0.02}, per=["group"]), support_per_group=support) == [expected]


def test_what_is_not_known_is_not_judged() -> None:
    assert results(rule("quota", of="tasks", per=["unit"], max=1)) == ["untested"]


def test_what_is_only_encouraged_asks_nothing() -> None:
    assert asked("quota", of="tasks", per=["unit"], max=1, strength="encouraged") == ()
