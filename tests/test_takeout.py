"""Data on the command line: every format, of some kinds and domains, written whole or not at all, and told clearly."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from conftest import assemble, publish

from generator.cli import main
from generator.exports.asked import FOLDERS, FORMATS

DAY = "2025-06-15"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture's project with records that count as real; no test changes it."""
    return publish(assemble(tmp_path_factory.mktemp("real") / "project"))


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments, "--root", str(root), "--as-of", DAY])


def records_in(form: str, out: Path) -> set[str]:
    """The records in an export, by whoever reads its format."""
    return set(_READERS[form](out))


def _lines(out: Path) -> list[str]:
    return [_key(json.loads(line)) for file in out.glob("*.jsonl") for line in file.read_bytes().splitlines()]


def _csv(text: str) -> list[str]:
    return [row["record"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))]


def _zip(out: Path) -> list[str]:
    with zipfile.ZipFile(out) as opened:
        return _csv(opened.read("records.csv").decode())


def _xlsx(out: Path) -> list[str]:
    rows = openpyxl.load_workbook(io.BytesIO(out.read_bytes()), read_only=True)["records"].iter_rows(
        min_row=4, max_col=1, values_only=True
    )
    return [str(record) for (record,) in rows]


def _sqlite(out: Path) -> list[str]:
    with closing(sqlite3.connect(out)) as connection:
        return [record for (record,) in connection.execute("SELECT record FROM records")]


def _key(value: dict[str, Any]) -> str:
    return f"{value['kind']}/{value['id']}"


_READERS = {
    "csv": lambda out: _csv((out / "records.csv").read_text("utf-8")),
    "jsonl": _lines,
    "json": lambda out: [_key(value) for value in json.loads(out.read_text("utf-8"))["items"]],
    "xlsx": _xlsx,
    "sqlite": _sqlite,
    "zip": _zip,
}


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_the_records_asked_for(real: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    asked = ("--format", form, "--kind", "challenge", "--kind", "winner", "--domain", "motors", "--out", str(out))
    done = run(real, *asked)
    assert done.exit_code == 0, done.output
    found = records_in(form, out)
    assert found
    assert {record.partition("/")[0] for record in found} == {"challenge", "winner"}
    everything = tmp_path / "everything"
    run(real, "--format", form, "--out", str(everything))
    whole = records_in(form, everything)
    assert found < whole
    assert f"{len(found)} " in done.output


def test_formats_agree_on_the_records(real: Path, tmp_path: Path) -> None:
    for form in FORMATS:
        assert run(real, "--format", form, "--out", str(tmp_path / form)).exit_code == 0
    assert len({frozenset(records_in(form, tmp_path / form)) for form in FORMATS}) == 1


def test_states_are_those_of_the_day(real: Path, tmp_path: Path) -> None:
    states = {}
    for day in ("2020-01-01", "2030-01-01"):
        out = tmp_path / f"{day}.json"
        done = CliRunner().invoke(
            main, ["export", "--format", "json", "--root", str(real), "--as-of", day, "--out", str(out)]
        )
        assert done.exit_code == 0, done.output
        found = json.loads(out.read_text("utf-8"))
        assert found["as_of"] == day
        states[day] = {_key(value): value["status"]["id"] for value in found["items"]}
    assert states["2020-01-01"] != states["2030-01-01"]


def test_without_a_place_files_go_where_one_is(real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for form in FORMATS:
        assert run(real, "--format", form).exit_code == 0
    expected = {f"zhangbang-{form}" if form in FOLDERS else f"zhangbang.{form}" for form in FORMATS}
    assert {path.name for path in tmp_path.iterdir()} == expected


def test_links_begin_at_the_sites_address_where_it_is_known(real: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    run(real, "--format", "json", "--url", "https://example.org/x/", "--kind", "challenge", "--out", str(out))
    (first, *_) = json.loads(out.read_text("utf-8"))["items"]
    assert first["pages"]["zh"].startswith("https://example.org/x/zh/challenges/")
    assert first["href"].startswith("https://example.org/x/api/v1/challenges/")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), ("--format", "写明", "name a")),
        (("--format", "xls"), ("xls",)),
        (("--format", "csv", "--kind", "challenges"), ("challenges",)),
        (("--format", "csv", "--domain", "motor"), ("没有领域", "There is no domain", "motors")),
    ],
)
def test_wrong_use_is_told(real: Path, tmp_path: Path, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    done = run(real, *arguments, "--out", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert all(word in done.output for word in words)
    assert list(tmp_path.iterdir()) == []


def test_options_before_a_command_are_not_lost(real: Path) -> None:
    done = CliRunner().invoke(main, ["export", "--format", "csv", "form", "an-id", "--root", str(real)])
    assert done.exit_code == 2
    assert "之后" in done.output and "after" in done.output


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_there_is_not_overwritten(real: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    if form in FOLDERS:
        out.mkdir()
        taken = out / ("records.csv" if form == "csv" else "challenges.jsonl")
    else:
        taken = out
    taken.write_text("mine", "utf-8")
    done = run(real, "--format", form, "--out", str(out))
    assert done.exit_code in (1, 2)
    assert "不会覆盖" in done.output and "not overwritten" in done.output
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [taken]
    assert taken.read_text("utf-8") == "mine"


def test_a_folder_is_asked_for_where_there_is_a_file(real: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", "utf-8")
    done = run(real, "--format", "csv", "--out", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert "不是文件夹" in done.output and "no folder" in done.output


def test_nothing_to_write_is_told(real: Path, tmp_path: Path) -> None:
    done = run(real, "--format", "zip", "--kind", "form", "--domain", "motors", "--out", str(tmp_path / "out.zip"))
    assert done.exit_code == 1
    assert "没有符合条件的记录" in done.output and "nothing was written" in done.output
    assert list(tmp_path.iterdir()) == []


def test_invented_records_are_not_exported(project: Path, tmp_path: Path) -> None:
    assert run(project, "--format", "csv", "--out", str(tmp_path / "out")).exit_code == 1


def test_faulty_records_stop_an_export_unless_they_may_be_left_out(tmp_path: Path) -> None:
    project = publish(assemble(tmp_path / "project"))
    (wrong, *_) = sorted(project.glob("content/notices/*.yml"))
    wrong.write_text(wrong.read_text("utf-8") + "nonsense: 1\n", "utf-8")
    out = tmp_path / "out.json"
    refused = run(project, "--format", "json", "--out", str(out))
    assert refused.exit_code == 1
    assert "nonsense" in refused.output and "--keep-going" in refused.output
    assert not out.exists()
    assert run(project, "--format", "json", "--out", str(out), "--keep-going").exit_code == 0
    assert f"notice/{wrong.stem}" not in records_in("json", out)
