"""A filled workbook back into answers: by the cells' defined names, else by what is printed beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple, TypeAlias

from generator.forms.answers import (
    OTHER,
    ROWS_LIMIT,
    SECURITY_FIELD,
    Answer,
    Answers,
    FieldId,
    fields_of,
    options_of,
    other_of,
)
from generator.forms.cells import HIDDEN, Spot, bare, column_spots, labels_of, spots_of
from generator.forms.layout import Blank, Box
from generator.forms.numbers import decimal_text
from generator.forms.printed import name_of
from generator.forms.reading import XLSX, Package, Read, open_filled, stated_version, unlike_problem
from generator.forms.sheets import At, Book, Held, Sheet, address, read_book
from generator.forms.tidy import tidied
from generator.forms.unread_cells import printed_in, unread_cells
from generator.forms.written import alike
from generator.model.parts import Field
from generator.model.records import Form
from generator.problems import Place, Problem, problem

Given: TypeAlias = tuple[FieldId, Answer]
_Entries: TypeAlias = "Iterator[Given | Problem | _Seen]"
"""Answers, what is to be said of them, and the cells that they were read from."""

EXACT_DIGITS = 15
_CODES = frozenset({"credit_code", "postcode", "phone"})
_NUMERIC = frozenset({"number", "money", "percent"})
_YES = frozenset("√✓✔☑☒■vx") | {"是", "对", "有", "yes", "y", "true", "1", "已完成", "已审查"}
_NO = frozenset("□☐×-—/") | {"", "否", "无", "没有", "no", "n", "false", "0"}


class _Seen(NamedTuple):
    """What was found for a cell of the form, and where."""

    held: Held
    sheet: Sheet
    at: At

    @property
    def where(self) -> str:
        return f"{self.sheet.name}!{address(self.at)}"


@dataclass(frozen=True)
class _Source:
    """The workbook that is read, and the file that problems name."""

    book: Book
    form: Form
    place: Place

    @cached_property
    def labels(self) -> Mapping[str, list[tuple[Sheet, At]]]:
        """Where each text of the sheets that are shown stands, as labels are compared."""
        found: dict[str, list[tuple[Sheet, At]]] = {}
        for sheet in _shown(self.book):
            for at, held in sheet.cells.items():
                found.setdefault(bare(held.text), []).append((sheet, at))
        return found


def read_xlsx(data: bytes, form: Form, file: str = "", opened: Package | None = None) -> Read:
    """The answers in a filled workbook of `form`, and everything that is doubtful about them; never a formula's value.

    Cells are found by their defined names, wherever they were moved to. Where the names are gone, by their labels, and
    that is said. A package that is not safe to open, or that says it is another form, gives no answers. Whoever has
    `opened` it says so.
    """
    found = open_filled(data, form, XLSX, file, opened)
    if isinstance(found, Read):
        return found
    package, told = found
    book = read_book(data, package, file)
    return (
        Read(None, (*told, book))
        if isinstance(book, Problem)
        else _read(_Source(book, form, Place(file)), package, told)
    )


def _read(source: _Source, package: Package, told: tuple[Problem, ...]) -> Read:
    values: dict[FieldId, Answer] = {}
    problems, read = list(told), set[tuple[str, At]]()
    for found in _found(source):
        if isinstance(found, _Seen):
            read.add((found.sheet.name, found.sheet.covered.get(found.at, found.at)))
        elif isinstance(found, Problem):
            problems.append(found)
        else:
            values[found[0]] = found[1]
    if unlike := unlike_problem(package, source.form, problems, source.place.file):
        return Read(None, (unlike,))
    problems += unread_cells(source.form, source.book, read, package, source.place)
    answers = Answers(source.form.id, stated_version(package, source.form), values)
    return Read(tidied(source.form, answers), tuple(problems))


def _found(source: _Source) -> _Entries:
    for field in (*fields_of(source.form), SECURITY_FIELD):
        yield from _entries(field, source) if field.type == "rows" else _field(field, source)


# -- single fields -------------------------------------------------------------------------------------------------


def _field(field: Field, source: _Source) -> _Entries:
    spots = tuple(spots_of(field))
    labels = labels_of(source.form)
    named = [_by_name(spot, source.book, labels) for spot in spots]
    if not all(named):
        yield from _labelled_field(field, spots, source)
        return
    seen = [found if isinstance(found, _Seen) else None for found in named]
    yield from _answers(field, zip(spots, seen, strict=True), source)


def _labelled_field(field: Field, spots: Sequence[Spot], source: _Source) -> _Entries:
    """The field by what is printed beside it: certain to be found where its label stands once."""
    seen = [_by_label(spot, source) for spot in spots]
    if not any(seen):
        yield _doubt("form-field-unfound", field, source)
        return
    where = next(found.where for found in seen if found)
    yield _doubt("form-cell-by-label", field, source, where=where)
    yield from _answers(
        field, ((spot, f if f and f.held.text else None) for spot, f in zip(spots, seen, strict=True)), source
    )


def _by_name(spot: Spot, book: Book, labels: frozenset[str]) -> _Seen | bool:
    """What the cell of that name holds; True where it is empty, False where the name or its sheet is gone.

    A name beside the label of something else is not trusted: a program that moves cells may leave names behind.
    """
    sheet_name, at = book.names.get(spot.tag, ("", (0, 0)))
    sheet = book.sheet(sheet_name)
    if sheet is None or bare(_text_at(sheet, (at[0], 1))) in labels - {bare(spot.label), bare(_own_label(spot))}:
        return False
    first = sheet.covered.get(at, at)
    return _Seen(sheet.cells[first], sheet, first) if first in sheet.cells else True


def _text_at(sheet: Sheet, at: At) -> str:
    return sheet.cells[at].text if at in sheet.cells else ""


def _by_label(spot: Spot, source: _Source) -> _Seen | None:
    """The cell beside the only label that says the spot; an empty text where nothing is written beside it."""
    for wanted in dict.fromkeys((bare(spot.label), bare(_own_label(spot)))):
        sheets = source.labels.get(wanted, [])
        places = sheets if len(sheets) < 2 else [place for place in sheets if not _heads_a_column(*place, source.form)]
        if len(places) == 1:
            return _beside(*places[0], printed_in(source.form))
    return None


def _heads_a_column(sheet: Sheet, at: At, form: Form) -> bool:
    """Whether a cell beside it names a column of the form's tables."""
    columns = {bare(spot.label) for field in fields_of(form) for spot in column_spots(field)}
    return any(bare(_text_at(sheet, (at[0], at[1] + step))) in columns for step in (-1, 1))


def _own_label(spot: Spot) -> str:
    """The label without its group's name before it, where it is the field's own."""
    is_field = isinstance(spot.piece, Blank) and not spot.piece.is_other
    return spot.piece.field.label.zh if is_field or spot.piece.field.type == "tick" else spot.label


def _beside(sheet: Sheet, label: At, printed: frozenset[str]) -> _Seen:
    """The next cell in the row that holds something, if that is not printed there; merged cells before it are empty."""
    row = sorted(at for at in sheet.cells if at[0] == label[0] and at[1] > label[1])
    for at in row[:1]:
        if not {alike(sheet.cells[at].text), bare(sheet.cells[at].text)} & printed:
            return _Seen(sheet.cells[at], sheet, at)
    return _Seen(Held(""), sheet, label)


def _shown(book: Book) -> Iterator[Sheet]:
    return (sheet for sheet in book.sheets if sheet.name != HIDDEN)


# -- tables --------------------------------------------------------------------------------------------------------

_Columns: TypeAlias = Mapping[str, int]
"""In which column each spot of a table stands, by its tag."""


def _entries(field: Field, source: _Source) -> _Entries:
    """The rows of a table, each as far as something is written in it."""
    spots = column_spots(field)
    found = _named_table(spots, source.book) or _labelled_table(spots, source.book)
    if found is None:
        yield _doubt("form-field-unfound", field, source)
        return
    sheet, heading, columns, is_named = found
    if not is_named:
        yield _doubt("form-cell-by-label", field, source, where=f"{sheet.name}!{address((heading, 1))}")
    for spot in (spot for spot in spots if spot.tag not in columns):
        yield _doubt("form-column-unfound", field, source, column=spot.label)
    yield from _rows(field, sheet, _filled_rows(sheet, heading, columns, is_named), columns, source)


def _rows(field: Field, sheet: Sheet, numbers: Sequence[int], columns: _Columns, source: _Source) -> _Entries:
    if len(numbers) > ROWS_LIMIT:
        yield _doubt("form-rows-many", field, source, limit=ROWS_LIMIT)
    if any((number, column) in sheet.covered for number in numbers for column in columns.values()):
        yield _doubt("form-cells-merged", field, source, where=sheet.name)
    apart = [str(row) for before, row in pairwise(numbers) if row > before + 1]
    if apart:
        yield _doubt(
            "form-rows-apart", field, source, where=sheet.name, rows="、".join(apart), rows_en=", ".join(apart)
        )
    entries: list[Mapping[str, Answer]] = []
    for number in numbers[:ROWS_LIMIT]:
        entry: dict[FieldId, Answer] = {}
        for found in _entry(field, sheet, number, columns, source):
            if isinstance(found, Problem | _Seen):
                yield found
            else:
                entry[found[0]] = found[1]
        entries.append(entry)
    if entries:
        yield field.id, tuple(entries)  # type: ignore[misc]  # rows hold no rows


def _entry(field: Field, sheet: Sheet, number: int, columns: _Columns, source: _Source) -> _Entries:
    for column, spots in groupby(column_spots(field), key=lambda spot: spot.piece.field):
        pairs = [(spot, _cell_at(sheet, (number, columns[spot.tag]))) for spot in spots if spot.tag in columns]
        yield from _answers(column, pairs, source)


def _cell_at(sheet: Sheet, at: At) -> _Seen | None:
    """What a cell of a table holds; a merged range stands in each of its rows."""
    first = sheet.covered.get(at, at)
    return _Seen(sheet.cells[first], sheet, at) if first in sheet.cells else None


def _filled_rows(sheet: Sheet, heading: int, columns: _Columns, is_named: bool) -> list[int]:
    """The rows below the heading in which something is written; one found by its labels ends at the first empty row."""
    held = set(columns.values())
    filled = sorted({row for row, column in sheet.cells if row > heading and column in held})
    if is_named:
        return filled
    return [row for i, row in enumerate(filled) if row - i <= heading + 1]


def _named_table(spots: Sequence[Spot], book: Book) -> tuple[Sheet, int, _Columns, bool] | None:
    """The table by the names of the cells that head its columns; the names of columns taken out are gone.

    Names that stand on the heading of another column are not trusted, nor are the others then.
    """
    places = {spot.tag: book.names[spot.tag] for spot in spots if spot.tag in book.names}
    sheet = book.sheet(next(iter(places.values()))[0]) if places else None
    if sheet is None:
        return None
    own = {spot.tag: bare(spot.label) for spot in spots}
    said = {tag: bare(_text_at(sheet, at)) for tag, (name, at) in places.items() if name == sheet.name}
    if any(words != own[tag] and words in own.values() for tag, words in said.items()):
        return None
    heading = next(iter(places.values()))[1][0]
    return sheet, heading, {tag: places[tag][1][1] for tag in said}, True


def _labelled_table(spots: Sequence[Spot], book: Book) -> tuple[Sheet, int, _Columns, bool] | None:
    """The table by the row that has most of its columns' labels, at least two of them or all there are."""
    best: tuple[Sheet, int, _Columns, bool] | None = None
    for sheet in _shown(book):
        for row, cells in groupby(sorted(sheet.cells.items()), key=lambda item: item[0][0]):
            labels = {bare(held.text): at[1] for at, held in cells}
            columns = {spot.tag: labels[bare(spot.label)] for spot in spots if bare(spot.label) in labels}
            if len(columns) >= min(2, len(spots)) and (best is None or len(columns) > len(best[2])):
                best = sheet, row, columns, False
    return best


# -- from cells to answers -----------------------------------------------------------------------------------------


def _answers(field: Field, pairs: Iterable[tuple[Spot, _Seen | None]], source: _Source) -> _Entries:
    """The answer to one field, or to one column of a row, from its cells."""
    ticked: list[str] = []
    for spot, seen in pairs:
        if seen is None:
            continue
        yield seen
        if seen.held.kind in ("formula", "fault"):
            yield _doubt(f"form-cell-{seen.held.kind}", field, source, where=seen.where)
        elif isinstance(spot.piece, Box):
            is_on = _is_ticked(seen.held)
            if is_on is None:
                yield _doubt("form-tick-unclear", field, source, where=seen.where)
            elif is_on:
                ticked.append(spot.piece.option.id if spot.piece.option else "")
        elif spot.piece.is_other:
            yield other_of(field.id), seen.held.text
        else:
            yield from _typed(field, seen, source)
    if ticked:
        yield field.id, True if field.type == "tick" else tuple(ticked)


def _is_ticked(held: Held) -> bool | None:
    """Whether what stands in the cell of a box ticks it; None where that is not clear."""
    said = alike(held.text)
    return True if said in _YES else False if said in _NO else None


def _typed(field: Field, seen: _Seen, source: _Source) -> Iterator[Given | Problem]:
    """The answer in the cell of a blank; a number may have lost what it was typed with, and that is said."""
    held = seen.held
    if field.type == "choice":
        yield from _option(field, held.text)
    elif held.kind == "percent" and field.type in _NUMERIC:
        yield field.id, decimal_text(_hundredfold(held.text))
    elif held.kind == "number" and field.type in _CODES:
        if len(held.text.lstrip("-")) > EXACT_DIGITS:
            yield _doubt("form-cell-digits", field, source, where=seen.where)
        yield field.id, held.text.zfill(6) if field.type == "postcode" else held.text
    else:
        yield field.id, held.text


def _hundredfold(text: str) -> Decimal:
    return Decimal(text) * 100


def _option(field: Field, text: str) -> Iterator[Given]:
    """The option of that label; what is none of them is something else, if the field allows it, and else stays."""
    wanted = alike(text)
    option = next((option.id for option in options_of(field) if alike(option.label.zh) == wanted), None)
    if option is None and field.other:
        yield field.id, OTHER
        yield other_of(field.id), text
    else:
        yield field.id, option or text


def _doubt(code: str, field: Field, source: _Source, **words: object) -> Problem:
    name = name_of(field)
    told = {"label": name.zh, "label_en": name.en or name.zh, **words}
    return problem(code, source.place, pointer=(field.id,), words=told)
