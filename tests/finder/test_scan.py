"""The measure itself is measured: each rule of matching by a case that keeps it and one that breaks it."""

from __future__ import annotations

import pytest

from finder.scan import matches
from generator.finder.fold import TABLE

ZH = ("稀土永磁材料生产工艺", "面向AI+制造，支持5G 芯片与GPU集群", "磁体", "NdFeB磁体，剩磁14.5kGs")
EN = ("Brain-computer interfaces", "Lithium batteries for low-altitude flight", "SiGe chip and nerve")
GROUPS = (["人工智能", "AI", "artificial intelligence"], ["电池", "battery", "lithium battery"], ["芯片", "chip"])


@pytest.mark.parametrize(
    "query",
    [
        "永磁",
        "永磁 -机器人",
        "稀土永磁材料生產工藝",
        "永磁 工艺",
        "ＧＰＵ",
        "稀土永磁材料",
        "磁",
        "AI",
        "GPU集群",
        "5G 芯片",
        '"5G 芯片"',
        "“永磁材料”",
        "稀土“永磁”材料",
        "brain",
        "Brain-computer",
        "brain computer interface",
        "computer-interf",
        "battery",
        "batteries",
        '"lithium batteries"',
        "lithium battery",
        "artificial intelligence",
        "ndfeb",
        "14.5",
        "altitude flight -robot",
        "电池",
        "sige chip",
    ],
)
def test_found(query: str) -> None:
    assert matches(query, ZH, EN, GROUPS, TABLE)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "-机器人",
        "永磁 机器人",
        "永磁 -稀土",
        "集",
        "永磁 制造工艺",
        "永磁材料 生产工艺磁体",
        '"lithium battery"',
        '"batteries lithium"',
        "omputer",
        "feb",
        "interface brain-flight",
        "intelligence",
        "chips-and",
        "磁体nd",
    ],
)
def test_not_found(query: str) -> None:
    assert not matches(query, ZH, EN, GROUPS, TABLE)


def test_a_synonym_is_a_whole_word_and_never_a_beginning() -> None:
    assert not matches("人工智能", ("航空",), ("An aid to the air",), GROUPS)
    assert matches("人工智能", ("航空",), ("An AI for the air",), GROUPS)


def test_quotation_marks_take_a_word_as_it_is() -> None:
    assert not matches('"电池"', ("蓄能",), ("Batteries",), GROUPS)
    assert matches("电池", ("蓄能",), ("Batteries",), GROUPS)


def test_fields_are_not_joined() -> None:
    assert not matches("永磁材料磁体", ("永磁材料", "磁体"), ())
    assert not matches('"lithium battery"', (), ("lithium", "battery"))


def test_the_table_is_the_callers() -> None:
    assert not matches("腦機", ("脑机接口",), ())
    assert matches("腦機", ("脑机接口",), (), (), TABLE)
