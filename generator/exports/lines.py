"""JSON Lines: all records of a kind in one file, one a line, with the same values as in the API."""

from __future__ import annotations

from collections.abc import Iterable

from generator.exports.encoding import compact
from generator.exports.values import DATA_FILE, RECORD_FILE, Json, pages
from generator.model.artifacts import Artifact
from generator.model.records import KINDS, Record

_HREF = b'"href":"'


def lines_path(kind: str) -> str:
    """Where a kind's file stands in the site."""
    return f"data/{KINDS[kind].folder}.jsonl"


def line_of(record: Record, found: Json) -> bytes:
    """A record's values as `plain` gives them for the API, as the line that `plain` would give for `/data/`.

    Only links differ. No text can hold the bytes that begin one, because JSON escapes the quotation marks in texts.
    """
    moved = compact({**found, "pages": pages(found["pages"], record, DATA_FILE)})
    return moved.replace(_HREF + RECORD_FILE.api.encode(), _HREF + DATA_FILE.api.encode())


def lines_of(kind: str, lines: Iterable[bytes]) -> Artifact:
    """The file; an empty one where there are no records."""
    return Artifact(lines_path(kind), b"".join(line + b"\n" for line in lines))
