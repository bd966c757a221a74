"""Values as bytes of JSON: a document with one key a line, a listing with one row a line, a line for JSON Lines.

Characters that some readers take for the end of a line are escaped, so that a line is one line for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder()
_LINE_ENDS = (("\u0085", b"\\u0085"), ("\u2028", b"\\u2028"), ("\u2029", b"\\u2029"))
_END = b"\n}"


def compact(value: Any) -> bytes:
    """The value without needless white space, on one line."""
    return _one_line(_ENCODER.encode(value))


def document(value: Any) -> bytes:
    """The value with one key or item a line, as the sources of a site are read."""
    return _one_line(msgspec.json.format(_ENCODER.encode(value), indent=1)) + b"\n"


def listing(head: Any, rows: Iterable[bytes], key: str = "items") -> bytes:
    """The document `head` with one more key that holds a compact row on each line."""
    items = b",\n  ".join(rows)
    told = b"[\n  " + items + b"\n ]" if items else b"[]"
    return document(head).removesuffix(_END + b"\n") + b',\n "' + key.encode() + b'": ' + told + _END + b"\n"


def _one_line(encoded: bytes) -> bytes:
    for character, escape in _LINE_ENDS:
        encoded = encoded.replace(character.encode(), escape)
    return encoded
