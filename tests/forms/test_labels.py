"""Ticks and labels are understood as people write them."""

from __future__ import annotations

import pytest

from generator.forms.labels import end_of_label, other_in, ticked_in
from generator.model.parts import Field, Option, Text

FIELD = Field(
    id="domain",
    label=Text(zh="所属领域"),
    type="choices",
    other=True,
    options=tuple(
        Option(id=name, label=Text(zh=label)) for name, label in (("m", "先进材料"), ("n", "新材料"), ("e", "电机电控"))
    ),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("☑先进材料 □新材料 ☐电机电控", ("m",)),
        ("□先进材料 ☒新材料\n■电机电控", ("n", "e")),
        ("√先进材料  新材料  电机电控", ("m",)),
        ("□先进材料√ □新材料 □电机电控", ("m",)),
        ("先进材料√ 新材料 电机电控√", ("m", "e")),
        ("□先进材料 □新材料 □电机电控 √", ("e",)),
        ("☑ 先 进 材 料　☑ 电机电控", ("m", "e")),
        ("□先进材料 □新材料 □电机电控 ☑其他：磁性材料", ("other",)),
        ("□先进材料 □新材料 □电机电控", ()),
        ("", ()),
    ],
)
def test_a_tick_belongs_to_the_option_that_it_stands_at(text: str, expected: tuple[str, ...]) -> None:
    assert ticked_in(text, FIELD) == expected


@pytest.mark.parametrize(
    "written", ["其他：磁性材料", "其他（磁性材料）", "其他__磁性材料__", "其他 磁性材料 □先进材料"]
)
def test_what_is_written_beside_other_is_found(written: str) -> None:
    assert other_in(written, FIELD) == "磁性材料"


MONEY = Field(id="m", label=Text(zh="1.销售收入总额"), type="money", unit="万元", group=Text(zh="经济指标"))


@pytest.mark.parametrize(
    "text",
    [
        "1.销售收入总额",
        "销售收入总额（万元）",
        "1、销售 收入总额：",
        "＊销售收入总额 ",
        "经济指标销售收入总额",
        "销售收入总额\n120",
    ],
)
def test_a_label_may_be_written_in_other_ways(text: str) -> None:
    assert end_of_label(text, MONEY) is not None


@pytest.mark.parametrize("text", ["", "销售收入", "销售收入总额增长率", "其中销售收入总额"])
def test_other_words_are_no_label(text: str) -> None:
    assert end_of_label(text, MONEY) is None
