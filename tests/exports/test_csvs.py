"""CSV is what RFC 4180 and Excel ask for, and no text of it is a formula."""

from __future__ import annotations

import csv
import io
import re

import pytest

from exports.bulks import bulk, files_of
from generator.exports.csvs import csv_of, csv_path

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


@pytest.mark.parametrize("name", ["fixture", "hostile"])
def test_files_are_rfc_4180_with_a_byte_order_mark(name: str) -> None:
    for table in bulk(name).tables:
        data = files_of(name)[csv_path(table)]
        assert data.startswith(b"\xef\xbb\xbf")
        text = data[3:].decode()
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert {len(row) for row in rows} == {len(table.columns)}
        assert rows[0] == [column.name for column in table.columns]
        assert len(rows) == len(bulk(name).rows[table.name]) + 1
        assert not re.search(r'[\r\n"]', re.sub(r'"(?:[^"]|"")*"', "", text).replace("\r\n", ""))
        assert text.endswith("\r\n")


@pytest.mark.parametrize("name", ["fixture", "hostile"])
def test_no_cell_is_a_formula(name: str) -> None:
    for table in bulk(name).tables:
        text = files_of(name)[csv_path(table)].decode("utf-8-sig")
        kinds = [column.type for column in table.columns]
        for row in csv.reader(io.StringIO(text, newline="")):
            texts = (cell for cell, kind in zip(row, kinds, strict=True) if kind not in ("integer", "number"))
            assert not any(FORMULA.match(cell) for cell in texts)


def test_a_table_without_rows_has_its_heading() -> None:
    table = bulk("fixture").tables[0]
    heading = ",".join(column.name for column in table.columns)
    assert b"".join(csv_of(table, ())).decode() == f"\ufeff{heading}\r\n"
