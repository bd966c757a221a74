"""What is shown of a text is on one line, and whatever would not be seen is written out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.differences.visible import SHORT, short, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("榜单, a list: 1 < 2", "榜单, a list: 1 < 2"),
        ("one\ntwo", "one⏎two"),
        ("全\u3000角", "全\u3000角"),
        ("tab\tend", "tab\\u0009end"),
        ("bell\x07", "bell\\u0007"),
        ("over\u202eturned", "over\\u202eturned"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("filler\u3164\u115f\u1160\uffa0", "filler\\u3164\\u115f\\u1160\\uffa0"),
        ("khmer\u17b4\u17b5", "khmer\\u17b4\\u17b5"),
        ("selector\ufe00\ufe0f", "selector\\ufe00\\ufe0f"),
        ("mongolian\u180b\u180f", "mongolian\\u180b\\u180f"),
        ("braille\u2800", "braille\\u2800"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("more\U000e0100\U000e01ef", "more\\U000e0100\\U000e01ef"),
        ("end of the plane\uffff", "end of the plane\\uffff"),
        ("private\U0010ffff", "private\\U0010ffff"),
        ("电话 13812345678", "电话 138****5678"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_whatever_is_shown_can_be_seen_on_one_line(text: str) -> None:
    found = visible(text)
    assert all(sign.isprintable() or sign == "\u3000" for sign in found)


@pytest.mark.parametrize(
    ("length", "shown"), [(SHORT - 1, SHORT - 1), (SHORT, SHORT), (SHORT + 1, SHORT), (2 * SHORT, SHORT)]
)
def test_a_long_text_is_shown_as_its_beginning(length: int, shown: int) -> None:
    found = short("长" * length)
    assert len(found) == shown
    assert found.endswith("…") is (length > SHORT)
    assert found.removesuffix("…") == "长" * (shown - (length > SHORT))


def test_how_long_a_text_may_be_can_be_chosen() -> None:
    assert short("abcdef", 4) == "abc…"
    assert short("abcd", 4) == "abcd"
