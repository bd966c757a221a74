"""The comments of a YAML file, each with the place in the data that it belongs to, so that the data can be rewritten.

A comment on lines of its own belongs to the key or item below it; one behind a value belongs to that value. What stands
at the end of a group or list, deeper than what follows, belongs to the pointer `…/-`: behind its last entry, as
RFC 6901 writes it. `head` stands above the first key with an empty line between, `tail` below everything; there an
empty text is an empty line. A comment's text begins with its `#`. The line by which editors find a schema is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from generator.problems import Pointer, written
from generator.yamlio import FORBIDDEN, Json, Node, outline

At: TypeAlias = str
"""A place in the data as RFC 6901 writes it."""

END = "-"
SCHEMA_LINE = re.compile(r"#\s*yaml-language-server:\s*\$schema=")

_BREAK_SIGNS = "\r\n\x85\u2028\u2029"
_COMMENT = re.compile(f"#[^{_BREAK_SIGNS}]*")
_BREAKS = re.compile(f"\r\n|[{_BREAK_SIGNS}]")
_NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_NOTHING_BEHIND: Mapping[str, str] = MappingProxyType({})


class Comments(NamedTuple):
    """The comments of one file."""

    head: tuple[str, ...] = ()
    before: Mapping[At, tuple[str, ...]] = _NOTHING
    after: Mapping[At, str] = _NOTHING_BEHIND
    tail: tuple[str, ...] = ()


NONE = Comments()


def comments_of(text: str) -> Comments:
    """The comments of a text that `parse_yaml` could read."""
    text = text.removeprefix("\ufeff")
    if "#" not in text.removeprefix("# yaml-language-server"):
        return NONE
    layout = _layout_of(text)
    placed = [(comment, _place(comment, layout)) for comment in _in_text(text, layout)]
    return _gathered([(comment, at) for comment, at in placed if not SCHEMA_LINE.match(comment.text)], text, layout)


def as_json(comments: Comments) -> dict[str, Json]:
    """The comments as browsers get them."""
    return {
        "head": list(comments.head),
        "before": {at: list(lines) for at, lines in comments.before.items()},
        "after": dict(comments.after),
        "tail": list(comments.tail),
    }


def every(comments: Comments) -> Iterator[str]:
    """The text of each comment."""
    yield from filter(None, comments.head)
    for lines in comments.before.values():
        yield from lines
    yield from comments.after.values()
    yield from filter(None, comments.tail)


# -- found in a text ------------------------------------------------------------------------------------------


class _Comment(NamedTuple):
    """A comment as it lies: `column` is the least of its block's so far where it has lines of its own, else -1."""

    start: int
    text: str
    column: int
    below: int
    """Which of the anchors comes next."""


class _Layout(NamedTuple):
    """Where everything stands in a text, for looking it up by offsets."""

    nodes: tuple[Node, ...]
    anchors: tuple[Node, ...]
    """What a comment can stand above, in order; an item before its own first key."""
    starts: tuple[int, ...]
    marks: tuple[tuple[int, Pointer], ...]
    """What a comment can stand behind: the offsets of keys, values and ends of lists in brackets."""
    flows: tuple[Node, ...]
    flow_starts: tuple[int, ...]
    outer: tuple[int, ...]
    """For each of the flows which of them it lies in; -1 where it lies in none."""
    columns: Mapping[Pointer, int]
    """The columns of groups and lists that stand in lines."""


def _layout_of(text: str) -> _Layout:
    nodes = tuple(outline(text))
    flows = tuple(node for node in nodes if node.form == "flow")
    anchors = tuple(node for node in nodes if node.pointer and (node.form != "block" or _is_item(node)))
    marks = [(node.start, node.pointer) for node in nodes if node.pointer and node.form != "block"]
    marks += [(node.end, node.pointer) for node in flows]
    columns = {node.pointer: node.column for node in nodes if node.form == "block"}
    return _Layout(
        nodes,
        anchors,
        tuple(node.start for node in anchors),
        tuple(sorted(marks, key=_first)),
        flows,
        tuple(node.start for node in flows),
        tuple(_outer(flows)),
        columns,
    )


def _outer(flows: Iterable[Node]) -> Iterator[int]:
    """Which of the flows each of them lies in."""
    opened: list[tuple[int, int]] = []
    for i, flow in enumerate(flows):
        while opened and opened[-1][1] <= flow.start:
            opened.pop()
        yield opened[-1][0] if opened else -1
        opened.append((i, flow.end))


def _first(mark: tuple[int, Pointer]) -> int:
    return mark[0]


def _is_item(node: Node) -> bool:
    return isinstance(node.pointer[-1], int)


def _in_text(text: str, layout: _Layout) -> Iterator[_Comment]:
    """Every comment; of lines that stand together none is deeper than the one above it."""
    lowest, lines = (-1, 0), [0, *(found.end() for found in _BREAKS.finditer(text))]
    for start, words in _between_scalars(text, layout.nodes):
        before = text[lines[bisect_right(lines, start) - 1] : start]
        below = bisect_right(layout.starts, start)
        column = len(before) if not before.strip() else -1
        if column >= 0:
            column = min(column, lowest[1]) if lowest[0] == below else column
            lowest = (below, column)
        elif not before.strip(" \t-?."):
            column = 0
        yield _Comment(start, words.rstrip(), column, below)


def _between_scalars(text: str, nodes: Iterable[Node]) -> Iterator[tuple[int, str]]:
    """Offset and text of all that begins with # outside of keys and values, and behind the sign of a text in lines."""
    at = 0
    for node in nodes:
        if node.form in ("flow", "block"):
            continue
        yield from ((found.start(), found[0]) for found in _COMMENT.finditer(text, at, node.start))
        if node.form == "lines":
            line = _BREAKS.split(text[node.start : node.end], maxsplit=1)[0]
            yield from ((node.start + found.start(), found[0]) for found in _COMMENT.finditer(line))
        at = node.end
    yield from ((found.start(), found[0]) for found in _COMMENT.finditer(text, at))


def _place(comment: _Comment, layout: _Layout) -> tuple[Pointer, bool]:
    """Where the comment belongs, and whether it stands behind what is there."""
    if comment.column < 0:
        at = bisect_right(layout.marks, comment.start, key=_first)
        if at:
            return layout.marks[at - 1][1], True
    around = _around(comment.start, layout)
    below = layout.anchors[comment.below] if comment.below < len(layout.anchors) else None
    if around and (below is None or below.start >= around.end):
        return (*around.pointer, END), False
    closed = [] if around or not comment.below else _closed(layout, comment.below, below)
    limit = _column(below, layout) if below else -1
    if closed and comment.column > limit:
        fitting = [pointer for pointer in closed if layout.columns[pointer] <= comment.column]
        return (*(fitting[-1] if fitting else closed[0]), END), False
    return (below.pointer if below else (END,)), False


def _around(start: int, layout: _Layout) -> Node | None:
    """The innermost list or group in brackets that the offset lies in."""
    at = bisect_left(layout.flow_starts, start) - 1
    while at >= 0 and layout.flows[at].end <= start:
        at = layout.outer[at]
    return layout.flows[at] if at >= 0 else None


def _closed(layout: _Layout, index: int, below: Node | None) -> list[Pointer]:
    """The groups and lists in lines that end before the anchor of that index, from the outside in."""
    last = layout.anchors[index - 1].pointer
    around = [last[:depth] for depth in range(len(last) + 1)]
    return [p for p in around if p in layout.columns and not (below and _is_within(below.pointer, p))]


def _is_within(inner: Pointer, outer: Pointer) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _column(node: Node, layout: _Layout) -> int:
    """The column of a key, or of an item's dash."""
    return layout.columns.get(node.pointer[:-1], node.column) if _is_item(node) else node.column


def _gathered(placed: Sequence[tuple[_Comment, tuple[Pointer, bool]]], text: str, layout: _Layout) -> Comments:
    head = [comment for comment, (_, is_behind) in placed if not comment.below and not is_behind]
    head = head[: _head_length(head, text, layout)]
    tail: list[_Comment] = []
    before: dict[At, list[_Comment]] = {}
    after: dict[At, str] = {}
    for comment, (pointer, is_behind) in placed[len(head) :]:
        if not pointer or (pointer == (END,) and not is_behind and comment.below == len(layout.anchors)):
            tail.append(comment)
        elif is_behind and written(pointer) not in after:
            after[written(pointer)] = comment.text
        else:
            before.setdefault(written(pointer), []).append(comment)
    above = {at: tuple(comment.text for comment in comments) for at, comments in before.items()}
    return Comments(_paragraphs(head, text), above, after, _paragraphs(tail, text))


def _head_length(above: Sequence[_Comment], text: str, layout: _Layout) -> int:
    """How many of the comments above the first key have an empty line between them and it."""
    starts = [*(comment.start for comment in above[1:]), *layout.starts[:1]]
    gaps = [_is_gap(text, *pair) for pair in zip(above, starts, strict=False)]
    return len(gaps) - gaps[::-1].index(True) if True in gaps else 0


def _paragraphs(comments: Sequence[_Comment], text: str) -> tuple[str, ...]:
    """The comments' texts, and an empty one for the empty lines between two."""
    lines = [comment.text for comment in comments[:1]]
    for one, other in pairwise(comments):
        lines += ["", other.text] if _is_gap(text, one, other.start) else [other.text]
    return tuple(lines)


def _is_gap(text: str, comment: _Comment, until: int) -> bool:
    between = text[comment.start + len(comment.text) : until]
    return len(_BREAKS.findall(between)) > 1 or "---" in between


# -- fitted to data -------------------------------------------------------------------------------------------


def settled(comments: Comments, data: Json) -> Comments:
    """The same comments, each at a place that `data` has and that can be written: what has none goes to the nearest."""
    before: dict[At, tuple[str, ...]] = {}
    after: dict[At, str] = {}
    for at, text in comments.after.items():
        found = _found(at, data)
        if _has_line(found, data) and written(found.pointer) not in after:
            after[written(found.pointer)] = " ".join(_lines([text]))
        else:
            _add(before, _above(found, data), _lines([text]))
    for at, texts in comments.before.items():
        _add(before, _above(_found(at, data), data), _lines(texts))
    return Comments(tuple(_lines(comments.head)), before, after, (*before.pop("", ()), *_lines(comments.tail)))


class _Spot(NamedTuple):
    """A place in data: the one that was asked for, its end, or else the deepest one above it."""

    pointer: Pointer
    is_there: bool
    is_end: bool = False


def _found(at: At, data: Json) -> _Spot:
    pointer: Pointer = ()
    steps = [step.replace("~1", "/").replace("~0", "~") for step in at.split("/")[1:]]
    for i, step in enumerate(steps):
        if isinstance(data, dict) and step in data:
            pointer, data = (*pointer, step), data[step]
        elif isinstance(data, list) and step.isdecimal() and int(step) < len(data):
            pointer, data = (*pointer, int(step)), data[int(step)]
        else:
            is_end = step == END and i == len(steps) - 1 and isinstance(data, dict | list)
            return _Spot(pointer, is_end, is_end and bool(data))
    return _Spot(pointer, is_there=True)


def _has_line(spot: _Spot, data: Json) -> bool:
    """Whether the place has a line of its own to stand behind: no end has, nor a list that begins another list."""
    if not spot.is_there or spot.is_end or not spot.pointer:
        return False
    return spot.pointer[-1] != 0 or written(spot.pointer) == _above(spot, data) or not _value(spot.pointer, data)


def _above(spot: _Spot, data: Json) -> At:
    """The place above which a comment can stand: an item, for an item's own first entry; "" is below everything."""
    at = spot.pointer
    if spot.is_end:
        return f"{written(at)}/{END}" if at else ""
    while len(at) > 1 and isinstance(at[-2], int) and at[-1] == _first_of(at[:-1], data):
        at = at[:-1]
    return written(at)


def _add(before: dict[At, tuple[str, ...]], at: At, lines: Iterable[str]) -> None:
    before[at] = (*before.get(at, ()), *filter(None, lines))


def _first_of(pointer: Pointer, data: Json) -> str | int | None:
    value = _value(pointer, data)
    return next(iter(value), None) if isinstance(value, dict) else 0


def _value(pointer: Pointer, data: Json) -> Json:
    for step in pointer:
        data = data[step]  # type: ignore[index]  # the place is there
    return data


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """The texts as lines that YAML takes for comments; an empty text stays one."""
    for text in texts:
        lines = [line.rstrip() for line in _BREAKS.split(FORBIDDEN.sub("", text))]
        yield from (line if line.startswith("#") or not line else f"# {line}" for line in lines)
