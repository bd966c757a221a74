"""How a form lies on paper: one table of cells for each part, which every format draws in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple, TypeAlias

from generator.forms.answers import SECURITY_FIELD, Answers, options_of, version_of
from generator.forms.printed import (
    FORM,
    NOT_OFFICIAL,
    NUMBER,
    SHEET,
    SHEET_NOTE,
    STAMP,
    UNIT,
    WHEN,
    guidance_of,
    promise_of,
    reminders_of,
)
from generator.model.parts import Field, Option, RecordId, Section, Sentence, Text
from generator.model.records import Form

WIDTHS = (15, 17, 24, 19, 25)
"""The grid in hundredths of the table's width: a heading, then label, blank, label, blank."""

COLUMNS = len(WIDTHS)
ROWS = 5
"""How many rows stay blank where a field's rows repeat, unless it allows fewer or asks for more."""

NUMBER_WIDTH = 6
"""The column of numbers in a table of rows, in hundredths."""

BOXES_A_LINE, BOXES_WIDTH = 3, 34
"""How many tick boxes stand on one line, and how many characters their labels may have together."""

WIDE_FROM = 8
"""A form with a table of so many columns lies across the page."""

_WIDE = frozenset({"choice", "choices", "tick", "long_text"})
_WEIGHTS = {"number": 2, "percent": 2, "postcode": 2, "money": 3, "date": 3, "tick": 2, "long_text": 7}
_WEIGHT = 4
_KEY = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Words(NamedTuple):
    """Printed words."""

    text: Text
    is_small: bool = False


class Blank(NamedTuple):
    """Where a field is written; in the field `within` whose rows repeat, `row` counts from 0.

    `is_other`: not the field itself, but the words beside its 其他.
    """

    field: Field
    within: Field | None = None
    row: int | None = None
    is_other: bool = False


class Box(NamedTuple):
    """A tick box of a field, with the option that it stands for; none for a field that is a tick itself."""

    field: Field
    option: Option | None = None
    within: Field | None = None
    row: int | None = None


Piece: TypeAlias = Words | Blank | Box
Line: TypeAlias = tuple[Piece, ...]


class Cell(NamedTuple):
    """A cell: how many columns it spans and how many rows it reaches down, and its lines."""

    lines: tuple[Line, ...]
    span: int = 1
    down: int = 1
    is_heading: bool = False
    is_tall: bool = False
    """Whether it leaves room for a long text, or for a stamp."""


Row: TypeAlias = tuple[Cell, ...]


class Table(NamedTuple):
    """A part of the form: its heading, rows of cells, and the field whose rows repeat.

    A cell that reaches down is not there again in the rows below. In a repeated field the first row names the columns.
    """

    title: Text | None
    rows: tuple[Row, ...]
    widths: tuple[int, ...] = WIDTHS
    repeated: Field | None = None
    note: Text | None = None
    """Guidance for the whole table, small, below its heading."""

    @property
    def columns(self) -> int:
        """How many columns its grid has."""
        return len(self.widths)


class Layout(NamedTuple):
    """A form as it lies on paper; `own` is the submission sheet, which this site adds to every form.

    `mark` stands below the title of a form that no office issued.
    """

    title: Text
    tables: tuple[Table, ...]
    own: Table
    mark: Text | None = None

    @property
    def is_wide(self) -> bool:
        """Whether its pages lie across: all of them, so that its title stands above its table."""
        return any(table.columns >= WIDE_FROM for table in self.tables)


def layout_of(form: Form, answers: Answers | None = None) -> Layout:
    """The form on paper, with as many rows as `answers` need."""
    tables = (table for section in form.sections for table in _tables(section, answers))
    return Layout(form.title, tuple(tables), _own(form), None if form.official else NOT_OFFICIAL)


def _tables(section: Section, answers: Answers | None) -> Iterator[Table]:
    """A section's tables: its fields up to one whose rows repeat, that one, and so on; the first has its title."""
    zh, en = section.title.zh, section.title.en
    further = Text(zh=f"{zh}（续）", en=f"{en} (continued)" if en else None)
    tables = (
        table
        for repeats, fields in groupby(section.fields, lambda field: field.type == "rows")
        for table in (_repeated(fields, answers) if repeats else [Table(further, _rows(section, tuple(fields)))])
    )
    yield next(tables)._replace(title=section.title)
    yield from tables


# -- fields side by side ------------------------------------------------------------------------------------------


def _rows(section: Section, fields: Sequence[Field]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for group, members in groupby(fields, lambda field: field.group):
        held = tuple(members)
        rows += _grouped(group, held, section.sentences) if group else _paired(held, COLUMNS)
    return tuple(rows)


def _grouped(group: Text, fields: tuple[Field, ...], sentences: Iterable[Sentence]) -> Iterator[Row]:
    """The rows of a group, with its heading beside all of them."""
    said = [sentence for sentence in sentences if sentence.group == group]
    keys = {key for sentence in said for key in _KEY.findall(sentence.text.zh)}
    rows: list[Row] = [(_sentence(sentence, fields),) for sentence in said]
    rows += _paired([field for field in fields if field.id not in keys], COLUMNS - 1)
    heading = Cell(((Words(group),),), down=len(rows), is_heading=True)
    yield (heading, *rows[0])
    yield from rows[1:]


def _sentence(sentence: Sentence, fields: Iterable[Field]) -> Cell:
    known = {field.id: field for field in fields}
    zh, en = _KEY.split(sentence.text.zh), _KEY.split(sentence.text.en or "")
    same = zh[1::2] == en[1::2]
    pieces: list[Piece] = []
    for i, part in enumerate(zh):
        if i % 2:
            pieces.append(Blank(known[part]))
        elif part:
            pieces.append(Words(Text(zh=part, en=en[i] if same else None)))
    return Cell((tuple(pieces),), span=COLUMNS - 1)


def _paired(fields: Iterable[Field], columns: int) -> list[Row]:
    """Two fields in a row; one that is wide, or left over, takes it whole."""
    rows: list[Row] = []
    for is_wide, run in groupby(fields, _is_wide):
        held = tuple(run)
        if is_wide:
            rows += (_whole(field, columns) for field in held)
        else:
            rows += (_beside(*pair, columns) for pair in zip_longest(held[::2], held[1::2]))
    return rows


def _beside(left: Field, right: Field | None, columns: int) -> Row:
    return (*_labelled(left, columns - 2), *_labelled(right, 2)) if right else _labelled(left, columns)


def _is_wide(field: Field) -> bool:
    return field.full or field.type in _WIDE


def _labelled(field: Field, columns: int) -> Row:
    """A label, and the blank that takes the rest of so many columns."""
    return Cell(((Words(field.label),),), is_heading=True), Cell((_blank(field),), span=columns - 1)


def _whole(field: Field, columns: int) -> Row:
    if field.type == "long_text":
        return (_long(field, columns),)
    label = Cell(((Words(field.label),),), is_heading=True)
    if field.type == "tick":
        return label, Cell(((Box(field), Words(promise_of(field))),), span=columns - 1)
    if field.options:
        return label, Cell(_boxes(field), span=columns - 1)
    return _labelled(field, columns)


def _long(field: Field, columns: int) -> Cell:
    guidance = guidance_of(field)
    label = (Words(field.label), *((Words(guidance, is_small=True),) if guidance else ()))
    return Cell((label, (Blank(field),)), span=columns, is_tall=True)


def _blank(field: Field, within: Field | None = None, row: int | None = None) -> Line:
    """Where the field is written, and its unit behind."""
    blank = Blank(field, within, row)
    return (blank, Words(Text(zh=field.unit))) if field.unit and within is None else (blank,)


def _boxes(field: Field, within: Field | None = None, row: int | None = None) -> tuple[Line, ...]:
    """The options as tick boxes, a few on each line; beside 其他 is room to say what."""
    lines: list[list[Option]] = []
    for option in options_of(field):
        width = len(option.label.zh) + sum(len(o.label.zh) for o in lines[-1]) if lines else BOXES_WIDTH + 1
        if width > BOXES_WIDTH or len(lines[-1]) == BOXES_A_LINE:
            lines.append([])
        lines[-1].append(option)
    return tuple(tuple(p for option in line for p in _box(field, option, within, row)) for line in lines)


def _box(field: Field, option: Option, within: Field | None, row: int | None) -> Iterator[Piece]:
    yield Box(field, option, within, row)
    yield Words(option.label)
    if field.other and option == options_of(field)[-1]:
        yield Blank(field, within, row, is_other=True)


# -- rows that repeat ---------------------------------------------------------------------------------------------


def _repeated(fields: Iterable[Field], answers: Answers | None) -> Iterator[Table]:
    for field in fields:
        rows = (_names(field), *(_numbered(field, row) for row in range(_count(field, answers))))
        yield Table(field.label, rows, _widths(field), field, guidance_of(field))


def _count(field: Field, answers: Answers | None) -> int:
    given = answers.values.get(field.id, ()) if answers else ()
    usual = max(field.rows_min or 0, min(field.rows_max or ROWS, ROWS))
    return max(usual, len(given) if isinstance(given, tuple) else 0)


def _widths(field: Field) -> tuple[int, ...]:
    """The number's column and the others by what is written in them, in hundredths."""
    weights = [_WEIGHTS.get(column.type, _WEIGHT) for column in field.columns]
    shares = (round((100 - NUMBER_WIDTH) * weight / sum(weights)) for weight in weights)
    return (NUMBER_WIDTH, *shares)


def _names(field: Field) -> Row:
    """The row that names the columns, each with its unit."""
    names = (_with_unit(column) for column in field.columns)
    return tuple(Cell(((Words(name),),), is_heading=True) for name in (NUMBER, *names))


def _with_unit(column: Field) -> Text:
    if not column.unit:
        return column.label
    zh, en = column.label.zh, column.label.en
    return Text(zh=f"{zh}（{column.unit}）", en=f"{en} ({column.unit})" if en else None)


def _numbered(field: Field, row: int) -> Row:
    number = Cell(((Words(Text(zh=str(row + 1))),),), is_heading=True)
    return (number, *(Cell(_written(column, field, row)) for column in field.columns))


def _written(column: Field, within: Field, row: int) -> tuple[Line, ...]:
    """A choice in a row is one blank, a list to choose from; what its 其他 is stands below."""
    if column.type == "tick":
        return ((Box(column, None, within, row),),)
    if column.type == "choices":
        return _boxes(column, within, row)
    return (_blank(column, within, row), *_other_line(column, within, row))


def _other_line(column: Field, within: Field, row: int) -> Iterator[Line]:
    if column.other:
        yield Words(options_of(column)[-1].label, is_small=True), Blank(column, within, row, is_other=True)


def mark_of(form: RecordId, version: str) -> str:
    """Which form in which version a paper is, in small print."""
    return f"{form} · {version}"


# -- the submission sheet -----------------------------------------------------------------------------------------


def _own(form: Form) -> Table:
    """Which form this is and who files it, the security review, what is never published, and room for a stamp."""
    name = Cell(((Words(form.title), Words(Text(zh=f" {mark_of(form.id, version_of(form))}"), is_small=True)),), span=4)
    review = Cell(((Box(SECURITY_FIELD), Words(promise_of(SECURITY_FIELD))),), span=4)
    reminders = [(_head(label), Cell(((Words(text),),), span=4)) for label, text in reminders_of(form)]
    empty = Cell(((),))
    rows: list[Row] = [
        (_head(FORM), name),
        (_head(UNIT), empty._replace(span=2), _head(WHEN), empty),
        (_head(SECURITY_FIELD.label), review),
        *reminders,
        (_head(STAMP), empty._replace(span=4, is_tall=True)),
    ]
    return Table(SHEET, tuple(rows), note=SHEET_NOTE)


def _head(text: Text) -> Cell:
    return Cell(((Words(text),),), is_heading=True)
