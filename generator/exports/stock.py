"""Records' values as they wait for the files that they are joined into: in blocks, a part for each file, on disk.

A block is a file of its own: the length of its index, the index, and the parts one after another. Tables lie in it
column by column, and a column without values is not there. Nothing is held but the block that is being read.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeAlias

import msgspec

Cell: TypeAlias = str | int | float | bool | None
Column: TypeAlias = Sequence[Cell]

TABLE = "table/"
"""What the name of a table's part begins with."""

LINES, SHORT, RELEASES = "lines", "short", "releases"
"""The other parts: JSON Lines, what listings tell of each record, and releases of contracting data."""

_LONG, _DIGITS = 2**63, 1
_LENGTH = struct.Struct("<Q")


class Chunk(NamedTuple):
    """Some rows of a table: how many, and by their numbers the columns in which any of them has a value."""

    size: int
    filled: Mapping[int, Column]

    def columns(self, width: int) -> list[Column]:
        """All columns, those without values too."""
        empty = [None] * self.size
        return [self.filled.get(i, empty) for i in range(width)]

    def rows(self, width: int) -> Iterator[tuple[Cell, ...]]:
        """The rows with all of their cells."""
        return zip(*self.columns(width), strict=True)


class Part(NamedTuple):
    """A part of a block: its bytes, and of rows how many they are and which columns have values."""

    data: bytes
    size: int = 0
    filled: tuple[int, ...] = ()


class Place(NamedTuple):
    """Where a part lies behind its block's index, how long it is, and what the part says of its rows."""

    start: int
    length: int
    size: int
    filled: tuple[int, ...]
    digest: bytes
    """What stands for the part's bytes."""


class Index(NamedTuple):
    """What a block holds: records of one kind, and by name the places of its parts."""

    kind: str
    parts: Mapping[str, Place]


_ENCODE = msgspec.msgpack.Encoder().encode
_INDEX = msgspec.msgpack.Decoder(tuple[str, dict[str, tuple[int, int, int, tuple[int, ...], bytes]]])
_COLUMNS = msgspec.msgpack.Decoder(list[list[Any]], ext_hook=lambda _, digits: int(bytes(digits)))
_SHORTS = msgspec.msgpack.Decoder(list[tuple[str, bytes]])
_TEXTS = msgspec.msgpack.Decoder(list[tuple[str, str]])


def chunk_of(rows: Sequence[Sequence[Cell]]) -> Chunk:
    """The rows as a chunk."""
    columns = enumerate(zip(*rows, strict=True))
    return Chunk(len(rows), {i: column for i, column in columns if column.count(None) < len(rows)})


def table_part(rows: Sequence[Sequence[Cell]]) -> Part:
    """A table's rows in a block."""
    chunk = chunk_of(rows)
    return Part(_packed(list(chunk.filled.values())), chunk.size, tuple(chunk.filled))


def _packed(columns: list[Column]) -> bytes:
    try:
        return _ENCODE(columns)
    except OverflowError:  # a whole number beyond 64 bits: MessagePack has none, and records may
        return _ENCODE([[_long(cell) if cell.__class__ is int else cell for cell in column] for column in columns])


def _long(number: Any) -> int | msgspec.msgpack.Ext:
    return number if abs(number) < _LONG else msgspec.msgpack.Ext(_DIGITS, str(number).encode())


def listed_part(items: Sequence[tuple[str, bytes]] | Sequence[tuple[str, str]]) -> Part:
    """Pairs, one for each record."""
    return Part(_ENCODE(items), len(items))


def block_of(kind: str, parts: Mapping[str, Part]) -> bytes:
    """The block of these parts, as it lies on disk."""
    places, start = {}, 0
    for name, part in parts.items():
        places[name] = Place(start, len(part.data), part.size, part.filled, _digest(part.data))
        start += len(part.data)
    index = _ENCODE((kind, places))
    return b"".join((_LENGTH.pack(len(index)), index, *(part.data for part in parts.values())))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=12).digest()


class Block:
    """A block at hand or on disk."""

    def __init__(self, source: Path | bytes) -> None:
        self._source = source
        with closing(self._opened()) as file:
            (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
            kind, places = _INDEX.decode(file.read(length))
        self.index = Index(kind, {name: Place(*place) for name, place in places.items()})
        self._start = _LENGTH.size + length

    def read(self, name: str) -> bytes:
        """A part's bytes; none where the block has no such part."""
        place = self.index.parts.get(name)
        if place is None or not place.length:
            return b""
        with closing(self._opened()) as file:
            file.seek(self._start + place.start)
            return file.read(place.length)

    def _opened(self) -> BinaryIO:
        return io.BytesIO(self._source) if isinstance(self._source, bytes) else self._source.open("rb")


class Stock:
    """All blocks in their order; every question reads them anew."""

    def __init__(self, sources: Iterable[Path | bytes]) -> None:
        self._blocks = [Block(source) for source in sources]

    def chunks(self, table: str) -> Iterator[Chunk]:
        """A table's rows in the order of the records."""
        for block in self._blocks:
            place = block.index.parts.get(TABLE + table)
            if place is not None and place.size:
                columns = _COLUMNS.decode(block.read(TABLE + table))
                yield Chunk(place.size, dict(zip(place.filled, columns, strict=True)))

    def size(self, name: str, kind: str | None = None) -> int:
        """How many rows or items there are in the parts of this name."""
        return sum(place.size for place in self._places(name, kind))

    def digest(self, name: str, kind: str | None = None) -> bytes:
        """What stands for all parts of this name, of one kind or of all: equal for equal ones in equal order alone."""
        return _digest(_ENCODE([(place.size, place.filled, place.digest) for place in self._places(name, kind)]))

    def filled(self, table: str) -> frozenset[int]:
        """The columns in which any row of a table has a value."""
        return frozenset(column for place in self._places(TABLE + table) for column in place.filled)

    def texts(self, name: str, kind: str | None = None) -> Iterator[bytes]:
        """The parts of this name, of one kind or of all, that are not empty."""
        found = (block.read(name) for block in self._blocks if kind in (None, block.index.kind))
        return (data for data in found if data)

    def pairs(self, name: str) -> Iterator[tuple[str, str]]:
        """The pairs of texts under this name."""
        return (pair for data in self.texts(name) for pair in _TEXTS.decode(data))

    def shorts(self, name: str) -> Iterator[tuple[tuple[str, str], bytes]]:
        """What each record says in short, by its kind and id."""
        for block in self._blocks:
            if data := block.read(name):
                yield from (((block.index.kind, record_id), row) for record_id, row in _SHORTS.decode(data))

    def _places(self, name: str, kind: str | None = None) -> Iterator[Place]:
        for block in self._blocks:
            if kind in (None, block.index.kind) and name in block.index.parts:
                yield block.index.parts[name]
