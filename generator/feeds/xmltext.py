"""Text for XML files: only characters that XML can hold, markup escaped."""

from __future__ import annotations

from xml.sax.saxutils import escape

from generator.exports.values import clean

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_QUOTES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


def xml(words: str) -> str:
    """The words as the text of an element."""
    return escape(clean(words))


def attribute(words: str) -> str:
    """The words as the value of an attribute in double quotes."""
    return escape(clean(words), _QUOTES)


def one_line(words: str) -> str:
    """The words on one line."""
    return " ".join(clean(words).split())
