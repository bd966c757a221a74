"""What compilers make: a file of the site as a value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

READY = ".zhangbang-ready"
"""The folder in which files to be added wait once all of them are whole, in that to which they are added."""


class Artifact(NamedTuple):
    """One file of the site: its path from the site's root, and its bytes."""

    path: str
    data: bytes

    @property
    def chunks(self) -> Iterable[bytes]:
        """All of its bytes at once."""
        return (self.data,)


class Streamed(NamedTuple):
    """A file that is made while it is written: its chunks are told once, and those of a text end where lines end."""

    path: str
    chunks: Iterable[bytes]


File: TypeAlias = Artifact | Streamed
"""A file at hand, or one too large to be held whole."""


class Made(NamedTuple):
    """A file of the site as it was written: its length in bytes, its SHA-256, and its rows where it is made of rows."""

    path: str
    size: int
    sha256: str
    rows: int | None = None


def whole(file: File) -> Artifact:
    """The file with all of its bytes."""
    return file if isinstance(file, Artifact) else Artifact(file.path, b"".join(file.chunks))
