"""JSON Lines: all records of a kind in one file, one a line, with the same values as in the API."""

from __future__ import annotations

from collections.abc import Mapping

from generator.exports.encoding import compact
from generator.exports.stock import LINES, Stock
from generator.exports.values import DATA_FILE, RECORD_FILE, Json
from generator.model.artifacts import Streamed
from generator.model.parts import Lang
from generator.model.records import KINDS

_HREF = b'"href":"'


def lines_path(kind: str) -> str:
    """Where a kind's file stands in the site."""
    return f"data/{KINDS[kind].folder}.jsonl"


def line_of(found: Json, written: bytes) -> bytes:
    """A record's values as `plain` gives them for the API, and compact, as the line that it would give for `/data/`.

    Only links differ. No text can hold the bytes that begin one, because JSON escapes the quotation marks in texts.
    """
    pages = found["pages"]
    moved = written.replace(_pages(pages), _pages(_moved(pages)), 1)
    return moved.replace(_HREF + RECORD_FILE.api.encode(), _HREF + DATA_FILE.api.encode())


def _pages(pages: Mapping[Lang, str]) -> bytes:
    """The pages as they stand among the first of a record's values."""
    return b'"pages":' + compact(pages)


def _moved(pages: Mapping[Lang, str]) -> dict[Lang, str]:
    return {lang: DATA_FILE.root + address.removeprefix(RECORD_FILE.root) for lang, address in pages.items()}


def compile_lines(kind: str, stock: Stock) -> Streamed:
    """The file; an empty one where there are no records."""
    return Streamed(lines_path(kind), stock.texts(LINES, kind))
