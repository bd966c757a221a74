"""Pieces make both texts again, and only what differs is marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.differences.marks import excerpt, pieces

TEXTS = st.text("甲乙丙ab 12，", max_size=30)


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_texts(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.sign != "new") == before
    assert "".join(piece.text for piece in found if piece.sign != "gone") == after
    assert all(piece.sign == "kept" for piece in found) == (before == after)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("资助50万元", "资助80万元", "资助[50]{80}万元"),
        ("three years later", "four years later", "[three]{four} years later"),
        ("甲一乙", "丙一丁", "[甲一乙]{丙一丁}"),
        ("甲" * 60 + "乙", "甲" * 60 + "丙", "…" + "甲" * 24 + "[乙]{丙}"),
    ],
)
def test_whole_words_and_numbers_are_marked(before: str, after: str, told: str) -> None:
    marks = {"kept": "{}", "gone": "[{}]", "new": "{{{}}}"}
    assert "".join(marks[one.sign].format(one.text) for one in excerpt(pieces(before, after), 100)) == told


def test_long_texts_that_share_nothing_take_no_time() -> None:
    found = pieces("甲乙" * 3000, "乙丙" * 3000)
    assert [piece.sign for piece in found] == ["gone", "new"]
    assert sum(len(piece.text) for piece in excerpt(found, 100)) == 200
