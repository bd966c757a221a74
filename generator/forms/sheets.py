"""What the cells of a workbook hold: the one home of openpyxl. Nothing is evaluated, and no cached value is trusted.

A number has the fifteen digits that Excel keeps, so that 0.1 + 0.2 is 0.3.
"""

from __future__ import annotations

import io
import math
import posixpath
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice, product
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import column_index_from_string, get_column_letter
from openpyxl.xml.constants import SHARED_STRINGS

from generator.forms.numbers import decimal_text
from generator.forms.reading import Package, attribute, local
from generator.forms.texts import with_plain_line_ends
from generator.problems import Place, Problem, problem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

At: TypeAlias = tuple[int, int]
"""Row and column, from 1."""


class Limits(NamedTuple):
    """How much a workbook may hold: sheets, and in each of them rows, columns, and cells in merged ranges."""

    sheets: int = 40
    rows: int = 2_000
    columns: int = 400
    merged: int = 100_000
    reads_hidden: bool = True
    """Whether hidden sheets are read, and held to the limits."""


FORM_LIMITS = Limits()
"""A filled form needs far less."""

RANGES_LIMIT = 20_000
"""How many ranges of merged cells a workbook may hold: each costs openpyxl as much as a dozen cells."""

_RELATIONS = "xl/_rels/workbook.xml.rels"
_PERCENT = re.compile(r'"[^"]*"|\\.')
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_RANGE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})\\Z")
_REFERENCE = re.compile(r"'?((?:[^'!]|'')+)'?!\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::.*)?\Z")


class Held(NamedTuple):
    """What a cell holds: its text (a number in plain decimals, a day in ISO), and what kind of thing it is.

    `kind`: `text`, `number`, `percent` (shown as one: 0.065 is 6.5), `day`, `truth`, `formula` or `fault` (as #N/A).
    """

    text: str
    kind: str = "text"


class Sheet(NamedTuple):
    """A sheet: its name, the cells that are not empty, the first cell of the merged range for each that such a range
    covers, and which of its rows are hidden.
    """

    name: str
    cells: Mapping[At, Held]
    covered: Mapping[At, At]
    hidden: frozenset[int] = frozenset()


class Book(NamedTuple):
    """The sheets in their order, and the cell that each defined name stands for.

    `beyond` is the limit beyond which there is more that was not read, if there is.
    """

    sheets: tuple[Sheet, ...]
    names: Mapping[str, tuple[str, At]]
    beyond: str = ""

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def read_book(data: bytes, package: Package, file: str = "", limits: Limits = FORM_LIMITS) -> Book | Problem:
    """The workbook in `data`, which `open_package` has opened, or why it cannot be read."""
    if not _is_plain(package):
        reason = {"reason": "工作表不是 XML 部件", "reason_en": "a sheet of it is no XML part"}
        return problem("form-file-unsafe", Place(file), words=reason)
    if _is_repeated(package):
        return problem("form-file-broken", Place(file))
    if sum(map(_ranges, package.parts.values())) > RANGES_LIMIT:
        return problem("form-file-bomb", Place(file))
    try:
        return _book(data, package, limits)
    except Exception:  # a wrong part leads openpyxl into errors of any kind, and none of them is ours
        return problem("form-file-broken", Place(file))


def _is_plain(package: Package) -> bool:
    """Whether everything that the workbook refers to was looked through when the package was opened."""
    relations = (root for name, root in package.parts.items() if name.lower().endswith(".rels"))
    targets = (attribute(entry, "Target") or "" for root in relations for entry in root if _is_read(entry))
    return all(target.lower().endswith(".xml") for target in targets)


def _is_repeated(package: Package) -> bool:
    """Whether two sheets stand in one part, or under one relation: no program writes that, and each is opened anew."""
    ids = [_relation(e) for e in package.parts[package.main].iter() if local(e.tag) == "sheet"]
    relations = package.parts.get(_RELATIONS, ())
    targets = [_target(r) for r in relations if (attribute(r, "Type") or "").endswith("/worksheet")]
    return len(set(ids)) < len(ids) or len(set(targets)) < len(targets)


def _target(relation: Any) -> str:
    return posixpath.normpath(posixpath.join("/xl", attribute(relation, "Target") or ""))


def _is_read(relation: Any) -> bool:
    kind = (attribute(relation, "Type") or "").rpartition("/")[2]
    return kind in ("worksheet", "sharedStrings", "styles", "officeDocument", "theme")


class _Reader(ExcelReader):
    """openpyxl's reader with the shared strings as they stand: its own drops `x005F_` wherever that is written."""

    def __init__(self, data: bytes, package: Package) -> None:
        super().__init__(io.BytesIO(data), read_only=True, keep_links=False)
        self._opened = package

    def read_strings(self) -> None:
        stated: Any = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]  # no stub says its types
        part: Iterable[Any] = self._opened.parts.get(stated.PartName.removeprefix("/"), ()) if stated else ()
        from_tree: Callable[[Any], Any] = Text.from_tree
        strings: Any = {i: from_tree(item).content for i, item in enumerate(part)}
        self.shared_strings = strings  # no list, in which -1 would be the last


def _book(data: bytes, package: Package, limits: Limits) -> Book:
    # openpyxl warns of what it does not read, such as rules for entries, and prints that a style is not there
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        reader = _Reader(data, package)
        reader.read()
        made, parts = reader.wb, _sheet_parts(package)
        shown = [sheet for sheet in made.worksheets if limits.reads_hidden or sheet.sheet_state == "visible"]
        held = [(sheet, parts[sheet.title]) for sheet in shown[: limits.sheets] if sheet.title in parts]
        sheets = tuple(_sheet(sheet, part, limits) for sheet, part in held)
    names = {name: at for name, defined in made.defined_names.items() if (at := _place(defined.attr_text or ""))}
    told = [str(limits.sheets)] if len(shown) > limits.sheets else []
    told += [beyond for _, part in held if (beyond := _beyond(part, limits))]
    return Book(sheets, MappingProxyType(names), next(iter(told), ""))


def _sheet(sheet: Any, part: Element, limits: Limits) -> Sheet:
    cells, covered = dict(_cells(sheet, limits)), dict(_covered(part, limits))
    hidden = frozenset(number for number, row in _rows(part) if attribute(row, "hidden") in ("1", "true"))
    return Sheet(sheet.title, MappingProxyType(cells), MappingProxyType(covered), hidden)


def _place(reference: str) -> tuple[str, At] | None:
    """The sheet and the first cell of what a name refers to; nothing where that cell is gone."""
    found = _REFERENCE.match(reference.lstrip("$="))
    if found is None:
        return None
    return found[1].replace("''", "'"), (int(found[3]), column_index_from_string(found[2]))


def _cells(sheet: Any, limits: Limits) -> Iterator[tuple[At, Held]]:
    sheet.reset_dimensions()  # what a sheet says of its own size is not to be trusted
    for row in sheet.iter_rows(max_row=limits.rows, max_col=limits.columns):
        for cell in row:
            held = _held(cell) if cell.value is not None else None
            if held is not None and held.text:
                yield (cell.row, cell.column), held


def _held(cell: Any) -> Held:
    if cell.data_type in ("f", "e"):
        said = getattr(cell.value, "text", None) or cell.value  # a formula for several cells is an object
        return Held(_text(str(said)), "formula" if cell.data_type == "f" else "fault")
    return _of_value(cell.value, cell.number_format or "")


def _text(written: str) -> str:
    """A text as Excel shows it, where `_x0041_` stands for A (ECMA-376 part 1, 22.9.2.19); control characters too."""
    return with_plain_line_ends(_ESCAPED.sub(_character, written))


def _character(escape: re.Match[str]) -> str:
    """The character; half of one stays as it is written."""
    point = int(escape[1], 16)
    return escape[0] if 0xD800 <= point < 0xE000 else chr(point)


def _of_value(value: object, shown: str) -> Held:
    if isinstance(value, bool):
        return Held("TRUE" if value else "FALSE", "truth")
    if isinstance(value, float) and not math.isfinite(value):
        return Held(str(value), "fault")
    if isinstance(value, int | float):
        number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
        is_percent = "%" in _PERCENT.sub("", shown)
        return Held(decimal_text(number), "percent" if is_percent else "number")
    if isinstance(value, datetime | date):
        return Held(f"{value:%Y-%m-%d}" if value.year > 999 else f"{value.year:04d}{value:-%m-%d}", "day")
    return Held(f"{value:%H:%M}" if isinstance(value, time) else _text(str(value)))


# -- what openpyxl tells only with all cells in memory at once, or passes over ------------------------------------


def _sheet_parts(package: Package) -> Mapping[str, Element]:
    """The part of each sheet, by the sheet's name."""
    relations = package.parts.get(_RELATIONS, ())
    targets = {attribute(r, "Id"): (attribute(r, "Target") or "").removeprefix("/xl/") for r in relations}
    entries = [e for e in package.parts[package.main].iter() if local(e.tag) == "sheet"]
    parts = {attribute(e, "name") or "": package.parts.get(f"xl/{targets.get(_relation(e))}") for e in entries}
    return {name: part for name, part in parts.items() if part is not None}


def _relation(sheet: Element) -> str:
    return next((value for key, value in sheet.attrib.items() if key.startswith("{") and local(key) == "id"), "")


def _rows(part: Element) -> Iterator[tuple[int, Element]]:
    """Each row with its number; one that states none follows the one before."""
    number = 0
    for row in (row for data in part if local(data.tag) == "sheetData" for row in data):
        number = int(attribute(row, "r") or number + 1)
        yield number, row


def _beyond(part: Element, limits: Limits) -> str:
    """The limit beyond which the sheet holds something, where openpyxl is not let."""
    held = ((number, place, cell) for number, row in _rows(part) for place, cell in enumerate(row, 1) if len(cell))
    if any(number > limits.rows or _column(cell, place) > limits.columns for number, place, cell in held):
        return f"{limits.rows} × {limits.columns}"
    is_much = sum(len(rows) * len(columns) for rows, columns in _merged(part, limits)) > limits.merged
    return str(limits.merged) if is_much else ""


def _column(cell: Element, place: int) -> int:
    letters = (attribute(cell, "r") or "").rstrip("0123456789")
    return column_index_from_string(letters) if letters else place


def _ranges(part: Element) -> int:
    return sum(local(entry.tag) == "mergeCell" for entry in part.iter())


def _covered(part: Element, limits: Limits) -> Iterator[tuple[At, At]]:
    """The covered cells of merged ranges, each with the first of its range."""
    every = (
        (at, (rows.start, columns.start)) for rows, columns in _merged(part, limits) for at in product(rows, columns)
    )
    yield from ((at, first) for at, first in islice(every, limits.merged) if at != first)


def _merged(part: Element, limits: Limits) -> Iterator[tuple[range, range]]:
    """The rows and columns of each merged range, as far as the limits go."""
    for entry in (entry for entry in part.iter() if local(entry.tag) == "mergeCell"):
        found = _RANGE.match(attribute(entry, "ref") or "")
        if found:
            left, right = (min(column_index_from_string(found[i]), limits.columns) for i in (1, 3))
            top, bottom = (min(int(found[i]), limits.rows) for i in (2, 4))
            yield range(top, bottom + 1), range(left, right + 1)


def address(at: At) -> str:
    """A cell as Excel calls it."""
    return f"{get_column_letter(at[1])}{at[0]}"
