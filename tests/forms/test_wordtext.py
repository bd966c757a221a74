"""The text of a Word document is what a reader sees of it, cell by cell."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

from generator.forms import wordml as w
from generator.forms.wordtext import WordText, word_text


def text_of(body: str, is_escaped: bool = False) -> WordText:
    return word_text(fromstring(w.root("document", f"<w:body>{body}</w:body>")), is_escaped)


def cell(text: str, **keys: object) -> str:
    return w.cell(w.paragraph(w.run(text)), 100, **keys)  # type: ignore[arg-type]


def test_breaks_tabs_and_signs_are_characters() -> None:
    signs = '<w:r><w:noBreakHyphen/><w:sym w:font="Wingdings 2" w:char="F052"/><w:br w:type="page"/></w:r>'
    assert text_of(w.paragraph(w.run("a\tb\nc") + signs)).text == "a\tb\nc-☑\n"


def test_what_was_deleted_moved_away_or_hidden_is_not_there() -> None:
    gone = "<w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>"
    kept = "<w:ins><w:r><w:t>甲</w:t></w:r></w:ins><w:moveTo><w:r><w:t>乙</w:t></w:r></w:moveTo>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>"
    code = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    assert text_of(w.paragraph(gone + kept + hidden + code)).text == "甲乙\n"


def test_a_deleted_end_of_a_paragraph_joins_two() -> None:
    ended = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
    assert text_of(ended + w.paragraph(w.run("乙"))).text == "甲乙\n"


def test_text_boxes_and_the_second_of_two_ways_are_passed_over() -> None:
    boxed = w.paragraph(w.run("x"))
    ways = f"<mc:Choice>{w.run('甲')}</mc:Choice><mc:Fallback>{w.run('x')}</mc:Fallback>"
    two = f"<mc:AlternateContent>{ways}</mc:AlternateContent>"
    assert text_of(w.paragraph(two + f"<w:r><w:pict>{boxed}</w:pict></w:r>")).text == "甲\n"


def test_a_cell_that_goes_on_from_above_says_what_the_one_above_says() -> None:
    rows = [
        w.row([cell("联系人", merge="restart"), cell("姓名"), cell("甲", span=2)]),
        w.row([cell("", merge="continue"), cell("手机"), cell("1"), cell("2")]),
    ]
    found = text_of(w.table(rows, [100] * 4, "")).rows
    assert [[(c.text.strip(), c.column, c.span, c.is_above) for c in row.cells] for row in found] == [
        [("联系人", 0, 1, False), ("姓名", 1, 1, False), ("甲", 2, 2, False)],
        [("联系人", 0, 1, True), ("手机", 1, 1, False), ("1", 2, 1, False), ("2", 3, 1, False)],
    ]
    assert [(row.table, row.number) for row in found] == [(1, 1), (1, 2)]


def test_a_deleted_row_is_not_there() -> None:
    gone = w.row([cell("x")]).replace("<w:trPr>", "<w:trPr><w:del/>")
    (row,) = text_of(w.table([gone, w.row([cell("甲")])], [100], "")).rows
    assert row.cells[0].text.strip() == "甲"


def test_the_innermost_row_holds_what_stands_in_a_table_in_a_table() -> None:
    inner = w.table([w.row([cell("里")])], [50], "")
    found = text_of(w.table([w.row([w.cell(w.paragraph(w.run("外")) + inner + w.paragraph(""), 100)])], [100], ""))
    row = found.row_at(found.text.index("里"))
    assert row
    assert row.table == 2


def test_libreoffice_escapes_what_looks_like_an_escape() -> None:
    written = w.paragraph(w.run("_x005F_x000D_ _x005F_"))
    assert text_of(written).text == "_x005F_x000D_ _x005F_\n"
    assert text_of(written, is_escaped=True).text == "_x000D_ _x005F_\n"
