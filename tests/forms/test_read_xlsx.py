"""Filled workbooks come back as answers: by name wherever cells went, else by label, and every doubt is told."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from forms.filling import EVERY_FORM, filled_form
from forms.made import FORMS, REAL, filled, form_of
from forms.office import saved_again
from forms.zips import parts_of, zipped
from generator.forms.answers import ROWS_LIMIT, SECURITY_REVIEW, Answers
from generator.forms.read_xlsx import read_xlsx
from generator.forms.reading import Read
from generator.forms.tidy import tidied
from generator.forms.xlsx import xlsx_of
from generator.model.records import Form

PROVING = bool(os.environ.get("ZHANGBANG_PROVE"))
TIMES, TIMES_SAVED = (500, 100) if PROVING else (15, 4)
"""How often each form is filled, and how often of those LibreOffice saves it again."""
BATCH = 100
"""So many files LibreOffice converts in one run; it keeps them all open."""
OPTIONS = [{"id": "metal", "label": {"zh": "冶金有色"}}, {"id": "chem-x", "label": {"zh": "能源化工"}}]
FIELDS: tuple[dict[str, Any], ...] = (
    {"id": "name", "label": {"zh": "单位名称"}, "type": "text"},
    {"id": "boss", "label": {"zh": "姓名"}, "type": "text", "group": {"zh": "法定代表人"}, "personal": True},
    {"id": "who", "label": {"zh": "姓名"}, "type": "text", "group": {"zh": "联系人"}, "personal": True},
    {"id": "staff", "label": {"zh": "职工总数"}, "type": "number", "unit": "人"},
    {"id": "share", "label": {"zh": "占比"}, "type": "percent", "unit": "%"},
    {"id": "day", "label": {"zh": "日期"}, "type": "date"},
    {"id": "code", "label": {"zh": "邮编"}, "type": "postcode"},
    {"id": "domain", "label": {"zh": "领域"}, "type": "choice", "options": OPTIONS, "other": True},
    {"id": "ways", "label": {"zh": "方式"}, "type": "choices", "options": OPTIONS, "other": True},
    {"id": "promise", "label": {"zh": "承诺"}, "type": "tick"},
)
COLUMNS: list[dict[str, Any]] = [
    {"id": "lead", "label": {"zh": "牵头单位"}, "type": "text"},
    {"id": "total", "label": {"zh": "总投资"}, "type": "money", "unit": "万元"},
    {"id": "domain", "label": {"zh": "领域"}, "type": "choice", "options": OPTIONS, "other": True},
    {"id": "modes", "label": {"zh": "合作"}, "type": "choices", "options": OPTIONS},
]
FORM = form_of(*FIELDS)
TABLE = form_of(FIELDS[0], {"id": "units", "label": {"zh": "汇总"}, "type": "rows", "columns": COLUMNS})
VALUES: dict[str, Any] = {
    "name": "=甲公司",
    "staff": "85",
    "share": "6.5",
    "day": "2025-03-01",
    "code": "010020",
    "domain": "other",
    "domain__other": "循环经济",
    "ways": ("chem-x", "other"),
    "ways__other": "共建",
    "promise": True,
    SECURITY_REVIEW: True,
}
ROWS = (
    {"lead": "甲", "total": "12.5", "domain": "chem-x", "modes": ("metal", "chem-x")},
    {"lead": "乙", "domain": "other", "domain__other": "循环经济"},
)


EVERY = [*EVERY_FORM, *REAL, FORM, TABLE]


def _changed(form: Form, answers: Answers | None, change: Callable[[Any], None]) -> bytes:
    book = load_workbook(io.BytesIO(xlsx_of(form, answers)))
    change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _set(name: str, value: object, style: str | None = None) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        sheet, at = next(iter(book.defined_names[name].destinations))
        cell = book[sheet][at.replace("$", "")]
        cell.value = value
        cell.number_format = style or cell.number_format

    return change


def _written(*rows: tuple[object, ...]) -> bytes:
    """A workbook that somebody typed: nothing of ours is in it."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _codes(read: Read) -> list[str]:
    return [found.code for found in read.problems]


def _values(read: Read) -> dict[str, Any]:
    assert read.answers is not None, read.problems
    return dict(read.answers.values)


@pytest.mark.parametrize("form", [*FORMS, FORM, TABLE], ids=lambda form: form.id)
def test_a_blank_one_has_no_answers_and_nothing_to_tell(form: Form) -> None:
    assert read_xlsx(xlsx_of(form), form) == Read(filled(form, {}), ())


def test_what_was_filled_comes_back() -> None:
    assert read_xlsx(xlsx_of(FORM, filled(FORM, VALUES)), FORM) == Read(tidied(FORM, filled(FORM, VALUES)), ())


def test_nothing_is_printed_of_a_style_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    parts = parts_of(xlsx_of(FORM))
    styles = parts["xl/styles.xml"].replace(b'xfId="0"', b'xfId="99"')
    assert styles != parts["xl/styles.xml"]
    assert _codes(read_xlsx(zipped({**parts, "xl/styles.xml": styles}), FORM)) != []
    assert capsys.readouterr() == ("", "")


def test_the_rows_of_a_table_come_back() -> None:
    answers = filled(TABLE, {"name": "局", "units": ROWS})
    assert read_xlsx(xlsx_of(TABLE, answers), TABLE) == Read(answers, ())


def test_empty_rows_are_no_entries() -> None:
    answers = filled(TABLE, {"units": (ROWS[0], {}, ROWS[1], {}, {})})
    assert _values(read_xlsx(xlsx_of(TABLE, answers), TABLE))["units"] == ROWS


def test_cells_are_found_wherever_they_were_moved() -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet["H40"] = "移走的"
        book.defined_names["zb_name"].attr_text = f"'{sheet.title}'!$H$40"

    assert _values(read_xlsx(_changed(FORM, None, change), FORM)) == {"name": "移走的"}


@pytest.mark.parametrize(
    ("value", "text"),
    [(1250.1, "1250.1"), (0.1 + 0.2, "0.3"), (85, "85"), (3.0, "3"), (-0.5, "-0.5"), (1e14, "1" + "0" * 14)],
)
def test_numbers_stay_the_decimals_that_were_typed(value: float, text: str) -> None:
    assert _values(read_xlsx(_changed(FORM, None, _set("zb_staff", value)), FORM)) == {"staff": text}


def test_a_percentage_is_read_as_it_is_shown() -> None:
    assert _values(read_xlsx(_changed(FORM, None, _set("zb_share", 0.065, "0.00%")), FORM)) == {"share": "6.5"}
    assert _values(read_xlsx(_changed(FORM, None, _set("zb_share", 6.5, '0.0"%"')), FORM)) == {"share": "6.5"}


@pytest.mark.parametrize("text", ["2025年3月1日", "2025/3/1", "2025.03.01", "2025-03-01"])
def test_a_day_written_as_text_is_a_day(text: str) -> None:
    assert _values(read_xlsx(_changed(FORM, None, _set("zb_day", text, "@")), FORM)) == {"day": "2025-03-01"}


def test_a_number_written_as_text_is_a_number() -> None:
    assert _values(read_xlsx(_changed(FORM, None, _set("zb_staff", "１，２００人", "@")), FORM)) == {"staff": "1200"}


def test_a_postcode_that_became_a_number_keeps_its_zero() -> None:
    assert _values(read_xlsx(_changed(FORM, None, _set("zb_code", 10020, "General")), FORM)) == {"code": "010020"}


def test_a_code_that_became_a_number_has_lost_digits_and_that_is_told() -> None:
    form = form_of({"id": "it", "type": "credit_code"})
    assert _codes(read_xlsx(_changed(form, None, _set("zb_it", 911234567890123456, "0")), form)) == ["form-cell-digits"]


def test_a_formula_is_told_and_never_read() -> None:
    read = read_xlsx(_changed(FORM, filled(FORM, VALUES), _set("zb_staff", "=40+45")), FORM)
    assert _codes(read) == ["form-cell-formula"]
    assert "staff" not in _values(read) and "填写!B" in read.problems[0].message.zh


def test_a_value_that_went_wrong_is_told_and_never_read() -> None:
    read = read_xlsx(_changed(FORM, None, _set("zb_staff", "#DIV/0!")), FORM)
    assert (_codes(read), _values(read)) == (["form-cell-fault"], {})


@pytest.mark.parametrize("mark", ["√", "✓", "V", "是", "1", True, "Yes"])
def test_a_box_is_ticked_in_many_ways(mark: object) -> None:
    assert _values(read_xlsx(_changed(FORM, None, _set("zb_promise", mark)), FORM)) == {"promise": True}


def test_what_is_no_tick_is_none_and_what_is_unclear_is_told() -> None:
    assert read_xlsx(_changed(FORM, None, _set("zb_promise", "否")), FORM) == Read(filled(FORM, {}), ())
    assert _codes(read_xlsx(_changed(FORM, None, _set("zb_promise", "待定")), FORM)) == ["form-tick-unclear"]


def test_what_is_none_of_the_options_is_something_else() -> None:
    read = read_xlsx(_changed(FORM, None, _set("zb_domain", "循环经济")), FORM)
    assert _values(read) == {"domain": "other", "domain__other": "循环经济"}


def test_merged_cells_of_a_table_count_for_each_row_and_are_told() -> None:
    def change(book: Any) -> None:
        sheet, at = next(iter(book.defined_names["zb_units_0_lead"].destinations))
        first = book[sheet][at.replace("$", "")].offset(1, 0)
        book[sheet].merge_cells(f"{first.coordinate}:{first.offset(1, 0).coordinate}")

    read = read_xlsx(_changed(TABLE, filled(TABLE, {"units": ROWS}), change), TABLE)
    assert [row["lead"] for row in _values(read)["units"]] == ["甲", "甲"]
    assert _codes(read) == ["form-cells-merged"]


def test_more_rows_than_a_form_can_have_are_told() -> None:
    rows = tuple({"lead": f"第{i}家"} for i in range(ROWS_LIMIT + 5))
    read = read_xlsx(xlsx_of(TABLE, filled(TABLE, {"units": rows})), TABLE)
    assert _codes(read) == ["form-rows-many", "form-content-unread"] and len(_values(read)["units"]) == ROWS_LIMIT


def test_a_form_typed_again_is_read_by_its_labels_and_that_is_told() -> None:
    read = read_xlsx(
        _written(
            ("需求表",),
            ("单位名称：", "甲公司", None, "职工总数（人）", 85),
            ("法定代表人姓名", "张三", "联系人姓名", "李四"),
            ("日期*", None, "占比", "邮编", "411100"),
        ),
        FORM,
    )
    assert _values(read) == {"name": "甲公司", "staff": "85", "boss": "张三", "who": "李四", "code": "411100"}
    assert {"form-file-unstated", "form-cell-by-label", "form-field-unfound", "form-content-unread"} == {*_codes(read)}


def _without_names(book: Any) -> None:
    for name in list(book.defined_names):
        del book.defined_names[name]


@pytest.mark.parametrize("form", REAL, ids=lambda form: form.id)
def test_without_names_nothing_printed_becomes_an_answer(form: Form) -> None:
    for seed in range(3):
        answers = tidied(form, filled_form(form, seed)) if seed else filled(form, {})
        read = read_xlsx(_changed(form, answers, _without_names), form)
        assert _values(read).keys() == answers.values.keys()
        assert {*_codes(read)} <= {"form-cell-by-label"}


def test_names_that_were_left_behind_are_not_trusted() -> None:
    moved = _changed(FORM, filled(FORM, VALUES), lambda book: book.worksheets[0].insert_rows(6))
    values = _values(read_xlsx(moved, FORM))
    assert {key: values[key] for key in ("staff", "share", "day", "code")} == {
        key: VALUES[key] for key in ("staff", "share", "day", "code")
    }
    columns = _changed(TABLE, filled(TABLE, {"units": ROWS}), lambda book: book.worksheets[1].insert_cols(2))
    read = read_xlsx(columns, TABLE)
    assert (_values(read)["units"], _codes(read)) == (ROWS, ["form-cell-by-label"])


def test_rows_behind_an_empty_one_are_read_and_told() -> None:
    def change(book: Any) -> None:
        book.worksheets[1]["B20"] = "合计"

    read = read_xlsx(_changed(TABLE, filled(TABLE, {"units": ROWS}), change), TABLE)
    assert _values(read)["units"][-1] == {"lead": "合计"}
    assert _codes(read) == ["form-rows-apart"] and "第20行" in read.problems[0].message.zh


def test_a_label_that_stands_twice_is_no_answer() -> None:
    read = read_xlsx(_written(("单位名称", "甲"), ("单位名称", "乙")), form_of(FIELDS[0]))
    assert "name" not in _values(read)
    assert "工作表“Sheet”的 B1、B2有内容" in read.problems[-1].message.zh


def test_a_table_typed_again_is_read_by_its_heading_up_to_the_first_empty_row() -> None:
    head = ("序号", "领域", "牵头单位*", "总投资（万元）", "合作：冶金有色")
    rows = ((1, "能源化工", "甲", 12.5, "√"), (2, None, "乙", None, None), (None,) * 5, ("填表人", "某", "某", 1, None))
    read = read_xlsx(_written(("汇总",), (None,), head, *rows), TABLE)
    assert _values(read)["units"] == (
        {"lead": "甲", "total": "12.5", "domain": "chem-x", "modes": ("metal",)},
        {"lead": "乙"},
    )
    assert "form-column-unfound" in _codes(read)


def test_the_form_of_another_id_gives_no_answers() -> None:
    other = form_of(*FIELDS, id="b-form")
    assert [read_xlsx(xlsx_of(other), FORM).answers, *_codes(read_xlsx(xlsx_of(other), FORM))] == [
        None,
        "form-file-other",
    ]


def test_another_version_is_read_as_far_as_it_goes_and_is_told() -> None:
    older = form_of(*FIELDS[:4])
    read = read_xlsx(xlsx_of(older, filled(older, {"name": "甲"})), FORM)
    assert read.answers is not None and read.answers.version == filled(older, {}).version
    assert _codes(read)[0] == "form-file-version" and _values(read) == {"name": "甲"}


def _with(data: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, bytes)(old.read(name)))
    return made.getvalue()


MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "form-file-kind"),
        (xlsx_of(FORM)[:3000], "form-file-broken"),
        (_with(xlsx_of(FORM), {"[Content_Types].xml": lambda x: x.replace(PLAIN, MACROS)}), "form-file-macros"),
        (_with(xlsx_of(FORM), {"xl/workbook.xml": lambda x: x.replace(b"<sheet ", b"<sheet <")}), "form-file-broken"),
        (_with(xlsx_of(FORM), {"xl/styles.xml": lambda x: x.replace(b"<cellXfs", b"<cellXf")}), "form-file-broken"),
        (
            _with(
                xlsx_of(FORM),
                {"xl/_rels/workbook.xml.rels": lambda x: x.replace(b"worksheets/sheet1.xml", b"worksheets/sheet1.bin")},
            ),
            "form-file-unsafe",
        ),
    ],
)
def test_what_is_not_safe_or_whole_is_refused_in_words(data: bytes, code: str) -> None:
    assert (read_xlsx(data, FORM).answers, _codes(read_xlsx(data, FORM))) == (None, [code])


def test_a_link_to_another_workbook_is_refused() -> None:
    link = b'<Relationship Id="rId99" Type="x/externalLinkPath" Target="file:///C:/secret.xlsx" TargetMode="External"/>'
    rels = {"xl/_rels/workbook.xml.rels": lambda x: x.replace(b"</Relationships>", link + b"</Relationships>")}
    assert _codes(read_xlsx(_with(xlsx_of(FORM), rels), FORM)) == ["form-file-external"]


def test_a_sheet_that_claims_to_be_endless_is_read_no_further_than_it_need_and_that_is_told() -> None:
    def endless(sheet: bytes) -> bytes:
        far = b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>'
        start = sheet.index(b"<dimension")
        end = sheet.index(b"/>", start)
        sheet = sheet[:start] + b'<dimension ref="A1:XFD1048576"' + sheet[end:]
        return sheet.replace(b"</sheetData>", far)

    data = _with(xlsx_of(FORM, filled(FORM, VALUES)), {"xl/worksheets/sheet1.xml": endless})
    read = read_xlsx(data, FORM)
    assert read.answers == tidied(FORM, filled(FORM, VALUES))
    assert _codes(read) == ["form-content-unread"]


@pytest.mark.parametrize("text", ["_x0041_", "a_x000D_b", "_x005F_", "x005F_", "=1+1", "'甲", "甲\n乙\t丙", "𠮷👩‍🔬"])
def test_texts_come_back_letter_by_letter(text: str) -> None:
    form = form_of({"id": "name"})
    assert _values(read_xlsx(xlsx_of(form, filled(form, {"name": text})), form)) == {"name": text}


@pytest.mark.parametrize("form", EVERY, ids=[f"{i}-{form.id}" for i, form in enumerate(EVERY)])
def test_whatever_was_filled_comes_back_equal(form: Form) -> None:
    for seed in range(TIMES):
        answers = filled_form(form, seed)
        assert read_xlsx(xlsx_of(form, answers), form) == Read(tidied(form, answers), ()), seed


def test_what_libreoffice_saved_again_comes_back_equal(tmp_path: Path) -> None:
    filled_in = [(form, filled_form(form, seed)) for form in EVERY for seed in range(TIMES_SAVED)]
    files = [tmp_path / f"{i}.xlsx" for i in range(len(filled_in))]
    for file, (form, answers) in zip(files, filled_in, strict=True):
        file.write_bytes(xlsx_of(form, answers))
    saved = [path for i in range(0, len(files), BATCH) for path in saved_again(files[i : i + BATCH], tmp_path / f"{i}")]
    reads = [read_xlsx(file.read_bytes(), form) for file, (form, _) in zip(saved, filled_in, strict=True)]
    pairs = [
        (value, read.answers and read.answers.values.get(key))
        for read, (form, answers) in zip(reads, filled_in, strict=True)
        for key, value in tidied(form, answers).values.items()
    ]
    assert sum(value == back for value, back in pairs) >= 0.99 * len(pairs)
