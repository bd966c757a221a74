"""Texts of records as they may be shown: on one line, personal data masked, what cannot be seen made visible."""

from __future__ import annotations

from generator.personal import masked
from generator.unseen import coded, is_seen

SHORT = 300
"""How many characters of a value are shown."""


def visible(text: str) -> str:
    """The text on one line, with breaks, controls, direction marks and invisible characters written out."""
    return "".join(map(_shown, masked(text)))


def short(text: str, most: int = SHORT) -> str:
    """The text, or its beginning."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _shown(character: str) -> str:
    if character == "\n":
        return "⏎"
    return character if is_seen(character) else coded(character)
