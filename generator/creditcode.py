"""A unit's unified social credit code: 18 characters, the last of which the others give (GB 32100-2015, annex A)."""

from __future__ import annotations

import re

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The standard's characters, each worth its place: the letters I, O, S, V and Z are left out."""

_WRITTEN = re.compile(rf"[{ALPHABET}]{{18}}\Z")
_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))


def is_written_right(code: str) -> bool:
    """Whether it has the form of a code: 18 of the standard's characters."""
    return _WRITTEN.match(code) is not None


def check_character(body: str) -> str:
    """The check character of a code's first 17 characters."""
    total = sum(weight * ALPHABET.index(character) for weight, character in zip(_WEIGHTS, body, strict=True))
    return ALPHABET[-total % 31]
