"""Worksheets as SpreadsheetML, row by row: typed cells, so that a text is a text whatever it begins with.

Texts are inline strings. Nothing is kept but the rows that are being written (ECMA-376 part 1, 18.3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache, partial
from itertools import chain, repeat
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias
from xml.sax.saxutils import escape

from generator.exports.columns import Type
from generator.exports.csvs import FIGURES, STARTS, is_risky
from generator.exports.stock import Chunk, Column

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TEXT_LIMIT = 32_767
"""How long a cell's text may be, in UTF-16 units, as Excel applies ECMA-376 part 1, 18.4.12."""
CUT = "……（超出 Excel 单元格上限，以下从略；全文见 CSV / cut at Excel’s limit; whole in the CSV）"
FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts days by a calendar of its own: such dates stay text."""
EXACT_BELOW = 2**53

PLAIN, DAY, MOMENT, GUARDED, ZH, EN, NAME, TITLE, LINK = range(9)
"""The cells' styles, in the order of styles.xml; a guarded text stays one when it is edited."""

Show: TypeAlias = Callable[[Any], str]
"""A value as a cell's attributes and content, from the style on."""

_EPOCH = date(1899, 12, 30)
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Sheet(NamedTuple):
    """A worksheet: heading rows with their style, then rows of typed columns; a column without values is hidden."""

    name: str
    types: Sequence[Type]
    headings: Sequence[tuple[int, Sequence[str]]]
    chunks: Iterable[Chunk]
    size: int
    widths: Sequence[float]
    hidden: frozenset[int] = frozenset()
    frozen_columns: int = 0
    filtered: bool = True
    styles: Mapping[int, int] = MappingProxyType({})
    """The style of some rows' texts, by their numbers from 0."""


def sheet_xml(sheet: Sheet, links: Mapping[str, str] = MappingProxyType({})) -> Iterator[bytes]:
    """The worksheet in pieces; `links` lead from cells to places in the workbook."""
    letters = [column_letters(i) for i in range(len(sheet.types))]
    last = f"{letters[-1]}{len(sheet.headings) + sheet.size}"
    yield _head(sheet, last).encode()
    for number, (style, texts) in enumerate(sheet.headings, 1):
        cells = "".join(f'<c r="{letters[i]}{number}"{_text(style, text)}' for i, text in enumerate(texts) if text)
        yield _row(number, (cells,)).encode()
    yield from _styled(sheet, letters) if sheet.styles else _rows(sheet, letters)
    yield _tail(sheet, links).encode()


def _rows(sheet: Sheet, letters: Sequence[str]) -> Iterator[bytes]:
    """The rows, made column by column: what a column needs is looked up once for all of its cells."""
    next_number = len(sheet.headings) + 1
    for chunk in sheet.chunks:
        numbers = list(map(str, range(next_number, next_number + chunk.size)))
        starts = [f'<row r="{number}">' for number in numbers]
        cells = [_cells(letters[i], sheet.types[i], numbers, column) for i, column in chunk.filled.items()]
        yield "".join(chain.from_iterable(zip(starts, *cells, repeat("</row>")))).encode()
        next_number += chunk.size


def _cells(letters: str, kind: Type, numbers: Sequence[str], column: Column) -> list[str]:
    """The cells of a column; each value is shown once, however often it stands there."""
    show = SHOWS[kind]
    start, cells = f'<c r="{letters}', zip(numbers, column, strict=True)
    if kind in FIGURES:
        return ["" if cell is None else f'{start}{number}"{show(cell)}' for number, cell in cells]
    shown = {cell: show(cell) for cell in set(column) if cell is not None}
    return ["" if cell is None else f'{start}{number}"{shown[cell]}' for number, cell in cells]


def _styled(sheet: Sheet, letters: Sequence[str]) -> Iterator[bytes]:
    """The rows of a sheet to be read, whose texts have the style of their row."""
    rows = (row for chunk in sheet.chunks for row in chunk.rows(len(letters)))
    for number, row in enumerate(rows, 1):
        text = partial(_text, sheet.styles.get(number - 1, PLAIN))
        cells = (
            f'<c r="{letters[i]}{number}"{text(cell) if isinstance(cell, str) else show_number(cell)}'
            for i, cell in enumerate(row)
            if cell is not None
        )
        yield _row(number, cells).encode()


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


@cache
def column_letters(number: int) -> str:
    """A column's name: A for 0, AA for 26."""
    above, own = divmod(number, 26)
    return (column_letters(above - 1) if above else "") + chr(ord("A") + own)


# -- cells ----------------------------------------------------------------------------------------------------------


def show_text(text: str) -> str:
    """A text, which stays one in any spreadsheet; what is too long for a cell is cut, and says so."""
    return _text(GUARDED if text[:1] in STARTS and is_risky(text) else PLAIN, text)


def _text(style: int, text: str) -> str:
    if len(text) * 2 > TEXT_LIMIT:
        text = fitting(text)
    written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "_x" in written:
        written = _ESCAPED.sub("_x005F_", written)
    styled = f' s="{style}"' if style else ""
    return f'{styled} t="inlineStr"><is><t xml:space="preserve">{written}</t></is></c>'


def fitting(text: str) -> str:
    """The text as long as a cell may hold."""
    if _units(text) <= TEXT_LIMIT:
        return text
    left = TEXT_LIMIT - _units(CUT)
    data = text.encode("utf-16-le")[: left * 2]
    return data.decode("utf-16-le", "ignore") + CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def show_number(value: int | float) -> str:
    """A number; a whole one that Excel cannot hold exactly stays text."""
    if value.__class__ is int and abs(value) > EXACT_BELOW:
        return _text(PLAIN, str(value))
    return f"><v>{value!r}</v></c>"


def show_truth(value: bool) -> str:
    """True or false."""
    return f' t="b"><v>{value:d}</v></c>'


@lru_cache(maxsize=5_000)
def show_day(written: str) -> str:
    """A day as Excel counts it."""
    day = date.fromisoformat(written)
    if day < FIRST_DAY:
        return _text(PLAIN, written)
    return f' s="{DAY}"><v>{(day - _EPOCH).days}</v></c>'


@lru_cache(maxsize=5_000)
def show_moment(written: str) -> str:
    """A moment as the clock showed it in Beijing."""
    at = datetime.fromisoformat(written).replace(tzinfo=None)
    if at.date() < FIRST_DAY:
        return _text(PLAIN, written)
    minutes = at.hour * 60 + at.minute
    part = f"{minutes / 1440:.10f}"[1:].rstrip("0").rstrip(".")
    return f' s="{MOMENT}"><v>{(at.date() - _EPOCH).days}{part}</v></c>'


SHOWS: Mapping[Type, Show] = MappingProxyType(
    {
        "string": show_text,
        "uri": show_text,
        "array": show_text,
        "integer": show_number,
        "number": show_number,
        "boolean": show_truth,
        "date": show_day,
        "datetime": show_moment,
    }
)


# -- around the rows ------------------------------------------------------------------------------------------------


def _head(sheet: Sheet, last: str) -> str:
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}"><dimension ref="A1:{last}"/>'
        f'<sheetViews><sheetView workbookViewId="0">{_pane(sheet)}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{_columns(sheet)}</cols><sheetData>'
    )


def _pane(sheet: Sheet) -> str:
    """The headings and the first columns stay where they are."""
    rows, columns = len(sheet.headings), sheet.frozen_columns
    if not rows:
        return ""
    across = f' xSplit="{columns}"' if columns else ""
    pane = "bottomRight" if columns else "bottomLeft"
    corner = f"{column_letters(columns)}{rows + 1}"
    return f'<pane{across} ySplit="{rows}" topLeftCell="{corner}" activePane="{pane}" state="frozen"/>'


def _columns(sheet: Sheet) -> str:
    return "".join(
        f'<col min="{i}" max="{i}" width="{width:g}" customWidth="1"{_hidden(i - 1 in sheet.hidden)}/>'
        for i, width in enumerate(sheet.widths, 1)
    )


def _hidden(is_hidden: bool) -> str:
    return ' hidden="1"' if is_hidden else ""


def _tail(sheet: Sheet, links: Mapping[str, str]) -> str:
    filtered = f'<autoFilter ref="{filter_range(sheet)}"/>' if sheet.filtered else ""
    led = "".join(f'<hyperlink ref="{cell}" location="{escape(to)}"/>' for cell, to in links.items())
    return f"</sheetData>{filtered}{f'<hyperlinks>{led}</hyperlinks>' if led else ''}</worksheet>"


def filter_range(sheet: Sheet) -> str:
    """The last heading and all rows below it."""
    last = len(sheet.headings) + sheet.size
    return f"A{len(sheet.headings)}:{column_letters(len(sheet.types) - 1)}{last}"
