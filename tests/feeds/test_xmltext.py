"""Words in XML files and calendars are text: no markup, no line of their own, nothing that XML cannot hold."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exports.values import clean
from generator.feeds.ics import escaped, folded
from generator.feeds.xmltext import DECLARATION, attribute, one_line, xml, xml_line

TEXTS = st.text(st.characters(codec=None), max_size=40) | st.text(st.sampled_from("<>&\"'\n\r\t ;]a榜\0\ud800"))


def read(document: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"{DECLARATION}{document}".encode())


@given(TEXTS)
def test_any_text_is_the_text_of_an_element(words: str) -> None:
    assert (read(f"<a>{xml(words)}</a>").text or "") == clean(words)


@given(TEXTS)
def test_any_text_is_the_value_of_an_attribute(words: str) -> None:
    assert read(f'<a b="{attribute(words)}"/>').get("b") == clean(words)


@given(TEXTS)
def test_any_text_fits_on_one_line(words: str) -> None:
    line = one_line(words)
    assert line == " ".join(clean(words).split())
    assert len(line.splitlines()) <= 1
    assert (read(f"<a>{xml_line(words)}</a>").text or "") == line


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("]]>", "]]&gt;"),
        ("&lt;", "&amp;lt;"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("bell\x07, half \ud83d", "bell\ufffd, half \ufffd"),
    ],
)
def test_markup_is_written_out(words: str, written: str) -> None:
    assert xml(words) == written


def test_quotation_marks_line_ends_and_tabs_are_written_out_in_attributes() -> None:
    assert attribute("\"a\"\n\t'b'") == "&quot;a&quot;&#10;&#9;'b'"


# -- calendars ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("one\ntwo\r\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
        ("nel\x85ls\u2028ps\u2029end", "nel\\nls\\nps\\nend"),
        ("tab\tdel\x7fapc\x9fend", "tab del apc end"),
        ("~\xa0keeps", "~\xa0keeps"),
        ("END:VEVENT\r\nBEGIN:VALARM", "END:VEVENT\\nBEGIN:VALARM"),
    ],
)
def test_what_means_something_in_a_calendar_is_written_out(words: str, written: str) -> None:
    assert escaped(words) == written


@given(TEXTS)
def test_no_text_begins_a_line_of_a_calendar(words: str) -> None:
    found = escaped(words)
    assert found.isprintable() or not set(found) & {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))}
    assert len(found.splitlines()) <= 1


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("X" * 75, ["X" * 75]),
        ("X" * 76, ["X" * 75, " X"]),
        ("X" * 149, ["X" * 75, " " + "X" * 74]),
        ("X" * 150, ["X" * 75, " " + "X" * 74, " X"]),
        ("榜" * 25, ["榜" * 25]),
        ("榜" * 26, ["榜" * 25, " 榜"]),
        ("X" + "榜" * 25, ["X" + "榜" * 24, " 榜"]),
        ("XX" + "榜" * 25, ["XX" + "榜" * 24, " 榜"]),
        ("X" * 72 + "😀", ["X" * 72, " 😀"]),
        ("X" * 71 + "😀", ["X" * 71 + "😀"]),
        ("", [""]),
    ],
)
def test_a_line_holds_as_many_characters_as_it_may(content: str, lines: list[str]) -> None:
    assert folded(content) == "".join(f"{line}\r\n" for line in lines)
