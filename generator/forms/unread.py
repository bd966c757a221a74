"""What stands in a filled Word form and was not read: nothing that somebody wrote is passed over without a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby, pairwise

from generator.forms.answers import ROWS_LIMIT, Answers, options_of, other_of
from generator.forms.docx import HINTS
from generator.forms.labels import is_ticked
from generator.forms.layout import Blank, Layout, Table, Words, mark_of
from generator.forms.printed import STAMP, UNIT, WHEN
from generator.forms.reading import Package, local
from generator.forms.tags import PREFIX, tag_of, tag_of_rows
from generator.forms.wordnames import Source, doubt, said
from generator.forms.wordtext import Kind, Named
from generator.forms.written import alike
from generator.model.parts import Field
from generator.problems import Problem, problem

KINDS: Mapping[Kind, tuple[str, str]] = {
    "picture": ("图片或文本框", "a picture or text box"),
    "file": ("嵌入的文件", "an embedded file"),
    "deleted": ("修订中删去的文字", "text that tracked changes delete"),
    "hidden": ("隐藏的文字", "hidden text"),
}
TYPED = ("填写框以外的文字", "text outside the controls")
BESIDE = ("批注、脚注或页眉里的文字", "text in comments, notes or headers")
BESIDE_STAMP = frozenset(alike(label.zh) for label in (UNIT, WHEN, STAMP))
"""Labels of what only the receiving office needs: who files the form, when, and the stamp."""
_BESIDE = re.compile(r"word/(?:comments|footnotes|endnotes|header[0-9]*)\.xml\Z")


def unread_problems(
    layout: Layout, source: Source, package: Package, answers: Answers, doubtful: Iterable[str]
) -> Iterator[Problem]:
    """One problem for each kind of content that is no answer and not printed on the form.

    The answers are as they were read; `doubtful` are the fields that were read beside or without their controls.
    """
    fields = tuple(doubtful)
    named = [name for field in fields for name in (field, other_of(field))]
    read = {alike(text) for name in named for text in _texts(answers.values.get(name))}
    printed = {*_printed(layout), alike(mark_of(answers.form, answers.version))}
    found = [(TYPED, [*_typed(source, _consumed(layout, source), printed, read, fields)])]
    found += [(KINDS[kind], [passed.start for passed in source.text.passed if passed.kind == kind]) for kind in KINDS]
    yield from (_told(what, *_where(positions, source), source) for what, positions in found if positions)
    if any(_has_text(package, name) for name in package.parts if _BESIDE.match(name)):
        yield _told(BESIDE, "正文之外", "outside the body", source)


def repeated_problems(layout: Layout, source: Source) -> Iterator[Problem]:
    """Answers of which another row has a control too that says something else: as where a file holds two forms."""
    for table in (*layout.tables, layout.own):
        for field, tag in _tags(table) if table.repeated is None else ():
            first = source.named.get(tag)
            others = [piece for piece in source.text.named if piece.name == tag and piece.is_control and said(piece)]
            rows = {source.text.row_at(piece.start) for piece in others}
            if first and len(rows) > 1 and any(alike(said(piece)) != alike(said(first)) for piece in others):
                yield doubt("form-answer-twice", field, source.text.row_at(first.start), source)


def _tags(table: Table) -> Iterator[tuple[Field, str]]:
    for row in table.rows:
        for cell in row:
            yield from ((p.field, tag_of(p)) for line in cell.lines for p in line if isinstance(p, Blank))


def _told(what: tuple[str, str], where: str, where_en: str, source: Source) -> Problem:
    words = {"what": what[0], "what_en": what[1], "where": where, "where_en": where_en}
    return problem("form-content-unread", source.place, words=words)


def _has_text(package: Package, part: str) -> bool:
    return any(local(e.tag) == "t" and (e.text or "").strip() for e in package.parts[part].iter())


# -- what was typed -----------------------------------------------------------------------------------------------


def _typed(
    source: Source, consumed: Sequence[Named], printed: Set[str], read: Set[str], doubtful: Sequence[str]
) -> Iterator[int]:
    """Where cells and lines end of which something is left without what was read and what is printed."""
    text, beside = source.text.text, tuple(PREFIX + field for field in doubtful)
    known = sorted({words for words in printed | read if len(words) > 1 or words in printed}, key=len, reverse=True)
    for start, end in _spans(source):
        own = [piece for piece in consumed if piece.start < end and start < piece.end]
        left = alike(_without(text, start, end, own))
        for words in known:
            left = left.replace(words, "")
        is_number = left.isdecimal() and len(left) <= len(str(ROWS_LIMIT)) and _is_first(start, source)
        are_certain = bool(own) and not any(piece.name.startswith(beside) for piece in own)
        if _is_worth_telling(left, are_certain) and not is_number and not any(left in whole for whole in read):
            yield end - 1


def _is_first(position: int, source: Source) -> bool:
    """Whether a cell begins there that is the first of its row, where rows are counted."""
    row = source.text.row_at(position)
    return row is not None and row.cells[0].start == position


def _spans(source: Source) -> Iterator[tuple[int, int]]:
    """The cells, and the lines between tables; a cell around a table has only what lies before and behind it.

    What stands beside the stamp is left out: only the receiving office needs it.
    """
    edges, beside = {0, len(source.text.text)}, set()
    for row in source.text.rows:
        for before, cell in pairwise((None, *row.cells)):
            edges |= {cell.start, cell.end} if cell and not cell.is_above else set()
            beside |= {cell.start} if cell and before and alike(before.text) in BESIDE_STAMP else set()
    yield from (span for span in pairwise(sorted(edges)) if span[0] not in beside)


def _without(text: str, start: int, end: int, pieces: Iterable[Named]) -> str:
    """The text from start to end without the pieces."""
    kept, at = [], start
    for piece in sorted(pieces, key=lambda piece: piece.start):
        kept.append(text[at : max(piece.start, at)])
        at = max(at, piece.end)
    return "".join((*kept, text[at:end]))


def _is_worth_telling(left: str, is_beside_controls: bool) -> bool:
    """Whether it is more than signs; a sign of ticking counts where the boxes themselves were read."""
    return any(character.isalnum() for character in left) or (is_beside_controls and is_ticked(left))


def _consumed(layout: Layout, source: Source) -> list[Named]:
    """The pieces that answers were read from: the first of each name, in rows all of them."""
    rows = tuple(f"{tag_of_rows(table.repeated)}_" for table in layout.tables if table.repeated)
    first = {id(piece) for piece in source.named.values()}
    return [piece for piece in source.text.named if id(piece) in first or (rows and piece.name.startswith(rows))]


def _printed(layout: Layout) -> set[str]:
    """Everything that the form prints, as it is compared."""
    tables = (*layout.tables, layout.own)
    texts = [text.zh for text in (layout.title, layout.mark) if text]
    texts += [text.zh for table in tables for text in (table.title, table.note) if text]
    texts += [words for table in tables for words in _words(table)]
    texts += [text for table in tables if table.repeated for text in _in_rows(table.repeated)]
    words = {alike(text) for text in (*texts, *HINTS)}
    return {text for text in words if text and not text.isdecimal()}


def _in_rows(rows: Field) -> Iterator[str]:
    """What may stand in rows and is no answer by itself: the options to choose from, and units."""
    for column in rows.columns:
        yield from (option.label.zh for option in options_of(column))
        yield column.unit or ""


def _words(table: Table) -> Iterator[str]:
    for row in table.rows:
        for cell in row:
            for line in cell.lines:
                yield from (piece.text.zh for piece in line if isinstance(piece, Words))
                yield "".join(piece.text.zh for piece in line if isinstance(piece, Words))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for row in value:
            yield from (text for held in (row.values() if isinstance(row, Mapping) else ()) for text in _texts(held))


# -- where it stands ----------------------------------------------------------------------------------------------


def _where(positions: Iterable[int], source: Source) -> tuple[str, str]:
    """The rows of tables in which the positions lie, and whether any lies outside them."""
    rows = [source.text.row_at(position) for position in positions]
    inside = sorted({(row.table, row.number) for row in rows if row})
    zh, en = [], []
    for table, held in groupby(inside, key=lambda place: place[0]):
        numbers = [str(number) for _, number in held]
        zh.append(f"第{table}个表格第{'、'.join(numbers)}行")
        en.append(f"row{'s' * (len(numbers) > 1)} {', '.join(numbers)} of table {table}")
    if None in rows:
        zh.append("表格之外")
        en.append("the text outside the tables")
    return "，".join(zh), "; ".join(en)
