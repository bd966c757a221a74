"""A form as a Word file: the office's table on A4 with a control in every blank, empty or filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, groupby, pairwise
from typing import NamedTuple

from generator.forms import wordml as w
from generator.forms.answers import Answer, Answers, options_of, other_of
from generator.forms.layout import Blank, Box, Cell, Layout, Line, Piece, Row, Table, Words, layout_of
from generator.forms.packing import packed
from generator.forms.printed import name_of
from generator.forms.tags import tag_of, tag_of_rows
from generator.forms.wordparts import page, parts_around, text_width
from generator.forms.written import shown
from generator.model.records import Form

FILL, FILL_SHORT, CHOOSE = "点击填写", "填写", "请选择"
"""The grey hints of empty controls."""

HINTS = frozenset({FILL, FILL_SHORT, CHOOSE})

_UNIT = re.compile("（[^（）]{1,4}）$")

_LOW, _TALL = 440, 2300
"""The least heights of rows, in twentieths of a point."""

_PADDING = 80
"""The room at the sides of what is written, in twentieths of a point; labels and narrow columns have the usual 50."""

_GAP = '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'


def docx_of(form: Form, answers: Answers | None = None) -> bytes:
    """The form as a .docx, the same bytes for the same form and answers.

    Control characters in answers are left out: no XML can hold them (`texts.plain`).
    """
    layout = layout_of(form, answers)
    pen = _Pen(answers.values if answers else {}, count(1), text_width(layout.is_wide))
    return packed({**parts_around(form), "word/document.xml": _document(layout, pen)}, form.updated_on)


class _Pen(NamedTuple):
    """What is written into blanks, the numbers of controls, each given once, and how wide the page's text is."""

    values: Mapping[str, Answer]
    numbers: Iterator[int]
    width: int

    def names(self, tag: str, alias: str) -> w.Names:
        return w.Names(tag, alias, next(self.numbers))


def _document(layout: Layout, pen: _Pen) -> str:
    body = [_title(layout)]
    for tables in _joined(layout.tables):
        body += [_drawn(tables, pen), w.paragraph("", look=_GAP)]
    body += [_heading(layout.own), _drawn((layout.own._replace(title=None, note=None),), pen)]
    return w.root("document", f"<w:body>{''.join(body)}{w.paragraph('', look=_GAP)}{page(layout.is_wide)}</w:body>")


def _title(layout: Layout) -> str:
    mark = w.paragraph(w.run(layout.mark.zh), "Note") if layout.mark else ""
    return w.paragraph(w.run(layout.title.zh), "Title") + mark


def _heading(sheet: Table) -> str:
    title = w.paragraph(w.run(sheet.title.zh), "SheetTitle") if sheet.title else ""
    return title + (w.paragraph(w.run(sheet.note.zh), "Note") if sheet.note else "")


def _joined(tables: Iterable[Table]) -> Iterator[tuple[Table, ...]]:
    """Tables that follow one another on one grid are one on paper; one whose rows repeat stands alone."""
    for _, run in groupby(enumerate(tables), lambda found: found[0] if found[1].repeated else found[1].widths):
        yield tuple(table for _, table in run)


def _drawn(tables: tuple[Table, ...], pen: _Pen) -> str:
    widths = _widths(tables[0].widths, pen.width)
    rows = [row for table in tables for row in _rows(table, widths, pen)]
    return w.table(rows, widths, next((table.title.zh for table in tables if table.title), ""))


def _widths(hundredths: tuple[int, ...], whole: int) -> tuple[int, ...]:
    """The grid in twentieths of a point; together they are as wide as the page's text."""
    ends = [round(whole * sum(hundredths[: i + 1]) / sum(hundredths)) for i in range(len(hundredths))]
    return tuple(end - start for start, end in pairwise([0, *ends]))


# -- rows ---------------------------------------------------------------------------------------------------------


class _Placed(NamedTuple):
    """A cell at its column; `merge` as wordml.cell takes it."""

    cell: Cell
    column: int
    merge: str | None


def _rows(table: Table, widths: tuple[int, ...], pen: _Pen) -> Iterator[str]:
    """A table's rows: its title and note, then its cells; those that repeat, Word offers to add to."""
    yield from _above(table, widths)
    rows = _placed(table.rows)
    if table.repeated is None:
        yield from (_row(row, widths, pen) for row in rows)
        return
    yield w.row([_name(placed, widths) for placed in next(rows)], _LOW, is_head=True)
    names = pen.names(tag_of_rows(table.repeated), table.repeated.label.zh)
    yield w.repeating(names, [(next(pen.numbers), _row(row, widths, pen)) for row in rows])


def _above(table: Table, widths: tuple[int, ...]) -> Iterator[str]:
    for text, style in ((table.title, "Heading1"), (table.note, "NoteInTable")):
        if text:
            content = w.paragraph(w.run(text.zh), style)
            cell = w.cell(content, sum(widths), len(widths), padding=_PADDING)
            yield w.row([cell], _LOW, is_head=table.repeated is not None)


def _placed(rows: Iterable[Row]) -> Iterator[list[_Placed]]:
    """The cells of each row at their columns, with those that reach down into it from above."""
    reaching: dict[int, _Placed] = {}
    left: dict[int, int] = {}
    for row in rows:
        placed: list[_Placed] = []
        column, cells = 0, list(row)
        while cells or left.get(column):
            if left.get(column):
                left[column] -= 1
                placed.append(reaching[column]._replace(merge="continue"))
            else:
                cell = cells.pop(0)
                placed.append(_Placed(cell, column, "restart" if cell.down > 1 else None))
                reaching[column], left[column] = placed[-1], cell.down - 1
            column += placed[-1].cell.span
        yield placed


def _row(row: list[_Placed], widths: tuple[int, ...], pen: _Pen) -> str:
    is_tall = any(placed.cell.is_tall for placed in row)
    cells = [_cell(placed, widths, pen) for placed in row]
    return w.row(cells, _TALL if is_tall else _LOW, may_split=is_tall)


def _cell(placed: _Placed, widths: tuple[int, ...], pen: _Pen) -> str:
    cell, column, merge = placed
    width = sum(widths[column : column + cell.span])
    lines = () if merge == "continue" else cell.lines
    style = "Label" if cell.is_heading else "Answer"
    content = "".join(w.paragraph(_line(line, pen), style) for line in lines) or w.paragraph("", style)
    align = "top" if cell.is_tall else "center"
    return w.cell(content, width, cell.span, merge, align, 0 if cell.is_heading or _is_in_rows(cell) else _PADDING)


def _name(placed: _Placed, widths: tuple[int, ...]) -> str:
    """A column's name, with its unit on a line of its own."""
    text = "".join(piece.text.zh for line in placed.cell.lines for piece in line if isinstance(piece, Words))
    return w.cell(w.paragraph(w.run(_UNIT.sub(r"\n\g<0>", text)), "Label"), widths[placed.column])


def _is_in_rows(cell: Cell) -> bool:
    return any(isinstance(piece, Blank | Box) and piece.within for line in cell.lines for piece in line)


# -- what stands in a line ----------------------------------------------------------------------------------------


def _line(line: Line, pen: _Pen) -> str:
    return "".join(_gap(line, i) + _piece(piece, pen) for i, piece in enumerate(line))


def _gap(line: Line, at: int) -> str:
    """Room before a further tick box (in narrow columns, a new line), and between printed words and what is written."""
    piece, before = line[at], line[at - 1] if at else None
    if before is None or isinstance(before, Box):
        return ""
    if isinstance(piece, Box):
        return w.run("　" if piece.within is None else "\n")
    return w.run(" ") if type(piece) is not type(before) else ""


def _piece(piece: Piece, pen: _Pen) -> str:
    if isinstance(piece, Words):
        return w.run(piece.text.zh, "Guidance" if piece.is_small else None)
    return _box(piece, pen) if isinstance(piece, Box) else _blank(piece, pen)


def _box(box: Box, pen: _Pen) -> str:
    found = _values(box, pen).get(box.field.id)
    if box.option is None:
        return w.tick_box(pen.names(tag_of(box), name_of(box.field).zh), found is True)
    names = pen.names(tag_of(box), f"{name_of(box.field).zh}：{box.option.label.zh}")
    return w.tick_box(names, box.option.id in found if isinstance(found, tuple) else box.option.id == found)


def _blank(blank: Blank, pen: _Pen) -> str:
    field, text = blank.field, _text(blank, pen)
    alias = name_of(field).zh + ("（其他）" if blank.is_other else "")
    names = pen.names(tag_of(blank), alias)
    if field.type == "choice" and not blank.is_other:
        return w.drop_down(names, [option.label.zh for option in options_of(field)], text, CHOOSE)
    return w.blank(names, text, FILL_SHORT if blank.is_other or blank.within else FILL)


def _text(blank: Blank, pen: _Pen) -> str | None:
    """What stands in the blank."""
    field, values = blank.field, _values(blank, pen)
    found = values.get(other_of(field.id) if blank.is_other else field.id)
    if blank.is_other or not isinstance(found, str):
        return found if isinstance(found, str) else None
    return shown(field, found, is_short=blank.within is not None)


def _values(piece: Blank | Box, pen: _Pen) -> Mapping[str, object]:
    """The answers that the piece belongs to: the form's, or its row's."""
    if piece.within is None:
        return pen.values
    rows, at = pen.values.get(piece.within.id), piece.row or 0
    found = rows[at] if isinstance(rows, tuple) and at < len(rows) else None
    return found if isinstance(found, Mapping) else {}
