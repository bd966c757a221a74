"""Texts of records as they may be shown: on one line, personal data masked, what cannot be seen made visible."""

from __future__ import annotations

import re

from generator.personal import masked

SHORT = 300
"""How many characters of a value are shown."""

_UNSEEN = re.compile("[\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""Characters that count as printable and show nothing."""


def visible(text: str) -> str:
    """The text on one line, with breaks, controls, direction marks and invisible characters written out."""
    return "".join(map(_shown, masked(text)))


def short(text: str, most: int = SHORT) -> str:
    """The text, or its beginning."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _shown(character: str) -> str:
    if character == "\n":
        return "⏎"
    if character == "\u3000" or (character.isprintable() and not _UNSEEN.match(character)):
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"
