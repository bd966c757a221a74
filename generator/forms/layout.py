"""How a form lies on paper: one table of cells, which every format draws in its own way."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from generator.model.parts import Field, Option, Text

COLUMNS = 5
"""The grid: a heading, then label, blank, label, blank."""


class Words(NamedTuple):
    """Printed words."""

    text: Text
    is_small: bool = False


class Blank(NamedTuple):
    """Where a field is written; in the repeated field `within`, rows count from 0. `is_other`: beside 其他."""

    field: Field
    within: Field | None = None
    row: int | None = None
    is_other: bool = False


class Box(NamedTuple):
    """A tick box of a field, with the option that it stands for; none for a field that is a tick itself."""

    field: Field
    option: Option | None = None


Piece: TypeAlias = Words | Blank | Box
Line: TypeAlias = tuple[Piece, ...]


class Cell(NamedTuple):
    """A cell: how many columns it spans and how many rows it reaches down, and its lines."""

    lines: tuple[Line, ...]
    span: int = 1
    down: int = 1
    is_heading: bool = False
    is_tall: bool = False
    """Whether it leaves room for a long text."""


class Table(NamedTuple):
    """A part of the form: its heading, rows of cells, and the field whose rows repeat, if it is one."""

    title: Text
    rows: tuple[tuple[Cell, ...], ...]
    columns: int = COLUMNS
    repeated: Field | None = None


class Layout(NamedTuple):
    """A form as it lies on paper; `own` is the submission sheet, which this site adds to every form."""

    title: Text
    tables: tuple[Table, ...]
    own: Table
