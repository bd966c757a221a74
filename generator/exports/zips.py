"""ZIP files in pieces: members are compressed apart, in any process, and joined later; like content, like bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from generator.parallel import plain, workers

T = TypeVar("T")

EARLIEST = (1980, 1, 1)
"""The first day that a ZIP file can tell: what stands for no date."""

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


def pack_files(files: Sequence[tuple[str, bytes]], jobs: int = 1, level: int = 6) -> list[Member]:
    """The files as members in their order, compressed by `jobs` processes."""
    bundles = spread(range(len(files)), jobs, lambda number: len(files[number][1]))
    with workers(jobs) as shared:
        shares = shared.each(_pack_some, plain((files, level)), bundles)
        return [member for _, member in sorted(found for share in shares for found in share)]


def _pack_some(state: tuple[Sequence[tuple[str, bytes]], int], numbers: Iterable[int]) -> list[tuple[int, Member]]:
    files, level = state
    return [(number, pack(files[number][0], (files[number][1],), level)) for number in numbers]


def spread(items: Iterable[T], count: int, weight: Callable[[T], int]) -> list[list[T]]:
    """The items in `count` bundles of about the same weight: the heaviest first, each into the lightest bundle."""
    bundles: list[list[T]] = [[] for _ in range(max(1, count))]
    weights = [0] * len(bundles)
    for item in sorted(items, key=weight, reverse=True):
        lightest = weights.index(min(weights))
        bundles[lightest].append(item)
        weights[lightest] += weight(item)
    return bundles


def zip_of(members: Sequence[Member], day: tuple[int, int, int] = EARLIEST) -> bytes:
    """The ZIP file of these members, all dated the beginning of `day`."""
    year, month, of_month = max(day, EARLIEST)
    date = ((year - 1980) << 9) | (month << 5) | of_month
    local: list[bytes] = []
    central: list[bytes] = []
    offset = 0
    for member in members:
        name = member.name.encode()
        sizes = (member.checksum, len(member.data), member.size)
        head = _LOCAL.pack(b"PK\3\4", _VERSION, _UTF8, _DEFLATED, 0, date, *sizes, len(name), 0)
        local += (head, name, member.data)
        entry = (b"PK\1\2", _VERSION, _VERSION, _UTF8, _DEFLATED, 0, date, *sizes, len(name), 0, 0, 0, 0, 0, offset)
        central += (_CENTRAL.pack(*entry), name)
        offset += len(head) + len(name) + len(member.data)
    length = sum(map(len, central))
    if offset + length > _LIMIT or len(members) > 0xFFFF:
        raise OverflowError(f"a ZIP file of {offset + length} bytes and {len(members)} members needs ZIP64")
    end = _END.pack(b"PK\5\6", 0, 0, len(members), len(members), length, offset, 0)
    return b"".join((*local, *central, end))
