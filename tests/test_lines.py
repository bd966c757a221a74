"""Lines break where Chinese and English may be broken, and never begin with a mark that belongs to what is before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.lines import ELLIPSIS, NOT_FIRST, NOT_LAST, balanced, em, wrapped

TITLE = "面向复杂场景的多模态大模型关键技术研究（第2批），新一代智能网联汽车、高端装备"
WORDS = st.text(st.sampled_from("面向技术研究，。（）“”、AI model 2026-"), min_size=1, max_size=60)


def test_a_short_text_is_one_line() -> None:
    assert wrapped("揭榜挂帅 2026", em, 20, 3) == ("揭榜挂帅 2026",)


@pytest.mark.parametrize("limit", range(4, 24))
def test_no_line_begins_or_ends_with_a_mark_that_may_not(limit: int) -> None:
    for line in wrapped(TITLE, em, limit, 20):
        assert line[0] not in NOT_FIRST, line
        assert line[-1] not in NOT_LAST, line


def test_english_breaks_between_words() -> None:
    assert wrapped("Open challenge for key technologies", em, 9, 9) == ("Open challenge", "for key", "technologies")


def test_a_word_that_no_line_holds_is_broken() -> None:
    assert "".join(wrapped("a" * 30, em, 5, 9)) == "a" * 30


def test_what_no_line_is_left_for_becomes_an_ellipsis() -> None:
    found = wrapped(TITLE, em, 10, 2)
    assert len(found) == 2
    assert found[1].endswith(ELLIPSIS)
    assert found[1][-2] not in NOT_FIRST | NOT_LAST


def test_a_title_has_no_line_of_one_character() -> None:
    assert [len(line) for line in balanced("一二三四五六七八九十一", em, 10, 3)] == [6, 5]


@given(WORDS, st.integers(4, 30))
def test_no_text_is_lost_and_no_line_is_too_long(text: str, limit: int) -> None:
    for lines in (wrapped(text, em, limit, 99), balanced(text, em, limit, 99)):
        assert "".join("".join(lines).split()) == "".join(text.split())
        marks = NOT_FIRST | NOT_LAST
        assert all(em(line) <= limit or any(c in marks for c in line) for line in lines)
