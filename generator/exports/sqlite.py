"""All tables as one SQLite database: typed columns, keys that hold, indexes, and a full-text table that finds Chinese.

The same tables give the same bytes with the same SQLite. It is made in a temporary file, so that its size is no matter.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TypeAlias

from generator.exports.columns import Type
from generator.exports.csvs import FOLDER
from generator.exports.grams import grams
from generator.exports.rows import Rows
from generator.exports.stock import Cell, Chunk, Column, Stock
from generator.exports.tables import NAMES, RECORDS, UNITS, Table
from generator.model.artifacts import Streamed

PATH = f"{FOLDER}zhangbang.sqlite"
SEARCH = "search"
"""The full-text table, and the part of a block that it is made from."""

Searched: TypeAlias = tuple[str, str]
"""The tokens of a record's titles, and those of the units that it names."""

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
_NUMBERS = frozenset({"integer", "number"})
_PAGE, _AT_ONCE = 4096, 2**20
_SETTINGS = (
    f"PRAGMA page_size = {_PAGE}",
    "PRAGMA encoding = 'UTF-8'",
    f"PRAGMA application_id = {APPLICATION_ID}",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -16000",
)


def compile_sqlite(tables: Sequence[Table], stock: Stock) -> Streamed:
    """`data/zhangbang.sqlite`."""
    return Streamed(PATH, database_of(tables, stock))


def database_of(tables: Sequence[Table], stock: Stock) -> Iterator[bytes]:
    """The database's file, from a temporary one."""
    with TemporaryDirectory(prefix="zhangbang-") as folder:
        file = Path(folder) / "data"
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            _fill(connection, tables, stock)
        with file.open("rb") as written:
            yield _unnumbered(written.read(_PAGE))
            yield from iter(lambda: written.read(_AT_ONCE), b"")


def _fill(connection: sqlite3.Connection, tables: Sequence[Table], stock: Stock) -> None:
    for setting in _SETTINGS:
        connection.execute(setting)
    connection.execute("BEGIN")
    for table in tables:
        connection.execute(_definition(table))
        _insert(connection, table, stock.chunks(table.name))
    for statement in chain.from_iterable(map(_indexes, tables)):
        connection.execute(statement)
    _add_search(connection, stock.pairs(SEARCH))
    connection.execute("COMMIT")
    connection.execute("ANALYZE")


def _unnumbered(page: bytes) -> bytes:
    """The first page without the number of changes and of the version of SQLite, as of a database in memory."""
    return b"".join((page[:24], bytes(4), page[28:92], bytes(8), page[100:]))  # https://sqlite.org/fileformat.html, 1.3


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


def _insert(connection: sqlite3.Connection, table: Table, chunks: Iterable[Chunk]) -> None:
    marks = ", ".join("?" * len(table.columns))
    statement = f"INSERT INTO {quoted(table.name)} VALUES ({marks})"
    for chunk in chunks:
        fit = Chunk(chunk.size, {i: _fit(table.columns[i].type, column) for i, column in chunk.filled.items()})
        connection.executemany(statement, fit.rows(len(table.columns)))


def _fit(kind: Type, column: Column) -> Column:
    """Whole numbers that SQLite counts as such; larger ones lose their last digits."""
    if kind not in _NUMBERS or all(cell is None or abs(cell) <= _LARGEST for cell in column):  # type: ignore[arg-type]
        return column
    return [float(cell) if cell.__class__ is int and abs(cell) > _LARGEST else cell for cell in column]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(quoted, names))


# -- searching ------------------------------------------------------------------------------------------------------


def _add_search(connection: sqlite3.Connection, texts: Iterable[Searched]) -> None:
    """The titles and units of each record, under the row's number in the table of records."""
    connection.execute(f"CREATE VIRTUAL TABLE {SEARCH} USING fts5 (title, units, content='', tokenize='unicode61')")
    numbered = ((number, *searched) for number, searched in enumerate(texts, 1))
    connection.executemany(f"INSERT INTO {SEARCH} (rowid, title, units) VALUES (?, ?, ?)", numbered)
    connection.execute(f"INSERT INTO {SEARCH} ({SEARCH}) VALUES ('optimize')")


def searched_in(tables: Iterable[Table], rows: Rows) -> Iterator[Searched]:
    """What the records of these rows are found by, in their order: the tokens of their titles and of their units."""
    spots = {table.name: {column.name: i for i, column in enumerate(table.columns)} for table in tables}
    units: dict[Cell, dict[str, None]] = defaultdict(dict)
    for table, names in _UNIT_NAMES.items():
        held = spots.get(table, {})
        wanted = [held[name] for name in names if name in held]
        for row in rows.get(table, ()):
            found = units[row[held["record"]]]
            found.update(dict.fromkeys(str(row[i]) for i in wanted if row[i] is not None))
    record, zh, en = (spots[RECORDS][name] for name in ("record", "title_zh", "title_en"))
    for row in rows.get(RECORDS, ()):
        title = "\n".join(str(row[i]) for i in (zh, en) if row[i] is not None)
        yield grams(title), grams("\n".join(units[row[record]]))


_UNIT_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        UNITS: ("name_zh", "name_en", "organisation_title_zh", "organisation_title_en"),
        NAMES: ("name_zh", "name_en"),
    }
)
"""Where the names of units stand: those that a record names, and an organisation's other names."""
