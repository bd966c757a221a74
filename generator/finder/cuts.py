"""Where a long row is cut into parts: its own members say where, so that a change cuts it anew only nearby."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")

ONE_IN = 8
"""One in so many members is fit to begin a part."""


def cut(
    row: Iterable[T], size: int, name: Callable[[T], str], weight: Callable[[T], int] = lambda _: 1
) -> Iterator[list[T]]:
    """The row in parts of about `size`, none much larger unless one member is.

    From two thirds of the size on, a part ends before the first member whose name's checksum says so.
    """
    part: list[T] = []
    held = 0
    for member in row:
        own = weight(member)
        if part and (held + own > size * 4 // 3 or (held >= size * 2 // 3 and _is_fit(name(member)))):
            yield part
            part, held = [], 0
        part.append(member)
        held += own
    if part:
        yield part


def _is_fit(name: str) -> bool:
    return crc32(name.encode("utf-8", "surrogatepass")) % ONE_IN == 0
