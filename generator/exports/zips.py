"""ZIP files in pieces: members are compressed apart, in any process, and joined later; like content, like bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

EARLIEST = (1980, 1, 1)
"""The first day that a ZIP file can tell: what stands for no date."""

LATEST = (2107, 12, 31)
"""The last one."""

_DEFLATED, _VERSION, _UTF8 = 8, 20, 0x0800
_LIMIT = 2**32 - 1
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


class Member(NamedTuple):
    """A file in a ZIP file, compressed."""

    name: str
    data: bytes
    size: int
    checksum: int


_ENCODE = msgspec.msgpack.Encoder().encode
_MEMBER = msgspec.msgpack.Decoder(Member)


def pack(name: str, pieces: Iterable[bytes], level: int = 6) -> Member:
    """The pieces as one compressed member; only what is compressed is kept."""
    compress = zlib.compressobj(level, zlib.DEFLATED, -15)
    packed: list[bytes] = []
    size = checksum = 0
    for piece in pieces:
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        packed.append(compress.compress(piece))
    packed.append(compress.flush())
    return Member(name, b"".join(packed), size, checksum)


def stored(member: Member) -> bytes:
    """The member as it waits for the others."""
    return _ENCODE(member)


def member_in(data: bytes) -> Member:
    """The member that was stored so."""
    return _MEMBER.decode(data)


def zip_of(members: Iterable[Member], day: tuple[int, int, int] = EARLIEST) -> Iterator[bytes]:
    """The ZIP file of these members in chunks, all dated the beginning of `day` or the nearest day that can be told."""
    year, month, of_month = min(max(day, EARLIEST), LATEST)
    date = ((year - 1980) << 9) | (month << 5) | of_month
    central: list[bytes] = []
    offset = 0
    for member in members:
        name = member.name.encode()
        sizes = (member.checksum, len(member.data), member.size)
        head = _LOCAL.pack(b"PK\3\4", _VERSION, _UTF8, _DEFLATED, 0, date, *sizes, len(name), 0)
        yield from (head, name, member.data)
        entry = (b"PK\1\2", _VERSION, _VERSION, _UTF8, _DEFLATED, 0, date, *sizes, len(name), 0, 0, 0, 0, 0, offset)
        central.append(_CENTRAL.pack(*entry) + name)
        offset += len(head) + len(name) + len(member.data)
    length = sum(map(len, central))
    if offset + length > _LIMIT or len(central) > 0xFFFF:
        raise OverflowError(f"a ZIP file of {offset + length} bytes and {len(central)} members needs ZIP64")
    yield b"".join((*central, _END.pack(b"PK\5\6", 0, 0, len(central), len(central), length, offset, 0)))
