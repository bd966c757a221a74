"""What the named pieces of a Word form say: the text of a control without its hint, and whether a box is ticked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.forms.answers import OTHER, Answer, options_of, other_of
from generator.forms.docx import FILL, HINTS
from generator.forms.labels import is_ticked, other_in, ticked_in
from generator.forms.layout import Blank, Box
from generator.forms.printed import name_of
from generator.forms.wordtext import Named, WordRow, WordText
from generator.forms.written import answer_in
from generator.model.parts import Field
from generator.problems import Place, Problem, problem

_OTHER_LINE = re.compile(r"(?:^|\n)[^\S\n]*其他[ :：]")

Given = tuple[str, Answer]
"""A field's id, or a column's, and its answer."""


class Source(NamedTuple):
    """The document that is read: its text, where its named pieces begin and which they are, the labels, the file."""

    text: WordText
    starts: tuple[int, ...]
    named: Mapping[str, Named]
    labels: frozenset[str]
    place: Place


def by_name(pieces: Iterable[Named]) -> Mapping[str, Named]:
    """The first control of each name; where there is none, the first bookmark."""
    found: dict[str, Named] = {}
    for piece in pieces:
        if piece.name not in found or (piece.is_control and not found[piece.name].is_control):
            found[piece.name] = piece
    return found


def within(source: Source, row: WordRow) -> tuple[Named, ...]:
    """The named pieces that begin in the row."""
    if not row.cells:
        return ()
    first, last = row.cells[0].start, row.cells[-1].end
    return source.text.named[bisect_left(source.starts, first) : bisect_right(source.starts, last)]


def said(piece: Named) -> str:
    """What was written into a control; its hint is nothing."""
    return "" if piece.is_hint else without_hints(piece.text)


def without_hints(text: str) -> str:
    """The text without the hint that a program which knows no controls may have left in it."""
    return "" if text.strip() in HINTS else text.removeprefix(FILL).removesuffix(FILL)


def ticked(piece: Named) -> bool:
    """Whether a box is ticked, by its state or else by its sign."""
    return is_ticked(piece.text) if piece.ticked is None else piece.ticked


def typed(field: Field, text: str) -> Iterator[Given]:
    """The answer written in a blank; what is none of the options is something else, if the field allows it."""
    answer = answer_in(field, text)
    is_else = field.type == "choice" and field.other and answer not in {option.id for option in options_of(field)}
    if answer and is_else:
        yield field.id, OTHER
        yield other_of(field.id), answer
    elif answer:
        yield field.id, answer


def answers_of(field: Field, held: Iterable[tuple[Blank | Box, Named]], source: Source) -> Iterator[Given | Problem]:
    """The answer of one field from its controls: its blank or its tick boxes, and what is written beside 其他."""
    pairs = tuple(held)
    boxes = [box.option.id if box.option else "" for box, piece in pairs if isinstance(box, Box) and ticked(piece)]
    if field.type == "tick":
        yield from [(field.id, True)] if boxes else []
        return
    beside = "".join(said(piece) for blank, piece in pairs if isinstance(blank, Blank) and blank.is_other)
    entries: list[Given | Problem] = [*chosen(field, boxes, source)]
    for blank, piece in pairs:
        if isinstance(blank, Blank) and not blank.is_other:
            entries += typed(field, said(piece))
    yield from entries
    yield from _beside(field, beside, is_alone=not entries)


def _beside(field: Field, text: str, is_alone: bool) -> Iterator[Given]:
    """What is written beside 其他; where nothing else is chosen, writing it is choosing it."""
    if text.strip() and is_alone:
        yield field.id, (OTHER,) if field.type == "choices" else OTHER
    if text.strip():
        yield other_of(field.id), text


def chosen(field: Field, options: Iterable[str], source: Source) -> Iterator[Given | Problem]:
    """The answer of ticked boxes, in the form's order; several of a single choice are a problem and no answer."""
    held = set(options)
    ids = tuple(option.id for option in options_of(field) if option.id in held)
    if not ids:
        return
    if field.type == "choices":
        yield field.id, ids
    elif len(ids) == 1:
        yield field.id, ids[0]
    else:
        labels = "、".join(option.label.zh for option in options_of(field) if option.id in held)
        words = {**_called(field), "options": labels}
        yield problem("form-choice-several", source.place, pointer=(field.id,), words=words)


def printed(field: Field, text: str, source: Source) -> Iterator[Given | Problem]:
    """The answer in the text of a cell without controls."""
    if field.type == "tick":
        yield from [(field.id, True)] if is_ticked(text) else []
    elif field.options and field.type == "choice" and not _has_signs(text):
        yield from _picked(field, text)
    elif not field.options:
        yield from typed(field, without_hints(text.strip()))
    else:
        options = ticked_in(text, field)
        yield from chosen(field, options, source)
        beside = other_in(text, field) if OTHER in options else ""
        yield from [(other_of(field.id), beside)] if beside and beside not in HINTS else []


def _picked(field: Field, text: str) -> Iterator[Given]:
    """A choice in a cell without boxes: an option or something else, and in a line below what 其他 is."""
    picked, *below = _OTHER_LINE.split(text, maxsplit=1) if field.other else [text]
    entries = [*typed(field, without_hints(picked.strip()))]
    yield from entries
    yield from _beside(field, without_hints("".join(below).strip()), is_alone=not entries)


def _has_signs(text: str) -> bool:
    return is_ticked(text) or "□" in text or "☐" in text


def doubt(code: str, field: Field, row: WordRow | None, source: Source, **more: object) -> Problem:
    """A warning that names the field and where in the document it was read."""
    where = f"第{row.table}个表格第{row.number}行" if row else "表格之外"
    where_en = f"row {row.number} of table {row.table}" if row else "the text outside the tables"
    words = {**_called(field), "where": where, "where_en": where_en, **more}
    return problem(code, source.place, pointer=(field.id,), words=words)


def _called(field: Field) -> dict[str, str]:
    name = name_of(field)
    return {"label": name.zh, "label_en": name.en or name.zh}
