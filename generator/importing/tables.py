"""A table as its sheet shows it: cells of text with their places, merged cells spread over what they cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from generator.forms.sheets import address

ROW_LIMIT = 20_000
COLUMN_LIMIT = 200
CELL_LIMIT = 1_000_000
"""A quarter of what so many rows and columns could hold, and far more than any list has."""
TEXT_LIMIT = 10_000
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""Characters that no table should hold."""

Spread: TypeAlias = Literal["", "down", "across"]


class Cell(NamedTuple):
    """What one cell shows; `spread` tells from which direction a merged cell's text reaches it."""

    text: str = ""
    is_formula: bool = False
    spread: Spread = ""


Row: TypeAlias = tuple[Cell, ...]

EMPTY = Cell()


class Table(NamedTuple):
    """One sheet: its name (a CSV file has none), its rows, all of one length, and which of them are hidden, from 0."""

    name: str
    rows: tuple[Row, ...]
    hidden: frozenset[int] = frozenset()


def table_of(name: str, rows: Iterable[Sequence[Cell]]) -> Table:
    """The table with rows of one length, without empty ones at its end."""
    filled = list(rows)
    while filled and not any(cell.text or cell.is_formula for cell in filled[-1]):
        filled.pop()
    width = max(map(_used, filled), default=0)
    return Table(name, tuple(_as_wide(row, width) for row in filled))


def cell_name(table: Table, row: int, column: int) -> str:
    """How people call a cell, row and column from 0: 名单!C5."""
    sheet = f"{table.name}!" if table.name else ""
    return f"{sheet}{address((row + 1, column + 1))}"


def _used(row: Sequence[Cell]) -> int:
    """How many columns a row uses."""
    return next((i + 1 for i in reversed(range(len(row))) if row[i].text or row[i].is_formula), 0)


def _as_wide(row: Sequence[Cell], width: int) -> Row:
    return (*row[:width], *([EMPTY] * (width - len(row))))
