"""Forms as Excel workbooks: a typed cell for each blank, limits, protection, and no text that becomes a formula."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from forms.filling import filled_form
from forms.made import FORMS, REAL, filled, form_of
from forms.openxml import openxml_problems
from generator.forms.answers import SECURITY_REVIEW, version_of
from generator.forms.cells import HIDDEN, TICK
from generator.forms.xlsx import CELL_LIMIT, CUT, ROWS, SHEET_NAME, xlsx_of
from generator.model.records import Form

CHOICES = [{"id": "metal", "label": {"zh": "冶金有色"}}, {"id": "chem-x", "label": {"zh": "能源化工，含煤化工"}}]
COLUMNS: list[dict[str, Any]] = [
    {"id": "lead", "label": {"zh": "牵头单位"}, "type": "text", "required": True},
    {"id": "total", "label": {"zh": "项目总投资额"}, "type": "money", "unit": "万元"},
    {"id": "domain", "label": {"zh": "领域"}, "type": "choice", "options": CHOICES},
    {"id": "modes", "label": {"zh": "合作"}, "type": "choices", "options": CHOICES},
    {"id": "until", "label": {"zh": "完成期限"}, "type": "date"},
    {"id": "brief", "label": {"zh": "简介"}, "type": "long_text", "limit": 200},
]


def _table(**keys: Any) -> Form:
    return form_of({"id": "units", "label": {"zh": "申报单位汇总"}, "type": "rows", "columns": COLUMNS, **keys})


def _book(form: Form, values: dict[str, Any] | None = None) -> Any:
    return load_workbook(io.BytesIO(xlsx_of(form, filled(form, values) if values else None)))


def _cell(book: Any, name: str) -> Any:
    sheet, at = next(iter(book.defined_names[name].destinations))
    return book[sheet][at.replace("$", "")]


def _rules(sheet: Any, at: str) -> list[Any]:
    return [rule for rule in sheet.data_validations.dataValidation if at in rule.sqref]


def test_the_same_form_gives_the_same_bytes() -> None:
    assert all(xlsx_of(form) == xlsx_of(form) for form in (*FORMS, *REAL))


def test_its_dates_are_the_forms_own() -> None:
    form = form_of({"id": "name"})
    assert _book(form).properties.created.isoformat() == f"{form.updated_on}T00:00:00"
    members = zipfile.ZipFile(io.BytesIO(xlsx_of(form))).infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}


def test_it_says_of_which_form_and_version_it_is() -> None:
    form = form_of({"id": "name"})
    book = _book(form)
    told = {entry.name: entry.value for entry in book.custom_doc_props}
    assert told == {"zhangbang-form": form.id, "zhangbang-version": version_of(form)}
    assert [cell.value for cell in book[HIDDEN]["B"][:2]] == [form.id, version_of(form)]
    assert book[HIDDEN].sheet_state == "hidden"


def test_each_blank_has_a_named_unlocked_cell_and_headings_are_locked() -> None:
    form = form_of({"id": "name"}, {"id": "ways", "type": "choices", "options": CHOICES, "other": True})
    book = _book(form)
    names = ("zb_name", "zb_ways__metal", "zb_ways__chem_x", "zb_ways__other_box", "zb_ways__other")
    cells = [_cell(book, name) for name in (*names, f"zb_{SECURITY_REVIEW}")]
    assert all(not cell.protection.locked for cell in cells)
    assert all(book[SHEET_NAME][f"A{cell.row}"].protection.locked for cell in cells[:-1])
    assert all(sheet.protection.sheet for sheet in book.worksheets)


@pytest.mark.parametrize(
    ("text", "kind"), [("=1+1", "s"), ("@SUM(A1)", "s"), ("+1", "s"), ("-1+2", "s"), ("https://example.org", "s")]
)
def test_no_text_becomes_a_formula_or_a_link(text: str, kind: str) -> None:
    form = form_of({"id": "name"}, {"id": "size", "type": "number"})
    book = _book(form, {"name": text, "size": text})
    for name in ("zb_name", "zb_size"):
        cell = _cell(book, name)
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, kind, None)


def test_control_characters_are_left_out_and_lines_stay() -> None:
    book = _book(form_of({"id": "name"}), {"name": "甲\x00\x07乙\r\n丙\ud800\uffff"})
    assert _cell(book, "zb_name").value == "甲乙\n丙"


def test_a_text_that_no_cell_holds_is_cut_and_says_so() -> None:
    value = _cell(_book(form_of({"id": "need", "type": "long_text"}), {"need": "𠮷" * CELL_LIMIT}), "zb_need").value
    assert value.endswith(CUT) and len(value.encode("utf-16-le")) <= 2 * CELL_LIMIT
    assert set(value.removesuffix(CUT)) == {"𠮷"}


@pytest.mark.parametrize("text", ["0", "-3", "1250.5", "0.01", "123456789012.34"])
def test_a_number_is_a_number(text: str) -> None:
    cell = _cell(_book(form_of({"id": "size", "type": "money"}), {"size": text}), "zb_size")
    assert (cell.data_type, cell.value) == ("n", float(text))


@pytest.mark.parametrize("text", ["12345678901234567890", "1.10", "007", "1e5", "约三百", "0.1234567890123456789"])
def test_a_number_that_excel_would_change_is_a_text(text: str) -> None:
    cell = _cell(_book(form_of({"id": "size", "type": "number"}), {"size": text}), "zb_size")
    assert (cell.data_type, cell.value) == ("s", text)


def test_a_day_is_a_day_and_what_is_none_a_text() -> None:
    form = form_of({"id": "day", "type": "date"}, {"id": "other", "type": "date"}, {"id": "old", "type": "date"})
    book = _book(form, {"day": "2025-03-01", "other": "三月上旬", "old": "1899-12-31"})
    assert _cell(book, "zb_day").value.isoformat() == "2025-03-01T00:00:00"
    assert [_cell(book, name).value for name in ("zb_other", "zb_old")] == ["三月上旬", "1899-12-31"]


@pytest.mark.parametrize(
    ("field", "rule", "style"),
    [
        ({"type": "number"}, "decimal", "stop"),
        ({"type": "date"}, "date", "stop"),
        ({"type": "choice", "options": CHOICES}, "list", "stop"),
        ({"type": "tick"}, "list", "stop"),
        ({"type": "credit_code"}, "textLength", "stop"),
        ({"type": "postcode"}, "textLength", "stop"),
        ({"type": "long_text", "limit": 500}, "textLength", "warning"),
    ],
)
def test_a_cell_takes_what_its_field_asks_for(field: dict[str, Any], rule: str, style: str) -> None:
    book = _book(form_of({"id": "it", **field}))
    cell = _cell(book, "zb_it")
    [found] = _rules(cell.parent, cell.coordinate)
    assert (found.type, found.errorStyle or "stop") == (rule, style)
    assert re.search("[一-鿿]", found.error)


def test_a_list_of_options_is_their_labels_commas_and_all() -> None:
    book = _book(form_of({"id": "it", "type": "choice", "options": CHOICES}))
    cell = _cell(book, "zb_it")
    area = _rules(cell.parent, cell.coordinate)[0].formula1.partition("!")[2].replace("$", "")
    assert [row[0].value for row in book[HIDDEN][area]] == ["冶金有色", "能源化工，含煤化工"]


def test_characters_are_counted_as_they_are_typed() -> None:
    book = _book(form_of({"id": "need", "type": "long_text", "limit": 500}), {"need": "甲 乙\n丙"})
    cell = _cell(book, "zb_need")
    count = cell.offset(0, 2)
    assert count.value == f'=LEN(SUBSTITUTE(SUBSTITUTE({cell.coordinate}," ",""),CHAR(10),""))'
    assert count.number_format == '0" / 500"' and count.protection.locked
    assert "以 Word 的字数统计为准" in str(cell.parent["A2"].value)


def test_a_table_has_a_sheet_with_a_row_for_each_entry() -> None:
    rows = ({"lead": "甲公司", "total": "12.5", "domain": "chem-x", "modes": ("metal",), "until": "2026-01-02"},)
    book = _book(_table(), {"units": rows})
    sheet = book["申报单位汇总"]
    heads = {name: _cell(book, f"zb_units_0_{name}") for name in ("lead", "total", "domain", "modes__metal", "until")}
    assert [head.value for head in heads.values()] == [
        "牵头单位*", "项目总投资额（万元）", "领域", "合作：冶金有色", "完成期限",
    ]  # fmt: skip
    below = [head.offset(1, 0).value for head in heads.values()]
    assert below[:4] == ["甲公司", 12.5, "能源化工，含煤化工", TICK] and below[4].year == 2026
    assert [rule.type for rule in _rules(sheet, heads["total"].offset(ROWS, 0).coordinate)] == ["decimal"]
    assert all(not head.offset(ROWS, 0).protection.locked and head.protection.locked for head in heads.values())


def test_a_table_prints_across_with_its_heading_on_each_page_and_stays_in_sight() -> None:
    sheet = _book(_table())["申报单位汇总"]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    heading = int(sheet.print_title_rows.rpartition("$")[2])
    assert sheet.freeze_panes == f"B{heading + 1}"


def test_a_table_has_room_for_the_most_rows_it_may_have() -> None:
    sheet = _book(_table(rows_max=300))["申报单位汇总"]
    assert _rules(sheet, "B300") and not sheet["B300"].protection.locked


def test_tables_of_one_name_or_of_a_name_that_excel_refuses_get_sheets_of_their_own() -> None:
    column = {"id": "c", "label": {"zh": "栏"}, "type": "text"}
    tables = [
        {"id": f"t{i}", "label": {"zh": label}, "type": "rows", "columns": [column]}
        for i, label in enumerate(("清单", "清单", "填写", "[甲]/乙:*?" + "很" * 40))
    ]
    names = _book(form_of(*tables)).sheetnames
    assert len({name.casefold() for name in names}) == 7 and max(map(len, names)) <= 31


def test_a_sample_and_a_template_of_this_site_say_so() -> None:
    sheet = _book(form_of({"id": "name"}, official=False, sample=True))[SHEET_NAME]
    assert "不是官方表格" in sheet["A2"].value and "虚构的示例" in sheet["A3"].value


def test_what_is_never_published_says_so() -> None:
    form = form_of(
        {"id": "phone", "type": "phone", "personal": True}, {"id": "staff", "type": "number", "internal": True}
    )
    book = _book(form)
    assert _cell(book, "zb_phone").offset(0, 3).value == "个人信息，不公开。"
    assert str(_cell(book, "zb_staff").offset(0, 3).value).startswith("内部信息，不公开。")


def test_the_open_xml_sdk_finds_nothing_wrong(tmp_path: Path) -> None:
    files = []
    for form in (*FORMS, *REAL, _table(rows_max=30)):
        for name, answers in (("blank", None), ("filled", filled_form(form, 1))):
            files.append(tmp_path / f"{form.id}-{name}.xlsx")
            files[-1].write_bytes(xlsx_of(form, answers))
    assert not {file.name: found for file, found in openxml_problems(files).items() if found}
