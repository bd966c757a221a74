"""Folding is the same for what is searched and what is asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.finder.fold import TABLE, WHITE, fold, fold_all


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＧＰＵ　芯片", "gpu 芯片"),
        ("腦機接口", "脑机接口"),
        ("人工智慧\u00a0\n 產業鏈", "人工智慧 产业链"),
        ("５Ｇ", "5g"),
        ("m²", "m2"),
        ("乾燥", "干燥"),
        ("薴", "苎"),
        ("", ""),
    ],
)
def test_writings_become_one(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(alphabet=st.characters(codec="utf-8", max_codepoint=0xFFFF, exclude_categories=["Cs"])))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_table_keeps_the_length_of_a_text_in_a_browsers_units_too() -> None:
    assert all(code < 0x10000 and len(new) == 1 and ord(new) < 0x10000 for code, new in TABLE.items())


def test_the_table_needs_one_step() -> None:
    assert [new for new in TABLE.values() if ord(new) in TABLE] == []


def test_simplified_writing_stays() -> None:
    common = "揭榜挂帅产业链关键核心技术攻关低空经济脑机接口发里后面只系余"
    assert fold(common) == common


def test_white_space_is_what_python_calls_so() -> None:
    white = re.compile(f"[{WHITE}]")
    assert [hex(code) for code in range(0x10000) if chr(code).isspace() and not white.fullmatch(chr(code))] == []


WRITTEN = st.characters(codec="utf-8", max_codepoint=0x1F9FF)
"""Every character that a record's file may hold, some beyond the first plane."""

JOINING = st.sampled_from("aeＡか力ガ \n\t\u3000Σσ\u0301\u0308\u3099\u1100\u1161가ﾞ")


@given(st.lists(st.text(JOINING | WRITTEN)))
def test_many_texts_at_once_become_what_each_becomes(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]


def test_every_character_becomes_the_same_among_many_texts() -> None:
    written = [chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000]
    assert fold_all(written) == [fold(character) for character in written]
    assert fold_all([f"a{c}a" for c in written]) == [fold(f"a{c}a") for c in written]
