"""Texts as an Excel workbook, in which nothing but the English can be changed, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.content import source_at
from generator.forms.reading import XLSX, open_package
from generator.forms.sheets import Limits, Sheet, read_book
from generator.forms.texts import with_plain_line_ends
from generator.forms.xlsx import Column, table_of
from generator.model.records import KINDS
from generator.problems import Place, Problem, problem
from generator.translating.returned import Returned
from generator.translating.units import MOST, State, Unit, advice_of, read_key

SHEET = "译文 Translations"
RECORD, FIELD, CHINESE, ENGLISH, RIGHT, NOTE, PLACE, KEY = range(8)
COLUMNS = (
    Column("记录 Record", 30),
    Column("哪一处 Text", 24),
    Column("中文 Chinese", 60),
    Column("英文 English", 70, is_open=True),
    Column("没改也对 Right as it is", 12, is_open=True),
    Column("说明 Note", 40),
    Column("文件 File", 20),
    Column("标记 Key", 20),
)
NOTES = (
    "只填“英文”一栏，其他单元格已锁定。原来的英文看过、不用改的，在“没改也对”一栏填 x。不要改动最后两栏。",
    "Write in the column “English” alone; other cells are locked. Where the English that stands there was read and is "
    "right, put an x beside it. Leave the last two columns as they are.",
)
STATES: Mapping[State, str] = {
    "missing": "没有英文 no English yet",
    "outdated": "中文改过 the Chinese has changed",
    "untracked": "不知是否跟得上 not known to be up to date",
    "current": "",
}
LIMITS = Limits(sheets=4, rows=MOST + 50, columns=40)
_TOP = 30
"""Among how many rows the headings are looked for."""


def workbook_of(units: Iterable[Unit]) -> bytes:
    """The units as one sheet, a row each."""
    return table_of(SHEET, NOTES, COLUMNS, map(_row, units))


def read_workbook(data: bytes, file: str) -> tuple[Returned, ...] | Problem:
    """The rows of a workbook that came back, in any order, or why it cannot be read."""
    package = open_package(data, file)
    if isinstance(package, Problem):
        return package
    book = read_book(data, package, file, LIMITS) if package.kind == XLSX else problem("form-file-kind", Place(file))
    if isinstance(book, Problem):
        return book
    for sheet in book.sheets:
        columns = _columns(sheet)
        if columns and not book.beyond:
            return tuple(_returned(sheet, columns, file))
    reason, reason_en = ("没有“英文”和“标记”两栏", "it has no columns “English” and “Key”")
    if book.beyond:
        reason, reason_en = f"超过 {book.beyond}", f"it holds more than {book.beyond}"
    return problem("translation-file", Place(file), reason=reason, reason_en=reason_en)


def _row(unit: Unit) -> tuple[str, ...]:
    label = f"{unit.label.zh}\n{unit.label.en}"
    note = "\n".join(filter(None, (STATES[unit.state], *(advice.en or advice.zh for advice in advice_of(unit)))))
    record = f"{KINDS[unit.kind].label.zh}：{unit.title}"
    return (record, label, unit.passage.zh, unit.passage.en or "", "", note, unit.file, str(unit.key))


def _columns(sheet: Sheet) -> dict[int, int] | None:
    """Where each of our columns stands, and under `RECORD` the headings' row; none where one is missing."""
    for row in range(1, _TOP):
        held = {cell.text: at[1] for at, cell in sheet.cells.items() if at[0] == row}
        if COLUMNS[ENGLISH].heading in held and COLUMNS[KEY].heading in held and COLUMNS[PLACE].heading in held:
            found = {i: held[column.heading] for i, column in enumerate(COLUMNS) if column.heading in held}
            return {**found, RECORD: row}
    return None


def _returned(sheet: Sheet, columns: Mapping[int, int], file: str) -> Iterator[Returned]:
    rows = sorted({at[0] for at in sheet.cells if at[0] > columns[RECORD]})

    def text(row: int, column: int) -> str:
        held = sheet.cells.get((row, columns[column])) if column in columns else None
        return with_plain_line_ends(held.text).strip() if held else ""

    for row in rows:
        key, source = read_key(text(row, KEY)), source_at(text(row, PLACE))
        if key is not None and source is not None:
            place, is_right = Place(file, row, columns[ENGLISH]), bool(text(row, RIGHT))
            yield Returned(source.kind, source.id, key, text(row, ENGLISH), is_right, place)
