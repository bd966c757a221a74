"""The text of a Word document as a reader sees it, with the controls, bookmarks and table cells that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from generator.forms.reading import attribute, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SYMBOLS = {"F0FE": "☑", "F0FD": "☒", "F0FC": "√", "F052": "☑", "F054": "☒", "F050": "√", "F0A8": "□", "F06F": "□"}
"""The ticks and boxes of the fonts Wingdings, by which Word writes them."""

_ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")

_PASSED_OVER = frozenset(
    {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr"}
    | {"drawing", "pict", "object", "altChunk", "subDoc", "Fallback"}
)
"""Deleted text, properties, pictures and text boxes, other files; of what Word writes in two ways, the second."""

Kind: TypeAlias = Literal["picture", "file", "deleted", "hidden"]
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("drawing", "pict"), "picture"),
    **dict.fromkeys(("object", "altChunk", "subDoc"), "file"),
    "del": "deleted",
}


class Named(NamedTuple):
    """A control or a bookmark: its name, whether it is a control, from where to where in the text, and what it holds.

    `ticked` is known of a tick box; `is_hint` says that what stands there is only the grey hint.
    """

    name: str
    is_control: bool
    start: int
    end: int
    text: str
    ticked: bool | None = None
    is_hint: bool = False


class Passed(NamedTuple):
    """Something that was passed over, and where in the text it stands; a text box is a picture too."""

    kind: Kind
    start: int


class WordCell(NamedTuple):
    """A cell: where it stands in the grid and in the text, and what it says; `is_above`: it only goes on from above."""

    column: int
    span: int
    start: int
    end: int
    text: str
    is_above: bool = False


class WordRow(NamedTuple):
    """A row: in which table and the how-manieth of it, from 1, and its cells."""

    table: int
    number: int
    cells: tuple[WordCell, ...]


class WordText(NamedTuple):
    """The body's text, its named pieces in their order, the rows of its tables, and what was passed over."""

    text: str
    named: tuple[Named, ...]
    rows: tuple[WordRow, ...]
    passed: tuple[Passed, ...] = ()

    def row_at(self, position: int) -> WordRow | None:
        """The innermost row that holds the position."""
        rows = (row for row in self.rows if row.cells and row.cells[0].start <= position <= row.cells[-1].end)
        return max(rows, key=lambda row: row.cells[0].start, default=None)


def word_text(document: Element, is_escaped: bool = False) -> WordText:
    """The text of the main part: insertions kept, deletions and hidden text left out, headers and footers not in it.

    `is_escaped`: LibreOffice saved it, which writes `_x005F_x000D_` where somebody wrote `_x000D_`; Word does not.
    """
    walk = _Walk(is_escaped)
    walk.into(document)
    return walk.result()


class _Walk:
    """Goes through a document once and notes where things stand."""

    def __init__(self, is_escaped: bool) -> None:
        self.is_escaped = is_escaped
        self.pieces: list[str] = []
        self.length = 0
        self.named: list[Named] = []
        self.rows: list[tuple[int, int, list[WordCell]]] = []
        self.tables = 0
        self.line_end = -1
        self.open: dict[str, tuple[str, int]] = {}
        self.passed: list[Passed] = []

    def result(self) -> WordText:
        text = "".join(self.pieces)
        named = (piece._replace(text=text[piece.start : piece.end]) for piece in self.named)
        rows = (
            WordRow(table, number, tuple(cell._replace(text=text[cell.start : cell.end]) for cell in cells))
            for table, number, cells in self.rows
        )
        return WordText(text, tuple(sorted(named, key=lambda piece: piece.start)), tuple(rows), tuple(self.passed))

    def say(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def into(self, element: Element) -> None:
        for child in element:
            name = local(child.tag) if isinstance(child.tag, str) else ""
            if name in _PASSED_OVER:
                self.over(child, name)
                continue
            visit = _VISITS.get(name)
            if visit:
                visit(self, child)
            elif name in _SIGNS:
                self.say("" if name == "br" and attribute(child, "type") in ("page", "column") else _SIGNS[name])
            else:
                self.into(child)

    def over(self, element: Element, name: str) -> None:
        if name in _KINDS and (name != "del" or _says(element)):
            self.passed.append(Passed(_KINDS[name], self.length))

    def text(self, element: Element) -> None:
        said = element.text or ""
        self.say(_ESCAPED.sub("_", said) if self.is_escaped else said)

    def symbol(self, element: Element) -> None:
        self.say(_SYMBOLS.get((attribute(element, "char") or "").upper(), ""))

    def run(self, element: Element) -> None:
        if not _is_on(_inner(element, "rPr", "vanish")):
            self.into(element)
        elif _says(element):
            self.passed.append(Passed("hidden", self.length))

    def paragraph(self, element: Element) -> None:
        self.into(element)
        if _inner(element, "pPr", "rPr", "del") is None:
            self.say("\n")
            self.line_end = self.length

    def up_to(self, start: int) -> int:
        """Where what began at `start` ends here: the end of its last paragraph is no part of it."""
        return self.length - (self.line_end == self.length > start)

    def control(self, element: Element) -> None:
        start = self.length
        self.into(element)
        properties = _inner(element, "sdtPr")
        tag = _inner(element, "sdtPr", "tag")
        name = None if tag is None else attribute(tag, "val")
        if name and properties is not None:
            box = _inner(properties, "checkbox", "checked")
            ticked = None if _inner(properties, "checkbox") is None else _is_on(box)
            is_hint = _is_on(_inner(properties, "showingPlcHdr"))
            self.named.append(Named(name, True, start, self.up_to(start), "", ticked, is_hint))

    def bookmark(self, element: Element) -> None:
        self.open[attribute(element, "id") or ""] = (attribute(element, "name") or "", self.length)

    def bookmark_end(self, element: Element) -> None:
        name, start = self.open.pop(attribute(element, "id") or "", ("", 0))
        if name:
            self.named.append(Named(name, False, start, self.up_to(start), ""))

    def table(self, element: Element) -> None:
        self.tables += 1
        table, rows = self.tables, _inside(element, "tr")
        above: dict[int, WordCell] = {}
        kept, deleted = _kept_and_deleted(rows)
        self.passed += [Passed("deleted", self.length) for row in deleted if _says(row)]
        for number, row in enumerate(kept, 1):
            cells: list[WordCell] = []
            self.rows.append((table, number, cells))
            self._cells(row, cells, above)

    def _cells(self, row: Element, cells: list[WordCell], above: dict[int, WordCell]) -> None:
        """The row's cells; a cell that goes on from above says what the one above says."""
        tags = list(_inside(row, "tc"))
        spans = [_number(_inner(cell, "tcPr", "gridSpan")) for cell in tags]
        first = _number(_inner(row, "trPr", "gridBefore"), 0)
        for cell, span, end in zip(tags, spans, accumulate(spans), strict=True):
            column, merge, start = first + end - span, _inner(cell, "tcPr", "vMerge"), self.length
            self.into(cell)
            found = WordCell(column, span, start, self.length, "")
            if merge is not None and attribute(merge, "val") != "restart" and column in above:
                found = above[column]._replace(is_above=True)
            above[column] = found
            cells.append(found)


_VISITS = {
    "t": _Walk.text,
    "sym": _Walk.symbol,
    "r": _Walk.run,
    "p": _Walk.paragraph,
    "sdt": _Walk.control,
    "bookmarkStart": _Walk.bookmark,
    "bookmarkEnd": _Walk.bookmark_end,
    "tbl": _Walk.table,
}


def _says(element: Element) -> bool:
    return any(local(e.tag) in ("t", "delText") and (e.text or "").strip() for e in element.iter())


def _inner(element: Element | None, *names: str) -> Element | None:
    """The element at a path of local names."""
    for name in names:
        if element is None:
            return None
        element = next((child for child in element if local(child.tag) == name), None)
    return element


def _inside(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those that controls and the like are put around."""
    for child in element:
        found = local(child.tag)
        if found == name:
            yield child
        elif found in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from _inside(child, name)


def _kept_and_deleted(rows: Iterable[Element]) -> tuple[list[Element], list[Element]]:
    """The rows that stand, and those that tracked changes delete."""
    kept: list[Element] = []
    deleted: list[Element] = []
    for row in rows:
        (kept if _inner(row, "trPr", "del") is None else deleted).append(row)
    return kept, deleted


def _is_on(element: Element | None) -> bool:
    return element is not None and attribute(element, "val") not in ("0", "false", "off")


def _number(element: Element | None, without: int = 1) -> int:
    said = attribute(element, "val") if element is not None else None
    return min(int(said), 63) if said and said.isdecimal() else without
