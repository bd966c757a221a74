"""Tables read back from CSV, Excel and SQLite by others than wrote them, each cell as the value that it is."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

import openpyxl

from exports.leaves import Read
from generator.exports.csvs import csv_path, unguarded
from generator.exports.sheetml import CUT, TEXT_LIMIT
from generator.exports.tables import Table

TEXTS = ("string", "uri", "array")
csv.field_size_limit(2**24)  # Python's own limit is below what hostile lists in one cell add up to
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def read_csvs(tables: Sequence[Table], files: Mapping[str, bytes]) -> Read:
    """The tables of CSV files."""
    return {table.name: _csv_rows(table, files[csv_path(table)]) for table in tables}


def _csv_rows(table: Table, data: bytes) -> list[dict[str, Any]]:
    types = {column.name: column.type for column in table.columns}
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    read = [{name: _FROM_CSV[types[name]](cell) for name, cell in row.items() if cell != ""} for row in rows]
    assert rows.fieldnames == list(types)
    return read


def _number(written: str) -> int | float:
    return int(written) if re.fullmatch(r"-?\d+", written) else float(written)


_FROM_CSV: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(TEXTS, unguarded),
    **dict.fromkeys(("integer", "number"), _number),
    **dict.fromkeys(("date", "datetime"), str),
    "boolean": lambda cell: {"true": True, "false": False}[cell],
}


def read_sqlite(tables: Sequence[Table], data: bytes) -> Read:
    """The tables of a database, whose keys and links must hold."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        connection.row_factory = sqlite3.Row
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
        return {table.name: _sqlite_rows(connection, table) for table in tables}


def _sqlite_rows(connection: sqlite3.Connection, table: Table) -> list[dict[str, Any]]:
    truths = {column.name for column in table.columns if column.type == "boolean"}
    order = ", ".join(f'"{name}"' for name in table.key)
    found = connection.execute(f'SELECT * FROM "{table.name}" ORDER BY {order}')
    return [
        {name: bool(row[name]) if name in truths else row[name] for name in row.keys() if row[name] is not None}  # noqa: SIM118
        for row in found
    ]


def read_xlsx(tables: Sequence[Table], data: bytes) -> Read:
    """The tables of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return {table.name: _xlsx_rows(table, book[table.name]) for table in tables}


def _xlsx_rows(table: Table, sheet: Any) -> list[dict[str, Any]]:
    types = {column.name: column.type for column in table.columns}
    rows = sheet.iter_rows(min_row=3)
    names = [cell.value for cell in next(rows)]
    assert names == list(types)
    read = []
    for row in rows:
        assert all(cell.data_type != "f" for cell in row)
        cells = {name: cell.value for name, cell in zip(names, row, strict=False) if cell.value is not None}
        read.append({name: _from_xlsx(types[name], value) for name, value in cells.items()})
    return read


def _from_xlsx(kind: str, value: Any) -> Any:
    """What Excel shows: moments as the clock showed them in Beijing, days that it cannot count as text."""
    if isinstance(value, datetime):
        at = (value + timedelta(seconds=30)).replace(second=0, microsecond=0)
        return str(at.date()) if kind == "date" else at.strftime("%Y-%m-%dT%H:%M:00+08:00")
    if isinstance(value, str) and kind in TEXTS:
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
    return int(value) if kind in ("integer", "number") and isinstance(value, str) else value


def as_excel_holds(leaf: Any) -> Any:
    """A value as a cell of Excel can hold it: a text too long is cut, and says so."""
    if isinstance(leaf, str) and len(leaf.encode("utf-16-le")) // 2 > TEXT_LIMIT:
        left = TEXT_LIMIT - len(CUT)
        return leaf.encode("utf-16-le")[: left * 2].decode("utf-16-le", "ignore") + CUT
    return leaf


def as_sqlite_holds(leaf: Any) -> Any:
    """A value as SQLite can hold it: a whole number beyond 63 bits as a floating-point one."""
    return float(leaf) if isinstance(leaf, int) and abs(leaf) >= 2**63 else leaf


def from_lines(data: bytes) -> list[dict[str, Any]]:
    """The values on each line."""
    return [json.loads(line) for line in data.splitlines()]
