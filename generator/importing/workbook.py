"""The sheets of an Excel workbook as tables: what its cells hold, never what its formulas would make of them."""

from __future__ import annotations

from generator.forms.reading import Package
from generator.forms.sheets import At, Limits, Sheet, read_book
from generator.importing.tables import (
    COLUMN_LIMIT,
    CONTROL,
    EMPTY,
    ROW_LIMIT,
    TEXT_LIMIT,
    Cell,
    Spread,
    Table,
    table_of,
)
from generator.problems import Place, Problem, problem

LIMITS = Limits(sheets=60, rows=ROW_LIMIT, columns=COLUMN_LIMIT, merged=400_000, reads_hidden=False)


def read_workbook(data: bytes, package: Package, file: str) -> tuple[Table, ...] | Problem:
    """The visible sheets of a workbook in their order, or why they cannot be read."""
    book = read_book(data, package, file, LIMITS)
    if isinstance(book, Problem):
        return book
    if book.beyond:
        return problem("table-too-large", Place(file), limit=book.beyond)
    if any(len(held.text) > TEXT_LIMIT for sheet in book.sheets for held in sheet.cells.values()):
        return problem("table-cell-long", Place(file), limit=TEXT_LIMIT)
    return tuple(map(_table, book.sheets))


def _table(sheet: Sheet) -> Table:
    """The sheet with its rows and columns from 0, each merged range's text in all of its cells."""
    height = max((row for row, _ in sheet.cells), default=0)
    width = max((column for _, column in (*sheet.cells, *sheet.covered)), default=0)
    rows = [[EMPTY] * width for _ in range(height)]
    for y, x in {*sheet.cells, *sheet.covered}:
        if y <= height:
            rows[y - 1][x - 1] = _cell(sheet, (y, x))
    return table_of(sheet.name, rows)._replace(hidden=frozenset(row - 1 for row in sheet.hidden))


def _cell(sheet: Sheet, at: At) -> Cell:
    first = sheet.covered.get(at, at)
    held = sheet.cells.get(first)
    if held is None:
        return EMPTY
    spread: Spread = "" if first == at else "across" if at[1] > first[1] else "down"
    return Cell(CONTROL.sub("�", held.text.strip()), held.kind in ("formula", "fault"), spread)
