"""Forms as PDF: tagged, embedded, small, the same each time, and nothing that is written in them is markup."""

from __future__ import annotations

import io
import subprocess
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from forms.made import FORMS, REAL, filled, form_of, form_with_columns
from forms.pdfua import findings
from generator.forms.answers import SECURITY_REVIEW
from generator.forms.pdf import GETA, pdf_of
from generator.model.records import Form

SIZE_LIMIT = 300_000
MARKUP = '#set text(red) *粗* $x^2$ [甲](乙) <b> @ref = 一 \\u{41} // 注 #sys.inputs "引" `码`'


def _option(key: str, label: str) -> dict[str, object]:
    return {"id": key, "label": {"zh": label}}


def _text(pdf: bytes, folder: Path) -> str:
    """The PDF's text, as `pdftotext` reads it without the breaks in lines."""
    (folder / "read.pdf").write_bytes(pdf)
    made = subprocess.run(["pdftotext", "-enc", "UTF-8", folder / "read.pdf", "-"], capture_output=True, check=True)
    return made.stdout.decode().replace("\u200b", "")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_two_validators_accept_it_as_pdf_ua(form: Form, tmp_path: Path) -> None:
    assert findings(pdf_of(form), tmp_path) == []


def test_a_filled_one_is_accepted_too(tmp_path: Path) -> None:
    form = form_of({"id": "need", "type": "long_text", "limit": 500}, {"id": "name"})
    assert findings(pdf_of(form, filled(form, {"need": "一\n\n二 " * 90, "name": MARKUP})), tmp_path) == []


def test_the_validators_refuse_one_without_tags(tmp_path: Path) -> None:
    document = pikepdf.open(io.BytesIO(pdf_of(FORMS[0])))
    del document.Root["/StructTreeRoot"], document.Root["/MarkInfo"]
    made = io.BytesIO()
    document.save(made)
    found = findings(made.getvalue(), tmp_path)
    assert any(name.startswith("PDFUA1-") for name in found)
    assert any(name.startswith("UA-") for name in found)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_it_says_what_it_is(form: Form) -> None:
    document = pikepdf.open(io.BytesIO(pdf_of(form)))
    day = date.fromisoformat(form.updated_on)
    assert str(document.docinfo["/Title"]) == form.title.zh
    assert str(document.docinfo["/CreationDate"]).startswith(f"D:{day:%Y%m%d}")
    assert str(document.Root["/Lang"]).startswith("zh")
    assert document.Root["/ViewerPreferences"]["/DisplayDocTitle"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_its_fonts_are_the_packaged_ones_embedded_and_subset(form: Form) -> None:
    pdf = pdf_of(form)
    document = pikepdf.open(io.BytesIO(pdf))
    fonts = [
        o["/FontDescriptor"] for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/FontDescriptor" in o
    ]
    assert fonts
    assert all("/FontFile3" in font and "+Noto" in str(font["/FontName"]) for font in fonts)
    assert len(pdf) < SIZE_LIMIT


def test_the_names_of_columns_are_header_cells() -> None:
    column = {"id": "lead", "label": {"zh": "牵头单位"}, "type": "text"}
    document = pikepdf.open(io.BytesIO(pdf_of(form_of({"id": "units", "type": "rows", "columns": [column]}))))
    roles = [str(o["/S"]) for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/P" in o]
    assert roles.count("/TH") >= 2
    assert "/Table" in roles and "/H1" in roles and "/H2" in roles


def test_the_same_form_gives_the_same_bytes() -> None:
    assert all(pdf_of(form) == pdf_of(form) for form in FORMS)


def test_what_is_written_is_never_markup(tmp_path: Path) -> None:
    form = form_of({"id": "name", "full": True}, {"id": "need", "type": "long_text"})
    said = _text(pdf_of(form, filled(form, {"name": MARKUP, "need": MARKUP})), tmp_path)
    assert "".join(said.split()).count("".join(MARKUP.split())) == 2


def test_what_a_record_says_is_never_markup(tmp_path: Path) -> None:
    form = form_of({"id": "name", "label": {"zh": "#panic()"}, "help": {"zh": "*说明*"}}, title={"zh": "#v(1cm)表"})
    assert {"#panic()", "#v(1cm)表"} <= {*_text(pdf_of(form), tmp_path).split()}


def test_a_character_that_the_fonts_lack_is_a_geta_and_is_named(tmp_path: Path) -> None:
    form = form_of({"id": "name", "full": True})
    said = _text(pdf_of(form, filled(form, {"name": "张𪛖😀李"})), tmp_path)
    assert f"张{GETA * 2}李" in said
    assert "U+2A6D6、U+1F600" in said


def test_characters_that_draw_nothing_leave_nothing(tmp_path: Path) -> None:
    form = form_of({"id": "name", "full": True})
    said = _text(pdf_of(form, filled(form, {"name": "甲\u202e乙\ufeff丙\x07丁"})), tmp_path)
    assert "甲乙丙丁" in said and GETA not in said


def test_answers_stand_as_they_are_read_on_paper(tmp_path: Path) -> None:
    form = form_of(
        {"id": "day", "type": "date"},
        {"id": "money", "type": "money", "unit": "万元"},
        {"id": "level", "type": "choice", "options": [_option("a", "国际领先"), _option("b", "国内领先")]},
        {"id": "ways", "type": "choices", "other": True, "options": [_option("x", "联合"), _option("y", "转让")]},
    )
    values = {"day": "2025-03-01", "money": "1250.5", "level": "b", "ways": ("x", "other"), "ways__other": "共建平台"}
    said = "".join(_text(pdf_of(form, filled(form, {**values, SECURITY_REVIEW: True})), tmp_path).split())
    assert "2025年3月1日" in said and "1250.5" in said and "共建平台" in said
    assert said.count("√") == 4


def test_a_sample_and_a_template_of_this_site_say_so(tmp_path: Path) -> None:
    said = _text(pdf_of(form_of({"id": "name"}, official=False, sample=True)), tmp_path)
    assert "不是官方表格" in said and "虚构的示例" in said


def test_a_long_word_is_broken_within_its_cell() -> None:
    form = form_of({"id": "name"}, {"id": "code"})
    document = pikepdf.open(io.BytesIO(pdf_of(form, filled(form, {"name": "x" * 900}))))
    assert len(document.pages) <= 3


@pytest.mark.parametrize(("columns", "is_wide"), [(6, False), (7, True)])
def test_a_form_with_a_wide_table_lies_across_its_pages(columns: int, is_wide: bool) -> None:
    pages = pikepdf.open(io.BytesIO(pdf_of(form_with_columns(columns)))).pages
    boxes = [[float(edge) for edge in page.mediabox] for page in pages]
    assert [box[2] > box[3] for box in boxes] == [is_wide] * len(pages)


def test_the_title_stands_on_the_page_of_its_table() -> None:
    form = next(form for form in REAL if form.id == "gansu-2025-summary-table")
    assert len(pikepdf.open(io.BytesIO(pdf_of(form))).pages) == 2


@pytest.mark.parametrize("form", REAL, ids=lambda form: form.id)
def test_the_real_forms_are_accepted(form: Form, tmp_path: Path) -> None:
    pdf = pdf_of(form)
    assert findings(pdf, tmp_path) == [] and len(pdf) < SIZE_LIMIT
