"""Where a table's heading lies and what each column is called; the rows below it by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from generator.importing.cells import narrow
from generator.importing.tables import Row, Table
from generator.importing.targets import PRIVATE, TARGETS

SEARCHED = 30
"""How many rows from the top a heading is looked for in."""

Sort: TypeAlias = Literal["data", "empty", "total", "note", "section", "heading"]

_TOTAL = re.compile(r"(?:合计|总计|小计|共计|总和|汇总)(?:$|[^公]|\d)")
_NOTE = re.compile(r"[(（*※]?(?:注|备注|说明|附注|附件|填表|制表|单位[:：]|统计|数据来源)")
_CLOSING = ")]}）】"
_BRACKETED = re.compile(rf"[(\[{{（【].*?[{re.escape(_CLOSING)}]")


class Heading(NamedTuple):
    """The rows of a heading, from 0, both included."""

    first: int
    last: int


def known_words(kind: str) -> frozenset[str]:
    """Every word that may head a column of a table of this kind."""
    words = (word for target in TARGETS[kind].values() for word in target.words)
    return frozenset((*words, *PRIVATE, "备注"))


def find_heading(table: Table, kind: str) -> Heading | None:
    """The rows that hold the most heading words, one or two; none where fewer than two cells are known."""
    words = known_words(kind)
    scores = [_score(row, words) for row in table.rows[:SEARCHED]]
    best = max(range(len(scores)), key=lambda y: (scores[y], -y), default=None)
    if best is None or scores[best] < 2:
        return None
    if best and scores[best - 1] >= 2 and _is_headed_twice(table, best - 1):
        return Heading(best - 1, best)
    return Heading(best, best + 1) if _is_headed_twice(table, best) else Heading(best, best)


def column_headings(table: Table, heading: Heading) -> tuple[str, ...]:
    """What each column is called: after what stands above, with a stroke; a name used twice is numbered."""
    seen: dict[str, int] = {}
    return tuple(_numbered(name, seen) for name in _names(table, heading))


def bare(heading: str) -> str:
    """A heading as it is compared: narrow, without what stands in brackets."""
    text = narrow(heading)
    end = max(map(text.rfind, _CLOSING)) + 1  # behind the last that closes nothing can be bracketed
    return (_BRACKETED.sub("", text[:end]) + text[end:]).strip("*:：")


def sort_of(row: Row, headings: Sequence[str], heading_rows: Sequence[Row]) -> Sort:
    """What a row below the heading is."""
    shown = [cell for cell in row if cell.text and cell.spread != "across"]
    if not shown:
        return "empty" if not any(cell.is_formula for cell in row) else "data"
    first = narrow(shown[0].text)
    if _TOTAL.match(first):
        return "total"
    if any(_is_same(row, known) for known in heading_rows):
        return "heading"
    if len(shown) == 1 and len([name for name in headings if name]) > 1:
        return "note" if _NOTE.match(first) else "section"
    return "note" if _NOTE.match(first) and _is_wide(row) else "data"


def _score(row: Row, words: frozenset[str]) -> int:
    return len({bare(cell.text) for cell in row if cell.text and _is_known(bare(cell.text), words)})


def _is_known(name: str, words: frozenset[str]) -> bool:
    return name in words or (len(name) <= 12 and any(len(word) > 2 and name.endswith(word) for word in words))


def _is_headed_twice(table: Table, y: int) -> bool:
    """Whether the row's headings go on in the next one: some cell there reaches over several columns or down."""
    if y + 1 >= len(table.rows):
        return False
    below = table.rows[y + 1]
    is_split = any(cell.spread == "across" for cell in table.rows[y])
    return (
        (is_split or any(cell.spread == "down" for cell in below))
        and all(not re.fullmatch(r"[\d.,]+", narrow(cell.text)) for cell in below if cell.spread == "")
        and any(
            cell.spread == "down" and cell.text == above.text for cell, above in zip(below, table.rows[y], strict=True)
        )
    )


def _names(table: Table, heading: Heading) -> Iterator[str]:
    rows = table.rows[heading.first : heading.last + 1]
    for column in zip(*rows, strict=True):
        parts = dict.fromkeys(" ".join(cell.text.split()) for cell in column if cell.text)
        yield "/".join(parts)


def _numbered(name: str, seen: dict[str, int]) -> str:
    if not name:
        return ""
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}#{seen[name]}"


def _is_same(row: Row, other: Row) -> bool:
    return [cell.text for cell in row] == [cell.text for cell in other]


def _is_wide(row: Row) -> bool:
    """Whether the first text reaches over several columns."""
    return any(cell.spread == "across" for cell in row[1:3])
