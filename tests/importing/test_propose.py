"""A mapping is proposed from the words that head the columns; filled in, it imports the table."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.cli.imports import LISTED
from generator.importing.headings import column_headings, find_heading
from generator.importing.propose import proposal
from generator.importing.references import Known
from generator.importing.tables import Cell, Table, table_of
from generator.importing.targets import CHOICES, HELPERS, TARGETS
from generator.model.records import KINDS
from generator.yamlio import parse_yaml
from importing.tables import HEADINGS, ROWS, as_csv, as_xlsx, project_for, published, records, run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_for(tmp_path / "project")


def propose(project: Path, table: Path, out: Path, *options: str, kind: str = "winner") -> Result:
    arguments = ["import", "list", str(table), "--kind", kind, "--propose", str(out), "--root", str(project), *options]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def grid(*rows: tuple[str, ...]) -> Table:
    return table_of("", [[Cell(text) for text in row] for row in rows])


def test_a_proposed_mapping_imports_once_it_is_filled_in(project: Path, tmp_path: Path) -> None:
    table, out = tmp_path / "名单.xlsx", tmp_path / "mapping.yml"
    table.write_bytes(as_xlsx(published(), [(0, 0, 0, 7)]))
    assert propose(project, table, out).output == f"✓ {out}\n"
    text = out.read_text("utf-8")
    assert "联系电话: null  # 个人信息，不导入" in text
    unfilled = run(project, table, text)
    assert (unfilled.exit_code, "[mapping-invalid]" in unfilled.output) == (1, True)
    filled = (
        text.replace("  # list: ⚠ 请填写 / fill in", "  list: a-list\n  track: tackling\n  partial: {zh: 没有榜题。}")
        .replace("region: cn", "region: xiangtan")
        .replace("⚠ 请填写 / fill in}", "样例}")
        .replace("place-year", "sample-2025")
        .replace("电子信息: ⚠", "电子信息: motors")
    )
    done = run(project, table, filled)
    assert done.exit_code == 0, done.output
    assert list(records(project)) == ["sample-2025-01", "sample-2025-02", "sample-2025-03"]
    assert records(project)["sample-2025-03"]["domains"] == ["motors"]


def test_a_mapping_that_is_there_is_not_overwritten(project: Path, tmp_path: Path) -> None:
    table, out = tmp_path / "a.csv", tmp_path / "mapping.yml"
    table.write_bytes(as_csv(published()))
    out.write_text("mine")
    assert (propose(project, table, out).exit_code, out.read_text()) == (2, "mine")


def test_either_a_mapping_is_given_or_one_is_proposed(project: Path, tmp_path: Path) -> None:
    table, out = tmp_path / "a.csv", tmp_path / "mapping.yml"
    table.write_bytes(as_csv(published()))
    assert run(project, table, "kind: winner", "--propose", str(out)).exit_code == 2
    neither = CliRunner().invoke(main, ["import", "list", str(table), "--kind", "winner", "--root", str(project)])
    assert neither.exit_code == 2


def test_a_table_without_known_words_is_told(project: Path, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_bytes(as_csv((("甲", "乙"), ("1", "2"))))
    done = propose(project, table, tmp_path / "m.yml")
    assert (done.exit_code, "[table-heading-missing]" in done.output) == (1, True)


@pytest.mark.parametrize(
    ("kind", "headings", "keys"),
    [
        ("winner", HEADINGS, ("seq", "code", "title", "lead", "members", "support", "domains", None)),
        ("winner", ("榜单编号", "榜单名称", "揭榜单位", "推荐单位"), ("code", "challenge", "lead", "recommender")),
        ("success", ("序号", "项目名称", "攻关成功单位", "验收时间"), ("seq", "title", "units", "accepted_on")),
        ("challenge", ("序号", "榜题名称", "发榜单位", "榜额（万元）"), ("seq", "title", "owner", "owner_payment")),
        ("organisation", ("单位名称", "统一社会信用代码", "单位性质"), ("title", "credit_code", "type")),
        ("winner", ("项目名称", "牵头单位", "金额（万元）", "项目负责人"), ("title", "lead", None, None)),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_words(
    project: Path, tmp_path: Path, kind: str, headings: tuple[str, ...], keys: tuple[str | None, ...]
) -> None:
    table, out = tmp_path / "a.csv", tmp_path / "m.yml"
    table.write_bytes(as_csv((headings, tuple("样例" for _ in headings))))
    assert propose(project, table, out, kind=kind).exit_code == 0
    data = parse_yaml(out.read_text("utf-8"), "m.yml")
    assert isinstance(data, dict)
    columns = data["columns"]
    assert isinstance(columns, dict)
    assert tuple(c["key"] if isinstance(c, dict) else c for c in columns.values()) == keys


def test_a_heading_is_found_below_titles() -> None:
    table = grid(("名单",), ("（样例）",), HEADINGS, tuple(map(str, ROWS[0])))
    assert find_heading(table, "winner") == (2, 2)


def test_a_heading_of_two_rows_is_found() -> None:
    above, below, (row,) = (
        [Cell(text) for text in ("序号", "项目名称", "承担单位")] + [Cell("承担单位", spread="across")],
        [Cell(text, spread="down") for text in ("序号", "项目名称")] + [Cell("牵头单位"), Cell("参与单位")],
        grid(("1", "甲", "乙", "丙")).rows,
    )
    table = table_of("", [above, below, row])
    heading = find_heading(table, "winner")
    assert heading == (0, 1)
    assert heading is not None
    assert column_headings(table, heading) == ("序号", "项目名称", "承担单位/牵头单位", "承担单位/参与单位")


def test_a_name_that_heads_two_columns_is_numbered() -> None:
    table = grid(("单位", "金额", "金额"), ("a", "1", "2"))
    heading = find_heading(grid(("项目名称", "单位名称")), "winner")
    assert heading is not None
    assert column_headings(table, heading) == ("单位", "金额", "金额#2")


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)


@given(st.lists(WORDS, min_size=2, max_size=2), st.lists(st.lists(WORDS, min_size=4, max_size=4), max_size=4))
def test_whatever_stands_in_a_table_its_mapping_is_yaml(headings: list[str], rows: list[list[str]]) -> None:
    known = Known({}, {"challenge": {}, "winner": {}}, {}, {}, {name: {} for name in CHOICES.values()})
    table = table_of("表", [[Cell(text.strip()) for text in row] for row in (["项目名称", "地区", *headings], *rows)])
    for kind in LISTED:
        text = proposal(table, kind, "名单.xlsx", known)
        if isinstance(text, str):
            data = parse_yaml(text, "m.yml")
            assert isinstance(data, dict)
            assert isinstance(data["columns"], dict)
            assert "title" in data["columns"].values()


# -- the tables that say what may be filled -------------------------------------------------------------------


def test_every_kind_of_the_command_has_keys() -> None:
    assert set(LISTED) == set(TARGETS) == set(HELPERS)


@pytest.mark.parametrize("kind", TARGETS)
def test_every_key_is_the_records_or_names_a_row(kind: str) -> None:
    own = set(KINDS[kind].__struct_fields__) | HELPERS[kind] | ({"units"} if kind == "winner" else set())
    assert set(TARGETS[kind]) <= own


def test_every_choice_has_a_vocabulary() -> None:
    shapes = {
        (kind, key) for kind, keys in TARGETS.items() for key, t in keys.items() if t.shape in ("choice", "choices")
    }
    assert shapes == set(CHOICES)
