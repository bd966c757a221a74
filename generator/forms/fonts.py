"""The fonts that words are set in outside the browser: the one home of the package that brings them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as packaged

from generator.forms.glyphs import characters_of

SERIF, SANS = packaged.serif_path(), packaged.sans_path()
FOLDER = Path(SERIF).parent

GETA = "〓"
"""What printers set for a character that they have no type for."""

_KEPT = frozenset("\n\t")


def drawn(text: str, missing: dict[str, None]) -> Iterator[str]:
    """The text's characters, a geta for each that the fonts lack; the code points of those are added to `missing`."""
    known = _drawable()
    for character in text:
        if ord(character) in known or character in _KEPT:
            yield character
        elif character.isprintable():
            missing[f"U+{ord(character):04X}"] = None
            yield GETA


@cache
def _drawable() -> frozenset[int]:
    """The characters that both fonts have, for a title is set in the one and its text in the other."""
    return frozenset.intersection(*(characters_of(Path(path).read_bytes()) for path in (SERIF, SANS)))
