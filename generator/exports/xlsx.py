"""All tables as one Excel workbook: a sheet that explains, then one a table, with filters and bilingual headings.

Written here and not by a library: at ten thousand records a library that keeps an object or two for each of two million
cells takes several times as long, and the parts of a workbook of plain tables are few (ECMA-376 part 1, 12 and 18).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from generator.exports.about import About, both
from generator.exports.columns import WORD, Column, Type, Words
from generator.exports.csvs import FOLDER
from generator.exports.rows import Row
from generator.exports.sheetml import (
    DECLARATION,
    EN,
    MAIN,
    NAME,
    TITLE,
    ZH,
    Sheet,
    filter_range,
    sheet_xml,
)
from generator.exports.stock import TABLE, Stock, chunk_of
from generator.exports.tables import Table
from generator.exports.zips import Member, pack, zip_of
from generator.lang import say
from generator.model.artifacts import Streamed

PATH = f"{FOLDER}zhangbang.xlsx"
README = "README"
LABELS = frozenset(f"{WORD}{word}" for word in ("table", "column", "rows", "type", "description", "zh", "en"))
LEVEL = 3
"""How hard a workbook is compressed: more takes twice the time for a tenth of the size."""

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_README_TYPES: tuple[Type, ...] = ("string", "string", "string", "integer", "string", "string", "string")
_WIDTHS: Mapping[Type, float] = MappingProxyType(
    {"string": 18, "uri": 30, "array": 24, "integer": 10, "number": 14, "boolean": 9, "date": 12, "datetime": 17}
)
_WIDER: Mapping[str, float] = MappingProxyType({"title_zh": 44, "title_en": 44, "id": 34, "record": 38})


def compile_xlsx(
    tables: Sequence[Table], stock: Stock, about: About, words: Words, sheets: Iterable[Member]
) -> Streamed:
    """`data/zhangbang.xlsx`, of the compressed sheets of these tables."""
    told, links = _readme(tables, stock, about, words)
    frame = _frame([told, *(_sheet(table, stock) for table in tables)], about.as_of)
    members = (pack(name, (text.encode(),), LEVEL) for name, text in frame)
    return Streamed(PATH, zip_of(chain(members, (_member(0, told, links),), sheets)))


def sheet_member(number: int, table: Table, stock: Stock) -> Member:
    """The compressed sheet of one table, the `number`-th from 1."""
    return _member(number, _sheet(table, stock))


def _member(number: int, sheet: Sheet, links: Mapping[str, str] = MappingProxyType({})) -> Member:
    return pack(f"xl/worksheets/sheet{number + 1}.xml", sheet_xml(sheet, links), LEVEL)


# -- sheets ---------------------------------------------------------------------------------------------------------


def _sheet(table: Table, stock: Stock) -> Sheet:
    columns, size, filled = table.columns, stock.size(TABLE + table.name), stock.filled(table.name)
    return Sheet(
        name=table.name,
        types=[column.type for column in columns],
        headings=(
            (ZH, [column.title.zh for column in columns]),
            (EN, [say(column.title, "en") for column in columns]),
            (NAME, [column.name for column in columns]),
        ),
        chunks=stock.chunks(table.name),
        size=size,
        widths=[_width(column) for column in columns],
        hidden=frozenset(range(len(columns))) - filled if size else frozenset(),
        frozen_columns=1,
    )


def _width(column: Column) -> float:
    return _WIDER.get(column.name, _WIDTHS[column.type])


def _readme(tables: Sequence[Table], stock: Stock, about: About, words: Words) -> tuple[Sheet, Mapping[str, str]]:
    """What the workbook is, its tables with links to them, and all columns."""
    lines: list[Row] = [_line(" ".join(dict.fromkeys(about.title)))]
    told = (*about.lines, both(words["data_note_hidden"]))
    lines += [_line(text) for pair in told for text in dict.fromkeys(pair)]
    styles = {0: TITLE}
    links: dict[str, str] = {}

    def section(*keys: str) -> None:
        lines.extend((_line(), _line(*_named(words, *keys))))
        styles[len(lines) - 1] = ZH

    section("table", "zh", "en", "rows", "", "description", "description")
    for table in tables:
        size = stock.size(TABLE + table.name)
        lines.append(_line(table.name, *both(table.title), size, None, *both(table.description)))
        links[f"A{len(lines)}"] = f"'{table.name}'!A1"
    section("column", "zh", "en", "", "type", "description", "description")
    for table in tables:
        for c in table.columns:
            lines.append(_line(f"{table.name}.{c.name}", *both(c.title), None, c.type, *both(c.description)))
    widths, held = (46, 34, 40, 9, 10, 60, 60), (chunk_of(lines),)
    return Sheet(README, _README_TYPES, (), held, len(lines), widths, filtered=False, styles=styles), links


def _line(*cells: str | int | None) -> Row:
    return [*cells, *[None] * (len(_README_TYPES) - len(cells))]


def _named(words: Words, *keys: str) -> Iterator[str | None]:
    for key in keys:
        yield f"{words[WORD + key].zh} {say(words[WORD + key], 'en')}" if key else None


# -- the parts around the sheets ------------------------------------------------------------------------------------


def _frame(sheets: Sequence[Sheet], as_of: str) -> Iterator[tuple[str, str]]:
    """Every part but the sheets, by its name in the package."""
    yield "[Content_Types].xml", _content_types(len(sheets))
    yield "_rels/.rels", _relations(_ROOT_PARTS)
    yield "docProps/core.xml", _CORE.format(moment=f"{as_of}T00:00:00Z")
    yield "xl/workbook.xml", _workbook(sheets)
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations(
            [
                *((f"{_RELATIONS}/worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)),
                (f"{_RELATIONS}/styles", "styles.xml"),
            ]
        ),
    )
    yield "xl/styles.xml", _STYLES


def _content_types(sheets: int) -> str:
    made = [("/xl/workbook.xml", f"{_TYPE}.sheet.main+xml"), ("/xl/styles.xml", f"{_TYPE}.styles+xml")]
    made += [(f"/xl/worksheets/sheet{i}.xml", f"{_TYPE}.worksheet+xml") for i in range(1, sheets + 1)]
    made.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in made)
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _workbook(sheets: Sequence[Sheet]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{i}" r:id="rId{i}"/>' for i, sheet in enumerate(sheets, 1)
    )
    named = 'name="_xlnm._FilterDatabase" hidden="1"'
    filters = "".join(
        f'<definedName {named} localSheetId="{i}">{escape(_absolute(sheet))}</definedName>'
        for i, sheet in enumerate(sheets)
        if sheet.filtered
    )
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{listed}</sheets><definedNames>{filters}</definedNames></workbook>"
    )


def _absolute(sheet: Sheet) -> str:
    ends = (_CELL.sub(r"$\1$\2", end) for end in filter_range(sheet).split(":"))
    return f"'{sheet.name}'!{':'.join(ends)}"


_CELL = re.compile(r"([A-Z]+)(\d+)")
_ROOT_PARTS = (
    (f"{_RELATIONS}/officeDocument", "xl/workbook.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
)
_CORE = (
    f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
)
_FONT = '<name val="Calibri"/><family val="2"/>'
_FONTS = (
    f'<font><sz val="11"/>{_FONT}</font>',
    f'<font><b/><sz val="11"/>{_FONT}</font>',
    f'<font><sz val="9"/><color rgb="FF595959"/>{_FONT}</font>',
    f'<font><b/><sz val="14"/>{_FONT}</font>',
    f'<font><u/><sz val="11"/><color rgb="FF0B57A4"/>{_FONT}</font>',
)
_FILLS = (
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFDCE6F1"/></patternFill></fill>',
)


def _xf(number: int = 0, font: int = 0, fill: int = 0, more: str = "", inner: str = "") -> str:
    used = f'numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0"'
    applied = ' applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"'
    return f"<xf {used}{applied}{more}>{inner}</xf>" if inner else f"<xf {used}{applied}{more}/>"


_TOP = '<alignment vertical="top" wrapText="1"/>'
_FORMATS = (
    _xf(),
    _xf(164),
    _xf(165),
    _xf(49, more=' quotePrefix="1"'),
    _xf(font=1, fill=2, inner=_TOP),
    _xf(fill=2, inner=_TOP),
    _xf(font=2, fill=2),
    _xf(font=3),
    _xf(font=4),
)
"""The styles of cells, in the order that `sheetml` numbers them."""
_STYLES = (
    f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
    f'<fonts count="{len(_FONTS)}">{"".join(_FONTS)}</fonts><fills count="{len(_FILLS)}">{"".join(_FILLS)}</fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(_FORMATS)}">{"".join(_FORMATS)}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
