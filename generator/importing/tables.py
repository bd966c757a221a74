"""A table as its sheet shows it: cells of text with their places, merged cells spread over what they cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

ROW_LIMIT = 20_000
COLUMN_LIMIT = 200
TEXT_LIMIT = 10_000

Spread: TypeAlias = Literal["", "down", "across"]


class Cell(NamedTuple):
    """What one cell shows; `spread` tells from which direction a merged cell's text reaches it."""

    text: str = ""
    is_formula: bool = False
    spread: Spread = ""


class Merge(NamedTuple):
    """A merged range, rows and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


Row: TypeAlias = tuple[Cell, ...]

EMPTY = Cell()


class Table(NamedTuple):
    """One sheet: its name (a CSV file has none), its rows, all of one length, and which of them are hidden, from 0."""

    name: str
    rows: tuple[Row, ...]
    hidden: frozenset[int] = frozenset()


def table_of(name: str, rows: Iterable[Sequence[Cell]], merges: Iterable[Merge] = ()) -> Table:
    """The table with rows of one length, without empty ones at its end, its merged cells spread."""
    filled = [list(row) for row in rows]
    for merge in merges:
        _spread(filled, merge)
    while filled and not any(cell.text or cell.is_formula for cell in filled[-1]):
        filled.pop()
    width = max(map(_used, filled), default=0)
    return Table(name, tuple(_as_wide(row, width) for row in filled))


def column_name(column: int) -> str:
    """A column's letters, from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(table: Table, row: int, column: int) -> str:
    """How people call a cell, row and column from 0: 名单!C5."""
    sheet = f"{table.name}!" if table.name else ""
    return f"{sheet}{column_name(column)}{row + 1}"


def _spread(rows: list[list[Cell]], merge: Merge) -> None:
    """Writes the first cell's text over the range, as far as the table has rows."""
    if merge.top >= len(rows) or merge.left >= len(rows[merge.top]):
        return
    first = rows[merge.top][merge.left]
    if not first.text and not first.is_formula:
        return
    for y in range(merge.top, min(merge.bottom, len(rows) - 1) + 1):
        row = rows[y]
        row.extend([EMPTY] * (min(merge.right, COLUMN_LIMIT - 1) + 1 - len(row)))
        for x in range(merge.left, min(merge.right, COLUMN_LIMIT - 1) + 1):
            if (y, x) != (merge.top, merge.left):
                row[x] = first._replace(spread="across" if x > merge.left else "down")


def _used(row: Sequence[Cell]) -> int:
    """How many columns a row uses."""
    return next((i + 1 for i in reversed(range(len(row))) if row[i].text or row[i].is_formula), 0)


def _as_wide(row: Sequence[Cell], width: int) -> Row:
    return (*row[:width], *([EMPTY] * (width - len(row))))
