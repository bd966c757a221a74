"""A text keeps all that XML can hold, and nothing else; plain texts stay as they are."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from generator.forms.texts import plain


@given(st.text())
def test_xml_can_hold_it_and_making_it_plain_again_changes_nothing(text: str) -> None:
    found = plain(text)
    assert (fromstring(f"<t>{escape(found)}</t>".encode()).text or "") == found
    assert plain(found) == found


def test_lines_end_alike_and_other_controls_are_left_out() -> None:
    assert plain("a\r\nb\rc\x0bd\x0ce\u2028f\x85g") == "a\nb\nc\nd\ne\nf\ng"
    assert plain("\x00榜\x1b\x7f\ufffe\ud800") == "榜"
    assert plain("\t 🚀\u202e　\ufeff𠮷") == "\t 🚀\u202e　\ufeff𠮷"
