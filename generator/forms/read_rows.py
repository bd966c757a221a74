"""The rows of a field whose rows repeat, read from a Word table: by their controls, else by where the columns stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias, cast

from generator.forms.answers import ROWS_LIMIT, Row
from generator.forms.labels import end_of_label
from generator.forms.layout import Blank, Box, Table
from generator.forms.tags import tag_of
from generator.forms.wordnames import Given, Source, answers_of, doubt, printed, within
from generator.forms.wordtext import Named, WordRow
from generator.forms.written import alike
from generator.model.parts import Field
from generator.problems import Problem

_Held: TypeAlias = "list[tuple[Blank | Box, Named]]"
"""The controls of a row, each with the piece of the layout that it is."""


class _Found(NamedTuple):
    """A row of the document, its controls, and in which column of the table's grid each column of the field stands."""

    row: WordRow
    held: _Held
    columns: Mapping[str, int]


def rows_in(table: Table, field: Field, source: Source) -> Iterator[Given | Problem]:
    """The field's rows that are not empty, in the order of the document.

    Every row with a control counts, also one that Word copied with its tags, and every row below that has none; a table
    without any control is known by the labels of its columns.
    """
    rows: list[Row] = []
    found = _with_controls(table, source) or _by_labels(field, source)
    for row in found:
        values: dict[str, object] = {}
        for entry in _row(row, field, source):
            if isinstance(entry, Problem):
                yield entry
            else:
                values.setdefault(*entry)
        if values:
            rows.append(cast(Row, values))
    if rows:
        yield field.id, tuple(rows)
    if not found:
        yield doubt("form-field-unfound", field, None, source)
        return
    there = {name for row in found for name in (*row.columns, *(piece.field.id for piece, _ in row.held))}
    for column in (column for column in field.columns if column.id not in there):
        yield doubt("form-column-unfound", field, found[0].row, source, column=column.label.zh)


def _row(found: _Found, field: Field, source: Source) -> Iterator[Given | Problem]:
    """A row's answers, column by column; where one is read by the place of its column, the row is doubtful."""
    doubtful = False
    for column in field.columns:
        held = [(piece, named) for piece, named in found.held if piece.field.id == column.id]
        if held:
            yield from answers_of(column, held, source)
        elif column.id in found.columns:
            entries = [*printed(column, _text_at(found.row, found.columns[column.id]), source)]
            doubtful = doubtful or bool(entries)
            yield from entries
    if doubtful:
        yield doubt("form-answer-by-label", field, found.row, source)


def _text_at(row: WordRow, column: int) -> str:
    return next((cell.text for cell in row.cells if cell.column <= column < cell.column + cell.span), "")


# -- rows with controls -------------------------------------------------------------------------------------------


def _with_controls(table: Table, source: Source) -> list[_Found]:
    pieces = _pieces(table, min(len(source.text.named), ROWS_LIMIT))
    held = [(row, _held(row, pieces, source)) for row in source.text.rows]
    first = next((found for found in held if found[1]), None)
    if first is None:
        return []
    columns = _columns(*first)
    return [_Found(row, controls, columns) for row, controls in held if controls or _is_below(row, first[0], source)]


def _pieces(table: Table, most: int) -> Mapping[str, Blank | Box]:
    """Every name that a control of the field's rows may have, and the piece that it is."""
    first = [piece for cell in table.rows[1] for line in cell.lines for piece in line]
    pieces = [piece for piece in first if isinstance(piece, Blank | Box)]
    return {tag_of(piece._replace(row=row)): piece for row in range(most) for piece in pieces}


def _held(row: WordRow, pieces: Mapping[str, Blank | Box], source: Source) -> _Held:
    """The row's controls; a bookmark counts where there is no control of its name."""
    named = [piece for piece in within(source, row) if piece.name in pieces]
    controls = {piece.name for piece in named if piece.is_control}
    return [(pieces[n.name], n) for n in named if n.is_control or n.name not in controls]


def _columns(row: WordRow, held: _Held) -> Mapping[str, int]:
    return {
        piece.field.id: cell.column
        for piece, named in reversed(held)
        for cell in row.cells
        if cell.start <= named.start < cell.end
    }


def _is_below(row: WordRow, first: WordRow, source: Source) -> bool:
    """Whether the row was added below with no control in it."""
    is_after = row.table == first.table and row.number > first.number
    return is_after and len(row.cells) >= len(first.cells) - 1 and not _says_labels(row, source)


def _says_labels(row: WordRow, source: Source) -> bool:
    return any(alike(cell.text) in source.labels for cell in row.cells)


# -- rows without -------------------------------------------------------------------------------------------------


def _by_labels(field: Field, source: Source) -> list[_Found]:
    """The rows below the one that names at least two thirds of the columns."""
    named = ((row, _named_in(row, field)) for row in source.text.rows)
    found = next(((row, columns) for row, columns in named if 3 * len(columns) >= 2 * len(field.columns)), None)
    if found is None:
        return []
    head, columns = found
    below = (row for row in source.text.rows if row.table == head.table and row.number > head.number)
    return [*_until_the_next_part(below, columns, source)]


def _named_in(row: WordRow, field: Field) -> Mapping[str, int]:
    return {
        column.id: cell.column
        for column in field.columns
        for cell in reversed(row.cells)
        if (end := end_of_label(cell.text, column)) is not None and not cell.text[end:].strip()
    }


def _until_the_next_part(rows: Iterator[WordRow], columns: Mapping[str, int], source: Source) -> Iterator[_Found]:
    for row in rows:
        if len(row.cells) < len(columns) or _says_labels(row, source):
            return
        yield _Found(row, [], columns)
