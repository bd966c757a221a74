"""What the cells of a workbook hold: the one home of openpyxl. Nothing is evaluated, and no cached value is trusted.

A number has the fifteen digits that Excel keeps, so that 0.1 + 0.2 is 0.3.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice, product
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from openpyxl import load_workbook
from openpyxl.utils.cell import column_index_from_string, get_column_letter, range_boundaries

from generator.forms.reading import Package, attribute, local
from generator.forms.texts import plain
from generator.problems import Place, Problem, problem

At: TypeAlias = tuple[int, int]
"""Row and column, from 1."""

ROWS_LIMIT, COLUMNS_LIMIT, SHEETS_LIMIT = 2_000, 400, 40
"""How far a sheet is read; a filled form needs far less."""
MERGES_LIMIT = 2_000

_PERCENT = re.compile(r'"[^"]*"|\\.')
_REFERENCE = re.compile(r"'?((?:[^'!]|'')+)'?!\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::.*)?\Z")


class Held(NamedTuple):
    """What a cell holds: its text (a number in plain decimals, a day in ISO), and what kind of thing it is.

    `kind`: `text`, `number`, `percent` (shown as one: 0.065 is 6.5), `day`, `truth`, `formula` or `fault` (as #N/A).
    """

    text: str
    kind: str = "text"


class Sheet(NamedTuple):
    """A sheet: its name, the cells that are not empty, and for each covered cell of a merged range its first cell."""

    name: str
    cells: Mapping[At, Held]
    covered: Mapping[At, At]


class Book(NamedTuple):
    """The sheets in their order, hidden ones too, and the cell that each defined name stands for."""

    sheets: tuple[Sheet, ...]
    names: Mapping[str, tuple[str, At]]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def read_book(data: bytes, package: Package, file: str = "") -> Book | Problem:
    """The workbook in `data`, which `open_package` has opened, or why it cannot be read."""
    if not _is_plain(package):
        reason = {"reason": "工作表不是 XML 部件", "reason_en": "a sheet of it is no XML part"}
        return problem("form-file-unsafe", Place(file), words=reason)
    try:
        return _book(data, package)
    except Exception:  # a wrong part leads openpyxl into errors of any kind, and none of them is ours
        return problem("form-file-broken", Place(file))


def _is_plain(package: Package) -> bool:
    """Whether everything that the workbook refers to was looked through when the package was opened."""
    relations = (root for name, root in package.parts.items() if name.lower().endswith(".rels"))
    targets = (attribute(entry, "Target") or "" for root in relations for entry in root if _is_read(entry))
    return all(target.lower().endswith(".xml") for target in targets)


def _is_read(relation: Any) -> bool:
    kind = (attribute(relation, "Type") or "").rpartition("/")[2]
    return kind in ("worksheet", "sharedStrings", "styles", "officeDocument", "theme")


def _book(data: bytes, package: Package) -> Book:
    made = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    names = {name: at for name, defined in made.defined_names.items() if (at := _place(defined.attr_text or ""))}
    covered = _covered(package)
    sheets = [
        Sheet(sheet.title, MappingProxyType(dict(_cells(sheet))), covered.get(sheet.title, MappingProxyType({})))
        for sheet in made.worksheets[:SHEETS_LIMIT]
    ]
    return Book(tuple(sheets), MappingProxyType(names))


def _place(reference: str) -> tuple[str, At] | None:
    """The sheet and the first cell of what a name refers to; nothing where that cell is gone."""
    found = _REFERENCE.match(reference.lstrip("$="))
    if found is None:
        return None
    return found[1].replace("''", "'"), (int(found[3]), column_index_from_string(found[2]))


def _cells(sheet: Any) -> Iterator[tuple[At, Held]]:
    sheet.reset_dimensions()  # what a sheet says of its own size is not to be trusted
    for row in sheet.iter_rows(max_row=ROWS_LIMIT + 1, max_col=COLUMNS_LIMIT):
        for cell in row:
            held = _held(cell) if cell.value is not None else None
            if held is not None and held.text:
                yield (cell.row, cell.column), held


def _held(cell: Any) -> Held:
    if cell.data_type in ("f", "e"):
        return Held(plain(str(cell.value)), "formula" if cell.data_type == "f" else "fault")
    return _of_value(cell.value, cell.number_format or "")


def _of_value(value: object, shown: str) -> Held:
    if isinstance(value, bool):
        return Held("TRUE" if value else "FALSE", "truth")
    if isinstance(value, int | float):
        number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
        is_percent = "%" in _PERCENT.sub("", shown)
        return Held(decimal_text(number), "percent" if is_percent else "number")
    if isinstance(value, datetime | date):
        return Held(f"{value:%Y-%m-%d}" if value.year > 999 else f"{value.year:04d}{value:-%m-%d}", "day")
    return Held(f"{value:%H:%M}" if isinstance(value, time) else plain(str(value)))


def decimal_text(number: Decimal) -> str:
    """The number in plain decimals, without needless zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# -- merged ranges: openpyxl reads them only together with everything else ------------------------------------------


def _covered(package: Package) -> Mapping[str, Mapping[At, At]]:
    """For each sheet, by its name, the first cell of every covered one."""
    relations = package.parts.get("xl/_rels/workbook.xml.rels", ())
    targets = {attribute(r, "Id"): (attribute(r, "Target") or "").removeprefix("/xl/") for r in relations}
    entries = [e for e in package.parts[package.main].iter() if local(e.tag) == "sheet"]
    parts = {attribute(e, "name") or "": package.parts.get(f"xl/{targets.get(_relation(e))}") for e in entries}
    return {name: MappingProxyType(dict(_merged(part))) for name, part in parts.items() if part is not None}


def _relation(sheet: Any) -> str:
    return next((value for key, value in sheet.attrib.items() if key.startswith("{") and local(key) == "id"), "")


def _merged(part: Any) -> Iterator[tuple[At, At]]:
    references = (attribute(entry, "ref") or "" for entry in part.iter() if local(entry.tag) == "mergeCell")
    for reference in islice(references, MERGES_LIMIT):
        left, top, right, bottom = map(int, range_boundaries(reference))  # type: ignore[arg-type]  # whole rows raise
        rows = range(top, min(bottom, ROWS_LIMIT) + 1)
        columns = range(left, min(right, COLUMNS_LIMIT) + 1)
        yield from ((at, (top, left)) for at in product(rows, columns) if at != (top, left))


def address(at: At) -> str:
    """A cell as Excel calls it."""
    return f"{get_column_letter(at[1])}{at[0]}"
