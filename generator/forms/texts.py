"""Texts as every format can hold them: what XML forbids never enters a file, and a line ends in one way only."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FORBIDDEN = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (clause 2.2), and the other control characters."""


def plain(text: str) -> str:
    """The text without control characters; every kind of line end and of page break is a line feed, and tabs stay."""
    return _FORBIDDEN.sub("", with_plain_line_ends(text))


def with_plain_line_ends(text: str) -> str:
    """The text with a line feed for every kind of line end and of page break."""
    return _LINE_ENDS.sub("\n", text)


def half_width(text: str) -> str:
    """The text with plain letters, digits, signs and spaces for full-width ones; ① stays what it is."""
    return text.translate(_HALF_WIDTH)
