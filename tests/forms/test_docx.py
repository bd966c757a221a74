"""A form in Word is valid by the Open XML SDK, blank and filled; every blank is a control in a bookmark of its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.filling import EVERY_FORM, ROWS_FORM, filled_form
from forms.made import REAL, filled, form_of, form_with_columns
from forms.openxml import openxml_problems
from forms.zips import parts_of, with_parts
from generator.forms.answers import version_of
from generator.forms.docx import FILL, docx_of
from generator.forms.layout import Blank, Box, layout_of
from generator.forms.tags import LENGTH_LIMIT, tag_of
from generator.model.records import Form

FORMS = [*EVERY_FORM, *REAL]


def document(data: bytes) -> str:
    return parts_of(data)["word/document.xml"].decode()


def tags(form: Form) -> Iterator[str]:
    layout = layout_of(form)
    for table in (*layout.tables, layout.own):
        for row in table.rows:
            for cell in row:
                for line in cell.lines:
                    yield from (tag_of(piece) for piece in line if isinstance(piece, Blank | Box))


def test_every_form_is_valid_blank_and_filled(tmp_path: Path) -> None:
    for i, form in enumerate(FORMS):
        (tmp_path / f"{i}-blank.docx").write_bytes(docx_of(form))
        (tmp_path / f"{i}-filled.docx").write_bytes(docx_of(form, filled_form(form, 1)))
    found = openxml_problems(sorted(tmp_path.glob("*.docx")))
    assert len(found) == 2 * len(FORMS)
    assert not {file.name: problems for file, problems in found.items() if problems}


def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "wrong.docx"
    file.write_bytes(
        with_parts(docx_of(ROWS_FORM), document=lambda text: text.replace("<w:tblGrid>", "<w:wrong/><w:tblGrid>"))
    )
    ((found, *_),) = openxml_problems([file]).values()
    assert "wrong" in found


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_blank_is_a_control_inside_a_bookmark_of_its_name(form: Form) -> None:
    text, expected = document(docx_of(form)), list(tags(form))
    around = (
        r'<w:bookmarkStart w:id="(\d+)" w:name="(\w+)"/><w:sdt><w:sdtPr><w:alias w:val="[^"]+"/><w:tag w:val="\2"/>'
    )
    assert [name for _, name in re.findall(around, text)] == expected
    assert len(re.findall("<w:bookmarkEnd", text)) == len(expected)
    assert len(set(expected)) == len(expected)
    assert max(map(len, expected)) <= LENGTH_LIMIT


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_the_same_form_gives_the_same_bytes(form: Form) -> None:
    answers = filled_form(form, 3)
    assert docx_of(form, answers) == docx_of(form, answers)


def test_the_file_says_what_it_is() -> None:
    parts = {name: data.decode() for name, data in parts_of(docx_of(ROWS_FORM)).items()}
    assert f"<dc:title>{ROWS_FORM.title.zh}</dc:title><dc:language>zh-CN</dc:language>" in parts["docProps/core.xml"]
    assert 'w:lang w:val="zh-CN" w:eastAsia="zh-CN"' in parts["word/styles.xml"]
    assert 'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"' in parts["word/styles.xml"]
    assert f"表格编号 {ROWS_FORM.id}　版本 {version_of(ROWS_FORM)}" in parts["word/footer1.xml"]


def test_a_form_with_a_wide_table_lies_across_its_pages() -> None:
    assert '<w:pgSz w:w="11906" w:h="16838"/>' in document(docx_of(form_with_columns(6)))
    text = document(docx_of(form_with_columns(7)))
    assert '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' in text
    assert text.count('<w:tblW w:w="14570" w:type="dxa"/>') == 2


def test_an_empty_control_shows_a_grey_hint_and_a_filled_one_none() -> None:
    form = form_of({"id": "name", "label": {"zh": "名称"}})
    blank, written = document(docx_of(form)), document(docx_of(form, filled(form, {"name": "湘潭"})))
    assert "<w:showingPlcHdr/>" in blank
    assert FILL in blank
    assert FILL not in written
    assert ">湘潭</w:t>" in written


def test_control_characters_never_enter() -> None:
    form = form_of({"id": "name", "label": {"zh": "名\x08称"}})
    text = document(docx_of(form, filled(form, {"name": "\x00甲\x1b\r\n乙\ufffe\ud800丙\x7f\x85丁"})))
    assert ">甲</w:t><w:br/><w:t" in text
    assert ">乙丙</w:t><w:br/><w:t" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe]", text)


def test_rows_repeat_below_a_head_that_stands_on_every_page() -> None:
    text = document(docx_of(ROWS_FORM))
    assert text.count("<w15:repeatingSection/>") == 1
    assert text.count("<w15:repeatingSectionItem/>") == 5
    (table,) = (part for part in text.split("<w:tbl>") if "repeatingSectionItem" in part)
    heads = [row for row in table.split("<w:tr>") if "<w:tblHeader/>" in row]
    assert "项目汇总" in heads[0]
    assert ">总投资</w:t><w:br/>" in heads[-1]


def test_more_rows_than_blanks_are_written() -> None:
    rows = tuple({"name": f"项目{i}"} for i in range(12))
    text = document(docx_of(ROWS_FORM, filled(ROWS_FORM, {"projects": rows})))
    assert text.count("<w15:repeatingSectionItem/>") == 12
    assert ">项目11</w:t>" in text


def test_a_choice_in_rows_is_a_list_and_elsewhere_boxes() -> None:
    text = document(docx_of(ROWS_FORM, filled(ROWS_FORM, {"way": "a-b"})))
    assert text.count('<w:dropDownList><w:listItem w:displayText="基础研究" w:value="基础研究"/>') == 10
    assert text.count('<w14:checked w14:val="1"/>') == 1


def test_the_submission_sheet_stands_on_a_page_of_its_own() -> None:
    parts = parts_of(docx_of(ROWS_FORM))
    _, sheet = parts["word/document.xml"].decode().split('<w:pStyle w:val="SheetTitle"/>')
    assert "zb_security_review" in sheet
    assert (
        "<w:pageBreakBefore/>"
        in parts["word/styles.xml"].decode().split('w:styleId="SheetTitle"')[1].split("</w:style>")[0]
    )
