"""Values as bytes of JSON: a document with one key a line, a listing with one row a line, a line for JSON Lines.

Characters that some readers take for the end of a line are escaped, so that a line is one line for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder()
_LINE_ENDS = (("\u0085", b"\\u0085"), ("\u2028", b"\\u2028"), ("\u2029", b"\\u2029"))
_END = b"\n}"
_INDENT = b"  "
ROWS = b",\n" + _INDENT
"""What stands between the rows of a listing."""


def compact(value: Any) -> bytes:
    """The value without needless white space, on one line."""
    return _one_line(_ENCODER.encode(value))


def document(value: Any) -> bytes:
    """The value with one key or item a line, as the sources of a site are read."""
    return spread(compact(value))


def spread(written: bytes) -> bytes:
    """What `compact` wrote with one key or item a line."""
    return msgspec.json.format(written, indent=1) + b"\n"


def listing(head: Any, rows: Iterable[bytes], key: str = "items") -> bytes:
    """The document `head` with one more key that holds a compact row on each line."""
    return b"".join(listed(head, (ROWS.join(rows),), key))


def listed(head: Any, groups: Iterable[bytes], key: str = "items") -> Iterator[bytes]:
    """The same in chunks that end where lines do, from groups of rows that `ROWS` joins; empty ones are none."""
    start = document(head).removesuffix(_END + b"\n") + b',\n "' + key.encode() + b'": ['
    held = None
    for rows in filter(None, groups):
        yield start + b"\n" if held is None else b"".join((_INDENT, held, b",\n"))
        held = rows
    end = b"\n ]" + _END + b"\n"
    yield start + end[2:] if held is None else b"".join((_INDENT, held, end))


def _one_line(encoded: bytes) -> bytes:
    for character, escape in _LINE_ENDS:
        encoded = encoded.replace(character.encode(), escape)
    return encoded
