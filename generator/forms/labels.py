"""Finds blanks by what is printed beside them, in a table that somebody typed again or took the controls out of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from generator.forms.answers import OTHER, options_of
from generator.forms.layout import Blank, Cell, Words
from generator.forms.wordtext import WordCell, WordRow
from generator.forms.written import NUMBERED, alike
from generator.model.parts import Field, Text

_TICKS, _BOXES = "☑☒√✓✔■▣✅🗹", "□☐○◻⬜"
_TICKED = tuple(_TICKS)
_MARKS = f"[{_TICKS}{_BOXES}]"
LONGEST = 5_000
"""In no cell a printed sentence is looked for behind so many characters."""

_IN_BRACKETS = re.compile(r"\s*[（(][^\n]*[）)][ \t]*(?:\n|$)")


class Seen(NamedTuple):
    """What was found: the text, the row that it stands in, and whether that is the row below the label's."""

    text: str
    row: WordRow
    is_below: bool = False


def is_ticked(text: str) -> bool:
    """Whether a sign of ticking stands in the text."""
    return any(sign in text for sign in _TICKS)


def labels_in(fields: Iterable[Field]) -> frozenset[str]:
    """The labels and groups of the fields as they are compared: a cell that says one is no answer."""
    every = list(fields)
    named = [field.label for field in every] + [field.group for field in every if field.group]
    return frozenset(alike(text.zh) for text in named)


def seen_beside(rows: Sequence[WordRow], field: Field, labels: frozenset[str]) -> list[Seen]:
    """What stands with the field's label wherever that is said: behind it in its cell, else in the next, or below."""
    return [_beside(rows, row, at, field, labels) for row, at in _labelled(rows, field)]


def _beside(rows: Sequence[WordRow], row: WordRow, at: int, field: Field, labels: frozenset[str]) -> Seen:
    cell = row.cells[at]
    behind = _behind(cell.text, field)
    behind = behind if field.type == "long_text" else _up_to_a_label(behind, labels)
    if behind.strip():
        return Seen(behind, row)
    beside = row.cells[at + 1] if at + 1 < len(row.cells) else None
    if beside and not _is_label(beside, labels):
        return Seen(beside.text, row)
    below = _below(rows, row, cell)
    return below if below and not _is_label_text(below.text, labels) else Seen("", row)


def _up_to_a_label(text: str, labels: frozenset[str]) -> str:
    """The lines before one that says the next label, where cells were merged."""
    return "\n".join(takewhile(lambda line: not _is_label_text(line, labels), text.split("\n")))


def _labelled(rows: Sequence[WordRow], field: Field) -> list[tuple[WordRow, int]]:
    """The cells that say the field's label, those in a row of its group first if it has one."""
    found = [(row, at) for row in rows for at, cell in enumerate(row.cells) if _says(cell, field)]
    group = field.group
    if group is None:
        return found
    grouped = [(row, at) for row, at in found if _is_in_group(row, at, group)]
    return grouped or (found if len(found) == 1 else [])


def _is_in_group(row: WordRow, at: int, group: Text) -> bool:
    named = alike(group.zh)
    return any(alike(cell.text) == named for cell in row.cells[:at]) or alike(row.cells[at].text).startswith(named)


def _says(cell: WordCell, field: Field) -> bool:
    return not cell.is_above and end_of_label(cell.text, field) is not None


def end_of_label(text: str, field: Field) -> int | None:
    """Where the label ends, if the cell begins with it and goes on with no other words of its line."""
    found = _label(field.label.zh, field.group.zh if field.group else "", field.unit or "").match(text)
    return found.end() if found else None


@lru_cache(maxsize=512)
def _label(label: str, group: str, unit: str) -> re.Pattern[str]:
    """A label as people write it: with its number, its group and its unit in brackets, or without; and with a colon."""
    number = NUMBERED.pattern.removeprefix("^")
    before = f"(?:{loosely(group)}\\s*+)?" if group else ""
    behind = f"(?:\\s*+[（(]\\s*{loosely(unit)}\\s*[）)])?" if unit else ""
    bare = loosely(NUMBERED.sub("", label))
    return re.compile(rf"\s*+(?:[*＊]\s*+)?(?:{number})?{before}{bare}{behind}\s*(?:[:：]|(?=[（(\n])|$)")


def _behind(text: str, field: Field) -> str:
    """What stands behind the label in its own cell, without the guidance in brackets."""
    behind = text[end_of_label(text, field) or 0 :]
    guidance = _IN_BRACKETS.match(behind)
    return (behind[guidance.end() :] if guidance else behind).strip()


def _below(rows: Sequence[WordRow], row: WordRow, cell: WordCell) -> Seen | None:
    under = (other for other in rows if other.table == row.table and other.number > row.number)
    for other in sorted(under, key=lambda found: found.number)[:1]:
        for found in other.cells:
            if found.column <= cell.column < found.column + found.span and not found.is_above:
                return Seen(found.text, other, is_below=True)
    return None


def _is_label(cell: WordCell, labels: frozenset[str]) -> bool:
    return _is_label_text(cell.text, labels)


def _is_label_text(text: str, labels: frozenset[str]) -> bool:
    return alike(text) in labels


def loosely(words: str) -> str:
    """A pattern for printed words, of whatever width and with whatever spaces between."""
    return r"\s*".join(_either(character) for character in words if not character.isspace())


def _either(character: str) -> str:
    wide = chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character
    narrow = unicodedata.normalize("NFKC", character)
    kinds = {re.escape(c) for c in (character, wide, narrow) if len(c) == 1}
    return kinds.pop() if len(kinds) == 1 else f"[{''.join(sorted(kinds))}]"


# -- a sentence ---------------------------------------------------------------------------------------------------


def seen_in_sentence(rows: Sequence[WordRow], cell: Cell) -> Mapping[str, Seen]:
    """What stands in the blanks of a printed sentence, by field: 计划研发投入 _ 万元，其中自筹 _ 万元."""
    pieces = [piece for line in cell.lines for piece in line]
    fields = [piece.field.id for piece in pieces if isinstance(piece, Blank)]
    pattern = re.compile(_in_sentence(pieces), re.DOTALL)
    for row in rows:
        for found in (pattern.search(cell.text[:LONGEST]) for cell in row.cells if not cell.is_above):
            if found:
                return {field: Seen(text, row) for field, text in zip(fields, found.groups(), strict=True)}
    return {}


def _in_sentence(pieces: Iterable[object]) -> str:
    """A pattern for the sentence: a blank ends at the nearest of the words behind it, and no further ones are tried."""
    pattern, is_open = "", False
    for piece in pieces:
        if isinstance(piece, Words):
            pattern += rf"\s*{loosely(piece.text.zh)}{')' if is_open else ''}"
        else:
            pattern += rf"{')' if is_open else ''}(?>\s*(.*?)"
        is_open = not isinstance(piece, Words)
    return pattern.removeprefix(r"\s*") + ")" * is_open


# -- tick boxes ---------------------------------------------------------------------------------------------------


def ticked_in(text: str, field: Field) -> tuple[str, ...]:
    """The options that are ticked in the text, by a sign that stands before or behind their words."""
    return tuple(option for option, mark in _marks(text, field) if is_ticked(mark))


def other_in(text: str, field: Field) -> str:
    """What is written behind 其他."""
    at = [(end, option) for _, end, option in _places(text, field)]
    end = next((end for end, option in at if option == OTHER), None)
    if end is None:
        return ""
    behind = re.split(f"{_MARKS}|\n", text[end:], maxsplit=1)[0]
    bare = behind.strip(" 　\t").lstrip(":： 　")
    bare = bare.strip(" 　_＿") if bare.startswith(("_", "＿")) else bare
    return bare[1:-1].strip() if re.fullmatch(r"[（(].*[）)]", bare) else bare


def _marks(text: str, field: Field) -> Iterator[tuple[str, str]]:
    """Each option found in the text with the signs that are its own, before and behind its words."""
    places = _places(text, field)
    starts = [*(start for start, _, _ in places), len(text)]
    ends = [0, *(end for _, end, _ in places)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    shares = [_shared(gap, i == 0, i == len(places)) for i, gap in enumerate(gaps)]
    for i, (_, _, option) in enumerate(places):
        yield option, shares[i][1] + shares[i + 1][0]


def _shared(between: str, is_first: bool, is_last: bool) -> tuple[str, str]:
    """The signs between two options: that of the one before and that of the one behind.

    A lone sign is the next option's, unless it is a tick that touches only the words before it, or nothing follows.
    """
    signs = re.findall(_MARKS, between)
    if is_first:
        return "", "".join(signs[-1:])
    if len(signs) > 1:
        return signs[0], signs[-1]
    touches = between.startswith(_TICKED) and not between.endswith(_TICKED)
    sign = "".join(signs)
    return (sign, "") if is_last or touches else ("", sign)


def _places(text: str, field: Field) -> list[tuple[int, int, str]]:
    """Where the options' words stand, the longest first where one holds another, in the order of the text."""
    taken: list[tuple[int, int, str]] = []
    for option in sorted(options_of(field), key=lambda option: -len(option.label.zh)):
        for found in re.finditer(loosely(option.label.zh), text):
            if all(found.end() <= start or end <= found.start() for start, end, _ in taken):
                taken.append((found.start(), found.end(), option.id))
                break
    return sorted(taken)
