"""An office's table becomes records: whole or not at all, once, and told row by row."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from small import checked, put

from generator import writer
from generator.content import SIZE_LIMIT
from generator.problems import is_error
from importing.tables import (
    HEADINGS,
    MAPPING,
    ROWS,
    as_csv,
    as_xlsx,
    files_in,
    project_for,
    published,
    records,
    run,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_for(tmp_path / "project")


def saved(project: Path, data: bytes, name: str = "名单.csv") -> Path:
    path = project.parent / name
    path.write_bytes(data)
    return path


def test_a_table_becomes_records_that_pass_the_check(project: Path) -> None:
    done = run(project, saved(project, as_csv(published())))
    assert done.exit_code == 0, done.output
    found = records(project)
    assert list(found) == ["sample-2025-01", "sample-2025-02", "sample-2025-03"]
    assert [p for p in checked(project).problems if is_error(p)] == []
    first = found["sample-2025-01"]
    assert first["title"] == {"zh": "样例高效电机"}
    assert first["lead"] == {"name": {"zh": "样例电机厂"}}
    assert first["members"] == [{"organisation": "sample-university"}, {"name": {"zh": "样例研究所"}}]
    assert first["support"] == {"amount": {"wan": 50}}
    assert first["sources"][0]["place"]["zh"] == "表第3行"
    assert first["updated_on"] == "2025-06-15"
    assert found["sample-2025-02"]["support"] == {"amount": {"wan": 1000}}
    assert found["sample-2025-03"]["support"] == {"amount": {"wan": 30, "qualifier": "at_most"}}
    assert "seq" not in first
    assert "58570000" not in str(found)


def test_each_row_is_told(project: Path) -> None:
    table = saved(project, as_csv(published()))
    assert run(project, table, MAPPING, "--dry-run").output == (
        "第 3 行  新记录  sample-2025-01\n"
        "第 4 行  新记录  sample-2025-02\n"
        "第 5 行  新记录  sample-2025-03\n"
        "第 6 行  合计，不导入  合计\n"
        "第 7 行  附注，不导入  注：排名不分先后。\n"
        "新记录 3，合计，不导入 1，附注，不导入 1；试运行，会写入 3 条\n"
    )
    assert "row 6  total, left out  合计\n" in run(project, table, MAPPING, "--lang", "en").output


def test_a_dry_run_writes_nothing(project: Path) -> None:
    before = files_in(project)
    assert run(project, saved(project, as_csv(published())), MAPPING, "--dry-run").exit_code == 0
    assert files_in(project) == before


def test_the_same_table_twice_changes_nothing(project: Path) -> None:
    table = saved(project, as_csv(published()))
    run(project, table)
    before = files_in(project)
    again = run(project, table)
    assert (again.exit_code, files_in(project)) == (0, before)
    assert "已有 3，" in again.output


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_encodings_and_delimiters_make_no_difference(project: Path, encoding: str, delimiter: str) -> None:
    run(project, saved(project, as_csv(published())))
    before = files_in(project)
    done = run(project, saved(project, as_csv(published(), encoding, delimiter), "again.csv"))
    assert (done.exit_code, files_in(project)) == (0, before), done.output


def test_a_workbook_and_a_csv_file_say_the_same(project: Path) -> None:
    run(project, saved(project, as_csv(published())))
    before = files_in(project)
    mapping = MAPPING.replace("header:", "sheet: 名单\nheader:")
    done = run(project, saved(project, as_xlsx(published(), [(0, 0, 0, 7)]), "名单.xlsx"), mapping)
    assert (done.exit_code, files_in(project)) == (0, before), done.output


def test_an_edited_record_is_never_overwritten(project: Path) -> None:
    table = saved(project, as_csv(published()))
    run(project, table)
    record = project / "content/winners/sample-2025-01.yml"
    edited = record.read_text("utf-8").replace("样例高效电机", "样例高效节能电机")
    record.write_text(edited, "utf-8")
    assert run(project, table).exit_code == 0
    assert record.read_text("utf-8") == edited


def test_a_renamed_record_is_known_again(project: Path) -> None:
    table = saved(project, as_csv(published()))
    run(project, table)
    record = project / "content/winners/sample-2025-01.yml"
    text = record.read_text("utf-8").replace("id: sample-2025-01", "id: sample-2025-motor\nformerly: [sample-2025-01]")
    record.with_stem("sample-2025-motor").write_text(text, "utf-8")
    record.unlink()
    done = run(project, table)
    assert (done.exit_code, "第 3 行  已有  sample-2025-motor" in done.output) == (0, True)


def test_a_changed_row_is_told_and_left_alone(project: Path) -> None:
    run(project, saved(project, as_csv(published())))
    before = files_in(project)
    changed = (("1", "XT01", "样例超高效电机", *ROWS[0][3:]), *ROWS[1:])
    done = run(project, saved(project, as_csv(published(changed))))
    assert (done.exit_code, files_in(project)) == (0, before)
    assert "[table-row-changed]" in done.output
    assert "不同的是：title" in done.output


def test_a_row_that_is_gone_is_told(project: Path) -> None:
    run(project, saved(project, as_csv(published())))
    done = run(project, saved(project, as_csv(published(ROWS[:2]))))
    assert (done.exit_code, "[table-row-gone]" in done.output) == (0, True)


def test_a_row_that_comes_later_is_added(project: Path) -> None:
    run(project, saved(project, as_csv(published(ROWS[:2]))))
    done = run(project, saved(project, as_csv(published())))
    assert (done.exit_code, list(records(project))[-1]) == (0, "sample-2025-03")
    assert "写入 1 条" in done.output


def test_one_wrong_row_keeps_all_from_being_written(project: Path) -> None:
    before = files_in(project)
    wrong = (*ROWS[:2], (3, "XT03", "样例", "样例公司", "", "若干3万", "电机电控", ""))
    done = run(project, saved(project, as_csv(published(wrong))))
    assert (done.exit_code, files_in(project)) == (1, before)
    assert "名单.csv:5:6: 错误 [table-money]" in done.output
    assert "F5（支持经费（万元））不像金额" in done.output
    assert "1 个错误，什么也没有写入" in done.output


def test_the_same_problem_of_many_rows_is_told_once(project: Path) -> None:
    done = run(project, saved(project, as_csv(published())), MAPPING.replace("list: a-list", "list: no-list"))
    assert done.output.count("[reference-unknown]") == 1
    assert "名单.csv:3:0: 错误 [reference-unknown] /list" in done.output
    assert "    同样的还有第 4、5 行，共 2 行\n" in done.output


def test_what_a_check_would_find_is_told_in_its_row(project: Path) -> None:
    before = files_in(project)
    wrong = ((1, "XT01", "样例，联系 13812345678", *ROWS[0][3:]),)
    done = run(project, saved(project, as_csv(published(wrong))))
    assert (done.exit_code, files_in(project)) == (1, before)
    assert "名单.csv:3:3: 错误 [personal-data]" in done.output
    assert "13812345678" not in done.output


def test_an_interruption_leaves_all_or_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table, before = saved(project, as_csv(published())), files_in(project)
    moved: list[Path] = []
    rename = Path.rename

    def breaking(self: Path, target: Path) -> Path:
        moved.append(self)
        if len(moved) == 3:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", breaking)
    assert run(project, table).exit_code == 1
    monkeypatch.undo()
    assert files_in(project) == before
    assert run(project, table).exit_code == 0


def test_a_run_cut_off_when_all_was_ready_is_completed_by_the_next(project: Path) -> None:
    table = saved(project, as_csv(published()))
    run(project, table)
    whole = files_in(project)
    ready = project / writer.READY / "content/winners"
    ready.mkdir(parents=True)
    (project / "content/winners/sample-2025-02.yml").rename(ready / "sample-2025-02.yml")
    assert run(project, table).exit_code == 0
    assert files_in(project) == whole


def test_a_dry_run_completes_nothing_that_was_cut_off(project: Path) -> None:
    make_ready(project, "content/winners/waiting.yml")
    before = files_in(project)
    table = saved(project, as_csv(published()))
    assert run(project, table, MAPPING, "--dry-run").exit_code == 0
    assert files_in(project) == before
    assert (project / writer.READY / "content/winners/waiting.yml").is_file()


def test_what_no_run_has_left_is_not_moved(project: Path) -> None:
    make_ready(project, ".venv/bin/tool")
    before = files_in(project)
    done = run(project, saved(project, as_csv(published())))
    assert (done.exit_code, writer.READY in done.output) == (1, True)
    assert files_in(project) == before
    assert not (project / ".venv").exists()


def make_ready(project: Path, path: str) -> None:
    waiting = project / writer.READY / path
    waiting.parent.mkdir(parents=True)
    waiting.write_text("id: waiting\n", "utf-8")


# -- shapes of tables -----------------------------------------------------------------------------------------


def test_merged_cells_reach_over_what_they_cover(project: Path) -> None:
    grid = (
        HEADINGS,
        (1, "XT01", "样例一", "样例大学", "", 50, "新材料"),
        (2, "XT02", "样例二", "", "", "", ""),
        (3, "XT03", "样例三", "", "", 20, ""),
    )
    merges = [(1, 3, 3, 3), (1, 5, 2, 5), (1, 6, 3, 6)]
    mapping = MAPPING.replace("[2, 2]", "[1, 1]")
    done = run(project, saved(project, as_xlsx(grid, merges), "a.xlsx"), mapping)
    assert done.exit_code == 0, done.output
    found = records(project)
    assert [r["lead"] for r in found.values()] == [{"organisation": "sample-university"}] * 3
    assert [r["support"]["amount"]["wan"] for r in found.values()] == [50, 50, 20]
    assert {tuple(r["domains"]) for r in found.values()} == {("materials",)}


def test_two_rows_of_headings_are_one_heading(project: Path) -> None:
    grid = (
        ("样例名单", "", "", "", ""),
        ("序号", "项目名称", "承担单位", "", "支持经费"),
        ("", "", "牵头", "参与", "（万元）"),
        (1, "样例一", "样例大学", "样例厂", 5),
    )
    merges = [(0, 0, 0, 4), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3)]
    table = saved(project, as_xlsx(grid, merges), "a.xlsx")
    columns = "{序号: seq, 项目名称: title, 承担单位/牵头: lead, 承担单位/参与: members, 支持经费/（万元）: support}"
    head, _, tail = MAPPING.partition("columns:")
    mapping = head.replace("[2, 2]", "[2, 3]") + f"columns: {columns}\nfixed:" + tail.partition("fixed:")[2]
    done = run(project, table, mapping.replace("[code]", "[title]"))
    assert done.exit_code == 0, done.output
    assert records(project)["sample-2025-01"]["members"] == [{"name": {"zh": "样例厂"}}]


def test_headings_between_rows_can_fill_a_key(project: Path) -> None:
    rows = (("一、新材料（1项）",), ROWS[0], ("二、电机电控（2项）",), *ROWS[1:])
    mapping = (
        MAPPING.replace("  所属领域: {key: domains, values: {电子信息: null}}\n", "  所属领域: null\n")
        + "section: domains\n"
    )
    done = run(project, saved(project, as_csv(published(rows))), mapping)
    assert done.exit_code == 0, done.output
    assert [r["domains"] for r in records(project).values()] == [["materials"], ["motors"], ["motors"]]


def test_empty_cells_go_on_where_the_mapping_says_so(project: Path) -> None:
    rows = (ROWS[0], (2, "XT02", "样例二", "", "", 5, "", ""))
    mapping = MAPPING + "fill_down: [牵头单位]\n"
    assert run(project, saved(project, as_csv(published(rows))), mapping).exit_code == 0
    assert records(project)["sample-2025-02"]["lead"] == {"name": {"zh": "样例电机厂"}}


def test_a_heading_that_comes_again_and_rows_to_skip_are_left_out(project: Path) -> None:
    rows = (ROWS[0], HEADINGS, ROWS[1], ROWS[2])
    done = run(project, saved(project, as_csv(published(rows))), MAPPING + "skip_rows: [5]\n")
    assert (done.exit_code, list(records(project))) == (0, ["sample-2025-01", "sample-2025-03"])
    assert "第 4 行  重复的表头" in done.output
    assert "第 5 行  按映射跳过" in done.output


def test_days_and_numbers_of_a_workbook_are_read_as_shown(project: Path) -> None:
    grid = (("序号", "项目名称", "公布日期", "金额（万元）"), (1, "样例", datetime.date(2025, 6, 12), 0.1 + 0.2))
    head, _, tail = MAPPING.replace("[2, 2]", "[1, 1]").partition("columns:")
    columns = "columns: {序号: seq, 项目名称: title, 公布日期: decided_on, 金额（万元）: rd_input}\nfixed:"
    mapping = head + columns + tail.partition("fixed:")[2]
    done = run(project, saved(project, as_xlsx(grid), "a.xlsx"), mapping.replace("[code]", "[title]"))
    assert done.exit_code == 0, done.output
    (record,) = records(project).values()
    assert (record["decided_on"], record["rd_input"]) == ("2025-06-12", {"wan": 0.3})


def test_a_formula_is_told_and_not_computed(project: Path) -> None:
    rows = ((1, "XT01", "样例", "样例大学", "", "=25*2", "新材料"),)
    done = run(project, saved(project, as_xlsx(published(rows)), "a.xlsx"))
    assert (done.exit_code, records(project)) == (1, {})
    assert "[table-formula]" in done.output
    assert "名单!F3" in done.output


def test_a_formula_where_nothing_is_read_does_no_harm(project: Path) -> None:
    rows = ((1, "XT01", "样例", "样例大学", "", 50, "新材料", "=1+1"),)
    done = run(project, saved(project, as_xlsx(published(rows)), "a.xlsx"))
    assert done.exit_code == 0, done.output


def test_a_hidden_row_is_told(project: Path) -> None:
    done = run(project, saved(project, as_xlsx(published(), hidden=[3]), "a.xlsx"))
    assert (done.exit_code, len(records(project))) == (0, 3)
    assert "a.xlsx!名单:4:0: 提醒 [table-row-hidden]" in done.output


def test_units_of_which_the_first_leads(project: Path) -> None:
    rows = ((1, "XT01", "样例", "1.样例厂\n2.样例大学\n3.某某（集团、上海）公司", "", 5, "新材料", ""),)
    table = saved(project, as_csv(published(rows)))
    refused = run(project, table)
    assert (refused.exit_code, "[table-units]" in refused.output) == (1, True)
    done = run(
        project,
        table,
        MAPPING.replace("牵头单位: lead", "牵头单位: units").replace("参与单位: members", "参与单位: null"),
    )
    assert done.exit_code == 0, done.output
    (record,) = records(project).values()
    assert record["lead"] == {"name": {"zh": "样例厂"}}
    assert record["members"] == [{"organisation": "sample-university"}, {"name": {"zh": "某某（集团、上海）公司"}}]


# -- what is refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("kind: winner", "kind: success"), "mapping-invalid"),
        (("kind: winner", "kind: winner\n# " + "x" * SIZE_LIMIT), "file-too-large"),
        (("项目名称: title", "项目名称: titel"), "mapping-key"),
        (("项目名称: title", "项目名: title"), "table-column-missing"),
        (("联系电话: null", "联系: null"), "table-column-new"),
        (("unit: wan", "unit: jin"), "mapping-invalid"),
        (("[2, 2]", "[3, 2]"), "mapping-invalid"),
        (("[2, 2]", "[900, 900]"), "table-heading-missing"),
        (("[2, 2]", "[7, 7]"), "table-column-missing"),
        (("id: sample", "id: Sample"), "mapping-invalid"),
        (("{seq:02}", "x"), "mapping-invalid"),
        (("{seq:02}", "{year}"), "mapping-invalid"),
        (("[code]", "[owner]"), "mapping-invalid"),
        (("[code]", "[]"), "mapping-invalid"),
        (("region: xiangtan", "region: ⚠"), "mapping-invalid"),
        (("region: xiangtan", "region: nowhere"), "vocabulary-unknown"),
        (("list: a-list", "list: no-list"), "reference-unknown"),
        (("origin: 样例名单", "origin: ''"), "mapping-invalid"),
        (("origin:", "orgin:"), "mapping-invalid"),
        (("id: sample-2025-{seq:02}", "id: '{seq}'\nfolder: ../x"), "mapping-invalid"),
        (("电子信息: null", "电子工业: null"), "table-word"),
        (("牵头单位: lead", "牵头单位: title"), "mapping-invalid"),
        (("kind: winner", "kind: &a winner"), "yaml-alias"),
        (("header:", "fill_down: [没有]\nheader:"), "mapping-invalid"),
        (("origin: 样例名单", 'origin: "a\\rid: x"'), "mapping-invalid"),
    ],
)
def test_a_wrong_mapping_is_told(project: Path, change: tuple[str, str], code: str) -> None:
    before = files_in(project)
    done = run(project, saved(project, as_csv(published())), MAPPING.replace(*change))
    assert f"[{code}]" in done.output, done.output
    if code != "table-column-new":
        assert (done.exit_code, files_in(project)) == (1, before)


def rows_with(place: int, value: Any) -> bytes:
    row = list(ROWS[0])
    row[place] = value
    return as_csv(published((row, *ROWS[1:])))


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (rows_with(0, "二"), "table-number"),
        (rows_with(0, ""), "table-id-empty"),
        (rows_with(0, 3), "table-id-twice"),
        (rows_with(1, "XT02"), "table-row-twice"),
        (rows_with(2, ""), "key-missing"),
        (rows_with(5, "面议"), "table-money-worded"),
        (rows_with(5, "50-60万元"), ""),
        (rows_with(5, "=SUM(A1)"), "table-formula"),
        (rows_with(6, "不知道"), "table-word"),
        (rows_with(2, "长" * 10_001), "table-cell-long"),
        (rows_with(2, "a\x01b"), "file-control-character"),
        (as_csv((("a", "b"), ("c", "d"))), "table-column-missing"),
        (as_csv(published(())), "table-empty"),
        (b"", "table-heading-missing"),
        (b"\xff\xff\xff", "table-encoding"),
        (b"%PDF-1.7\n\x00\x01", "table-kind"),
        (b"PK\x03\x04broken", "form-file-broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "form-file-old"),
    ],
)
def test_a_wrong_table_is_told(project: Path, table: bytes, code: str) -> None:
    done = run(project, saved(project, table))
    assert f"[{code}]" in done.output or not code, done.output
    if code not in ("table-money-worded", ""):
        assert (done.exit_code, records(project)) == (1, {})


def test_a_sheet_must_be_known(project: Path) -> None:
    table = saved(project, as_xlsx(published(), more=["另一张"]), "a.xlsx")
    missing = run(project, table, MAPPING.replace("header:", "sheet: 表\nheader:"))
    assert (missing.exit_code, "[table-sheet-missing]" in missing.output) == (1, True)
    assert run(project, table).exit_code == 0  # the other one is empty


def test_of_several_filled_sheets_one_must_be_named(project: Path) -> None:
    data = io.BytesIO(as_xlsx(published()))
    book = load_workbook(data)
    book.copy_worksheet(book.active)
    book.save(data)
    done = run(project, saved(project, data.getvalue(), "a.xlsx"))
    assert (done.exit_code, "[table-sheets]" in done.output) == (1, True)


def test_words_that_stand_for_no_record_and_days_that_are_none_are_told(project: Path) -> None:
    grid = (("序号", "项目名称", "公布日期", "对应榜题", "金额"), (1, "样例", "待定", "没有的榜题", "50"))
    head, _, tail = MAPPING.replace("[2, 2]", "[1, 1]").partition("columns:")
    columns = "columns: {序号: seq, 项目名称: title, 公布日期: decided_on, 对应榜题: challenge, 金额: rd_input}\nfixed:"
    mapping = (head + columns + tail.partition("fixed:")[2]).replace("[code]", "[title]")
    done = run(project, saved(project, as_csv(grid)), mapping)
    assert (done.exit_code, records(project)) == (1, {})
    for code in ("table-date", "table-reference", "table-money-unit"):
        assert f"[{code}]" in done.output


def test_an_id_that_another_record_has_is_refused(project: Path) -> None:
    put(project, "winner", id="sample-2025-02", challenge=None, list="a-list", title={"zh": "别的", "en": "Other"})
    done = run(project, saved(project, as_csv(published())))
    assert (done.exit_code, "[table-id-taken]" in done.output) == (1, True)


def test_a_folder_can_be_chosen(project: Path) -> None:
    done = run(project, saved(project, as_csv(published())), MAPPING + "folder: sample-2025\n")
    assert done.exit_code == 0, done.output
    record = (project / "content/winners/sample-2025/sample-2025-01.yml").read_text("utf-8")
    assert record.startswith("# yaml-language-server: $schema=../../../schemas/winner.json\n")


def test_links_that_lead_out_of_the_project_are_not_followed(project: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (project / "content/winners").symlink_to(tmp_path / "outside")
    done = run(project, saved(project, as_csv(published())))
    assert (done.exit_code, list((tmp_path / "outside").iterdir())) == (1, [])
