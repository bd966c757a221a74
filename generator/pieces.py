"""Work in small named pieces, so that it can be shared out, and only what has changed be done again."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import TypeAlias, TypeVar

from generator.catalog import Key
from generator.model.artifacts import File

F = TypeVar("F", bound=File)

Piece: TypeAlias = tuple[str, Callable[[], Iterable[F]]]
"""A name that stays the same from build to build, and what makes the files; nothing is made before it is called."""

_ABOUT = 128


def shard_name(kind: str, name: str, keys: Sequence[Key]) -> str:
    """What the piece of a shard is called: by who is in it, which none of its records tells."""
    members = blake2b("\n".join(key[1] for key in keys).encode(), digest_size=6).hexdigest()
    return f"{kind} {name} {members}"


def shards_of(keys: Iterable[Key]) -> Iterator[tuple[str, list[Key]]]:
    """The keys in their order, some hundred neighbours together, under the id of the last.

    Where a shard ends depends on the ids alone, so that one record more or less changes one shard or two. What is left
    at the end has the name of no record.
    """
    held: list[Key] = []
    for key in keys:
        held.append(key)
        if zlib.crc32(key[1].encode()) % _ABOUT == 0:
            yield key[1], held
            held = []
    if held:
        yield "-", held
