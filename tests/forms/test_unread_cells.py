"""Nothing that somebody wrote in a workbook is passed over without a word."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from forms.made import REAL, filled, form_of
from generator.forms.read_xlsx import read_xlsx
from generator.forms.xlsx import SHEET_NAME, xlsx_of
from generator.model.records import Form

COLUMNS = [{"id": "u", "label": {"zh": "牵头"}, "type": "text"}]
FORM = form_of(
    {"id": "name", "label": {"zh": "单位名称"}},
    {"id": "units", "label": {"zh": "汇总"}, "type": "rows", "columns": COLUMNS},
)
VALUES = {"name": "甲公司", "units": ({"u": "甲"}, {"u": "乙"})}


def said(form: Form, change: Callable[[Any], object]) -> list[str]:
    """What is told of the filled form after somebody changed the workbook."""
    made = io.BytesIO(xlsx_of(form, filled(form, VALUES if form is FORM else {})))
    book = load_workbook(made)
    change(book)
    book.save(made)
    return [found.message.zh.removesuffix("，没有读取。") for found in read_xlsx(made.getvalue(), form).problems]


def put(sheet: str, at: str, value: object) -> Callable[[Any], object]:
    def change(book: Any) -> None:
        book[sheet][at] = value

    return change


def new_sheet(book: Any) -> None:
    sheet = book.create_sheet("说明")
    for _ in range(9):
        sheet.append(["补充"])


def comment(book: Any) -> None:
    book[SHEET_NAME]["B6"].comment = Comment("请核对", "a")


UNREAD: list[tuple[Callable[[Any], object], list[str]]] = [
    (put(SHEET_NAME, "G6", "写在旁边"), [f"工作表“{SHEET_NAME}”的 G6有内容"]),
    (put("汇总", "D9", "写在表外"), ["工作表“汇总”的 D9有内容"]),
    (new_sheet, ["工作表“说明”的 A1、A2、A3、A4、A5 等 9 格有内容"]),
    (comment, ["工作簿里有批注"]),
    (put("提交单", "B4", "湘潭某某公司"), []),
    (put(SHEET_NAME, "G6", "——"), []),
    (put(SHEET_NAME, "G6", "=1+1"), []),
]


@pytest.mark.parametrize(("change", "message"), UNREAD)
def test_what_is_not_read_is_told_with_its_place(change: Callable[[Any], object], message: list[str]) -> None:
    assert said(FORM, change) == message


@pytest.mark.parametrize("form", REAL, ids=lambda form: form.id)
def test_of_an_untouched_form_nothing_is_told(form: Form) -> None:
    assert said(form, lambda _book: None) == []
