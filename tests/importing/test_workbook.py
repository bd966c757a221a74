"""Sheets are read as they are shown, and what is hostile, broken or too large is told in words."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.cell import coordinate_to_tuple

from generator.forms.reading import open_package
from generator.importing.csvtext import read_csv
from generator.importing.tables import Table, cell_name
from generator.importing.workbook import read_workbook
from generator.problems import Problem
from importing.tables import MAPPING, as_csv, as_xlsx, files_in, project_for, published, records, run

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


def changed(change: Callable[[str, bytes], bytes | None], more: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """A good workbook with its members as `change` makes them, and more of them."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx(published()))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in more:
            new.writestr(name, data)
    return out.getvalue()


def with_sheet(text: str) -> bytes:
    return changed(lambda name, data: text.encode() if name == SHEET else data)


def tables_of(data: bytes) -> tuple[Table, ...] | Problem:
    package = open_package(data, "a.xlsx")
    return package if isinstance(package, Problem) else read_workbook(data, package, "a.xlsx")


def the_cells(rows: str, tail: str = "</sheetData></worksheet>") -> list[list[str]]:
    found = tables_of(with_sheet(HEAD + rows + tail))
    assert not isinstance(found, Problem), found
    return [[cell.text for cell in row] for row in found[0].rows]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1"><v>12</v></c>', "12"),
        ('<c r="A1"><v>0.30000000000000004</v></c>', "0.3"),
        ('<c r="A1"><v>1E3</v></c>', "1000"),
        ('<c r="A1"><v>1e-7</v></c>', "0.0000001"),
        ('<c r="A1"><v>9e999</v></c>', "inf"),
        ('<c r="A1" t="str"><v>文字</v></c>', "文字"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh sb="0" eb="1"/></is></c>', "甲乙"),
        ('<c r="A1" t="inlineStr"/>', ""),
        ('<c r="A1" t="d"><v>2025-06-12T00:00:00</v></c>', "2025-06-12"),
        ('<c r="A1" t="str"><v>_x0041_</v></c>', "A"),
        ('<c r="A1" t="inlineStr"><is><t>_x0041_ _x0007_</t></is></c>', "A \ufffd"),
        ('<c><v>1</v></c>', "1"),
    ],
)  # fmt: skip
def test_a_cell_is_text(cell: str, text: str) -> None:
    assert the_cells(f'<row r="1">{cell}</row>') == ([[text]] if text else [])


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ('<row r="3"><c r="B3"><v>1</v></c></row>', [["", ""], ["", ""], ["", "1"]]),
        ('<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>', [["1", "2"], ["3", ""]]),
        ('<row r="2"/><row r="1048576"/>', []),
    ],
)  # fmt: skip
def test_cells_stand_where_they_say_or_behind_one_another(rows: str, cells: list[list[str]]) -> None:
    assert the_cells(rows) == cells


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1" t="n"><v>x</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" s="999"><v>5</v></c></row>',
        '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
        '<row r="x"><c r="?"><v>1</v></c></row>',
        '<row r="1"/></sheetData><mergeCells><mergeCell ref="B2:A1"/></mergeCells><sheetData>',
    ],
)
def test_what_openpyxl_cannot_read_is_refused_whole(row: str) -> None:
    """No spreadsheet writes such cells; openpyxl gives up on their whole sheet and does not say where."""
    found = tables_of(with_sheet(HEAD + row + TAIL))
    assert isinstance(found, Problem)
    assert found.code == "form-file-broken"


def test_a_merged_range_that_is_none_is_passed_over() -> None:
    ranges = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1", "A1:A3", "A900:B901"))
    tail = f"</sheetData><mergeCells>{ranges}</mergeCells></worksheet>"
    assert the_cells('<row r="1"><c><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>', tail) == [
        ["1", ""],
        ["1", "2"],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1"><v>1</v></c></row>',
        f'<row r="1"><c t="str"><v>{"x" * 10_001}</v></c></row>',
    ],
)
def test_what_is_too_large_is_told(rows: str) -> None:
    found = tables_of(with_sheet(HEAD + rows + TAIL))
    assert isinstance(found, Problem)
    assert found.code == ("table-cell-long" if "xxx" in rows else "table-too-large")


def test_too_many_sheets_are_told() -> None:
    assert isinstance(tables_of(as_xlsx(published(), more=[f"表{i}" for i in range(60)])), Problem)
    assert not isinstance(tables_of(as_xlsx(published(), more=[f"表{i}" for i in range(59)])), Problem)


def test_ranges_that_cover_too_much_are_told() -> None:
    ranges = "".join(f'<mergeCell ref="A1:GR{n}"/>' for n in range(19_000, 19_100))
    text = f'{HEAD}<row r="1"><c><v>1</v></c></row></sheetData><mergeCells>{ranges}</mergeCells></worksheet>'
    assert isinstance(tables_of(with_sheet(text)), Problem)


def test_hidden_sheets_are_not_read() -> None:
    def hide(name: str, data: bytes) -> bytes:
        return data.replace(b'<sheet name="', b'<sheet state="hidden" name="') if name == "xl/workbook.xml" else data

    assert tables_of(changed(hide)) == ()


@pytest.mark.parametrize("text", ["_x005F_", "x005F_", "_x0041_", "_x000D_", "_xD83D_"])
def test_what_looks_like_an_escape_comes_through(text: str) -> None:
    found = tables_of(as_xlsx(((text,),)))
    assert not isinstance(found, Problem)
    assert found[0].rows[0][0].text == text


@given(st.integers(0, 18_277))
def test_a_column_has_a_name_of_its_own(column: int) -> None:
    name = cell_name(Table("表", ()), 4, column)
    assert coordinate_to_tuple(name.removeprefix("表!")) == (5, column + 1)


# -- what is hostile ------------------------------------------------------------------------------------------

XXE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def replaced(name: str, data: bytes) -> bytes:
    return changed(lambda member, old: data if member == name else old)


GOOD = as_xlsx(published())
HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "spaces": b" \n \n",
    "zeros": b"\0" * 5000,
    "noise": bytes(range(256)) * 40,
    "only a mark": b"\xef\xbb\xbf",
    "half of UTF-16": b"\xff\xfea",
    "UTF-16 with a lone surrogate": b"\xff\xfe\x00\xd8a\x00",
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "HTML that calls itself a workbook": b"<html><table><tr><td>1</td></tr></table></html>",
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    "an encrypted workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "cut off": GOOD[: len(GOOD) // 2],
    "cut off at the start": GOOD[100:],
    "an empty zip": b"PK\x05\x06" + b"\0" * 18,
    "a zip of something else": changed(lambda _name, _data: None, (("a.txt", b"hello"),)),
    "without its types": changed(lambda name, data: None if name == "[Content_Types].xml" else data),
    "without its sheet": changed(lambda name, data: None if name == SHEET else data),
    "without its strings": changed(lambda name, data: None if name.endswith("sharedStrings.xml") else data),
    "without its relations": changed(lambda name, data: None if name.endswith("workbook.xml.rels") else data),
    "a sheet that is no XML": replaced(SHEET, b"<worksheet><"),
    "a sheet in another namespace": replaced(SHEET, b'<a xmlns="x"/>'),
    "a sheet with entities": replaced(SHEET, (XXE + HEAD + "<row><c t='str'><v>&e;</v></c></row>" + TAIL).encode()),
    "a sheet that laughs": replaced(SHEET, (LAUGHS + HEAD + "<row><c t='str'><v>&b;</v></c></row>" + TAIL).encode()),
    "a sheet nested too deep": replaced(SHEET, (HEAD + "<row>" * 5000 + "</row>" * 5000 + TAIL).encode()),
    "a bomb": changed(lambda name, data: b" " * (30 << 20) if name == SHEET else data),
    "macros": changed(lambda _name, data: data, (("xl/vbaProject.bin", b"macro"),)),
    "a path that leads out": changed(lambda _name, data: data, (("../../evil.xml", b"<a/>"),)),
    "an absolute path": changed(lambda _name, data: data, (("/etc/evil.xml", b"<a/>"),)),
    "a sheet elsewhere": changed(lambda _name, data: data.replace(b"worksheets/sheet1.xml", b"../../../etc/passwd")),
    "a string index that is no number": replaced(SHEET, (HEAD + '<row><c t="s"><v>x</v></c></row>' + TAIL).encode()),
    "styles that are none": replaced("xl/styles.xml", b'<a><cellXfs><xf numFmtId="x"/></cellXfs></a>'),
    "nothing but commas": b"," * 5000,
    "nothing but quotes": b'"' * 5000,
    "an open quote": '序号,项目名称\n1,"样例\n'.encode() * 500,
    "one endless line": b"a," * 100_000,
    "one endless cell": b"a" * (1 << 20),
    "control characters": "序号,项目名称\n1,样\x07例\n".encode(),
    "formulas everywhere": as_csv(published((("=1", "=2", "=cmd|'/c calc'!A1", "+SUM(1)", "@X(1)", "-A(1)", "=6"),))),
    "headings alone": as_csv(published(())),
    "a heading a hundred times": as_csv((published()[1],) * 100),
    "right to left": as_csv(published(((1, "X\u202e1", "\u202e例样", "\u2066厂\u2069", "", 5, "新材料", ""),))),
    "markup": as_csv(published(((1, "XT01", "<script>alert(1)</script>", "A&B\"'", "", 5, "新材料", ""),))),
    "YAML": as_csv(published(((1, "XT01", "x: {a: &b *c !!d}\n- e\n---", "- a\n# b", "", 5, "新材料", ""),))),
    "a path for a code": as_csv(published(((1, "../../../etc/passwd", "样例", "厂", "", 5, "新材料", ""),))),
    "a huge number": as_csv(published((("9" * 400, "XT01", "样例", "厂", "", "9" * 400, "新材料", ""),))),
    "people": as_csv(published(((1, "XT01", "样例", "张三13812345678", "", 5, "新材料", ""),))),
}  # fmt: skip


@pytest.fixture(scope="module")
def quiet_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_for(tmp_path_factory.mktemp("hostile") / "project")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_table_raises_nothing_and_leaves_no_half(quiet_project: Path, name: str) -> None:
    table = quiet_project.parent / "名单.xlsx"
    table.write_bytes(HOSTILE[name])
    before = files_in(quiet_project)
    done = run(quiet_project, table, MAPPING, "--dry-run")
    assert done.exit_code in (0, 1)
    assert done.exit_code == 0 or "错误 [" in done.output
    assert files_in(quiet_project) == before


@pytest.mark.parametrize("name", ["right to left", "markup", "YAML"])
def test_strange_texts_are_kept_as_they_are(tmp_path: Path, name: str) -> None:
    project = project_for(tmp_path / "project")
    table = tmp_path / "名单.csv"
    table.write_bytes(HOSTILE[name].replace(b"XT01", b"XT09"))
    done = run(project, table)
    if done.exit_code == 0:
        (record,) = records(project).values()
        assert record["title"]["zh"]


def test_what_the_csv_module_cannot_read_is_told() -> None:
    before = csv.field_size_limit(131_072)  # Python's own limit, which other packages raise for the whole process
    try:
        found = read_csv(b'a,"' + b"x" * 140_000 + b'"', "a.csv")
    finally:
        csv.field_size_limit(before)
    assert isinstance(found, Problem)
    assert found.code == "table-unreadable"


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_for_a_csv_file(data: bytes) -> None:
    read_csv(data, "a.csv")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=200))
def test_no_text_is_too_strange_for_a_csv_file(text: str) -> None:
    read_csv(text.encode(), "a.csv")


@given(st.binary(max_size=60), st.integers(0, len(GOOD) - 1))
def test_no_change_of_a_workbook_is_too_strange(data: bytes, place: int) -> None:
    tables_of(GOOD[:place] + data + GOOD[place + len(data) :])
