"""What stands in a filled workbook and was not read: nothing that somebody wrote is passed over without a word."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import lru_cache

from generator.forms.answers import fields_of
from generator.forms.cells import HIDDEN, bare, column_spots, labels_of
from generator.forms.reading import Package, open_package
from generator.forms.sheets import At, Book, Held, Sheet, address, read_book
from generator.forms.unread import BESIDE_STAMP
from generator.forms.written import alike
from generator.forms.xlsx import xlsx_of
from generator.model.records import Form
from generator.problems import Place, Problem, problem

SHOWN = 5
"""So many cells of a sheet are named."""
_PARTS = {"xl/drawings/drawing": ("图片或文本框", "a picture or text box"), "xl/comments": ("批注", "comments")}


def unread_cells(
    form: Form, book: Book, read: Set[tuple[str, At]], package: Package, place: Place
) -> Iterator[Problem]:
    """One problem for each sheet with texts that are no answer and not printed there, and for what is no cell.

    `read` are the cells that answers were read from. Formulas are passed over: none is ever an answer.
    """
    for sheet in (sheet for sheet in book.sheets if sheet.name != HIDDEN):
        left = [at for at, held in sorted(sheet.cells.items()) if _is_foreign(form, sheet, at, held, read)]
        if left:
            zh, en = "、".join(map(address, left[:SHOWN])), ", ".join(map(address, left[:SHOWN]))
            more = len(left) - SHOWN
            zh, en = (f"{zh} 等 {len(left)} 格", f"{en} and {more} more") if more > 0 else (zh, en)
            yield _told(("内容", "text"), f"工作表“{sheet.name}”的 {zh}", f"{en} of sheet “{sheet.name}”", place)
    if book.beyond:
        yield _told(("内容", "text"), f"超出 {book.beyond} 的地方", f"what lies beyond {book.beyond}", place)
    for part, what in _PARTS.items():
        if any(name.startswith(part) for name in package.parts):
            yield _told(what, "工作簿里", "the workbook", place)


def _told(what: tuple[str, str], where: str, where_en: str, place: Place) -> Problem:
    words = {"what": what[0], "what_en": what[1], "where": where, "where_en": where_en}
    return problem("form-content-unread", place, words=words)


def _is_foreign(form: Form, sheet: Sheet, at: At, held: Held, read: Set[tuple[str, At]]) -> bool:
    if held.kind == "formula" or (sheet.name, at) in read or not any(map(str.isalnum, held.text)):
        return False
    if {alike(held.text), bare(held.text)} & printed_in(form) or _is_beside_the_stamp(sheet, at):
        return False
    return not (held.text.isdecimal() and at[1] == 1)  # the number of a row


def _is_beside_the_stamp(sheet: Sheet, at: At) -> bool:
    """Whether it is what only the receiving office needs: who files the form, when, and the stamp."""
    label = sheet.cells.get((at[0], at[1] - 1))
    return label is not None and alike(label.text) in BESIDE_STAMP


@lru_cache(maxsize=16)
def printed_in(form: Form) -> frozenset[str]:
    """Everything that the blank workbook says, and its labels bare, as they are compared."""
    data = xlsx_of(form)
    package = open_package(data)
    book = package if isinstance(package, Problem) else read_book(data, package)
    assert isinstance(book, Book), "what we write can be read"
    labels = [spot.label for field in fields_of(form) if field.type == "rows" for spot in column_spots(field)]
    sheets = (sheet for sheet in book.sheets if sheet.name != HIDDEN)
    said = (alike(held.text) for sheet in sheets for held in sheet.cells.values())
    return frozenset((*said, *labels_of(form), *map(bare, labels)))
