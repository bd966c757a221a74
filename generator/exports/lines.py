"""JSON Lines: all records of a kind in one file, one a line, with the same values as in the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.exports.encoding import compact
from generator.exports.values import DATA_FILE, RECORD_FILE, Json
from generator.model.artifacts import Artifact
from generator.model.parts import Lang
from generator.model.records import KINDS

_HREF = b'"href":"'


def lines_path(kind: str) -> str:
    """Where a kind's file stands in the site."""
    return f"data/{KINDS[kind].folder}.jsonl"


def line_of(found: Json) -> bytes:
    """A record's values as `plain` gives them for the API, as the line that `plain` would give for `/data/`.

    Only links differ. No text can hold the bytes that begin one, because JSON escapes the quotation marks in texts.
    """
    moved = compact({**found, "pages": _moved(found["pages"])})
    return moved.replace(_HREF + RECORD_FILE.api.encode(), _HREF + DATA_FILE.api.encode())


def _moved(pages: Mapping[Lang, str]) -> dict[Lang, str]:
    return {lang: DATA_FILE.root + address.removeprefix(RECORD_FILE.root) for lang, address in pages.items()}


def lines_of(kind: str, lines: Iterable[bytes]) -> Artifact:
    """The file; an empty one where there are no records."""
    return Artifact(lines_path(kind), b"".join(line + b"\n" for line in lines))
