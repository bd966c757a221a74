"""A form as an Excel workbook, to be filled on a screen: the one home of XlsxWriter. No text becomes a formula."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from generator.forms.answers import SECURITY_FIELD, Answers, Row, every_field, fields_of, options_of, version_of
from generator.forms.cells import HIDDEN, TICK, Spot, Values, column_spots, spots_of, written_in
from generator.forms.layout import Blank, Box, mark_of
from generator.forms.printed import (
    FORM,
    NOT_OFFICIAL,
    NUMBER,
    SAMPLE,
    SHEET,
    SHEET_NOTE,
    STAMP,
    UNIT,
    WHEN,
    guidance_of,
    promise_of,
    reminders_of,
)
from generator.forms.reading import FORM_PROPERTY, VERSION_PROPERTY
from generator.forms.tags import tag_of_rows
from generator.forms.texts import plain
from generator.forms.written import shown
from generator.model.parts import Field
from generator.model.records import Form

Format: TypeAlias = Mapping[str, Any]
Rule: TypeAlias = dict[str, Any]

SHEET_NAME = "填写"
HEADINGS = ("项目", "填写内容", "单位", "字数", "填写说明")
WIDTHS = (26, 62, 7, 11, 50)
OWN_WIDTHS = (22, 90)
NOTE_WIDTH = 100
LABEL, VALUE, MEASURE, COUNT, GUIDE = range(len(HEADINGS))
HOW = "请只填白色单元格，其他单元格已锁定。字数按字符估计，外文每个字母计一个；以 Word 的字数统计为准。"
HOW_TABLE = "每行填一项，请只填白色单元格；行数不够时可插入行。"
REQUIRED, PERSONAL, INTERNAL = "必填。", "个人信息，不公开。", "内部信息，不公开。"
HINTS: Mapping[str, str] = MappingProxyType(
    {
        "choice": "点右侧箭头选一项。",
        "choices": f"要选的填“{TICK}”。",
        "tick": f"属实的填“{TICK}”。",
        "date": "如 2025-03-01。",
        "number": "只填数，不写单位。",
        "money": "只填数，不写单位。",
        "percent": "只填数，不写%；如百分之六点五填 6.5。",
    }
)

USUAL_LENGTH = 300
"""How many 字 a long text without a limit has room for."""
ROWS = 50
"""How many rows stay blank in a table that states no number, beyond those that are filled."""
CELL_LIMIT = 32_767
"""How long a cell's text may be, in UTF-16 units (ECMA-376 part 1, 18.4.12, as Excel applies it)."""
CUT = "……（超出 Excel 单元格上限，以下从略）"
TALLEST, LINE_HEIGHT, LEAST_HEIGHT = 400, 15, 21
SMALL = 0.82
"""How wide the small print is beside the usual."""
EXACT_BELOW = 10**15
FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts days by a calendar of its own."""
FIRST_HOUR = datetime(2000, 1, 1)
"""What a workbook says when it was made, where nothing else is known: equal tables give equal bytes."""

_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_BORDER = {**_FONT, "border": 1, "border_color": "#808080", "text_wrap": True}
_INPUT = {**_BORDER, "locked": False}
_LOCKED = {**_BORDER, "bg_color": "#F2F2F2"}
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "title": {**_FONT, "font_name": "黑体", "font_size": 16, "align": "center"},
        "note": {**_FONT, "font_size": 9, "font_color": "#595959", "text_wrap": True},
        "section": {**_BORDER, "font_name": "黑体", "bg_color": "#DCE6F1", "align": "left"},
        "heading": {**_LOCKED, "font_name": "黑体", "align": "center", "bg_color": "#DCE6F1"},
        "label": _LOCKED,
        "guide": {**_LOCKED, "font_size": 9, "font_color": "#404040"},
        "centred": {**_LOCKED, "align": "center"},
        "text": {**_INPUT, "num_format": "@"},
        "long": {**_INPUT, "num_format": "@", "valign": "top"},
        "number": {**_INPUT, "align": "left"},
        "date": {**_INPUT, "num_format": "yyyy-mm-dd", "align": "left"},
        "tick": {**_INPUT, "num_format": "@", "align": "center"},
        "over": {"font_color": "#C00000", "bold": True},
    }
)
_NUMERIC = ("number", "money", "percent")
_OF_TYPE: Mapping[str, str] = MappingProxyType(
    {**dict.fromkeys(_NUMERIC, "number"), "date": "date", "long_text": "long"}
)
_COLUMN_WIDTHS: Mapping[str, int] = MappingProxyType(
    {**dict.fromkeys(_NUMERIC, 13), "date": 13, "long_text": 44, "postcode": 10, "credit_code": 22, "tick": 8}
)
_COLUMN_WIDTH, _BOX_WIDTH = 20, 11
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


class Column(NamedTuple):
    """A column of a table of texts: its heading, its width in characters, and whether its cells may be changed."""

    heading: str
    width: int
    is_open: bool = False


class _Book(NamedTuple):
    """A workbook being made: its formats, where each list of options stands, and what fills it."""

    made: Workbook
    formats: Mapping[str, Any]
    lists: dict[tuple[str, ...], str]
    form: Form
    answers: Answers | None


def xlsx_of(form: Form, answers: Answers | None = None) -> bytes:
    """The form as a workbook, blank or filled: a sheet of questions, one for each table, the submission sheet.

    The same form and answers give the same bytes. A text longer than a cell may be is cut, and says so.
    """
    whole = io.BytesIO()
    with Workbook(whole, _options()) as made:
        book = _Book(made, {name: made.add_format(dict(form)) for name, form in FORMATS.items()}, {}, form, answers)
        tables = _sheet_names(form)
        sheets = {name: made.add_worksheet(name) for name in (SHEET_NAME, *tables, SHEET.zh, HIDDEN)}
        _describe(book)
        _write_lists(book, sheets[HIDDEN])
        _write_questions(book, sheets[SHEET_NAME])
        for name, field in tables.items():
            _write_table(book, sheets[name], field)
        _write_own(book, sheets[SHEET.zh])
        _write_hidden(book, sheets[HIDDEN])
    return whole.getvalue()


def table_of(name: str, notes: Sequence[str], columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bytes:
    """A table of texts as a workbook of one sheet, in which only the cells of open columns can be changed."""
    whole = io.BytesIO()
    with Workbook(whole, _options()) as made:
        made.set_properties({"created": FIRST_HOUR})
        formats = {name: made.add_format(dict(form)) for name, form in FORMATS.items()}
        styles = [formats["long" if column.is_open else "guide"] for column in columns]
        sheet = made.add_worksheet(name)
        for number, note in enumerate(notes):
            sheet.merge_range(number, 0, number, len(columns) - 1, note, formats["note"])
            sheet.set_row(number, LEAST_HEIGHT)
        top = len(notes)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(top, number, column.heading, formats["heading"])
        last = top
        for last, row in enumerate(rows, top + 1):
            for number, (text, style) in enumerate(zip(row, styles, strict=True)):
                sheet.write_string(last, number, _fitted(plain(text)), style) if text else sheet.write_blank(
                    last, number, None, style
                )
            _fit(sheet, last, zip(row, (column.width for column in columns), strict=True))
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, max(last, top + 1), len(columns) - 1)
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    return whole.getvalue()


def _options() -> dict[str, Any]:
    """What XlsxWriter must not guess; made anew each time, because it writes into them."""
    guesses = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    return {"in_memory": True, **guesses, "default_format_properties": {"font_name": "宋体", "font_size": 11}}


def _tables(form: Form) -> list[Field]:
    return [field for field in fields_of(form) if field.type == "rows"]


def _sheet_names(form: Form) -> dict[str, Field]:
    """The sheet of each table, named as Excel allows it: 31 characters, none of []:*?/\\', each once."""
    names: dict[str, Field] = {}
    for field in _tables(form):
        bare = _FORBIDDEN_IN_NAMES.sub(" ", plain(field.label.zh)).strip()[:27] or field.id[:27]
        is_taken = bare.casefold() in {name.casefold() for name in (*names, SHEET_NAME, SHEET.zh, HIDDEN)}
        names[f"{bare}（{len(names) + 2}）" if is_taken else bare] = field
    return names


def _describe(book: _Book) -> None:
    created = datetime.fromisoformat(book.form.updated_on)
    issuer = book.form.sources[0].issuer.zh if book.form.official else ""
    book.made.set_properties({"title": book.form.title.zh, "author": issuer, "created": created})
    book.made.set_custom_property(FORM_PROPERTY, book.form.id)
    book.made.set_custom_property(VERSION_PROPERTY, version_of(book.form))


# -- the sheet of questions -------------------------------------------------------------------------------------


def _write_questions(book: _Book, sheet: Worksheet) -> None:
    top = _write_top(book, sheet, [*_marks(book.form), HOW], len(HEADINGS))
    _write_words(book, sheet, top, HEADINGS, "heading")
    sheet.set_row(top, LEAST_HEIGHT)
    row = top + 1
    for section in book.form.sections:
        sheet.merge_range(row, 0, row, GUIDE, plain(section.title.zh), book.formats["section"])
        sheet.set_row(row, LEAST_HEIGHT)
        row += 1
        for field in section.fields:
            for i, spot in enumerate(spots_of(field) if field.type != "rows" else ()):
                _write_question(book, sheet, row, spot, "".join(_guide(field)) if i == 0 else "")
                row += 1
            if field.type == "rows":
                _write_pointer(book, sheet, row, field)
                row += 1
    _set_up(book, sheet, WIDTHS, top, row)


def _write_question(book: _Book, sheet: Worksheet, row: int, spot: Spot, guide: str) -> None:
    field, is_field = spot.piece.field, not (isinstance(spot.piece, Blank) and spot.piece.is_other)
    label = spot.label + ("*" if field.required and is_field else "")
    unit = field.unit or "" if is_field else ""
    for column, (words, style) in {
        LABEL: (label, "label"),
        MEASURE: (unit, "centred"),
        GUIDE: (guide, "guide"),
    }.items():
        sheet.write_string(row, column, plain(words), book.formats[style])
    _write_count(book, sheet, row, spot)
    given = str(written_in(spot, book.answers.values)) if book.answers else ""
    room = "字" * (field.limit or USUAL_LENGTH) if field.type == "long_text" and is_field else given
    _fit(sheet, row, ((label, WIDTHS[LABEL]), (room, WIDTHS[VALUE]), (guide, WIDTHS[GUIDE] / SMALL)))
    _write_answer(book, sheet, row, VALUE, spot, book.answers.values if book.answers else {})
    _restrict(book, sheet, (row, VALUE, row, VALUE), spot, guide)
    _name(book, sheet, spot.tag, row, VALUE)


def _write_count(book: _Book, sheet: Worksheet, row: int, spot: Spot) -> None:
    """How many characters stand beside it, worked out by Excel as they are typed."""
    limit = spot.piece.field.limit if isinstance(spot.piece, Blank) and not spot.piece.is_other else None
    if limit is None:
        sheet.write_blank(row, COUNT, None, book.formats["centred"])
        return
    cell = xl_rowcol_to_cell(row, VALUE)
    given = written_in(spot, book.answers.values) if book.answers else ""
    style = book.made.add_format({**FORMATS["centred"], "num_format": f'0" / {limit}"'})
    formula = f'=LEN(SUBSTITUTE(SUBSTITUTE({cell}," ",""),CHAR(10),""))'
    sheet.write_formula(row, COUNT, formula, style, len(re.sub("[ \n]", "", plain(str(given)))))
    over = {"type": "cell", "criteria": ">", "value": limit, "format": book.formats["over"]}
    sheet.conditional_format(row, COUNT, row, COUNT, over)


def _write_pointer(book: _Book, sheet: Worksheet, row: int, field: Field) -> None:
    """Where a table is filled in: on a sheet of its own."""
    name = next(name for name, table in _sheet_names(book.form).items() if table is field)
    sheet.write_string(row, LABEL, plain(field.label.zh), book.formats["label"])
    words = f"请在工作表“{name}”中填写。"
    sheet.merge_range(row, VALUE, row, GUIDE, words, book.formats["guide"])


def _marks(form: Form) -> Iterator[str]:
    if not form.official:
        yield NOT_OFFICIAL.zh
    if form.sample:
        yield SAMPLE.zh


def _guide(field: Field) -> Iterator[str]:
    """What to know before filling in: duty, privacy, how, the source's guidance and the limit."""
    yield REQUIRED if field.required else ""
    yield PERSONAL if field.personal else INTERNAL if field.internal else ""
    yield HINTS.get(field.type, "")
    guidance = guidance_of(field)
    yield guidance.zh.removeprefix("（").removesuffix("）") if guidance else ""


# -- tables ------------------------------------------------------------------------------------------------------


def _write_table(book: _Book, sheet: Worksheet, field: Field) -> None:
    spots = column_spots(field)
    given = _rows_given(book, field)
    count = max(field.rows_max or ROWS, field.rows_min or 0, len(given))
    guidance = guidance_of(field)
    notes = [*_marks(book.form), HOW_TABLE, *([guidance.zh] if guidance else [])]
    top = _write_top(book, sheet, notes, 1 + len(spots), field.label.zh)
    _write_words(book, sheet, top, [NUMBER.zh, *map(_heading, spots)], "heading")
    sheet.set_row(top, 2 * LINE_HEIGHT + 4)
    last = top + count
    for column, spot in enumerate(spots, 1):
        _name(book, sheet, spot.tag, top, column)
        _restrict(book, sheet, (top + 1, column, last, column), spot, "".join(_guide(spot.piece.field)))
    for row in range(count):
        _write_entry(book, sheet, top, top + 1 + row, spots, given[row] if row < len(given) else {})
    area = f"${xl_col_to_name(0)}${top + 2}:${xl_col_to_name(len(spots))}${last + 1}"
    book.made.define_name(tag_of_rows(field), f"={_quoted(sheet.get_name())}!{area}")
    _set_up(book, sheet, (6, *map(_width, spots)), top, last + 1)


def _write_entry(book: _Book, sheet: Worksheet, top: int, row: int, spots: Sequence[Spot], values: Row) -> None:
    """One row of a table, with a number that shows once something is written in it."""
    cells = f"{xl_rowcol_to_cell(row, 1)}:{xl_rowcol_to_cell(row, len(spots))}"
    number = f'=IF(COUNTA({cells})=0,"",ROW()-{top + 1})'
    sheet.write_formula(row, 0, number, book.formats["centred"], row - top if values else "")
    _fit(sheet, row, [("", 10), *((str(written_in(spot, values)), _width(spot)) for spot in spots)])
    for column, spot in enumerate(spots, 1):
        _write_answer(book, sheet, row, column, spot, values)


def _rows_given(book: _Book, field: Field) -> tuple[Row, ...]:
    given = book.answers.values.get(field.id, ()) if book.answers else ()
    return tuple(row for row in given if isinstance(row, Mapping)) if isinstance(given, tuple) else ()


def _heading(spot: Spot) -> str:
    field = spot.piece.field
    if isinstance(spot.piece, Blank) and spot.piece.is_other:
        return spot.label
    ends = (f"（{field.unit}）" if field.unit else "", f"（限{field.limit}字）" if field.limit else "")
    return spot.label + "".join(ends) + ("*" if field.required else "")


def _width(spot: Spot) -> int:
    """A column's width in characters: by what is written in it, and wide enough for its name on two lines."""
    if isinstance(spot.piece, Box):
        return max(_BOX_WIDTH, len(_heading(spot)))
    usual = _COLUMN_WIDTHS.get(spot.piece.field.type, _COLUMN_WIDTH)
    return max(usual, len(_heading(spot)) + 2)


# -- the submission sheet ------------------------------------------------------------------------------------------


def _write_own(book: _Book, sheet: Worksheet) -> None:
    """Which form this is, who files it, and the tick of the security review."""
    form, style = book.form, book.formats
    top = _write_top(book, sheet, [SHEET_NOTE.zh], 2, SHEET.zh)
    told = [(FORM.zh, f"{form.title.zh}（{mark_of(form.id, version_of(form))}）")]
    told += [(label.zh, text.zh) for label, text in reminders_of(form)]
    row = top
    for label, words in told:
        _write_words(book, sheet, row, (label, plain(words)), "label")
        _fit(sheet, row, ((words, OWN_WIDTHS[1]),))
        row += 1
    for label, kind in ((UNIT.zh, "text"), (WHEN.zh, "date"), (STAMP.zh, "text")):
        sheet.write_string(row, 0, label, style["label"])
        sheet.write_blank(row, 1, None, style[kind])
        sheet.set_row(row, LEAST_HEIGHT)
        row += 1
    sheet.set_row(row - 1, 6 * LINE_HEIGHT)
    spot = next(spots_of(SECURITY_FIELD))
    _write_words(book, sheet, row, (f"{SECURITY_FIELD.label.zh}*", ""), "label")
    _write_answer(book, sheet, row, 1, spot, book.answers.values if book.answers else {})
    _restrict(book, sheet, (row, 1, row, 1), spot, HINTS["tick"])
    _name(book, sheet, spot.tag, row, 1)
    _write_words(book, sheet, row + 1, ("", promise_of(SECURITY_FIELD).zh), "guide")
    _set_up(book, sheet, OWN_WIDTHS, None, row + 2)


# -- the hidden sheet ----------------------------------------------------------------------------------------------


def _write_lists(book: _Book, sheet: Worksheet) -> None:
    """The lists that cells are chosen from: each once, in a column of its own."""
    for field in (field for field in every_field(book.form) if field.type == "choice"):
        labels = tuple(plain(option.label.zh) for option in options_of(field))
        if labels and labels not in book.lists:
            _write_list(book, sheet, labels)
    _write_list(book, sheet, (TICK,))


def _write_list(book: _Book, sheet: Worksheet, labels: tuple[str, ...]) -> None:
    column = 4 + len(book.lists)
    for row, label in enumerate(labels):
        sheet.write_string(row, column, label)
    name = xl_col_to_name(column)
    book.lists[labels] = f"={HIDDEN}!${name}$1:${name}${len(labels)}"


def _write_hidden(book: _Book, sheet: Worksheet) -> None:
    """Which form and version this is, and the field and column that each defined name stands for."""
    told = [("form", book.form.id), ("version", version_of(book.form)), ("name", "field", "column")]
    for field in (*fields_of(book.form), SECURITY_FIELD):
        spots = column_spots(field) if field.type == "rows" else tuple(spots_of(field))
        told += [(spot.tag, field.id, spot.piece.field.id if spot.piece.within else "") for spot in spots]
    for row, words in enumerate(told):
        for column, word in enumerate(words):
            sheet.write_string(row, column, word)
    sheet.protect()
    sheet.hide()


# -- cells ---------------------------------------------------------------------------------------------------------


def _write_top(book: _Book, sheet: Worksheet, notes: Iterable[str], columns: int, title: str = "") -> int:
    """The title and what to know, across the sheet; the number of the row below them."""
    last = columns - 1
    sheet.merge_range(0, 0, 0, last, plain(title or book.form.title.zh), book.formats["title"])
    sheet.set_row(0, 34)
    row = 1
    for note in notes:
        sheet.merge_range(row, 0, row, last, plain(note), book.formats["note"])
        _fit(sheet, row, ((note, NOTE_WIDTH),))
        row += 1
    return row


def _write_words(book: _Book, sheet: Worksheet, row: int, words: Iterable[str], style: str) -> None:
    for column, word in enumerate(words):
        sheet.write_string(row, column, plain(word), book.formats[style])


def _fit(sheet: Worksheet, row: int, held: Iterable[tuple[str, float]]) -> None:
    """The row as high as its texts need in columns of these widths: not every program works it out by itself."""
    lines = max(sum(_lines(part, width) for part in text.split("\n")) for text, width in held)
    sheet.set_row(row, min(TALLEST, max(LEAST_HEIGHT, lines * LINE_HEIGHT + 4)))


def _lines(text: str, width: float) -> int:
    """How many lines a paragraph takes; a Chinese character is as wide as two digits."""
    return max(1, math.ceil(sum(2 if ord(character) > 0x2E80 else 1 for character in text) / (width - 1)))


def _write_answer(book: _Book, sheet: Worksheet, row: int, column: int, spot: Spot, values: Values) -> None:
    """An answer as its type: a number, a day, a tick or a text, and a text where it is not exactly that."""
    field, given = spot.piece.field, written_in(spot, values)
    is_own = isinstance(spot.piece, Blank) and not spot.piece.is_other
    kind = "tick" if isinstance(spot.piece, Box) else _OF_TYPE.get(field.type, "text") if is_own else "text"
    style = book.formats[kind]
    if isinstance(given, bool):
        given = TICK if given else ""
    if kind == "number" and _is_exact(given):
        sheet.write_number(row, column, float(given), style)
    elif kind == "date" and (day := _day(given)):
        sheet.write_datetime(row, column, datetime(day.year, day.month, day.day), style)
    elif given:
        sheet.write_string(
            row, column, _fitted(shown(field, given) if field.type == "choice" and is_own else given), style
        )
    else:
        sheet.write_blank(row, column, None, style)


def _is_exact(text: str) -> bool:
    """Whether Excel, which keeps fifteen digits, says this number exactly as it is written."""
    if not re.fullmatch(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?", text, re.ASCII):
        return False
    return format(Decimal(f"{float(text):.15g}"), "f") == text


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= FIRST_DAY and day.isoformat() == text else None


def _fitted(text: str) -> str:
    """The text without what a cell cannot hold."""
    bare = plain(text)
    units = bare.encode("utf-16-le")
    if len(units) // 2 <= CELL_LIMIT:
        return bare
    return units[: 2 * (CELL_LIMIT - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _name(book: _Book, sheet: Worksheet, tag: str, row: int, column: int) -> None:
    book.made.define_name(tag, f"={_quoted(sheet.get_name())}!{xl_rowcol_to_cell(row, column, True, True)}")


def _quoted(name: str) -> str:
    return f"'{name}'"


# -- limits --------------------------------------------------------------------------------------------------------


def _restrict(book: _Book, sheet: Worksheet, area: tuple[int, int, int, int], spot: Spot, guide: str) -> None:
    """What may be entered, and what Excel says beside the cell."""
    rule = _rule(book, spot) or {"validate": "any"}
    told = {"input_title": spot.label[:32], "input_message": guide[:255]} if guide else {}
    if told or rule["validate"] != "any":
        sheet.data_validation(*area, {"ignore_blank": True, **rule, **told})


def _rule(book: _Book, spot: Spot) -> Rule | None:
    field = spot.piece.field
    if isinstance(spot.piece, Box):
        return _listed(book.lists[(TICK,)], f"要选就填“{TICK}”，不选请清空。")
    if spot.piece.is_other:
        return None
    if field.type == "choice":
        labels = tuple(plain(option.label.zh) for option in options_of(field))
        return _listed(book.lists[labels], "请从列表中选一项。")
    if field.type in RULES:
        return dict(RULES[field.type])
    return _length(field.limit) if field.limit else None


def _listed(source: str, message: str) -> Rule:
    return {"validate": "list", "source": source, "error_title": "不在列表中", "error_message": message}


def _length(limit: int) -> Rule:
    """Only a warning: what Excel counts are characters, and what binds is how Word counts."""
    message = f"超过{limit}个字符。限{limit}字，以 Word 的字数统计为准；外文较多而不超字数的，可以继续。"
    told = {"error_type": "warning", "error_title": "可能超过字数", "error_message": message}
    return {"validate": "length", "criteria": "<=", "value": limit, **told}


_FIGURE = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": -EXACT_BELOW,
    "maximum": EXACT_BELOW,
    "error_title": "不是数",
    "error_message": "请只填数，不写单位和汉字。",
}
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "number": _FIGURE,
        "money": _FIGURE,
        "percent": _FIGURE,
        "date": {
            "validate": "date",
            "criteria": "between",
            "minimum": FIRST_DAY,
            "maximum": date(9999, 12, 31),
            "error_title": "不是日期",
            "error_message": "请填日期，如 2025-03-01。",
        },
        "credit_code": {
            "validate": "length",
            "criteria": "==",
            "value": 18,
            "error_title": "位数不对",
            "error_message": "统一社会信用代码是18位，由数字和大写字母组成。",
        },
        "postcode": {
            "validate": "length",
            "criteria": "==",
            "value": 6,
            "error_title": "位数不对",
            "error_message": "邮编是6位数字。",
        },
    }
)


# -- paper ---------------------------------------------------------------------------------------------------------


def _set_up(book: _Book, sheet: Worksheet, widths: Iterable[int], heading: int | None, rows: int) -> None:
    """Widths, protection, and A4 across with the heading on every page."""
    held = tuple(widths)
    for column, width in enumerate(held):
        sheet.set_column(column, column, width)
    if heading is not None:
        sheet.freeze_panes(heading + 1, 1)
        sheet.repeat_rows(heading)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, rows - 1, len(held) - 1)
    sheet.set_footer(f"&L&8{mark_of(book.form.id, version_of(book.form))}&R&8第 &P 页，共 &N 页")
    sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": True})
