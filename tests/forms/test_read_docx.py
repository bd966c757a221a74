"""A filled Word form comes back as it was filled: from Word, from LibreOffice, and where its controls are gone."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from forms.filling import EVERY_FORM, ROWS_FORM, filled_form
from forms.made import filled, form_of
from forms.office import saved_again
from forms.zips import with_parts, zipped
from generator.forms import wordml as w
from generator.forms.answers import Answers
from generator.forms.docx import FILL, docx_of
from generator.forms.read_docx import read_docx
from generator.forms.reading import Read
from generator.forms.tidy import tidied
from generator.model.records import Form

PROVING = bool(os.environ.get("ZHANGBANG_PROVE"))
TIMES = 500 if PROVING else 20
"""How often each form is filled; the proof fills 1,500 forms."""
SAVED = 170 if PROVING else 4

BOOKMARKS = re.compile("<w:bookmark(Start|End)[^>]*>")
PROPERTIES = re.compile("<w:sdtPr>.*?</w:sdtPr>")
CONTROLS = re.compile("</?w:sdt(Content)?>")


def without_tags(text: str) -> str:
    return PROPERTIES.sub("<w:sdtPr/>", text)


def without_controls(text: str) -> str:
    """As if somebody had typed the table again: only its printed and written words are left."""
    return BOOKMARKS.sub("", CONTROLS.sub("", PROPERTIES.sub("", text)))


def read(form: Form, data: bytes) -> Read:
    found = read_docx(data, form, "表.docx")
    assert found.answers is not None, found.problems
    return found


def values(found: Read) -> dict[str, object]:
    assert found.answers is not None
    return dict(found.answers.values)


def codes(found: Read) -> list[str]:
    return [problem.code for problem in found.problems]


def changed(form: Form, answers: Answers | None, change: Callable[[str], str]) -> Read:
    return read(form, with_parts(docx_of(form, answers), document=change))


# -- the way there and back ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.id)
def test_what_was_filled_comes_back_equal(form: Form) -> None:
    for seed in range(TIMES):
        answers = filled_form(form, seed)
        assert read(form, docx_of(form, answers)) == Read(tidied(form, answers), ())


@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.id)
def test_an_empty_form_holds_no_answers(form: Form) -> None:
    assert values(read(form, docx_of(form))) == {}
    assert values(changed(form, None, without_controls)) == {}


@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.id)
def test_bookmarks_are_enough(form: Form) -> None:
    answers = filled_form(form, 5)
    assert changed(form, answers, without_tags) == Read(tidied(form, answers), ())


@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.id)
def test_labels_are_enough_and_what_they_give_is_doubtful(form: Form) -> None:
    for seed in range(5):
        answers = tidied(form, filled_form(form, seed))
        found = changed(form, answers, without_controls)
        assert values(found) == answers.values
        assert {*codes(found)} == {"form-answer-by-label"}


def test_after_libreoffice_all_but_a_hundredth_comes_back(tmp_path: Path) -> None:
    todo = {f"{i}-{seed}.docx": filled_form(form, seed) for i, form in enumerate(EVERY_FORM) for seed in range(SAVED)}
    forms = {name: EVERY_FORM[int(name.partition("-")[0])] for name in todo}
    for name, answers in todo.items():
        (tmp_path / name).write_bytes(docx_of(forms[name], answers))
    wrong = total = 0
    for file in saved_again([tmp_path / name for name in todo], tmp_path / "saved"):
        expected = tidied(forms[file.name], todo[file.name]).values
        got = values(read(forms[file.name], file.read_bytes()))
        total += len(expected)
        wrong += sum(got.get(name) != expected.get(name) for name in {*got, *expected})
    assert wrong <= total / 100


# -- what people do to a form -------------------------------------------------------------------------------------

NAME = form_of(
    {"id": "name", "label": {"zh": "单位名称"}}, {"id": "need", "label": {"zh": "需求"}, "type": "long_text"}
)
NAMED = filled(NAME, {"name": "湘潭电机", "need": "第一段"})


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (run("湘潭电机"), run("湘潭") + "<w:proofErr w:type='spellStart'/>" + run("电机"), "湘潭电机"),
        (run("湘潭电机"), f"<w:ins w:id='1' w:author='a'>{run('湘潭')}</w:ins>" + run("电机"), "湘潭电机"),
        (
            run("湘潭电机"),
            f"<w:del w:id='1' w:author='a'>{run('旧').replace('w:t', 'w:delText')}</w:del>" + run("湘潭电机"),
            "湘潭电机",
        ),
        (run("湘潭电机"), "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>" + run("湘潭电机"), "湘潭电机"),
        (run("湘潭电机"), run("湘潭") + "<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>" + run("电机"), "湘潭-电机"),
        (run("湘潭电机"), f"<w:hyperlink w:anchor='a'>{run('湘潭')}</w:hyperlink>" + run("电机"), "湘潭电机"),
        (run("湘潭电机"), run(FILL + "湘潭电机"), "湘潭电机"),
    ],
)
def test_word_writes_one_text_in_many_ways(old: str, new: str, expected: str) -> None:
    found = changed(NAME, NAMED, lambda text: text.replace(old, new))
    assert values(found)["name"] == expected
    is_less = "w:del " in new or "vanish" in new
    assert codes(found) == ["form-content-unread"] * is_less


def test_a_hint_that_stays_is_no_answer() -> None:
    assert values(changed(NAME, None, lambda text: text.replace("<w:showingPlcHdr/>", ""))) == {}


def test_what_stands_outside_its_control_is_read_and_told() -> None:
    more = w.paragraph(w.run("第二段"), "Answer")
    found = changed(NAME, NAMED, lambda text: re.sub("(第一段.*?</w:p>)", rf"\1{more}", text, count=1))
    assert values(found)["need"] == "第一段\n第二段"
    assert codes(found) == ["form-answer-outside"]
    assert "需求" in found.problems[0].message.zh
    assert "第1个表格第3行" in found.problems[0].message.zh


def test_a_control_may_have_grown_to_paragraphs() -> None:
    start, end = r'(<w:bookmarkStart [^>]*zb_need"/>)', "(<w:bookmarkEnd [^>]*>)"
    control = r"(<w:sdt>.*?<w:sdtContent>)(.*?)(</w:sdtContent></w:sdt>)"
    inline = re.compile(f'<w:p>(<w:pPr><w:pStyle w:val="Answer"/></w:pPr>){start}{control}{end}</w:p>')
    block = rf"\2\3<w:p>\1\4</w:p>{w.paragraph(w.run('第二段'))}\5\6"
    found = changed(NAME, NAMED, lambda text: inline.sub(block, text))
    assert values(found)["need"] == "第一段\n第二段"
    assert codes(found) == []


def test_a_deleted_control_leaves_its_field_to_the_label() -> None:
    found = changed(
        NAME,
        NAMED,
        lambda text: re.sub(r"<w:bookmarkStart [^>]*zb_name.*?<w:bookmarkEnd [^>]*>", run("韶山"), text, count=1),
    )
    assert values(found) == {"name": "韶山", "need": "第一段"}
    assert codes(found) == ["form-answer-by-label"]


def test_a_missing_row_is_told() -> None:
    found = changed(NAME, NAMED, lambda text: re.sub(r"<w:tr>(?:(?!<w:tr>).)*zb_name.*?</w:tr>", "", text))
    assert values(found) == {"need": "第一段"}
    assert codes(found) == ["form-field-unfound"]


BOXES = form_of(
    {
        "id": "level",
        "label": {"zh": "技术水平"},
        "type": "choice",
        "options": [{"id": c, "label": {"zh": z}} for c, z in (("a", "国际领先"), ("b", "国内领先"))],
    },
    {
        "id": "modes",
        "label": {"zh": "方式"},
        "type": "choices",
        "other": True,
        "options": [{"id": c, "label": {"zh": z}} for c, z in (("a", "联合"), ("b", "转让"))],
    },
)


def test_several_ticks_of_one_choice_are_no_answer() -> None:
    found = changed(
        BOXES,
        filled(BOXES, {"level": "a"}),
        lambda text: text.replace('w14:checked w14:val="0"', 'w14:checked w14:val="1"', 1),
    )
    assert "level" not in values(found)
    assert codes(found) == ["form-choice-several"]


def test_a_tick_typed_beside_a_box_counts() -> None:
    found = changed(BOXES, None, lambda text: text.replace(run("国内领先"), run("国内领先√")))
    assert values(found) == {"level": "b"}
    assert codes(found) == ["form-answer-outside"]


def test_words_beside_other_tick_it() -> None:
    found = changed(
        BOXES,
        filled(BOXES, {"modes": ("other",), "modes__other": "许可"}),
        lambda text: text.replace('w14:checked w14:val="1"', 'w14:checked w14:val="0"'),
    )
    assert values(found) == {"modes": ("other",), "modes__other": "许可"}


# -- rows ---------------------------------------------------------------------------------------------------------

TWO = filled(ROWS_FORM, {"projects": ({"name": "甲", "input": "1"}, {"name": "乙", "done": True})})
ROW = re.compile("<w:tr>(?:(?!<w:tr>).)*>乙</w:t>.*?</w:tr>")


def row_of(texts: Iterable[str]) -> str:
    return w.row([w.cell(w.paragraph(w.run(text)), 100) for text in texts])


def test_a_row_that_word_repeated_counts_though_its_tags_do_too() -> None:
    found = changed(ROWS_FORM, TWO, lambda text: ROW.sub(lambda row: row[0] + row[0].replace(">乙<", ">丙<"), text))
    names = [row["name"] for row in values(found)["projects"]]  # type: ignore[attr-defined]
    assert names == ["甲", "乙", "丙"]


def test_a_row_added_without_controls_counts_and_is_doubtful() -> None:
    added = row_of(["3", "丁", "基础研究", "委托", "☑应用 & <转化>", "12万元", "2025年3月1日", "√"])
    found = changed(ROWS_FORM, TWO, lambda text: ROW.sub(lambda row: row[0] + added, text))
    *_, last = values(found)["projects"]  # type: ignore[misc]
    assert last == {
        "name": "丁",
        "kind": "basic",
        "mode": "other",
        "mode__other": "委托",
        "fields": ("a-b",),
        "input": "12",
        "begins": "2025-03-01",
        "done": True,
    }
    assert codes(found) == ["form-answer-by-label"]


def test_a_column_that_was_taken_out_is_told() -> None:
    def change(text: str) -> str:
        rows = [row for row in re.findall("<w:tr>.*?</w:tr>", text) if row.count("<w:tc>") == 8]
        for row in rows:
            last = row.rindex("<w:tc>")
            text = text.replace(row, row[:last] + "</w:tr>", 1)
        return text

    found = changed(ROWS_FORM, TWO, change)
    assert codes(found) == ["form-column-unfound"]
    assert "完成" in found.problems[0].message.zh


# -- another table altogether -------------------------------------------------------------------------------------


def typed_again(*tables: Sequence[Sequence[str]], form: Form = ROWS_FORM) -> Read:
    """A document that somebody made, with these tables and nothing of ours."""
    drawn = "".join(w.table(map(row_of, rows), [100] * max(map(len, rows)), "") for rows in tables)
    return read(
        form, with_parts(docx_of(form), document=lambda _: w.root("document", f"<w:body>{drawn}<w:p/></w:body>"))
    )


def test_a_table_in_another_shape_is_read_by_its_words() -> None:
    found = typed_again(
        [["单位名称：", "湘潭电机"], ["合作方式", "□基础研究　☑应用&＜转化＞　□其他"]],
        [["预算", "计划投入 ２００ 万元,其中自筹__150__万元。"]],
        [
            ["项目名称", "总投资(万元)", "类别", "方式", "方向", "开始"],
            ["甲", "1,200", "基础研究", "", "", "2025.3.1"],
            ["", "", "", "", "", ""],
        ],
    )
    assert values(found) == {
        "unit": "湘潭电机",
        "way": "a-b",
        "total": "200",
        "own": "150",
        "projects": ({"name": "甲", "input": "1200", "kind": "basic", "begins": "2025-03-01"},),
    }
    told = {problem.message.zh for problem in found.problems if problem.code == "form-answer-by-label"}
    assert any("“单位名称”" in message and "第1个表格第1行" in message for message in told)
    assert codes(found).count("form-field-unfound") == 1


def test_a_label_and_its_answer_may_share_a_cell_or_stand_one_above_the_other() -> None:
    assert values(typed_again([["单位名称：湘潭电机"]]))["unit"] == "湘潭电机"
    assert values(typed_again([["单位名称", "合作方式"], ["湘潭电机", "√基础研究 应用 & <转化>"]])) == {
        "unit": "湘潭电机",
        "way": "basic",
    }


GROUPED = form_of(
    {"id": "head", "label": {"zh": "姓名"}, "group": {"zh": "法定代表人"}},
    {"id": "contact", "label": {"zh": "姓名"}, "group": {"zh": "联系人"}},
)


def test_the_same_label_twice_is_told_apart_by_its_group() -> None:
    assert values(typed_again([["联系人", "姓名", "乙"], ["法定代表人", "姓名", "甲"]], form=GROUPED)) == {
        "head": "甲",
        "contact": "乙",
    }
    assert values(typed_again([["姓名", "甲"], ["姓名", "乙"]], form=GROUPED)) == {}


# -- what is no form of ours --------------------------------------------------------------------------------------


def test_what_cannot_be_opened_gives_no_answers() -> None:
    found = read_docx(b"PK\x03\x04", ROWS_FORM, "表.docx")
    assert found.answers is None
    assert [(problem.file, problem.code) for problem in found.problems] == [("表.docx", "form-file-broken")]


def test_a_workbook_is_no_word_form() -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="t"><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": '<R xmlns="r"><Relationship Type="r/officeDocument" Target="xl/workbook.xml"/></R>',
        "xl/workbook.xml": "<workbook/>",
    }
    data = zipped({name: text.encode() for name, text in parts.items()})
    assert codes(read_docx(data, ROWS_FORM)) == ["form-file-kind"]


def test_another_form_is_refused_and_another_version_is_read_with_a_warning() -> None:
    another = read_docx(docx_of(form_of({"id": "name"}, id="another-form")), ROWS_FORM)
    assert (another.answers, codes(another)) == (None, ["form-file-other"])
    older = form_of({"id": "name", "label": {"zh": "单位名称"}})
    found = read(NAME, docx_of(older, filled(older, {"name": "湘潭电机"})))
    assert values(found) == {"name": "湘潭电机"}
    assert codes(found) == ["form-file-version", "form-field-unfound"]
    assert found.answers is not None
    assert found.answers.version == filled(older, {}).version
