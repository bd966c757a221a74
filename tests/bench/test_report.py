"""A recorded measurement as a table and as charts: every figure stands in them, and targets are told met or missed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY

RECORDED = Path(__file__).parent / "recorded.json"
SVG = "{http://www.w3.org/2000/svg}"
Change = Callable[[dict[str, Any]], None]


def reported(folder: Path, change: Change = lambda _: None) -> Path:
    """The folder with what is reported of the recorded measurement."""
    found = json.loads(RECORDED.read_text("utf-8"))
    change(found)
    (folder / "bench.json").write_text(json.dumps(found), "utf-8")
    script = str(REPOSITORY / "bench" / "report.py")
    subprocess.run([sys.executable, script, str(folder / "bench.json"), str(folder)], check=True)
    return folder


def row(folder: Path, label: str) -> list[str]:
    """The cells of the table's row with this label."""
    table = (folder / "RESULT.md").read_text("utf-8")
    (line,) = (line for line in table.splitlines() if line.startswith(f"| {label} |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_ratio_is_worked_out_within_each_round_and_the_median_told(tmp_path: Path) -> None:
    def three_rounds(found: dict[str, Any]) -> None:
        (one,) = found["places"]["disk"]["rounds"]
        walls = ((8, 10), (1, 10), (90, 30))
        found["places"]["disk"]["rounds"] = [
            {**one, "runs": {"pages and finder": usage(ours), "Hugo, rendering": usage(hugo)}} for ours, hugo in walls
        ]

    assert row(reported(tmp_path, three_rounds), "cold check, pages, finder ÷ Hugo, rendering")[1:3] == [
        "1.00",
        "✓ 0.800",
    ]


def usage(wall: float) -> dict[str, float]:
    return {"wall": wall, "cpu": wall, "largest": 1, "together": 1, "processes": 1}


def test_what_is_over_its_target_is_told_missed(tmp_path: Path) -> None:
    def heavy(found: dict[str, Any]) -> None:
        found["weights"]["shell"] = 5_001

    assert row(reported(tmp_path, heavy), "page without content, gzip")[1:] == ["5.00 KB", "✗ 5.00 KB", "✗ 5.00 KB"]


def test_what_was_not_measured_is_a_dash_and_said_to_be_left_out(tmp_path: Path) -> None:
    def without_hugo(found: dict[str, Any]) -> None:
        found["left_out"] = ["Hugo is left out: no such environment"]
        found["agreement"] = {}
        for place in found["places"].values():
            for one in place["rounds"]:
                one["runs"] = {name: used for name, used in one["runs"].items() if not name.startswith("Hugo")}

    folder = reported(tmp_path, without_hugo)
    assert row(folder, "cold check, pages, finder ÷ Hugo, rendering")[2:] == ["—", "—"]
    assert "- Hugo is left out: no such environment." in (folder / "RESULT.md").read_text("utf-8")


def test_the_growth_from_the_second_largest_to_the_largest_corpus_is_told(tmp_path: Path) -> None:
    def grown(found: dict[str, Any]) -> None:
        found["growth"] = [
            {
                "records": n,
                "load": 0,
                "site": {"files": n, "bytes": n},
                "runs": {"check": usage(n), "everything": usage(n)},
            }
            for n in (1_000, 10_000, 100_000)
        ]

    folder = reported(tmp_path, grown)
    assert row(folder, "100,000 ÷ 10,000 records: time")[1:] == ["11.0", "✓ 10.0", "—"]
    assert row(folder, "100,000")[1] == "100,000"


def test_what_was_asked_for_is_measured_and_reported(tmp_path: Path) -> None:
    script, out = REPOSITORY / "bench" / "run.py", tmp_path / "figures" / "bench.json"
    asked = ("--records", "20", "--rounds", "2", "--only", "copy", "--places", "disk", "--out", str(out))
    subprocess.run([sys.executable, str(script), *asked, "--peers", str(tmp_path)], check=True, capture_output=True)
    found = json.loads(out.read_text("utf-8"))
    assert [list(one["runs"]) for one in found["places"]["disk"]["rounds"]] == [["copy"], ["copy"]]
    assert found["site"]["files"] > 20
    assert [line.partition(" ")[0] for line in found["left_out"]] == ["Hugo", "Pagefind"]
    assert {path.name for path in out.parent.iterdir()} == {"bench.json", "RESULT.md", "result.svg", "result.zh.svg"}


@pytest.mark.parametrize("name", ["result.svg", "result.zh.svg"])
def test_a_chart_says_in_words_what_its_bars_show_and_runs_nothing(tmp_path: Path, name: str) -> None:
    text = (reported(tmp_path) / name).read_text("utf-8")
    chart = ET.fromstring(text)
    told = chart.findtext(f"{SVG}desc") or ""
    bars = chart.findall(f"{SVG}rect")[1:]
    figures = [node.text for node in chart.findall(f"{SVG}text") if re.fullmatch(r"[\d.,]+", node.text or "")]
    assert chart.get("role") == "img"
    assert chart.findtext(f"{SVG}title")
    assert len(bars) == len(figures) == 9
    assert all(f": {figure} s" in told for figure in figures)
    assert "prefers-color-scheme:dark" in text
    assert not re.search(r"<script|\son\w+=|href=|url\(", text)


def test_the_longest_bar_is_that_of_the_longest_time(tmp_path: Path) -> None:
    chart = ET.fromstring((reported(tmp_path) / "result.svg").read_text("utf-8"))
    widths = [int(bar.get("width", "0")) for bar in chart.findall(f"{SVG}rect")[1:]]
    texts = [node.text or "" for node in chart.findall(f"{SVG}text")]
    times = [float(text) for text in texts if re.fullmatch(r"[\d.]+", text)]
    assert widths.index(max(widths)) == times.index(max(times))
