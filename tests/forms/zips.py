"""Packages taken apart and put together again, with parts changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

DOCUMENT = "word/document.xml"


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {member.filename: archive.read(member) for member in archive.infolist()}


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return whole.getvalue()


def with_parts(data: bytes, **changed: Callable[[str], str]) -> bytes:
    """The package with the text of some parts changed; `document=` is short for the main part."""
    parts = parts_of(data)
    for name, change in changed.items():
        path = DOCUMENT if name == "document" else name
        parts[path] = change(parts[path].decode()).encode()
    return zipped(parts)
