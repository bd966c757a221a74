"""A filled Word form back into answers: by the controls' tags, else by their bookmarks, else by what is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from generator.forms.answers import Answer, Answers, every_field, version_of
from generator.forms.labels import is_ticked, labels_in, loosely, seen_beside, seen_in_sentence
from generator.forms.layout import Blank, Box, Cell, Layout, Words, layout_of
from generator.forms.read_rows import rows_in
from generator.forms.reading import (
    DOCX,
    Package,
    Read,
    local,
    open_filled,
    saved_by,
    stated_version,
    unlike_problem,
)
from generator.forms.tags import PREFIX, tag_of
from generator.forms.tidy import tidied
from generator.forms.unread import repeated_problems, unread_problems
from generator.forms.wordnames import Given, Source, answers_of, by_name, doubt, printed, said, typed
from generator.forms.wordtext import Named, WordCell, WordRow, word_text
from generator.forms.written import alike
from generator.model.parts import Field
from generator.model.records import Form
from generator.problems import Place, Problem, problem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LIMITS: Mapping[str, int] = MappingProxyType(
    {"tr": 3_000, **dict.fromkeys(("tc", "sdt", "bookmarkStart", "drawing", "pict"), 40_000)}
)
"""How many of these a filled form may hold: some fields with `ROWS_LIMIT` rows each, and more."""

TEXT_LIMIT = 1_000_000

_Entries: TypeAlias = "Iterator[Given | Problem]"


def read_docx(data: bytes, form: Form, file: str = "", opened: Package | None = None) -> Read:
    """The answers in a filled Word form, and what is doubtful about them; `file` is its name in the problems.

    A file that is unsafe, no Word file or another form's gives no answers. Whoever has `opened` it says so.
    """
    found = open_filled(data, form, DOCX, file, opened)
    if isinstance(found, Read):
        return found
    package, told = found
    if _is_beyond(package.parts[package.main]):
        return Read(None, (*told, problem("form-file-bomb", Place(file))))
    return _read(package, form, file, told)


def _is_beyond(document: Element) -> bool:
    """Whether there is more in it than in any form."""
    counts = Counter(local(element.tag) for element in document.iter())
    length = sum(len(element.text or "") for element in document.iter() if local(element.tag) == "t")
    return length > TEXT_LIMIT or any(counts[name] > most for name, most in LIMITS.items())


def _read(package: Package, form: Form, file: str, about: tuple[Problem, ...]) -> Read:
    version = stated_version(package, form)
    layout, source = layout_of(form), _source(package, form, file)
    values: dict[str, Answer] = {}
    problems = [*about]
    for entry in _entries(layout, source, version == version_of(form)):
        if isinstance(entry, Problem):
            problems.append(entry)
        else:
            values.setdefault(*entry)
    if unlike := unlike_problem(package, form, problems, file):
        return Read(None, (unlike,))
    doubtful = [str(told.pointer[0]) for told in problems if told.pointer]
    problems += repeated_problems(layout, source)
    answers = Answers(form.id, version, values)
    problems += unread_problems(layout, source, package, answers, doubtful)
    return Read(tidied(form, answers), tuple(problems))


def _source(package: Package, form: Form, file: str) -> Source:
    text = word_text(package.parts[package.main], is_escaped="LibreOffice" in saved_by(package))
    starts = tuple(piece.start for piece in text.named)
    return Source(text, starts, by_name(text.named), labels_in(every_field(form)), Place(file))


def _entries(layout: Layout, source: Source, is_present: bool) -> _Entries:
    """Everything that is read from the tables; `is_present`: the layout is the one that was filled."""
    for table in (*layout.tables, layout.own):
        if table.repeated:
            yield from rows_in(table, table.repeated, source)
        else:
            yield from chain.from_iterable(_cell(cell, source, is_present) for row in table.rows for cell in row)


def _cell(cell: Cell, source: Source, is_present: bool) -> _Entries:
    """The answers of the fields in a cell of the layout."""
    pieces = [piece for line in cell.lines for piece in line if isinstance(piece, Blank | Box)]
    held = [(piece, source.named[tag_of(piece)]) for piece in pieces if tag_of(piece) in source.named]
    fields = {piece.field.id: piece.field for piece in pieces}
    for field in fields.values():
        own = [(piece, named) for piece, named in held if piece.field.id == field.id]
        if not own:
            yield from _without_control(field, cell, source)
            continue
        entries = [*answers_of(field, own, source)]
        yield from _with_what_stands_outside(field, cell, own, entries, source) if is_present else entries


def _without_control(field: Field, cell: Cell, source: Source) -> _Entries:
    """The answer by what is printed, doubtful; or that there is no such place."""
    blanks = [piece for line in cell.lines for piece in line if isinstance(piece, Blank) and not piece.is_other]
    sentence = seen_in_sentence(source.text.rows, cell) if len(blanks) > 1 else {}
    in_sentence = sentence.get(field.id)
    seen = [in_sentence] if in_sentence else seen_beside(source.text.rows, field, source.labels)
    if not seen:
        yield doubt("form-field-unfound", field, None, source)
        return
    entries = [*printed(field, seen[0].text, source)]
    yield from entries
    yield from [doubt("form-answer-by-label", field, seen[0].row, source)] if entries else []
    said = {alike(found.text) for found in seen if found.text.strip() and not found.is_below}
    yield from [doubt("form-answer-twice", field, seen[0].row, source)] if len(said) > 1 else []


# -- what stands beside a control ---------------------------------------------------------------------------------


def _with_what_stands_outside(
    field: Field, cell: Cell, held: list[tuple[Blank | Box, Named]], entries: list[Given | Problem], source: Source
) -> _Entries:
    """The entries, with what was typed around the control rather than in it, or ticked beside the boxes."""
    place = _cell_at(held[0][1], source)
    pieces = [piece for line in cell.lines for piece in line if isinstance(piece, Blank | Box)]
    if place is None or any(piece.field.id != field.id for piece in pieces) or _is_shared(place[1], held, source):
        yield from entries
    elif isinstance(pieces[0], Blank):
        yield from _joined(field, cell, held[0][1], place, entries, source)
    elif not entries and is_ticked(place[1].text):
        yield from printed(field, place[1].text, source)
        yield doubt("form-answer-outside", field, place[0], source)
    else:
        yield from entries


def _is_shared(place: WordCell, held: list[tuple[Blank | Box, Named]], source: Source) -> bool:
    """Whether controls of other fields stand in the cell too, as where cells were merged."""
    own = {named.name for _, named in held}
    inside = (piece for piece in source.text.named if place.start <= piece.start < place.end)
    return any(
        piece.name in source.named and piece.name not in own for piece in inside if piece.name.startswith(PREFIX)
    )


def _joined(
    field: Field,
    cell: Cell,
    named: Named,
    place: tuple[WordRow, WordCell],
    entries: list[Given | Problem],
    source: Source,
) -> _Entries:
    row, found = place
    words = [piece.text.zh for line in cell.lines for piece in line if isinstance(piece, Words)]
    before = _unprinted(source.text.text[found.start : named.start], words)
    behind = _unprinted(source.text.text[named.end : found.end], words)
    if not (before + behind).strip(" 　_＿\n\t"):
        yield from entries
        return
    yield from typed(field, before.lstrip() + said(named) + behind.rstrip())
    yield doubt("form-answer-outside", field, row, source)


def _unprinted(text: str, words: Iterable[str]) -> str:
    """The text without the words that are printed there."""
    for printed_words in words:
        text = re.sub(loosely(printed_words), "", text, count=1)
    return text if text.strip() else ""


def _cell_at(named: Named, source: Source) -> tuple[WordRow, WordCell] | None:
    row = source.text.row_at(named.start)
    cells = row.cells if row else ()
    return next(((row, cell) for cell in cells if row and cell.start <= named.start < cell.end), None)
