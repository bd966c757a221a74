"""Nothing that somebody wrote in a Word form is passed over without a word, whatever was done to the file."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from forms.made import REAL, filled, form_of
from forms.zips import parts_of, with_parts, zipped
from generator.forms.answers import Answer
from generator.forms.docx import docx_of
from generator.forms.read_docx import read_docx
from generator.forms.reading import Read
from generator.model.records import Form

OPTIONS = [{"id": i, "label": {"zh": i}} for i in "高低"]
FORM = form_of(
    {"id": "name", "label": {"zh": "单位名称"}},
    {"id": "code", "label": {"zh": "信用代码"}},
    {"id": "address", "label": {"zh": "单位地址"}},
    {"id": "level", "label": {"zh": "技术水平"}, "type": "choice", "options": OPTIONS},
    {"id": "need", "label": {"zh": "1.需求"}, "type": "long_text", "help": {"zh": "写明指标。"}},
    {"id": "total", "label": {"zh": "总投入"}, "type": "money", "unit": "万元", "group": {"zh": "经费"}},
    {"id": "own", "label": {"zh": "其中自筹"}, "type": "money", "unit": "万元", "group": {"zh": "经费"}},
    sentences=[{"group": {"zh": "经费"}, "text": {"zh": "总投入{total}万元，自筹{own}万元。"}}],
)  # fmt: skip
VALUES: dict[str, Answer] = {
    "name": "湘潭电机",
    "code": "91430300",
    "address": "岳塘区1号",
    "level": "高",
    "need": "效率97%",
    "total": "400",
    "own": "350",
}
Change = Callable[[str], str]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def changed(*changes: Change, form: Form = FORM, values: dict[str, Answer] | None = None) -> Read:
    data = docx_of(form, filled(form, VALUES if values is None else values))
    for change in changes:
        data = with_parts(data, document=change)
    return read_docx(data, form, "表.docx")


def without_controls(text: str) -> str:
    bare = re.sub(r"</?w:sdtContent>|</?w:sdt>|<w:sdtPr>.*?</w:sdtPr>", "", text)
    return re.sub(r"<w:bookmark(?:Start|End)[^>]*/>", "", bare)


def without(field: str, instead: str = "") -> Change:
    """The control of a field emptied, and something put behind it."""
    control = re.compile(rf'(<w:sdtPr><w:alias [^>]*/><w:tag w:val="zb_{field}"/><w:id [^>]*/>)(.*?)(</w:sdt><[^>]*>)')
    hint = "<w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("点击填写") + "</w:sdtContent>"
    return lambda text: control.sub(lambda found: found[1] + hint + found[3] + instead, text, count=1)


def put(old: str, new: str) -> Change:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def twice(text: str) -> str:
    """The body twice, as where two forms were copied into one document; the second is another unit's."""
    body, end = text[text.index("<w:body>") + 8 : text.index("<w:sectPr>")], text[text.index("<w:sectPr>") :]
    return f"{text[: text.index('<w:body>') + 8]}{body}{body.replace('湘潭电机', '另一家')}{end}"


def merged(text: str) -> str:
    """All cells of the first row as one."""
    row = next(row for row in re.findall("<w:tr>.*?</w:tr>", text) if "单位名称" in row)
    inner = "".join(re.sub("<w:tcPr>.*?</w:tcPr>", "", cell) for cell in re.findall("<w:tc>(.*?)</w:tc>", row))
    return text.replace(row, f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="5"/></w:tcPr>{inner}</w:tc></w:tr>')


def told(read: Read) -> list[str]:
    return [found.code for found in read.problems if found.code != "form-answer-by-label"]


def where(read: Read) -> str:
    (found,) = (found for found in read.problems if found.code == "form-content-unread")
    assert (found.message.en or "").isascii()
    return found.message.zh.removesuffix("，没有读取。")


PICTURE = "<w:r><w:drawing><inline><pic/></inline></w:drawing></w:r>"
TEXT_BOX = f"<w:r><w:pict><textbox><w:txbxContent>{paragraph('写在框里')}</w:txbxContent></textbox></w:pict></w:r>"
END = "</w:t></w:r></w:sdtContent></w:sdt>"
DELETED = "<w:del><w:r><w:delText>效率97%</w:delText></w:r></w:del>"
OUTSIDE = "填写框以外的文字"
UNREAD: list[tuple[Change, str]] = [
    (without("need", PICTURE), "第1个表格第5行有图片或文本框"),
    (put("效率97%</w:t></w:r>", f"效率97%</w:t></w:r>{PICTURE}"), "第1个表格第5行有图片或文本框"),
    (without("need", TEXT_BOX), "第1个表格第5行有图片或文本框"),
    (without("total", run("400")), f"第1个表格第6行有{OUTSIDE}"),
    (put(f">400{END}", f">400{END}{run('0')}"), f"第1个表格第6行有{OUTSIDE}"),
    (put(">单位地址<", ">单位地址：岳塘区2号<"), f"第1个表格第3行有{OUTSIDE}"),
    (put("<w:sectPr>", paragraph("另附说明") + "<w:sectPr>"), f"表格之外有{OUTSIDE}"),
    (put("</w:tbl>", f"<w:tr><w:tc>{paragraph('合作方式：联合')}</w:tc></w:tr></w:tbl>"), f"第1个表格第7行有{OUTSIDE}"),
    (put(">低<", ">低√<"), f"第1个表格第4行有{OUTSIDE}"),
    (put(run("效率97%"), f"{DELETED}{run('高')}"), "第1个表格第5行有修订中删去的文字"),
    (put(run("效率97%"), "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"), "第1个表格第5行有隐藏的文字"),
    (put("<w:sectPr>", '<w:altChunk r:id="a"/><w:sectPr>'), "表格之外有嵌入的文件"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "message"), UNREAD, ids=[message for _, message in UNREAD])
def test_what_is_not_read_is_told_with_its_place(change: Change, message: str) -> None:
    assert where(changed(change)) == message


def test_comments_are_told() -> None:
    comment = f'<w:comments xmlns:w="w">{paragraph("请核对")}</w:comments>'
    data = docx_of(FORM, filled(FORM, VALUES))
    commented = zipped({**parts_of(data), "word/comments.xml": comment.encode()})
    assert where(read_docx(commented, FORM)) == "正文之外有批注、脚注或页眉里的文字"


@pytest.mark.parametrize("form", REAL, ids=lambda form: form.id)
def test_of_an_untouched_form_nothing_is_told(form: Form) -> None:
    assert changed(form=form, values={}).problems == ()


def test_who_files_the_form_and_when_is_for_the_office_alone() -> None:
    def change(text: str) -> str:
        label = text.index(">填报单位<")
        return text[:label] + text[label:].replace(
            "</w:p></w:tc><w:tc>", "</w:p></w:tc><w:tc>" + paragraph("湘潭某厂"), 1
        )

    assert changed(change).problems == ()


def test_what_was_typed_beside_a_control_is_read_once() -> None:
    read = changed(without("name", run("湘潭电机")))
    assert read.answers is not None and read.answers.values == VALUES
    assert told(read) == ["form-answer-outside"]


def test_two_forms_in_one_document_are_an_error() -> None:
    assert told(changed(twice))[:1] == ["form-answer-twice"]
    assert told(changed(without_controls, twice))[:1] == ["form-answer-twice"]


def test_the_same_form_twice_says_nothing_new_but_is_told() -> None:
    assert told(changed(lambda text: twice(text).replace("另一家", "湘潭电机"))) == ["form-content-unread"]


def test_cells_that_were_merged_keep_their_controls_apart() -> None:
    read = changed(merged)
    assert read.answers is not None and read.answers.values == VALUES
    assert read.problems == ()


def test_merged_cells_without_controls_end_at_the_next_label() -> None:
    read = changed(merged, without_controls)
    assert read.answers is not None
    assert read.answers.values == {key: VALUES[key] for key in VALUES if key != "code"}
    assert told(read) == ["form-field-unfound", "form-content-unread"]


def test_fields_may_stand_in_another_order() -> None:
    def change(text: str) -> str:
        rows = re.findall("<w:tr>.*?</w:tr>", text)
        return text.replace(rows[1], "\0").replace(rows[2], rows[1]).replace("\0", rows[2])

    for changes in ((change,), (change, without_controls)):
        read = changed(*changes)
        assert read.answers is not None and read.answers.values == VALUES
        assert told(read) == []


def test_what_wps_leaves_out_does_no_harm() -> None:
    bare = re.compile(r"<w15:[^>]*/>|<w14:checkbox>.*?</w14:checkbox>")
    read = changed(lambda text: bare.sub("", text))
    assert read.answers is not None and read.answers.values == VALUES
    assert read.problems == ()


def test_a_file_that_names_no_form_and_lacks_most_fields_is_refused() -> None:
    cover, need = (next(form for form in REAL if name in form.id) for name in ("cover", "need"))
    unnamed = {"docProps/custom.xml": lambda text: re.sub("<property .*</property>", "", text)}
    read = read_docx(with_parts(docx_of(cover), **unnamed), need)
    assert (read.answers, [found.code for found in read.problems]) == (None, ["form-file-unlike"])
