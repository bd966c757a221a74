"""A workbook for translators: only the English can be changed, no text is a formula, and it comes back in any order."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from forms.office import saved_again
from forms.openxml import openxml_problems
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from generator.forms.texts import plain
from generator.model.parts import Text
from generator.passages import Passage
from generator.problems import Problem
from generator.translating.returned import Returned
from generator.translating.units import Unit
from generator.translating.workbook import (
    CHINESE,
    COLUMNS,
    ENGLISH,
    KEY,
    NOTE,
    NOTES,
    RIGHT,
    read_workbook,
    workbook_of,
)
from translating.made import HARD, units

TOP = len(NOTES) + 1
"""The row of the headings."""


def read(data: bytes) -> tuple[Returned, ...]:
    found = read_workbook(data, "back.xlsx")
    assert not isinstance(found, Problem), found.message
    return found


def edited(change: object) -> bytes:
    """The workbook as a spreadsheet program saves it after `change`."""
    assert callable(change)
    book = load_workbook(io.BytesIO(workbook_of(units())))
    change(book.worksheets[0])
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def test_what_goes_out_comes_back_as_it_was() -> None:
    back = read(workbook_of(units()))
    assert [(one.key, one.target, one.is_confirmed) for one in back] == [
        (unit.key, unit.passage.en or "", False) for unit in units()
    ]
    assert {(one.kind, one.id) for one in back} == {("organisation", "a-organisation")}


def test_only_the_english_can_be_changed() -> None:
    sheet = load_workbook(io.BytesIO(workbook_of(units()))).worksheets[0]
    assert sheet.protection.sheet
    for row in sheet.iter_rows(min_row=TOP + 1):
        assert [cell.column - 1 for cell in row if not cell.protection.locked] == [ENGLISH, RIGHT]


def test_no_text_is_a_formula() -> None:
    sheet = load_workbook(io.BytesIO(workbook_of(units()))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(str(cell.value).startswith("=") for cell in cells)
    assert HARD in {cell.value for cell in cells}


def test_terms_and_states_are_told() -> None:
    sheet = load_workbook(io.BytesIO(workbook_of(units()))).worksheets[0]
    notes = {row[CHINESE].value: row[NOTE].value for row in sheet.iter_rows(min_row=TOP + 1)}
    assert notes["某联合体"] == "联合体 = consortium / consortia; not: union"
    assert "no English yet" in notes["简称"]
    assert "has changed" in notes[HARD]


def test_rows_in_another_order_and_other_columns_do_no_harm() -> None:
    def change(sheet: object) -> None:
        sheet.move_range("A3:H3", rows=40)  # type: ignore[attr-defined]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=TOP + 1)]  # type: ignore[attr-defined]
        del rows

    assert isinstance(read_workbook(edited(change), "back.xlsx"), Problem)

    def sort(sheet: object) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=TOP + 1)]  # type: ignore[attr-defined]
        for number, row in enumerate(reversed(rows), TOP + 1):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value  # type: ignore[attr-defined]
        sheet.insert_cols(1)  # type: ignore[attr-defined]

    assert {(one.key, one.target) for one in read(edited(sort))} == {
        (unit.key, unit.passage.en or "") for unit in units()
    }


def test_an_x_stands_by_the_english_and_a_place_is_told() -> None:
    def change(sheet: object) -> None:
        sheet.cell(TOP + 1, RIGHT + 1).value = "x"  # type: ignore[attr-defined]
        sheet.cell(TOP + 2, ENGLISH + 1).value = 2024  # type: ignore[attr-defined]

    first, second, *_ = read(edited(change))
    assert (first.is_confirmed, first.place.line) == (True, TOP + 1)
    assert second.target == "2024"


def test_rows_without_a_key_are_passed_over() -> None:
    def change(sheet: object) -> None:
        sheet.cell(TOP + 1, KEY + 1).value = "gone"  # type: ignore[attr-defined]

    assert len(read(edited(change))) == len(units()) - 1


@pytest.mark.parametrize("heading", [ENGLISH, KEY])
def test_a_workbook_without_our_columns_is_refused(heading: int) -> None:
    def change(sheet: object) -> None:
        sheet.cell(TOP, heading + 1).value = "x"  # type: ignore[attr-defined]

    found = read_workbook(edited(change), "back.xlsx")
    assert isinstance(found, Problem)
    assert found.code == "translation-file"


def test_the_workbook_is_the_same_each_time() -> None:
    assert workbook_of(units()) == workbook_of(units())
    assert len(COLUMNS) == 8


def test_what_libreoffice_saves_again_comes_back(tmp_path: Path) -> None:
    path, again = tmp_path / "sent.xlsx", tmp_path / "again"
    path.write_bytes(workbook_of(units()))
    again.mkdir()
    (saved,) = saved_again([path], again)
    assert {(one.key, one.target) for one in read(saved.read_bytes())} == {
        (unit.key, unit.passage.en or "") for unit in units()
    }


def test_microsofts_validator_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sent.xlsx"
    path.write_bytes(workbook_of(units()))
    assert openxml_problems([path]) == {path: []}


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), min_size=1, max_size=5))
def test_any_texts_come_back_as_a_cell_can_hold_them(pairs: list[tuple[str, str]]) -> None:
    sent = [
        Unit(
            "content/organisations/a.yml", "organisation", "a", zh, Passage(("names", i), zh, en or None), "current",
            Text(zh="名", en="name"), (),
        )
        for i, (zh, en) in enumerate(pairs)
    ]  # fmt: skip
    back = read(workbook_of(sent))
    assert [(one.key, one.target) for one in back] == [
        (unit.key, plain(unit.passage.en or "").strip()) for unit in sent
    ]
