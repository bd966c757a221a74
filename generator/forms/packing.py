"""Parts into a package: a zip whose bytes depend on nothing but its parts and its day."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date


def packed(parts: Mapping[str, str], on: str) -> bytes:
    """The parts as a zip in their order, every one dated on that ISO day."""
    day = date.fromisoformat(on)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, text in parts.items():
            archive.writestr(_member(name, day), text.encode())
    return whole.getvalue()


def _member(name: str, day: date) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, (min(max(day.year, 1980), 2107), day.month, day.day, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 0
    return member
