"""What stands on paper for an answer, read again, is the answer; lines and units are no part of it."""

from __future__ import annotations

import pytest

from generator.forms.written import alike, answer_in, shown
from generator.model.parts import Field, Option, Text

DAY = Field(id="d", label=Text(zh="日期"), type="date")
MONEY = Field(id="m", label=Text(zh="投入"), type="money", unit="万元")
TEXT = Field(id="t", label=Text(zh="名称"), type="text")
LEVEL = Field(
    id="l",
    label=Text(zh="水平"),
    type="choice",
    options=(Option(id="a", label=Text(zh="国际领先")), Option(id="b-c", label=Text(zh="A & B"))),
)


def test_days_and_options_stand_in_chinese() -> None:
    assert shown(DAY, "2025-03-01") == "2025年3月1日"
    assert shown(DAY, "2025-03-01", is_short=True) == "2025.03.01"
    assert [shown(DAY, "三月初"), shown(DAY, "2025-02-30", is_short=True)] == ["三月初", "2025-02-30"]
    assert shown(LEVEL, "a") == "国际领先"
    assert shown(MONEY, "12.5") == "12.5"


@pytest.mark.parametrize("text", ["", "  　", "____", "＿＿＿＿ \n"])
def test_an_empty_line_is_no_answer(text: str) -> None:
    assert [answer_in(field, text) for field in (DAY, MONEY, TEXT, LEVEL)] == [""] * 4


@pytest.mark.parametrize("text", ["200", "200万元", "__200__万元", " 200 万元 "])
def test_the_unit_is_no_part_of_a_number(text: str) -> None:
    assert answer_in(MONEY, text) == "200"
    assert answer_in(MONEY, "万元") == ""


def test_a_text_stays_as_it_is() -> None:
    assert answer_in(TEXT, "  两端 _空格_ ") == "  两端 _空格_ "


def test_an_option_is_known_by_its_label_whatever_its_width() -> None:
    assert answer_in(LEVEL, " Ａ＆Ｂ ") == "b-c"
    assert answer_in(LEVEL, "没有的_") == "没有的_"
    assert alike("单位 名称：") == alike("＊单位名称")
