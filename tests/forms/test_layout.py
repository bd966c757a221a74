"""A form lies on the grid without holes: every field has its place, once, and rows are as wide as their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from forms.made import FORMS, form_of
from generator.forms.answers import SECURITY_REVIEW, Answers, fields_of, options_of
from generator.forms.layout import COLUMNS, ROWS, Blank, Box, Cell, Layout, Piece, Table, Words, layout_of
from generator.model.records import Form


def pieces(table: Table) -> Iterator[Piece]:
    for cells in table.rows:
        for cell in cells:
            for line in cell.lines:
                yield from line


def said(cell: Cell) -> str:
    """The cell's printed words; a field is written as its id in braces."""
    return "\n".join("".join(map(_piece, line)) for line in cell.lines)


def _piece(piece: Piece) -> str:
    if isinstance(piece, Words):
        return piece.text.zh
    return f"{{{piece.field.id}}}" if isinstance(piece, Blank) else "□"


def rows_of(layout: Layout, table: int = 0) -> list[list[str]]:
    return [[said(cell) for cell in cells] for cells in layout.tables[table].rows]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_row_is_as_wide_as_its_table(form: Form) -> None:
    layout = layout_of(form)
    for table in (*layout.tables, layout.own):
        reach: list[int] = []
        for cells in table.rows:
            inherited = sum(1 for left in reach if left)
            reach = [left - 1 for left in reach if left]
            assert inherited + sum(cell.span for cell in cells) == table.columns
            reach += [cell.down - 1 for cell in cells if cell.down > 1 for _ in range(cell.span)]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_field_has_its_place_once(form: Form) -> None:
    placed = Counter(
        (piece.field.id, piece.option.id if isinstance(piece, Box) and piece.option else "")
        for table in layout_of(form).tables
        for piece in pieces(table)
        if isinstance(piece, Blank | Box) and piece.within is None and not getattr(piece, "is_other", False)
    )
    wanted = Counter(
        (field.id, option)
        for field in fields_of(form)
        if field.type != "rows"
        for option in ([option.id for option in options_of(field)] or [""])
    )
    assert placed == wanted


def test_two_fields_stand_in_a_row_unless_one_is_full() -> None:
    form = form_of({"id": "a"}, {"id": "b"}, {"id": "c", "full": True}, {"id": "d"})
    assert rows_of(layout_of(form)) == [["A", "{a}", "B", "{b}"], ["C", "{c}"], ["D", "{d}"]]


def test_a_group_has_one_heading_beside_all_of_its_rows() -> None:
    group = {"group": {"zh": "联系人"}}
    form = form_of({"id": "a", **group}, {"id": "b", **group}, {"id": "c", **group})
    (table,) = layout_of(form).tables
    assert rows_of(layout_of(form)) == [["联系人", "A", "{a}", "B", "{b}"], ["C", "{c}"]]
    assert table.rows[0][0].down == 2


def test_a_sentence_takes_its_fields_and_leaves_the_rest_of_the_group() -> None:
    group = {"zh": "预算"}
    form = form_of(
        *({"id": i, "group": group, "type": "money", "unit": "万元"} for i in "abc"),
        sentences=[{"group": group, "text": {"zh": "投入{b}万元，自筹{a}万元。", "en": "Input {b}, own {a}."}}],
    )
    assert rows_of(layout_of(form)) == [["预算", "投入{b}万元，自筹{a}万元。"], ["C", "{c}万元"]]


def test_the_limit_and_the_guidance_stand_with_the_label_of_a_long_text() -> None:
    form = form_of({"id": "a", "type": "long_text", "limit": 500, "help": {"zh": "写清现状。"}})
    ((cell,),) = layout_of(form).tables[0].rows
    assert said(cell) == "A（写清现状。限500字）\n{a}"
    assert (cell.span, cell.is_tall) == (COLUMNS, True)


def test_options_stand_three_to_a_line_and_other_has_room_beside_it() -> None:
    options = [{"id": i, "label": {"zh": i * 4}} for i in "pqrs"]
    form = form_of({"id": "a", "type": "choices", "options": options, "other": True})
    assert rows_of(layout_of(form)) == [["A", "□pppp□qqqq□rrrr\n□ssss□其他{a}"]]


def test_a_named_other_is_no_second_one() -> None:
    options = [{"id": "other", "label": {"zh": "别的"}}, {"id": "p", "label": {"zh": "甲"}}]
    form = form_of({"id": "a", "type": "choice", "options": options, "other": True})
    assert rows_of(layout_of(form)) == [["A", "□甲□别的{a}"]]


def test_repeated_rows_are_a_table_of_their_own_within_their_part() -> None:
    columns = [{"id": "name", "label": {"zh": "名称"}, "type": "text"}]
    columns += [{"id": "sum", "label": {"zh": "金额"}, "type": "money", "unit": "万元"}]
    form = form_of({"id": "a"}, {"id": "r", "type": "rows", "columns": columns}, {"id": "b"})
    before, repeated, after = layout_of(form).tables
    assert [table.title and table.title.zh for table in (before, repeated, after)] == ["全部", "R", "全部（续）"]
    assert [said(cell) for cell in repeated.rows[0]] == ["序号", "名称", "金额（万元）"]
    assert [said(cell) for cell in repeated.rows[2]] == ["2", "{name}", "{sum}"]
    assert len(repeated.rows) == 1 + ROWS
    assert repeated.repeated is form.sections[0].fields[1]


def test_what_a_choice_s_other_is_stands_below_it_in_a_row() -> None:
    options = [{"id": i, "label": {"zh": i}} for i in "pq"]
    column = {"id": "c", "label": {"zh": "类型"}, "type": "choice", "options": options, "other": True}
    form = form_of({"id": "r", "type": "rows", "columns": [column]})
    assert said(layout_of(form).tables[0].rows[1][1]) == "{c}\n其他{c}"


def test_there_are_as_many_rows_as_answers_need() -> None:
    columns = [{"id": "name", "label": {"zh": "名称"}, "type": "text"}]
    form = form_of({"id": "r", "type": "rows", "columns": columns, "rows_max": 3})
    filled = Answers(form.id, "", {"r": tuple({"name": str(i)} for i in range(9))})
    assert len(layout_of(form).tables[0].rows) == 1 + 3
    assert len(layout_of(form, filled).tables[0].rows) == 1 + 9


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_the_submission_sheet_has_the_tick_of_the_security_review(form: Form) -> None:
    boxes = [piece for piece in pieces(layout_of(form).own) if not isinstance(piece, Words)]
    assert [(type(piece), piece.field.id) for piece in boxes] == [(Box, SECURITY_REVIEW)]


def test_the_submission_sheet_names_what_is_never_published() -> None:
    form = form_of(
        {"id": "a", "group": {"zh": "联系人"}, "personal": True},
        {"id": "b", "group": {"zh": "联系人"}, "personal": True},
        {"id": "c", "internal": True},
        {"id": "d", "required": True},
    )
    told = {said(cells[0]): said(cells[1]) for cells in layout_of(form).own.rows}
    assert told["个人信息"].endswith("：联系人（A、B）。")
    assert told["内部信息"].endswith("：C。")
    assert told["必填"] == "D。"


def test_a_form_that_no_office_issued_says_so() -> None:
    assert "不是官方表格" in (layout_of(form_of({"id": "a"}, official=False)).mark or form_of({"id": "a"}).title).zh
    assert layout_of(form_of({"id": "a"}, official=True)).mark is None
