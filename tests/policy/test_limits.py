"""Whom a rule binds, what can be said of it whatever the figures, and the highest support that rules allow."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.parts import Rule
from generator.policy.assessment import (
    STATUSES,
    Highest,
    Status,
    asked,
    ceilings_of,
    highest,
    is_for_applicants,
    settled,
    status_of,
    sums_of,
)
from generator.policy.comparison import Comparison, Span, Value, exactly
from policy.written import rule, wan

ASKS = {"question": {"zh": "是否盖章？"}, "expects": True}
CAP = {"cap": {"wan": 50}}
RATE = {"rate_max": 25, "quantity": "rd_input"}


def support(**keys: Any) -> Rule:
    return rule("support", **keys)


@pytest.mark.parametrize(
    ("kind", "audience", "binds"),
    [
        ("support", None, True),
        ("quota", None, False),
        ("procedure", None, False),
        ("duty", None, False),
        ("materials", None, False),
        ("quota", "owner", True),
        ("duty", "solver", True),
        ("materials", "any", True),
        ("support", "recommender", False),
        ("quota", "recommender", False),
    ],
)
def test_some_kinds_bind_the_authorities_where_no_audience_is_named(
    kind: str, audience: str | None, binds: bool
) -> None:
    found = rule(kind, **({"audience": audience} if audience else {}))
    assert is_for_applicants(found) is binds


@pytest.mark.parametrize(
    ("kind", "keys", "status"),
    [
        ("support", CAP, None),
        ("support", {**CAP, "strength": "encouraged"}, "shown"),
        ("support", {"strength": "inferred"}, "shown"),
        ("support", {**CAP, "strength": "inferred"}, None),
        ("support", {}, "judged"),
        ("benefit", {}, "shown"),
        ("benefit", {"audience": "recommender"}, "shown"),
        ("support", {**CAP, "audience": "recommender"}, "authority"),
        ("quota", {"of": "tasks", "per": ["unit"], "max": 1}, "authority"),
        ("quota", {"of": "tasks", "per": ["unit"], "max": 1, "audience": "owner"}, None),
        ("materials", {"states": ["term"], "audience": "owner"}, "judged"),
        ("materials", {"asks": ASKS, "audience": "owner"}, None),
        ("support", {"paid": "upfront"}, "judged"),
        ("procedure", {"earlier": "notice_to", "audience": "owner"}, "judged"),
        ("procedure", {"recommended": True, "audience": "owner"}, "judged"),
    ],
)
def test_what_is_said_of_a_rule_whatever_the_figures(kind: str, keys: dict[str, Any], status: Status | None) -> None:
    found = rule(kind, **keys)
    assert settled(found) == status
    assert status is None or status in STATUSES
    assert status is None or status_of(found, {"support": exactly(0)}) == status


def test_of_what_only_records_tell_applicants_are_asked_nothing() -> None:
    found = rule("procedure", earlier="contract_on", recommended=True, states=["need"], asks=ASKS, audience="solver")
    assert asked(found) == (Comparison("answer:r", "is", expects=True),)
    assert asked(support(**CAP, paid="upfront")) == (Comparison("support", "<=", number=wan(50)),)
    assert asked(rule("duty", asks=ASKS)) == ()


@pytest.mark.parametrize(
    ("figures", "status"),
    [
        ({}, "untested"),
        ({"support": exactly(wan(50))}, "untested"),
        ({"support": exactly(wan(50) + 1)}, "breaks"),
        ({"support": exactly(wan(50)), "rd_input": exactly(wan(200))}, "meets"),
        ({"support": exactly(wan(50)), "rd_input": exactly(wan(199))}, "breaks"),
        ({"support": exactly(wan(50)), "rd_input": Span(wan(100), None)}, "untested"),
    ],
)
def test_a_rule_is_broken_if_a_part_is_and_met_if_all_are(figures: dict[str, Value], status: Status) -> None:
    assert status_of(support(**CAP, **RATE), figures) == status


@pytest.mark.parametrize(("strength", "limits"), [("hard", 1), ("soft", 1), ("inferred", 0), ("encouraged", 0)])
def test_only_what_binds_limits_support(strength: str, limits: int) -> None:
    assert len(ceilings_of([support(**CAP, strength=strength)])) == limits
    assert len(sums_of([support(fixed=[{"wan": 1}], strength=strength)])) == limits


def test_only_rules_of_support_limit_it_and_each_limit_is_one() -> None:
    quota = rule("quota", cap={"wan": 1})
    assert ceilings_of([quota]) == ()
    assert ceilings_of([support(**CAP), support(cap={"yuan": 500_000}), quota]) == (
        Comparison("support", "<=", number=wan(50)),
    )
    assert sums_of([support(fixed=[{"wan": 2}, {"wan": 1}]), support(fixed=[{"wan": 2}, {"wan": 3}])]) == (
        wan(1),
        wan(2),
        wan(3),
    )


FIXED = {"fixed": [{"wan": 100}, {"wan": 200}]}


@pytest.mark.parametrize(
    ("rules", "figures", "amount", "complete"),
    [
        ([], {}, None, False),
        ([support()], {}, None, False),
        ([support(**CAP)], {}, wan(50), True),
        ([support(**CAP), support(cap={"wan": 40})], {}, wan(40), True),
        ([support(**RATE)], {}, None, False),
        ([support(**RATE)], {"rd_input": exactly(wan(100))}, wan(25), True),
        ([support(**RATE)], {"rd_input": exactly(7)}, 1, True),
        ([support(**RATE)], {"rd_input": Span(wan(100), None)}, None, False),
        ([support(**RATE)], {"rd_input": Span(None, wan(100))}, wan(25), True),
        ([support(**RATE, **CAP)], {}, wan(50), False),
        ([support(**RATE, **CAP)], {"rd_input": exactly(wan(100))}, wan(25), True),
        ([support(**FIXED)], {}, wan(200), True),
        ([support(**FIXED, cap={"wan": 200})], {}, wan(200), True),
        ([support(**FIXED, cap={"wan": 199})], {}, wan(100), True),
        ([support(**FIXED, **CAP)], {}, wan(50), True),
        ([support(**FIXED, **RATE)], {}, wan(200), False),
        ([support(**FIXED, **RATE)], {"rd_input": exactly(wan(400))}, wan(100), True),
        ([support(**CAP, strength="inferred")], {}, None, False),
    ],
)
def test_the_highest_support_is_the_lowest_ceiling_or_the_highest_sum_below_it(
    rules: list[Rule], figures: dict[str, Value], amount: int | None, complete: bool
) -> None:
    assert highest(rules, figures) == Highest(amount, complete)
