"""Text for XML files: only characters that XML can hold, markup escaped."""

from __future__ import annotations

from generator.exports.values import clean

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def xml(words: str) -> str:
    """The words as the text of an element."""
    return _escaped(clean(words))


def xml_line(words: str) -> str:
    """The words as the text of an element, on one line."""
    return _escaped(one_line(words))


def attribute(words: str) -> str:
    """The words as the value of an attribute in double quotes."""
    return xml(words).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def one_line(words: str) -> str:
    """The words on one line."""
    return " ".join(clean(words).split())


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
