"""What compilers make: a file of the site as a value."""

from __future__ import annotations

from typing import NamedTuple


class Artifact(NamedTuple):
    """One file of the site: its path from the site's root, and its bytes."""

    path: str
    data: bytes


class Made(NamedTuple):
    """A file of the site as it was written: its length in bytes, its SHA-256, and its rows where it is made of rows."""

    path: str
    size: int
    sha256: str
    rows: int | None = None
