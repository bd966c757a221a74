"""Tables as CSV: UTF-8 with a byte order mark for Excel, otherwise as RFC 4180 asks; no text can become a formula.

A spreadsheet takes a cell for a formula when it begins, after white space, with one of `=` `+` `-` `@` or their
full-width forms, and may do so after a tab or line break. Such text gets an apostrophe in front, and so does text that
begins with an apostrophe: whoever takes one apostrophe from the front of every text that has one gets the value back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from generator.exports.columns import Type
from generator.exports.stock import Chunk, Column, Stock
from generator.exports.tables import Table
from generator.model.artifacts import Streamed

FOLDER = "data/"
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
GUARD = "'"
LINE_END, QUOTE = "\r\n", '"'
RISKY = r"['\t\r\n]|\s*[=+\-@＝＋－＠]"
"""How a guarded text begins."""
STARTS = frozenset("'=+-@＝＋－＠").union(chr(code) for code in range(0x3001) if chr(code).isspace())
"""The characters of which one begins every text that is guarded; most texts are passed by a look at their first."""
_RISKY = re.compile(RISKY)
_SPECIAL = re.compile('[,"\r\n]')
FIGURES = frozenset({"integer", "number", "boolean"})
"""The types whose values are not alike where they are equal: 2 and 2.0, 1 and yes."""
_TRUTH = {True: "true", False: "false"}


def compile_csv(table: Table, stock: Stock) -> Streamed:
    """The table as `data/<table>.csv`; a row for the names of its columns, then its rows."""
    return Streamed(csv_path(table), csv_of(table, stock.chunks(table.name)))


def csv_path(table: Table) -> str:
    """Where a table's CSV lies in the site."""
    return f"{FOLDER}{table.name}.csv"


def csv_of(table: Table, chunks: Iterable[Chunk]) -> Iterator[bytes]:
    """The table with its heading; empty cells are values that are not there."""
    yield (BOM + ",".join(quoted(column.name) for column in table.columns) + LINE_END).encode()
    for chunk in chunks:
        yield lines_of(table, chunk)


def lines_of(table: Table, chunk: Chunk) -> bytes:
    """The lines of some of the table's rows; each value is written once a column, however often it stands there."""
    empty = ("",) * chunk.size
    columns = [
        _written(column.type, chunk.filled[i]) if i in chunk.filled else empty for i, column in enumerate(table.columns)
    ]
    return "".join([line + LINE_END for line in map(",".join, zip(*columns, strict=True))]).encode()


def quoted(text: str) -> str:
    """The text as a field (RFC 4180, 2)."""
    return f'"{text.replace(QUOTE, QUOTE + QUOTE)}"' if _SPECIAL.search(text) else text


def is_risky(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula, or an apostrophe in front of it for a guard."""
    return _RISKY.match(text) is not None


def guarded(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return GUARD + text if is_risky(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell that was guarded."""
    return cell.removeprefix(GUARD)


def _written(kind: Type, column: Column) -> Iterable[str]:
    write = _WRITE[kind]
    if kind in FIGURES:
        return ["" if cell is None else write(cell) for cell in column]
    found = {cell: "" if cell is None else write(cell) for cell in set(column)}
    return [found[cell] for cell in column]


def _text(cell: Any) -> str:
    return quoted(guarded(cell) if cell[:1] in STARTS else cell)


_WRITE: Mapping[Type, Callable[[Any], str]] = MappingProxyType(
    {
        **dict.fromkeys(("string", "uri", "array"), _text),
        **dict.fromkeys(("date", "datetime"), quoted),
        "boolean": lambda cell: _TRUTH[cell],
        **dict.fromkeys(("integer", "number"), repr),
    }
)
"""How the values of each type are written."""
