"""A form as PDF for printing: the one home of typst; what is written on it is data, never markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import typst

from generator.forms.answers import OTHER, Answers, other_of, version_of
from generator.forms.fonts import FOLDER as FONTS
from generator.forms.fonts import GETA, drawn
from generator.forms.layout import Blank, Box, Cell, Line, Piece, Table, Words, layout_of, mark_of
from generator.forms.printed import SAMPLE
from generator.forms.texts import plain
from generator.forms.written import shown
from generator.model.records import Form

STANDARD: typst.PDFStandard = "ua-1"
TEMPLATE = Path(__file__).parent.parent / "theme" / "forms" / "form.typ"

Drawing: TypeAlias = dict[str, Any]
"""What the template is given: JSON."""

PAGE = "第 {n} 页，共 {total} 页"
MISSING = GETA + "：本文件的字库没有的字，请以电子数据为准：{points}"
NAMED_MISSING = 20

LIMIT_ROOM, LEAST_ROOM, USUAL_ROOM = 0.14, 20, 32
"""Room for a long text in millimetres: for each 字 of its limit, at least, and where no limit is stated."""
SHORT_LABEL = 16
RULE_ROOM = 4
"""How long the line is on which something is written within a sentence, in characters."""
UNBROKEN = 16
"""A run of so many Latin letters may be broken after every one of them."""

_LONG_RUN = re.compile(rf"[!-~]{{{UNBROKEN},}}")
_BREAK = "\u200b"


def pdf_of(form: Form, answers: Answers | None = None) -> bytes:
    """The form as a tagged PDF/UA-1 on A4, blank or filled; the same form and answers give the same bytes."""
    drawing = _drawing(form, answers)
    printed, missing = _printable(drawing)
    printed["missing"] = MISSING.format(points="、".join(missing[:NAMED_MISSING])) if missing else None
    made = _compiler().compile(
        format="pdf",
        sys_inputs={"form": json.dumps(printed, ensure_ascii=False)},
        pdf_standards=[STANDARD],
        timestamp=datetime.fromisoformat(form.updated_on).replace(tzinfo=UTC),
    )
    assert isinstance(made, bytes), "one PDF is made"
    return made


@cache
def _compiler() -> typst.Compiler:
    """The template with the packaged fonts alone; nothing is fetched, and nothing is written."""
    held = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=held, ignore_system_fonts=True)


# -- the drawing ------------------------------------------------------------------------------------------------


def _drawing(form: Form, answers: Answers | None) -> Drawing:
    layout = layout_of(form, answers)
    notes = (*((layout.mark,) if layout.mark else ()), *((SAMPLE,) if form.sample else ()))
    return {
        "title": layout.title.zh,
        "issuers": [form.sources[0].issuer.zh] if form.official else [],
        "mark": mark_of(form.id, version_of(form)),
        "page": PAGE,
        "wide": layout.is_wide,
        "notes": [note.zh for note in notes],
        "parts": [_part(table, answers) for table in layout.tables],
        "own": _part(layout.own, answers),
    }


def _part(table: Table, answers: Answers | None) -> Drawing:
    """A table; in one whose rows repeat, the row that names the columns goes on to each further page."""
    names = 1 if table.repeated else 0
    rows = [[_cell(cell, answers) for cell in row] for row in table.rows]
    return {
        "title": table.title and table.title.zh,
        "note": table.note and table.note.zh,
        "widths": table.widths,
        "names": [cell for row in rows[:names] for cell in row],
        "rows": rows[names:],
    }


def _cell(cell: Cell, answers: Answers | None) -> Drawing:
    lines = [_line(line, cell, answers) for line in cell.lines]
    is_blank = not any(piece.get("lines") for line in lines for piece in line["pieces"])
    return {
        "span": cell.span,
        "down": cell.down,
        "centred": cell.is_heading,
        "tall": cell.is_tall and not cell.is_heading,
        "room": _room(cell) if cell.is_tall and is_blank else 0,
        "breakable": not is_blank,
        "lines": lines,
    }


def _room(cell: Cell) -> float:
    """How many millimetres a tall cell leaves empty."""
    limits = [p.field.limit for line in cell.lines for p in line if isinstance(p, Blank) and p.field.limit is not None]
    return max(LEAST_ROOM, limits[0] * LIMIT_ROOM) if limits else USUAL_ROOM


def _line(line: Line, cell: Cell, answers: Answers | None) -> Drawing:
    pieces = list(_pieces(line, answers))
    kinds = [piece["kind"] for piece in pieces]
    form = "alone" if kinds == ["blank"] else "measure" if kinds == ["blank", "words"] else "sentence"
    return {"form": form, "indent": cell.is_tall, "pieces": pieces}


def _pieces(line: Line, answers: Answers | None) -> Iterator[Drawing]:
    """The pieces of a line, each tick box together with the words behind it."""
    waiting: Drawing | None = None
    for piece in line:
        if waiting is not None and isinstance(piece, Words):
            waiting["text"], waiting["whole"] = piece.text.zh, len(piece.text.zh) <= SHORT_LABEL
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if isinstance(piece, Box):
            waiting = {"kind": "box", "on": _is_on(piece, answers), "text": "", "whole": True, "gap": True}
        else:
            yield _piece(piece, answers)
    if waiting is not None:
        yield waiting


def _piece(piece: Piece, answers: Answers | None) -> Drawing:
    if isinstance(piece, Words):
        return {"kind": "words", "text": piece.text.zh, "small": piece.is_small}
    assert isinstance(piece, Blank)
    return {"kind": "blank", "lines": _said(piece, answers).splitlines(), "room": RULE_ROOM}


# -- what was answered ------------------------------------------------------------------------------------------


def _values(piece: Blank | Box, answers: Answers | None) -> Mapping[str, Any]:
    """The answers among which a piece's own stands: the form's, or those of its row."""
    if answers is None:
        return {}
    if piece.within is None:
        return answers.values
    rows = answers.values.get(piece.within.id, ())
    row = rows[piece.row] if isinstance(rows, tuple) and piece.row is not None and piece.row < len(rows) else {}
    return row if isinstance(row, Mapping) else {}


def _is_on(box: Box, answers: Answers | None) -> bool:
    given = _values(box, answers).get(box.field.id)
    if box.option is None:
        return given is True
    return box.option.id in (given if isinstance(given, tuple) else (given,))


def _said(blank: Blank, answers: Answers | None) -> str:
    """What is written in a blank, as it is read on paper."""
    values = _values(blank, answers)
    if blank.is_other:
        return str(values.get(other_of(blank.field.id), ""))
    given = values.get(blank.field.id)
    if not isinstance(given, str):
        return ""
    other = values.get(other_of(blank.field.id), "") if given == OTHER else ""
    return f"{shown(blank.field, given)}：{other}" if other else shown(blank.field, given)


# -- what the fonts can draw ------------------------------------------------------------------------------------


def _printable(drawing: Drawing) -> tuple[Drawing, list[str]]:
    """The drawing with a geta for every character that the fonts lack, and the code points of those, in order."""
    missing: dict[str, None] = {}

    def mended(value: Any) -> Any:
        if isinstance(value, str):
            return _LONG_RUN.sub(lambda run: _BREAK.join(run[0]), "".join(drawn(plain(value), missing)))
        if isinstance(value, dict):
            return {key: mended(part) for key, part in value.items()}
        return [mended(part) for part in value] if isinstance(value, list) else value

    return mended(drawing), list(missing)
