"""The sheets of an Excel workbook as tables: what its cells hold, never what its formulas would make of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple

from generator.forms.reading import Package, attribute, local
from generator.importing.tables import COLUMN_LIMIT, EMPTY, ROW_LIMIT, TEXT_LIMIT, Cell, Merge, Table, table_of
from generator.problems import Place, Problem, problem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SHEETS_LIMIT = 60
MERGED_LIMIT = 400_000
"""How many cells all merged ranges of a sheet may cover."""

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 32), *range(34, 37), *range(50, 59)}) - {18, 19, 20, 21}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


class _Refused(Exception):  # noqa: N818 - it is an answer on its way up, not an error
    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code, self.words = code, words


class _Book(NamedTuple):
    """What the cells of every sheet refer to."""

    strings: Sequence[str]
    dated: Sequence[bool]
    """For each style, whether it shows a number as a day."""
    epoch: date


def read_workbook(package: Package, file: str) -> tuple[Table, ...] | Problem:
    """The visible sheets of a workbook in their order, or why they cannot be read."""
    try:
        return _tables(package)
    except _Refused as refused:
        return problem(refused.code, Place(file), words=refused.words)


def _tables(package: Package) -> tuple[Table, ...]:
    root = package.parts[package.main]
    targets = _targets(package, package.main)
    book = _Book(_strings(package, targets), _dated(package, targets), _epoch(root))
    sheets = [e for e in root.iter() if local(e.tag) == "sheet"]
    if len(sheets) > SHEETS_LIMIT:
        raise _Refused("table-too-large", limit=SHEETS_LIMIT)
    shown = [e for e in sheets if (attribute(e, "state") or "visible") == "visible"]
    found = ((attribute(e, "name") or "", package.parts.get(targets.get(_relation(e), ""))) for e in shown)
    return tuple(
        _table(name, part, book) for name, part in found if part is not None and local(part.tag) == "worksheet"
    )


def _relation(sheet: Element) -> str:
    """The relation that a sheet's entry names; its key is `id` in another namespace."""
    return next((value for key, value in sheet.attrib.items() if key.startswith("{") and local(key) == "id"), "")


def _targets(package: Package, part: str) -> Mapping[str, str]:
    """The parts that a part refers to, by the relation's id; by the relation's type too."""
    folder, name = dirname(part), part.rpartition("/")[2]
    found: dict[str, str] = {}
    for relation in package.parts.get(join(folder, "_rels", f"{name}.rels"), ()):
        target = attribute(relation, "Target") or ""
        path = target[1:] if target.startswith("/") else normpath(join(folder, target))
        found[attribute(relation, "Id") or ""] = path
        found.setdefault((attribute(relation, "Type") or "").rpartition("/")[2], path)
    return found


def _strings(package: Package, targets: Mapping[str, str]) -> Sequence[str]:
    return tuple(map(_text, package.parts.get(targets.get("sharedStrings", ""), ())))


def _text(item: Element) -> str:
    """The text of a string item without the phonetic guides beside it."""
    runs = (r for r in item if local(r.tag) in ("t", "r"))
    texts = (t.text or "" for run in runs for t in run.iter() if local(t.tag) == "t")
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(texts))


def _dated(package: Package, targets: Mapping[str, str]) -> Sequence[bool]:
    root = package.parts.get(targets.get("styles", ""))
    if root is None:
        return ()
    own = {attribute(e, "numFmtId"): attribute(e, "formatCode") or "" for e in root.iter() if local(e.tag) == "numFmt"}
    styles = next((e for e in root if local(e.tag) == "cellXfs"), ())
    return tuple(_shows_a_day(attribute(style, "numFmtId") or "0", own) for style in styles)


def _shows_a_day(number: str, own: Mapping[str | None, str]) -> bool:
    """Whether a number format shows year, month and day rather than a number or an hour."""
    if number in own:
        shown = _QUOTED.sub("", own[number]).lower()
        return "y" in shown or ("m" in shown and "d" in shown)
    return number.isdecimal() and int(number) in _DATE_FORMATS


def _epoch(root: Element) -> date:
    """The day before the first: 1900 has a 29 February there."""
    from_1904 = any(local(e.tag) == "workbookPr" and attribute(e, "date1904") in ("1", "true") for e in root)
    return date(1904, 1, 1) if from_1904 else date(1899, 12, 30)


def _table(name: str, root: Element, book: _Book) -> Table:
    rows: dict[int, dict[int, Cell]] = {}
    for y, row in _rows(root):
        rows[y] = dict(_cells(row, book))
    height = max(rows, default=-1) + 1
    if height > ROW_LIMIT:
        raise _Refused("table-too-large", limit=f"{ROW_LIMIT} × {COLUMN_LIMIT}")
    table = table_of(name, (_filled(rows.get(y, {})) for y in range(height)), _merges(root))
    return table._replace(hidden=frozenset(y for y, row in _rows(root) if attribute(row, "hidden") in ("1", "true")))


def _rows(root: Element) -> Iterator[tuple[int, Element]]:
    """Each row that holds something, with its place; rows without a number follow the one before."""
    y = -1
    for data in (e for e in root if local(e.tag) == "sheetData"):
        for row in data:
            stated = attribute(row, "r") or ""
            y = int(stated) - 1 if re.fullmatch(r"[1-9][0-9]{0,6}", stated) else y + 1
            if len(row):
                yield y, row


def _cells(row: Element, book: _Book) -> Iterator[tuple[int, Cell]]:
    x = -1
    for element in row:
        place = _REFERENCE.match(attribute(element, "r") or "")
        x = _column(place[1]) if place else x + 1
        cell = _cell(element, book)
        if cell != EMPTY:
            if x >= COLUMN_LIMIT:
                raise _Refused("table-too-large", limit=f"{ROW_LIMIT} × {COLUMN_LIMIT}")
            yield x, cell


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _cell(element: Element, book: _Book) -> Cell:
    parts = {local(part.tag): part for part in element}
    text = _shown(element, parts, book).strip()
    if len(text) > TEXT_LIMIT:
        raise _Refused("table-cell-long", limit=TEXT_LIMIT)
    return Cell(_CONTROL.sub("�", text), "f" in parts)


def _shown(element: Element, parts: Mapping[str, Element], book: _Book) -> str:
    """What a cell holds as text; numbers as plain decimals, days in ISO."""
    kind, written = attribute(element, "t") or "n", "".join(parts["v"].itertext()) if "v" in parts else ""
    if kind == "inlineStr":
        return _text(parts["is"]) if "is" in parts else ""
    if kind == "s":
        index = int(written) if re.fullmatch(r"[0-9]{1,7}", written) else len(book.strings)
        return book.strings[index] if index < len(book.strings) else ""
    if kind == "d":
        return written[:10] if written.endswith("T00:00:00") else written
    if kind == "n":
        return _number(written, _is_dated(attribute(element, "s"), book), book.epoch)
    return written


def _is_dated(style: str | None, book: _Book) -> bool:
    return style is not None and style.isdecimal() and int(style) < len(book.dated) and book.dated[int(style)]


def _number(written: str, is_day: bool, epoch: date) -> str:
    """A number with the fifteen digits that Excel keeps; a day where the cell shows one."""
    if not re.fullmatch(r"-?[0-9]{1,30}(\.[0-9]{1,40})?([eE][-+]?[0-9]{1,3})?", written):
        return written
    value = Decimal(written)
    if is_day and 0 < value < 2_900_000:
        return (epoch + timedelta(days=int(value))).isoformat()
    return plain(Decimal(f"{value:.15g}"))


def plain(value: Decimal) -> str:
    """The number without an exponent and without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _merges(root: Element) -> Iterator[Merge]:
    covered = 0
    for entry in (e for e in root.iter() if local(e.tag) == "mergeCell"):
        merge = _merge(attribute(entry, "ref") or "")
        if merge is None or merge.top >= ROW_LIMIT:
            continue
        bottom, right = min(merge.bottom, ROW_LIMIT), min(merge.right, COLUMN_LIMIT)
        covered += (bottom - merge.top + 1) * max(right - merge.left + 1, 1)
        if covered > MERGED_LIMIT:
            raise _Refused("table-too-large", limit=MERGED_LIMIT)
        yield merge


def _merge(written: str) -> Merge | None:
    first, _, last = written.partition(":")
    one, two = _REFERENCE.match(first), _REFERENCE.match(last)
    if one is None or two is None:
        return None
    merge = Merge(int(one[2]) - 1, _column(one[1]), int(two[2]) - 1, _column(two[1]))
    return merge if merge.top <= merge.bottom and merge.left <= merge.right else None


def _filled(row: Mapping[int, Cell]) -> list[Cell]:
    return [row.get(x, EMPTY) for x in range(max(row, default=-1) + 1)]
