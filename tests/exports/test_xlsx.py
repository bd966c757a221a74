"""The workbook: valid to Microsoft's own validator, typed, filtered, with frozen headings in both languages."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from forms.openxml import openxml_problems

from exports.bulks import SITES, bulk, files_of
from exports.hostile import LONG
from generator.exports.about import about
from generator.exports.sheetml import CUT, TEXT_LIMIT, column_letters, fitting, show_day, show_moment, show_text
from generator.exports.xlsx import PATH, README, compile_xlsx, sheet_member

NAMES = ["fixture", "hostile"]


def test_microsofts_validator_finds_nothing(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / f"{name}.xlsx").write_bytes(files_of(name)[PATH])
    found = openxml_problems(tmp_path.glob("*.xlsx"))
    assert len(found) == len(NAMES)
    assert not any(found.values()), found


@pytest.mark.parametrize("name", NAMES)
def test_every_table_is_a_sheet_with_its_rows(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files_of(name)[PATH]))
    assert book.sheetnames == [README, *(table.name for table in bulk(name).tables)]
    for table in bulk(name).tables:
        sheet = book[table.name]
        rows = list(sheet.iter_rows(max_row=3, values_only=True))
        assert rows[0] == tuple(column.title.zh for column in table.columns)
        assert rows[1] == tuple(column.title.en for column in table.columns)
        assert rows[2] == tuple(column.name for column in table.columns)
        size = len(bulk(name).rows[table.name])
        assert sheet.max_row == size + 3
        assert sheet.freeze_panes == "B4"
        assert sheet.auto_filter.ref == f"A3:{column_letters(len(table.columns) - 1)}{size + 3}"


def test_cells_are_typed() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(files_of("fixture")[PATH]))["challenges"]
    names = {cell.value: cell.column for cell in sheet[3]}
    kinds = {
        name: {sheet.cell(row, column).data_type for row in range(4, sheet.max_row + 1)} - {"n"}
        for name, column in names.items()
    }
    assert kinds["title_zh"] == {"s"}
    assert kinds["year"] == kinds["owner_payment_low"] == set()
    assert kinds["owner_payment_exact"] <= {"b"}
    assert kinds["updated_on"] == {"d"}
    assert all(isinstance(cell.value, datetime) for cell in sheet[column_letters(names["updated_on"] - 1)][3:])


@pytest.mark.parametrize("name", NAMES)
def test_there_are_no_formulas_and_no_links_outside(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(files_of(name)[PATH])) as book:
        for part in book.namelist():
            ElementTree.fromstring(book.read(part))
            assert b"<f>" not in book.read(part)
            assert b"TargetMode" not in book.read(part)
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_first_sheet_explains() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(files_of("fixture")[PATH]))[README]
    told = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert any("2025-06-15" in str(cell) for cell in told)
    assert any("creativecommons.org" in str(cell) for cell in told)
    for table in bulk("fixture").tables:
        assert {table.name, *(f"{table.name}.{column.name}" for column in table.columns)} <= set(told)
    assert {cell.hyperlink.location for (cell,) in sheet.iter_rows(max_col=1) if cell.hyperlink} == {
        f"'{table.name}'!A1" for table in bulk("fixture").tables
    }


def test_columns_without_values_are_hidden() -> None:
    book = openpyxl.load_workbook(io.BytesIO(files_of("fixture")[PATH]))
    for table in bulk("fixture").tables:
        rows = bulk("fixture").rows[table.name]
        for i, _ in enumerate(table.columns):
            is_hidden = book[table.name].column_dimensions[column_letters(i)].hidden
            assert is_hidden == (bool(rows) and all(row[i] is None for row in rows)), (table.name, i)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("2025-06-15", "45823"), ("1900-03-01", "61"), ("9999-12-31", "2958465")],
)
def test_days_are_counted_as_excel_does(written: str, expected: str) -> None:
    assert f"<v>{expected}</v>" in show_day(written)


def test_days_that_excel_counts_otherwise_stay_text() -> None:
    assert "1900-02-28" in show_day("1900-02-28") and "inlineStr" in show_day("1900-02-28")
    assert "inlineStr" in show_moment("1850-01-01T08:00:00+08:00")


@pytest.mark.parametrize("at", ["00:00", "08:30", "17:00", "23:59"])
def test_moments_are_what_the_clock_shows(at: str) -> None:
    from openpyxl.utils.datetime import from_excel

    shown = show_moment(f"2025-06-15T{at}:00+08:00")
    value = from_excel(float(shown.partition("<v>")[2].partition("<")[0]))
    assert value.strftime("%Y-%m-%dT%H:%M") == f"2025-06-15T{at}"


def test_what_looks_like_a_formula_stays_text_when_it_is_edited() -> None:
    assert ' s="3" ' in show_text("=1+1")
    assert " s=" not in show_text("电机")


def test_text_beyond_a_cell_is_cut_and_says_so() -> None:
    cut = fitting(LONG)
    assert cut.endswith(CUT) and len(cut) == TEXT_LIMIT
    assert fitting("😀" * 20_000).encode("utf-16-le", "strict")
    assert fitting("a" * TEXT_LIMIT) == "a" * TEXT_LIMIT


@pytest.mark.parametrize("name", NAMES)
def test_equal_rows_give_equal_bytes(name: str) -> None:
    site, (tables, _, stock) = SITES[name](), bulk(name)
    sheets = (sheet_member(number, table, stock) for number, table in enumerate(tables, 1))
    whole = compile_xlsx(tables, stock, about(site), site.settings.labels, sheets)
    assert b"".join(whole.chunks) == files_of(name)[PATH]
