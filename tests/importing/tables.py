"""Invented tables in the shapes in which offices publish, as the files that they put on their pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from click.testing import CliRunner, Result
from small import put

from generator.cli import main
from generator.yamlio import parse_yaml

TITLE = "附件：2025年度样例市“揭榜挂帅”项目拟立项名单（样例）"
HEADINGS = ("序号", "项目编号", "项目名称", "牵头单位", "参与单位", "支持经费（万元）", "所属领域", "联系电话")
ROWS = (
    (1, "XT01", "样例高效电机", "样例电机厂", "样例大学、样例研究所", "５０", "电机电控", "58570000"),
    (2, "XT02", "样例合金", "样例大学", "—", "1,000", "新材料", ""),
    (3, "XT03", "样例控制器", "样例某某公司", "A有限公司；\nB大学", "不超过30万元", "电子信息", ""),
)
FOOT = (("合计", "", "", "", "", 1080), ("注：排名不分先后。",))

MAPPING = """
kind: winner
origin: 样例名单
header: [2, 2]
columns:
  序号: seq
  项目编号: code
  项目名称: title
  牵头单位: lead
  参与单位: members
  支持经费（万元）: {key: support, unit: wan}
  所属领域: {key: domains, values: {电子信息: null}}
  联系电话: null
fixed:
  list: a-list
  track: tackling
  sample: true
  state: proposed
  region: xiangtan
  partial: {zh: 公示没有写榜题。, en: The public notice names no challenge.}
  sources:
    - {id: list, title: {zh: 样例公示}, issuer: {zh: 样例局}}
id: sample-2025-{seq:02}
row_key: [code]
"""

Grid = Sequence[Sequence[Any]]


def published(rows: Grid = ROWS, headings: Sequence[str] = HEADINGS) -> Grid:
    """A whole table: its title, its heading, rows, a total and a note."""
    return ((TITLE,), headings, *rows, *FOOT)


def as_csv(grid: Grid, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """The table as a CSV file."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(grid)
    return out.getvalue().encode(encoding)


def as_xlsx(
    grid: Grid,
    merges: Sequence[tuple[int, int, int, int]] = (),
    sheet: str = "名单",
    more: Sequence[str] = (),
    hidden: Sequence[int] = (),
) -> bytes:
    """The table as a workbook; a text that begins with = is a formula; a merge is its first and last row and column."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet(sheet)
        for y, row in enumerate(grid):
            for x, value in enumerate(row):
                if value not in ("", None):
                    page.write(y, x, value)
        for top, left, bottom, right in merges:
            page.merge_range(top, left, bottom, right, grid[top][left])
        for y in hidden:
            page.set_row(y, options={"hidden": True})
        for name in more:
            book.add_worksheet(name)
    return out.getvalue()


def project_for(folder: Path) -> Path:
    """A project whose list publishes winners, with two units that tables name."""
    from small import make_project

    project = make_project(folder)
    put(project, "organisation", id="sample-university", title={"zh": "样例大学", "en": "Sample University"})
    return project


def run(project: Path, table: Path, mapping: str = MAPPING, *options: str, kind: str = "winner") -> Result:
    """`zhangbang import list` with the mapping."""
    file = table.with_suffix(".mapping.yml")
    file.write_text(mapping, "utf-8")
    arguments = ["import", "list", str(table), "--kind", kind, "--mapping", str(file), "--root", str(project)]
    return CliRunner().invoke(main, [*arguments, "--as-of", "2025-06-15", *options], catch_exceptions=False)


def records(project: Path, folder: str = "winners") -> Mapping[str, Any]:
    """The records of a folder by id."""
    files = sorted((project / "content" / folder).rglob("*.yml"))
    return {file.stem: parse_yaml(file.read_text("utf-8"), file.name) for file in files}


def files_in(project: Path) -> Mapping[str, bytes]:
    """Every file of the project."""
    return {str(p.relative_to(project)): p.read_bytes() for p in sorted(project.rglob("*")) if p.is_file()}
