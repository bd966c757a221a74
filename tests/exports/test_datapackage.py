"""Frictionless finds nothing wrong with the description, the files or the rows, and finds what is made wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from exports.bulks import bulk, files_of
from generator.exports.csvs import csv_path
from generator.exports.datapackage import PATH


def written(name: str, folder: Path) -> Path:
    for path, data in files_of(name).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder / PATH


def report(package: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "frictionless", "validate", package.name, "--json"]
    ended = subprocess.run(command, cwd=package.parent, capture_output=True, check=False)
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


@pytest.mark.parametrize("name", ["fixture", "hostile"])
def test_frictionless_finds_nothing(name: str, tmp_path: Path) -> None:
    found = report(written(name, tmp_path))
    errors = [error["message"] for task in found["tasks"] for error in task["errors"]]
    assert (found["valid"], errors, found["errors"]) == (True, [], [])
    rows = {task["name"]: task["stats"]["rows"] for task in found["tasks"]}
    assert rows == {table.name: len(bulk(name).rows[table.name]) for table in bulk(name).tables}


def test_frictionless_finds_what_is_wrong(tmp_path: Path) -> None:
    package = written("fixture", tmp_path)
    sources = package.parent / "sources.csv"
    sources.write_bytes(sources.read_bytes().replace(b"challenge/", b"challenge/x-"))
    kinds = {error["type"] for task in report(package)["tasks"] for error in task["errors"]}
    assert {"hash-count", "byte-count", "foreign-key"} <= kinds


def test_the_description_says_what_the_tables_are() -> None:
    package = json.loads(files_of("fixture")[PATH])
    assert package["created"] == "2025-06-15T00:00:00+08:00"
    assert package["licenses"][0]["path"] == "https://creativecommons.org/licenses/by/4.0/"
    assert package["formulaGuard"]["character"] == "'"
    for table, resource in zip(bulk("fixture").tables, package["resources"], strict=True):
        assert f"data/{resource['path']}" == csv_path(table)
        assert resource["bytes"] == len(files_of("fixture")[csv_path(table)])
        assert [field["name"] for field in resource["schema"]["fields"]] == [column.name for column in table.columns]
        assert all(" / " in field["title"] for field in resource["schema"]["fields"])
