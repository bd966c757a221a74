"""What PNG and JPEG files say besides the picture: its size, and the texts that cameras and editors write."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of JPEG that begin a frame, which says how large the picture is."""

_TEXT_LIMIT, _TEXTS_LIMIT = 1 << 20, 4 << 20
"""How much one packed text, and all of a picture, are unpacked to."""
_WIDE = re.compile(rb"(?:[ -~]\0){7,}|(?:\0[ -~]){7,}")
"""ASCII in two bytes a character, as Windows writes authors and remarks into EXIF."""


def image_texts(data: bytes) -> Iterator[str]:
    """The texts of PNG chunks (tEXt, zTXt, iTXt, eXIf) and JPEG segments (APPn with EXIF, XMP and IPTC; COM).

    A broken image yields what stands before the break; other files yield nothing.
    """
    for block in _png_blocks(data) if data.startswith(_PNG) else _jpeg_blocks(data):
        yield block.replace(b"\0", b"\n").decode("utf-8", "replace")
        yield from (found[0].replace(b"\0", b"").decode("ascii") for found in _WIDE.finditer(block))


def image_size(data: bytes) -> tuple[int, int] | None:
    """The width and height in pixels of a PNG (clause 11.2.1) or JPEG (annex B.2.2); nothing for other files."""
    if data.startswith(_PNG) and len(data) >= len(_PNG) + 16:
        width, height = struct.unpack_from(">II", data, len(_PNG) + 8)
        return width, height
    at = 2 if data.startswith(b"\xff\xd8") else len(data)
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + max(int.from_bytes(data[at + 2 : at + 4], "big"), 2)
    return None


def _png_blocks(data: bytes) -> Iterator[bytes]:
    """PNG (ISO/IEC 15948) clauses 5.3 and 11.3.4: length, type, data, CRC."""
    at, room = len(_PNG), _TEXTS_LIMIT
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        block = data[at + 8 : at + 8 + length]
        if name in (b"tEXt", b"eXIf"):
            yield block
        elif name in (b"zTXt", b"iTXt"):
            yield block
            inflated = _inflated(block, min(room, _TEXT_LIMIT)) if room > 0 else b""
            room -= len(inflated)
            yield inflated
        at += length + 12


def _inflated(block: bytes, most: int) -> bytes:
    """What is packed in the block: a zlib stream begins with 0x78 after the keyword, or nothing is packed."""
    start = block.find(b"\x78", block.find(b"\0"))
    try:
        return zlib.decompressobj().decompress(block[start:], most) if start >= 0 else b""
    except zlib.error:
        return b""


def _jpeg_blocks(data: bytes) -> Iterator[bytes]:
    """JPEG (ITU-T T.81) annex B.1.1.4: segments up to the start of the scan."""
    at = 2 if data.startswith(b"\xff\xd8") else len(data)
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] == 0xFE or 0xE0 <= data[at + 1] <= 0xEF:
            yield data[at + 4 : at + 2 + length]
        at += 2 + max(length, 2)
