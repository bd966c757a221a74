"""Amounts, days, terms and names of units are read as offices write them, and nothing is guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importing.cells import date_of, lines_of, money_of, narrow, term_of, unit_in, units_of


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("50", "wan", {"wan": 50}),
        ("５０．５", "wan", {"wan": 50.5}),
        ("1,000", "yuan", {"yuan": 1000}),
        ("50万元", None, {"wan": 50}),
        ("50万元", "yuan", {"wan": 50}),
        ("1.2亿元", None, {"yi": 1.2}),
        ("人民币50万元整", None, {"wan": 50}),
        ("约50", "wan", {"wan": 50, "qualifier": "about"}),
        ("不超过 50 万元", None, {"wan": 50, "qualifier": "at_most"}),
        ("50万元以上", None, {"wan": 50, "qualifier": "at_least"}),
        ("50—100万元", None, {"wan": {"min": 50, "max": 100}}),
        ("50~100", "wan", {"wan": {"min": 50, "max": 100}}),
        ("50万元-1亿元", None, None),
        ("50", None, None),
        ("1,00", "wan", None),
        ("50①", "wan", None),
        ("10²", "wan", None),
        ("٥٠", "wan", None),
        ("-50", "wan", None),
        ("1e3", "wan", None),
        ("面议", "wan", None),
        ("第1批50", "wan", None),
        ("", "wan", None),
    ],
)
def test_an_amount_says_its_unit(text: str, unit: str | None, amount: object) -> None:
    assert money_of(text, unit) == amount


@given(st.integers(0, 10**9), st.sampled_from(["", "万元", "元", "亿元"]), st.booleans())
def test_a_whole_amount_comes_back_however_it_is_written(value: int, unit: str, is_wide: bool) -> None:
    text = f"{value:,}{unit}"
    wide = "".join(chr(ord(c) + 0xFEE0) if c in "0123456789," else c for c in text) if is_wide else text
    amount = money_of(wide, "wan")
    assert amount == {{"": "wan", "万元": "wan", "元": "yuan", "亿元": "yi"}[unit]: value}


@given(st.decimals(0, 10**6, places=4))
def test_an_amount_with_decimals_comes_back(value: Decimal) -> None:
    amount = money_of(str(value), "wan")
    assert amount is not None
    assert float(str(amount["wan"])) == float(value)


@given(st.text(max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    narrow(text)
    money_of(text, "wan")
    date_of(text)
    term_of(text or "x")
    units_of(text)
    lines_of(text)
    unit_in(text)


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("支持经费（万元）", "wan"),
        ("支持经费(单位：万元)", "wan"),
        ("总投资（亿元）", "yi"),
        ("金额[元]", "yuan"),
        ("支持经费/（万元）", "wan"),
        ("经费", None),
        ("万元产值", None),
    ],
)
def test_a_heading_may_say_the_unit(heading: str, unit: str | None) -> None:
    assert unit_in(heading) == unit


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-06-12", "2025-06-12"),
        ("2025年6月12日", "2025-06-12"),
        ("2025.6.12", "2025-06-12"),
        ("２０２５/6/12", "2025-06-12"),
        ("2025年6月", "2025-06"),
        ("2025.06", "2025-06"),
        ("2025年", "2025"),
        ("2025", "2025"),
        ("2025-02-30", None),
        ("2025年13月", None),
        ("6月12日", None),
        ("近日", None),
    ],
)
def test_a_day_is_one_that_exists(text: str, day: str | None) -> None:
    assert date_of(text) == day


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2025.1-2026.12", {"from": "2025-01", "to": "2026-12"}),
        ("2025年1月至2026年12月", {"from": "2025-01", "to": "2026-12"}),
        ("2025年1月1日—2026年12月31日", {"from": "2025-01-01", "to": "2026-12-31"}),
        ("24个月", {"months_max": 24, "text": {"zh": "24个月"}}),
        ("两年 左右", {"text": {"zh": "两年 左右"}}),
    ],
)
def test_a_term_is_parted_where_it_is_plain(text: str, term: object) -> None:
    assert term_of(text) == term


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A大学、B研究所；C厂", ["A大学", "B研究所", "C厂"]),
        ("A大学\nB研究所\r\nC厂", ["A大学", "B研究所", "C厂"]),
        ("1.A大学 2.B研究所", ["A大学", "B研究所"]),
        ("（1）A大学；（2）B研究所", ["A大学", "B研究所"]),
        ("1、A大学\n2、B研究所", ["A大学", "B研究所"]),
        ("某某（集团、上海）公司，B厂", ["某某（集团、上海）公司", "B厂"]),
        ("Sample Co., Ltd., B厂", ["Sample Co., Ltd.", "B厂"]),
        ("样例 大学", ["样例大学"]),
        ("MIT Lab、B厂。", ["MIT Lab", "B厂"]),
        ("58同城公司", ["58同城公司"]),
        ("3M中国有限公司", ["3M中国有限公司"]),
        ("未闭合（公司\nB厂", ["未闭合（公司", "B厂"]),
        ("无", []),
        ("", []),
    ],
)
def test_units_of_a_cell_are_told_apart(text: str, names: list[str]) -> None:
    assert [unit.name for unit in units_of(text)] == names


def test_roles_before_units_are_kept() -> None:
    found = units_of("参与单位：B厂、C厂\n牵头单位：A大学")
    assert [(unit.name, unit.role) for unit in found] == [("B厂", "参与"), ("C厂", "参与"), ("A大学", "牵头")]


def test_lines_lose_their_numbers() -> None:
    assert lines_of("1.做成样机；\n2.发表论文。") == ("做成样机", "发表论文")
