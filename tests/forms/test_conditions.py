"""Conditions are tested exactly, with rate and cap, and only where every figure is there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.made import filled, form_of
from generator.forms.conditions import broken_conditions, to_be_mended
from generator.model.records import Form

FUNDS = [{"id": i, "type": "money", "unit": "万元"} for i in ("total", "own", "grant")]
SUPPORT = {"left": ["grant"], "comparator": "le", "right": ["total"], "rate": 25, "cap": {"wan": 50}}
WITHIN = {"left": ["own", "grant"], "comparator": "le", "right": ["total"]}
PLACES = st.decimals(min_value=0, max_value=10**6, places=4, allow_nan=False, allow_infinity=False)


def with_condition(*fields: dict[str, Any], **condition: Any) -> Form:
    keys = {"id": "c", "strength": "hard", "message": {"zh": "不符"}, **condition}
    return form_of(*fields, conditions=[keys])


def broken(form: Form, **values: Any) -> list[tuple[str | int, ...]]:
    return [pointer for _, pointer in broken_conditions(form, filled(form, values))]


SHARES = (
    *(("100", "25", True), ("100", "25.01", False), ("200", "50", True), ("400", "50", True), ("400", "50.1", False)),
    *(("0.3", "0.075", True), ("0.3", "0.07501", False), ("", "60", True), ("约200", "60", True), ("100", "", True)),
)


@pytest.mark.parametrize(("total", "grant", "holds"), SHARES)
def test_a_rate_and_a_cap(total: str, grant: str, holds: bool) -> None:
    assert (broken(with_condition(*FUNDS, **SUPPORT), total=total, grant=grant) == []) is holds


def test_sums_are_exact() -> None:
    form = with_condition(*FUNDS, **{**WITHIN, "comparator": "eq"})
    assert broken(form, own="0.1", grant="0.2", total="0.3") == []
    assert broken(form, own="0.1", grant="0.2", total="0.30000001") == [()]


def test_a_sum_is_untested_where_a_figure_is_missing() -> None:
    assert broken(with_condition(*FUNDS, **WITHIN), own="500", total="100") == []


def test_money_is_compared_in_yuan() -> None:
    fields = [{"id": "a", "type": "money", "unit": "元"}, {"id": "b", "type": "money", "unit": "万元"}]
    form = with_condition(*fields, left=["a"], comparator="le", right=["b"])
    assert broken(form, a="10000", b="1") == []
    assert broken(form, a="10000.01", b="1") == [()]


def test_a_cap_alone() -> None:
    form = with_condition(*FUNDS, left=["grant"], comparator="ge", cap={"yuan": 5000})
    assert broken(form, grant="0.5") == []
    assert broken(form, grant="0.4") == [()]


@pytest.mark.parametrize(("text", "holds"), [("效率97%", True), ("效率９７％", True), ("效率高", False), ("", True)])
def test_a_text_that_should_hold_a_number(text: str, holds: bool) -> None:
    form = with_condition({"id": "t", "type": "long_text"}, left=["t"], comparator="contains_number")
    assert (broken(form, t=text) == []) is holds


def test_a_condition_on_columns_holds_for_each_row() -> None:
    columns = [{**field, "label": {"zh": field["id"]}} for field in FUNDS]
    form = with_condition({"id": "r", "type": "rows", "columns": columns}, **SUPPORT)
    rows = ({"total": "100", "grant": "25"}, {"total": "100"}, {"total": "100", "grant": "26"})
    assert broken(form, r=rows) == [("r", 2)]


CHOICE = {
    "id": "as",
    "type": "choice",
    "other": True,
    "options": [{"id": "alone", "label": {"zh": "独立"}}, {"id": "many", "label": {"zh": "联合"}}],
}
UNITS = {"id": "units", "type": "rows", "columns": [{"id": i, "label": {"zh": i}, "type": "text"} for i in "ut"]}
CONSORTIUM = {"left": ["as"], "option": "many", "comparator": "needs", "right": ["units"]}


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        ({"as": "many"}, False),
        ({"as": "many", "units": ()}, False),
        ({"as": "many", "units": ({"u": "甲"},)}, True),
        ({"as": "alone"}, True),
        ({"as": "other"}, True),
        ({}, True),
    ],
)
def test_a_chosen_option_may_need_another_field(values: dict[str, Any], holds: bool) -> None:
    assert (broken(with_condition(CHOICE, UNITS, **CONSORTIUM), **values) == []) is holds


def test_one_of_several_choices_needs_it_too() -> None:
    form = with_condition({**CHOICE, "type": "choices"}, UNITS, **CONSORTIUM)
    assert broken(form, **{"as": ("alone", "many")}) == [()]
    assert broken(form, **{"as": ("alone",)}) == []


def test_a_tick_needs_and_in_rows_each_by_itself() -> None:
    columns = [
        {"id": "done", "label": {"zh": "完成"}, "type": "tick"},
        {"id": "by", "label": {"zh": "日"}, "type": "date"},
    ]
    form = with_condition(
        {"id": "r", "type": "rows", "columns": columns}, left=["done"], comparator="needs", right=["by"]
    )
    assert broken(form, r=({"done": True}, {"by": "2025-01-01"}, {"done": True, "by": "2025-01-01"})) == [("r", 0)]
    (found, _) = next(broken_conditions(form, filled(form, {"r": ({"done": True},)})))
    assert to_be_mended(found) == "by"


@pytest.mark.parametrize(
    ("rows", "twice"),
    [
        (("甲公司", "乙公司"), []),
        (("甲公司", "乙公司", "甲公司", "甲公司"), [2, 3]),
        (("甲（集团）公司", "甲 (集团)\n公司"), [1]),
        (("", "", "甲"), []),
    ],
)
def test_rows_may_have_to_differ(rows: tuple[str, ...], twice: list[int]) -> None:
    form = with_condition(UNITS, left=["u"], comparator="distinct")
    assert broken(form, units=tuple({"u": row} for row in rows)) == [("units", i) for i in twice]


def test_rows_differ_in_all_the_columns_that_are_named() -> None:
    form = with_condition(UNITS, left=["u", "t"], comparator="distinct")
    rows = ({"u": "甲", "t": "1"}, {"u": "甲", "t": "2"}, {"u": "甲"}, {"u": "甲"}, {"u": "甲", "t": "1"})
    assert broken(form, units=rows) == [("units", 4)]


@given(PLACES, PLACES, PLACES)
def test_the_sum_rule_is_that_of_decimals(own: Decimal, grant: Decimal, total: Decimal) -> None:
    values = {"own": f"{own:f}", "grant": f"{grant:f}", "total": f"{total:f}"}
    assert bool(broken(with_condition(*FUNDS, **WITHIN), **values)) == (own + grant > total)


@given(PLACES, PLACES)
def test_the_support_rule_is_that_of_decimals(grant: Decimal, total: Decimal) -> None:
    values = {"grant": f"{grant:f}", "total": f"{total:f}"}
    assert bool(broken(with_condition(*FUNDS, **SUPPORT), **values)) == (grant > min(total / 4, Decimal(50)))
