"""A CSV file as a table: its encoding and its delimiter are found, not asked for."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence

from generator.forms.reading import SIZE_LIMIT
from generator.importing.tables import CELL_LIMIT, COLUMN_LIMIT, CONTROL, ROW_LIMIT, TEXT_LIMIT, Cell, Table, table_of
from generator.problems import Place, Problem, problem

DELIMITERS = ",\t;，|"
SAMPLED = 40
"""How many lines the delimiter is found from."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_FORMULA = re.compile(r"=\s*[A-Za-z_+\-(\"'$\d]|[+@-](?=[A-Za-z_]\w*+[(!|])")
"""What a spreadsheet would run if it opened the file."""


def read_csv(data: bytes, file: str) -> Table | Problem:
    """The table in `data`, or why it is none."""
    if len(data) > SIZE_LIMIT:
        return problem("table-too-large", Place(file), limit=f"{SIZE_LIMIT >> 20} MB")
    text = decoded(data)
    if text is None:
        return problem("table-encoding", Place(file))
    control = CONTROL.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start()) + 1
        return problem("file-control-character", Place(file, line), character=f"U+{ord(control[0]):04X}")
    rows = _rows(text)
    if isinstance(rows, csv.Error):
        return problem("table-unreadable", Place(file), reason=str(rows))
    return _fault(rows, file) or table_of("", ([_cell(field.strip()) for field in row] for row in rows))


def decoded(data: bytes) -> str | None:
    """The text of a file: by its mark, else UTF-8, else GB18030, which Excel writes on Chinese machines."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    utf8 = _decoded(data, "utf-8")
    return utf8 if utf8 is not None else _decoded(data, "gb18030")


def delimiter_of(lines: Sequence[str]) -> str:
    """The sign that cuts the most lines, evenly: in as many columns as the median line has."""
    return max(DELIMITERS, key=lambda sign: (_evenness(lines, sign), -DELIMITERS.index(sign)))


def _evenness(lines: Sequence[str], sign: str) -> float:
    counts = sorted(len(row) - 1 for row in csv.reader(lines, delimiter=sign) if any(row))
    if not counts or counts[len(counts) // 2] < 1:
        return 0.0
    usual = counts[len(counts) // 2]
    return sum(count == usual for count in counts) / len(counts) * min(usual, 3)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _rows(text: str) -> list[list[str]] | csv.Error:
    try:
        return list(_bounded(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(_sample(text)))))
    except csv.Error as error:
        return error


def _sample(text: str) -> list[str]:
    return text[:100_000].splitlines()[:SAMPLED]


def _bounded(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows as far as the limits go, and the first that goes beyond."""
    cells = 0
    for i, row in enumerate(rows):
        yield row
        cells += len(row)
        if i >= ROW_LIMIT or len(row) > COLUMN_LIMIT or cells > CELL_LIMIT:
            return


def _cell(text: str) -> Cell:
    return Cell(text, _FORMULA.match(text) is not None)


def _fault(rows: list[list[str]], file: str) -> Problem | None:
    if len(rows) > ROW_LIMIT or any(len(row) > COLUMN_LIMIT for row in rows):
        return problem("table-too-large", Place(file), limit=f"{ROW_LIMIT} × {COLUMN_LIMIT}")
    if sum(map(len, rows)) > CELL_LIMIT:
        return problem("table-too-large", Place(file), limit=f"{CELL_LIMIT:,}")
    long = next((i for i, row in enumerate(rows) if any(len(field) > TEXT_LIMIT for field in row)), None)
    return None if long is None else problem("table-cell-long", Place(file, long + 1), limit=TEXT_LIMIT)
