"""What compilers make: a file of the site as a value."""

from __future__ import annotations

from typing import NamedTuple


class Artifact(NamedTuple):
    """One file of the site: its path from the site's root, and its bytes."""

    path: str
    data: bytes
