"""Tables as CSV: UTF-8 with a byte order mark for Excel, otherwise as RFC 4180 asks; no text can become a formula.

A spreadsheet takes a cell for a formula when it begins, after white space, with one of `=` `+` `-` `@` or their
full-width forms, and may do so after a tab or line break. Such text gets an apostrophe in front, and so does text that
begins with an apostrophe: whoever takes one apostrophe from the front of every text that has one gets the value back.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from generator.exports.columns import Column
from generator.exports.rows import Cell, Row, Rows
from generator.exports.tables import Table
from generator.model.artifacts import Artifact

FOLDER = "data/"
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
GUARD = "'"
RISKY = r"['\t\r\n]|\s*[=+\-@＝＋－＠]"
"""How a guarded text begins."""
_RISKY = re.compile(RISKY)
_TRUTH = {True: "true", False: "false"}
_TEXTS = frozenset({"string", "uri", "array"})


def compile_csvs(tables: Sequence[Table], rows: Rows) -> Iterator[Artifact]:
    """Each table as `data/<table>.csv`; a row for the names of its columns, then its rows."""
    for table in tables:
        yield Artifact(csv_path(table), csv_of(table, rows[table.name]).encode())


def csv_path(table: Table) -> str:
    """Where a table's CSV lies in the site."""
    return f"{FOLDER}{table.name}.csv"


def csv_of(table: Table, rows: Sequence[Row]) -> str:
    """The table with its heading; empty cells are values that are not there."""
    whole = io.StringIO()
    whole.write(BOM)
    writer = csv.writer(whole, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(_written(table.columns, rows))
    return whole.getvalue()


def is_risky(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula, or an apostrophe in front of it for a guard."""
    return _RISKY.match(text) is not None


def guarded(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return GUARD + text if is_risky(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell that was guarded."""
    return cell.removeprefix(GUARD)


def _written(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[list[Cell]]:
    texts = [i for i, column in enumerate(columns) if column.type in _TEXTS]
    truths = [i for i, column in enumerate(columns) if column.type == "boolean"]
    match = _RISKY.match
    for row in rows:
        written = row.copy()
        for i in texts:
            cell = row[i]
            if cell is not None and match(cell):  # type: ignore[arg-type]
                written[i] = GUARD + cell  # type: ignore[operator]
        for i in truths:
            written[i] = _TRUTH.get(row[i])  # type: ignore[arg-type]
        yield written
