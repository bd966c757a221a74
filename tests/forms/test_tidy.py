"""What was typed is kept in one way, whoever read it; what is not certain is kept as it was typed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.made import filled, form_of
from generator.forms.tidy import tidied


def kept(field: dict[str, Any], typed: Any) -> Any:
    form = form_of({"id": "a", **field})
    return tidied(form, filled(form, {"a": typed})).values.get("a")


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        ("text", "  甲\r\n乙\x0b丙 ", "甲\n乙\n丙"),
        ("text", " \t\n", None),
        ("money", "１,200.50万元", "1200.5"),
        ("money", "约1200", "约1200"),
        ("date", "2026年5月1日", "2026-05-01"),
        ("date", "２０２６／5／1", "2026-05-01"),
        ("date", "2026.5.1", "2026-05-01"),
        ("date", "20260501", "2026-05-01"),
        ("date", "2026年2月30日", "2026年2月30日"),
        ("date", "2026年5月", "2026年5月"),
        ("credit_code", " ９１350100 m000100y43", "91350100M000100Y43"),
        ("postcode", "４１１ 100", "411100"),
        ("email", "ａ@example.org ", "a@example.org"),
        ("tick", False, None),
        ("tick", True, True),
    ],
)
def test_one_field(kind: str, typed: Any, expected: Any) -> None:
    assert kept({"type": kind, "unit": "万元"} if kind == "money" else {"type": kind}, typed) == expected


def test_empty_rows_are_none() -> None:
    columns = [{"id": "n", "label": {"zh": "名"}, "type": "text"}, {"id": "s", "label": {"zh": "数"}, "type": "number"}]
    rows = ({"n": " "}, {"n": "甲 ", "s": "１"}, {})
    assert kept({"type": "rows", "columns": columns}, rows) == ({"n": "甲", "s": "1"},)
    assert kept({"type": "rows", "columns": columns}, ({"n": " "},)) is None


def test_answers_stand_in_the_order_of_the_form() -> None:
    form = form_of({"id": "a"}, {"id": "b"})
    assert list(tidied(form, filled(form, {"z": "3", "b": "2", "a": "1"})).values) == ["a", "b", "z"]


@given(
    st.sampled_from(["text", "number", "date", "credit_code", "postcode", "phone"]),
    st.text() | st.text("0123456789年月日-/.，,万元 ０１", max_size=12),
)
def test_tidying_twice_changes_nothing_more(kind: str, typed: str) -> None:
    once = kept({"type": kind, "unit": "万元"}, typed)
    assert once is None or kept({"type": kind, "unit": "万元"}, once) == once
