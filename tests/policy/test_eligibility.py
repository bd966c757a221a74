"""Eligibility: what kind of unit owns or leads, where it lies, who takes part, and in what technology."""

from __future__ import annotations

import pytest

from generator.policy.comparison import Comparison
from policy.written import asked, results, rule

KEYS = {
    "unit_kinds": ["enterprise", "hospital"],
    "unit_regions": ["guangzhou"],
    "member_kinds": ["university", "institute"],
    "technology": ["generic", "disruptive"],
}


@pytest.mark.parametrize(
    ("audience", "unit"), [("owner", "owner"), ("solver", "lead"), ("any", "lead"), (None, "lead")]
)
def test_it_asks_of_the_owner_or_else_of_the_lead(audience: str | None, unit: str) -> None:
    told = {"audience": audience} if audience else {}
    assert asked("eligibility", **KEYS, **told, asks={"question": {"zh": "是否？"}, "expects": True}) == (
        Comparison(f"{unit}_kind", "in", choices=("enterprise", "hospital")),
        Comparison(f"{unit}_region", "any", choices=("guangzhou",)),
        Comparison("member_kinds", "in", choices=("university", "institute")),
        Comparison("technology", "any", choices=("generic", "disruptive")),
        Comparison("answer:r", "is", expects=True),
    )


@pytest.mark.parametrize(
    ("figure", "words", "expected"),
    [
        ("lead_kind", ["hospital"], "meets"),
        ("lead_kind", ["university"], "breaks"),
        ("lead_region", ["tianhe", "guangzhou", "guangdong", "cn"], "meets"),
        ("lead_region", ["guangdong", "cn"], "breaks"),
        ("member_kinds", ["university", "institute"], "meets"),
        ("member_kinds", ["university", "enterprise"], "breaks"),
        ("technology", ["bottleneck", "generic"], "meets"),
        ("technology", ["bottleneck"], "breaks"),
    ],
)
def test_every_kind_must_be_among_them_and_one_region_or_technology(
    figure: str, words: list[str], expected: str
) -> None:
    found = rule("eligibility", **KEYS)
    at = ["lead_kind", "lead_region", "member_kinds", "technology"].index(figure)
    assert results(found, **{figure: words}) == ["untested"] * at + [expected] + ["untested"] * (3 - at)


def test_what_is_not_known_is_not_judged() -> None:
    assert results(rule("eligibility", **KEYS)) == ["untested"] * 4


def test_what_is_only_encouraged_asks_nothing() -> None:
    assert asked("eligibility", **KEYS, strength="encouraged") == ()
