"""Records as an editor would write them: YAML in this project's style, which `yamlio` reads back as the same value.

Short groups and lists of plain values stand on one line, everything else in blocks two spaces deep; texts are quoted
only where they must be, and those of several lines keep them. Keys stay in their order, and comments at their places.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.problems import written
from generator.yamlcomments import END, NONE, At, Comments, settled
from generator.yamlio import FORBIDDEN, Json, reads_as_text

WIDTH = 110
"""A group or list stands on one line of at most so many columns; a Chinese character takes two."""

WIDE: tuple[tuple[int, int], ...] = (
    (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
    (0xFE10, 0xFE19), (0xFE30, 0xFE6F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF),
    (0x1F900, 0x1F9FF), (0x1FA70, 0x1FAFF), (0x20000, 0x3FFFD),
)  # fmt: skip
"""What takes two columns, by blocks of Unicode: what a Python knows of single characters depends on its year."""

WIDE_RUN = re.compile("[{}]+".format("".join(f"{chr(first)}-{chr(last)}" for first, last in WIDE)))

NESTING = 2
"""How many groups may stand within one another on a line; a list on a line holds plain values alone."""

LONGEST_KEY, LONGEST_IN_FLOW = 1_000, 120
"""YAML looks for the colon behind a key in 1,024 characters; a longer key stands behind a question mark, in lines."""

_UNSAFE_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=~<.\s]")
_UNSAFE = re.compile(r": |:\Z| #|\s\Z")
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}:#]")
_ELSEWHERE = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|[-+]?(?:0x[0-9a-f_]*|0o?[0-7_]*|0b[01_]*|[0-9][0-9_]*(?::[0-9]{1,2})*"
    r"(?:\.[0-9_]*)?(?:e[-+]?[0-9]*)?)|[0-9]{4}(?:-[0-9]{1,2}){1,2}(?:[t ].*)?)\Z"
)
"""What other readers of YAML may take for something else than text; moments are left plain, as editors write them."""

_DIGEST = re.compile(r"[0-9a-f]{8}\Z")
DIGESTS_A_LINE = 8
"""A list of digests longer than a line stands in lines of so many; all are quoted, for some look like numbers."""

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2})?\Z")


def yaml_of(data: Mapping[str, Json] | list[Json], *, schema: str | None = None, comments: Comments = NONE) -> str:
    """The record as a file's text, with the line by which editors find its schema, where its address is given.

    Every comment is written: one whose place the data does not have, at the nearest that it has.
    """
    notes = _notes_of(settled(comments, dict(data) if isinstance(data, Mapping) else data))
    lines = _mapping(data, "", "", notes) if isinstance(data, Mapping) else _items(data, "", "", notes)
    head = [f"# yaml-language-server: $schema={schema}"] if schema else []
    head += [*notes.comments.head, ""] if notes.comments.head else []
    return "\n".join((*head, *lines, *notes.comments.tail)) + "\n"


class _Notes(NamedTuple):
    """The comments to be written, and the places that must stand in lines because of those within them."""

    comments: Comments
    around: frozenset[At]

    def above(self, at: At, pad: str) -> Iterator[str]:
        return (f"{pad}{text}" for text in self.comments.before.get(at, ()) if text)

    def behind(self, at: At) -> str:
        text = self.comments.after.get(at)
        return f"  {text}" if text else ""


def _notes_of(comments: Comments) -> _Notes:
    around = {at[:i] for at in (*comments.before, *comments.after) for i, sign in enumerate(at) if sign == "/"}
    return _Notes(comments, frozenset(around))


def _mapping(data: Mapping[str, Json], pad: str, at: At, notes: _Notes) -> Iterator[str]:
    for key, value in data.items():
        place = at + written((key,))
        yield from notes.above(place, pad)
        name = _scalar(key, is_flow=False)
        if len(name) > LONGEST_KEY:
            yield f"{pad}? {name}"
            name = ""
        yield from _entry(f"{pad}{name}:", value, pad, place, notes)
    if END not in data:
        yield from notes.above(f"{at}/{END}", pad)


def _entry(before: str, value: Json, pad: str, at: At, notes: _Notes) -> Iterator[str]:
    """`before`, then the value on its line if it fits there, else below it."""
    behind = notes.behind(at)
    flow = None if at in notes.around else _flow(value)
    if isinstance(value, str):
        yield from _text(before, value, pad, behind)
    elif flow is not None and (not isinstance(value, dict | list) or _fits(before, flow) or not value):
        yield f"{before} {flow}{behind}"
    elif isinstance(value, dict):
        yield f"{before}{behind}"
        yield from _mapping(value, f"{pad}  ", at, notes)
    elif isinstance(value, list) and flow is not None and _are_digests(value):
        yield f"{before}{behind}"
        yield from _lines_of(list(map(_quoted, map(str, value))), f"{pad}  ")
    elif isinstance(value, list):
        yield f"{before}{behind}"
        yield from _items(value, f"{pad}  ", at, notes)


def _fits(before: str, flow: str) -> bool:
    return _columns(before) + 1 + _columns(flow) <= WIDTH


def _columns(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(map(len, WIDE_RUN.findall(text)))


def _items(items: Sequence[Json], pad: str, at: At, notes: _Notes) -> Iterator[str]:
    for i, item in enumerate(items):
        yield from notes.above(f"{at}/{i}", pad)
        yield from _item(item, pad, f"{at}/{i}", notes)
    yield from notes.above(f"{at}/{END}", pad)


def _item(item: Json, pad: str, at: At, notes: _Notes) -> Iterator[str]:
    """One item behind its dash; a group that does not fit there begins on that line, and its comment stands above."""
    flow = None if at in notes.around else _flow(item)
    is_block = isinstance(item, dict | list) and bool(item) and (flow is None or not _fits(f"{pad}-", flow))
    if is_block and at in notes.comments.after:
        yield f"{pad}{notes.comments.after[at]}"
        notes = notes._replace(comments=notes.comments._replace(after=_without(notes.comments.after, at)))
    if isinstance(item, dict) and is_block:
        first, *rest = _mapping(item, f"{pad}  ", at, notes)
        yield f"{pad}- {first[len(pad) + 2 :]}"
        yield from rest
    else:
        yield from _entry(f"{pad}-", item, pad, at, notes)


def _without(after: Mapping[At, str], at: At) -> Mapping[At, str]:
    return {place: text for place, text in after.items() if place != at}


def _text(before: str, text: str, pad: str, behind: str) -> Iterator[str]:
    if "\n" in text and _is_plain_lines(text):
        yield f"{before} |-{behind}"
        yield from (f"{pad}  {line}" if line else "" for line in text.split("\n"))
    else:
        yield f"{before} {_scalar(text, is_flow=False)}{behind}"


def _flow(value: Json, depth: int = NESTING) -> str | None:
    """The value on one line; none where it nests deeper, and for texts of several lines."""
    if isinstance(value, str):
        return None if "\n" in value else _scalar(value, is_flow=True)
    if not isinstance(value, dict | list):
        return json.dumps(value)
    inner = value.values() if isinstance(value, dict) else value
    parts = [_flow(part, depth - 1 if isinstance(value, dict) else 0) for part in inner]
    if isinstance(value, list) and _are_digests(value):
        parts = [_quoted(str(part)) for part in value]
    if None in parts or (value and not depth) or (isinstance(value, dict) and not all(map(_is_short, value))):
        return None
    if isinstance(value, dict):
        pairs = zip(value, parts, strict=False)
        return "{" + ", ".join(f"{_scalar(key, is_flow=True)}: {part}" for key, part in pairs) + "}"
    return "[" + ", ".join(part or "" for part in parts) + "]"


def _is_short(key: str) -> bool:
    return len(key) <= LONGEST_IN_FLOW


def _are_digests(items: Sequence[Json]) -> bool:
    return bool(items) and all(isinstance(item, str) and _DIGEST.match(item) for item in items)


def _lines_of(digests: Sequence[str], pad: str) -> Iterator[str]:
    """The digests in brackets, some on each line."""
    rows = [digests[i : i + DIGESTS_A_LINE] for i in range(0, len(digests), DIGESTS_A_LINE)]
    for number, row in enumerate(rows):
        yield f"{pad}{' ' if number else '['}{', '.join(row)}{']' if row is rows[-1] else ','}"


def _scalar(text: str, *, is_flow: bool) -> str:
    """The text as it is where YAML takes it for itself, else in double quotes."""
    if FORBIDDEN.search(text):
        raise ValueError(f"no record may hold the control characters of {text!r}")
    return text if _is_safe(text, is_flow=is_flow) else _quoted(text)


def _is_safe(text: str, *, is_flow: bool) -> bool:
    return _MOMENT.match(text) is not None or (
        bool(text)
        and (text.isprintable() or all(map(_is_shown, text)))
        and _UNSAFE_START.match(text) is None
        and _UNSAFE.search(text) is None
        and not (is_flow and _UNSAFE_IN_FLOW.search(text))
        and reads_as_text(text)
        and _ELSEWHERE.match(text) is None
    )


def _is_plain_lines(text: str) -> bool:
    """Whether the text can stand in lines of its own, and come back as it was."""
    return (
        all(c == "\n" or _is_shown(c) for c in text)
        and not text.startswith((" ", "\n"))
        and not text.endswith("\n")
        and text.strip() != ""
    )


def _is_shown(character: str) -> bool:
    return character.isprintable() or character == "\u3000"


def _quoted(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return "".join(c if _is_shown(c) else _escaped(ord(c)) for c in written)


def _escaped(code: int) -> str:
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"
