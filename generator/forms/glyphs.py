"""Which characters a font can draw, read from its `cmap` table (OpenType 1.9, format 12)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

_FULL_UNICODE = (3, 10)
_FORMAT = 12


class Run(NamedTuple):
    """Characters one after another, by their code points, both ends counted."""

    first: int
    last: int


def characters_of(font: bytes) -> frozenset[int]:
    """The code points for which the OpenType `font` has a glyph; ValueError where it has no full table of them."""
    return frozenset(point for run in _runs(font) for point in range(run.first, run.last + 1))


def _runs(font: bytes) -> Iterator[Run]:
    start = _subtable(font, _table(font, b"cmap"))
    kind, _, _, _, count = struct.unpack_from(">HHIII", font, start)
    if kind != _FORMAT:
        raise ValueError(f"the font's table of characters has format {kind}")
    for first, last, _ in struct.iter_unpack(">III", font[start + 16 : start + 16 + 12 * count]):
        yield Run(first, last)


def _table(font: bytes, tag: bytes) -> int:
    """Where a table of the font begins."""
    (count,) = struct.unpack_from(">H", font, 4)
    for name, _, start, _ in struct.iter_unpack(">4sIII", font[12 : 12 + 16 * count]):
        if name == tag:
            return int(start)
    raise ValueError("the font has no table of characters")


def _subtable(font: bytes, start: int) -> int:
    """Where its table of all of Unicode begins."""
    (count,) = struct.unpack_from(">H", font, start + 2)
    for platform, encoding, offset in struct.iter_unpack(">HHI", font[start + 4 : start + 4 + 8 * count]):
        if (platform, encoding) == _FULL_UNICODE:
            return start + int(offset)
    raise ValueError("the font's table of characters is not of all of Unicode")
