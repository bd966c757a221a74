"""All tables as one SQLite database: typed columns, keys that hold, indexes, and a full-text table that finds Chinese.

The same tables give the same bytes with the same SQLite. It is made in memory and never touches a file.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from generator.exports.columns import Type
from generator.exports.csvs import FOLDER
from generator.exports.grams import grams
from generator.exports.rows import Cell, Row, Rows
from generator.exports.tables import NAMES, RECORDS, UNITS, Table
from generator.model.artifacts import Artifact

PATH = f"{FOLDER}zhangbang.sqlite"
SEARCH = "search"
APPLICATION_ID = 0x7A68_6263
"""“zhbc”, so that `file` can tell our databases from others."""

TYPES: Mapping[Type, str] = MappingProxyType(
    {
        "string": "TEXT",
        "uri": "TEXT",
        "array": "TEXT",
        "date": "TEXT",
        "datetime": "TEXT",
        "integer": "INTEGER",
        "boolean": "INTEGER",
        "number": "NUMERIC",
    }
)
INDEXED = ("status", "year", "region", "domain", "moment")
"""Columns that people look up by; columns of links are indexed too."""

_LARGEST = 2**63 - 1
_SETTINGS = ("PRAGMA page_size = 4096", "PRAGMA encoding = 'UTF-8'", f"PRAGMA application_id = {APPLICATION_ID}")


def compile_sqlite(tables: Sequence[Table], rows: Rows) -> Artifact:
    """`data/zhangbang.sqlite`."""
    return Artifact(PATH, database_of(tables, rows))


def database_of(tables: Sequence[Table], rows: Rows) -> bytes:
    """The database's file."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
        connection.execute("BEGIN")
        for table in tables:
            connection.execute(_definition(table))
            _insert(connection, table.name, len(table.columns), rows[table.name])
        for statement in chain.from_iterable(map(_indexes, tables)):
            connection.execute(statement)
        _add_search(connection, tables, rows)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        return connection.serialize()
    finally:
        connection.close()


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _definition(table: Table) -> str:
    """The table's rows lie in its key's order, but for those that the full-text table goes by the number of."""
    key = frozenset(table.key)
    rows = "" if table.name == RECORDS else " WITHOUT ROWID"
    lines = [
        f"{quoted(c.name)} {TYPES[c.type]}{' NOT NULL' if c.name in key | {'record'} else ''}" for c in table.columns
    ]
    lines.append(f"PRIMARY KEY ({_listed(table.key)})")
    lines.extend(
        f"FOREIGN KEY ({quoted(link.column)}) REFERENCES {quoted(link.table)} ({quoted(link.found_in)})"
        for link in table.links
    )
    return f"CREATE TABLE {quoted(table.name)} (\n  " + ",\n  ".join(lines) + f"\n){rows}"


def _indexes(table: Table) -> Iterator[str]:
    """What makes links and the usual questions fast; the first column of the key is found without."""
    names = {column.name for column in table.columns}
    wanted = dict.fromkeys((*(link.column for link in table.links), *(name for name in INDEXED if name in names)))
    for name in wanted:
        if name != table.key[0]:
            index = quoted(f"{table.name}_{name}")
            yield f"CREATE INDEX {index} ON {quoted(table.name)} ({quoted(name)})"


def _insert(connection: sqlite3.Connection, table: str, width: int, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * width)
    connection.executemany(f"INSERT INTO {quoted(table)} VALUES ({marks})", map(_fit, rows))


def _fit(row: Row) -> Sequence[Cell]:
    """The row with whole numbers that SQLite counts as such; larger ones lose their last digits."""
    for cell in row:
        if cell.__class__ is int and abs(cell) > _LARGEST:
            return [float(c) if c.__class__ is int and abs(c) > _LARGEST else c for c in row]
    return row


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(quoted, names))


# -- searching ------------------------------------------------------------------------------------------------------


def _add_search(connection: sqlite3.Connection, tables: Sequence[Table], rows: Rows) -> None:
    """The titles and units of each record, under the row's number in the table of records."""
    connection.execute(f"CREATE VIRTUAL TABLE {SEARCH} USING fts5 (title, units, content='', tokenize='unicode61')")
    connection.executemany(
        f"INSERT INTO {SEARCH} (rowid, title, units) VALUES (?, ?, ?)", _searched(_named(tables), rows)
    )
    connection.execute(f"INSERT INTO {SEARCH} ({SEARCH}) VALUES ('optimize')")


def _searched(spots: Mapping[str, Mapping[str, int]], rows: Rows) -> Iterator[tuple[int, str, str]]:
    units: dict[Cell, dict[str, None]] = defaultdict(dict)
    for table, names in _UNIT_NAMES.items():
        held = spots.get(table, {})
        wanted = [held[name] for name in names if name in held]
        for row in rows.get(table, ()):
            found = units[row[held["record"]]]
            found.update(dict.fromkeys(str(row[i]) for i in wanted if row[i] is not None))
    record, zh, en = (spots[RECORDS][name] for name in ("record", "title_zh", "title_en"))
    for number, row in enumerate(rows[RECORDS], 1):
        title = "\n".join(str(row[i]) for i in (zh, en) if row[i] is not None)
        yield number, grams(title), grams("\n".join(units[row[record]]))


_UNIT_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        UNITS: ("name_zh", "name_en", "organisation_title_zh", "organisation_title_en"),
        NAMES: ("name_zh", "name_en"),
    }
)
"""Where the names of units stand: those that a record names, and an organisation's other names."""


def _named(tables: Iterable[Table]) -> dict[str, dict[str, int]]:
    return {table.name: {column.name: i for i, column in enumerate(table.columns)} for table in tables}
