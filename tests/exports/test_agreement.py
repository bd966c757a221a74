"""The same record says the same in the API, JSON Lines, CSV, Excel and SQLite: every value of every record, compared.

A format that is added (a page's attributes, a feed's entries) gets a reader in `reading.py` that gives records' leaves,
and a line in `FORMATS`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import AS_OF, REPOSITORY, assemble, publish

from exports.data import compile_api, compile_bulk
from exports.hostile import hostile_catalog
from exports.leaves import Leaves, Read, every_record, leaves_in, leaves_of
from exports.reading import as_excel_holds, as_sqlite_holds, from_lines, read_csvs, read_sqlite, read_xlsx
from exports.sites import HOME, made
from generator.exports.lines import lines_path
from generator.exports.rows import key_of
from generator.exports.sqlite import PATH as SQLITE
from generator.exports.tables import Table, tables_of
from generator.exports.values import DATA_FILE, exported, plain
from generator.exports.xlsx import PATH as XLSX
from generator.model.records import KINDS
from generator.pipeline import check
from generator.render.pages import site_of
from generator.render.view import Site
from generator.urls import API

Files = Mapping[str, bytes]

FORMATS: Mapping[str, tuple[Callable[[tuple[Table, ...], Files], Read], Callable[[Any], Any]]] = {
    "csv": (read_csvs, lambda leaf: leaf),
    "sqlite": (lambda tables, files: read_sqlite(tables, files[SQLITE]), as_sqlite_holds),
    "xlsx": (lambda tables, files: read_xlsx(tables, files[XLSX]), as_excel_holds),
}
"""How each format of tables is read, and what it can hold of a value."""


@pytest.fixture(scope="module", params=["content", "fixture", "hostile"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real content, the fixture's records as if they were real, and records that are as bad as may be."""
    if request.param == "hostile":
        return made(hostile_catalog())
    root = REPOSITORY if request.param == "content" else publish(assemble(tmp_path_factory.mktemp("site") / "project"))
    return _site(root)


def _site(root: Path) -> Site:
    found = check(root)
    assert found.settings is not None
    return site_of(found.catalog, found.settings, f"{AS_OF}T00:00", HOME, "")


@pytest.fixture(scope="module")
def files(site: Site) -> Files:
    return {file.path: file.data for file in (*compile_bulk(site), *compile_api(site))}


@pytest.fixture(scope="module")
def expected(site: Site) -> Mapping[str, Leaves]:
    values = (plain(site, record, DATA_FILE) for record in exported(site))
    return {key_of(value): leaves_of(value) for value in values}


@pytest.mark.parametrize("form", FORMATS)
def test_every_value_of_every_record_is_in_the_tables(
    site: Site, files: Files, expected: Mapping[str, Leaves], form: str
) -> None:
    tables = tables_of(site.settings.labels)
    read, held = FORMATS[form]
    found = leaves_in(tables, read(tables, files))
    assert found.keys() == expected.keys()
    for record, leaves in expected.items():
        wanted = {path: held(leaf) for path, leaf in leaves.items() if not found[record].is_lost(path)}
        assert found[record].leaves == wanted, record
    assert form == "xlsx" or not any(one.lost for one in found.values())
    assert sum(map(len, expected.values())) > 40 * len(expected) > 0


@pytest.mark.parametrize("form", FORMATS)
def test_tables_hold_each_record_once(site: Site, files: Files, form: str) -> None:
    tables = tables_of(site.settings.labels)
    read = FORMATS[form][0](tables, files)
    records = [f"{record.kind}/{record.id}" for record in exported(site)]
    assert sorted(every_record(tables, read)) == sorted(records)
    assert sorted(row["record"] for cls in KINDS.values() for row in read[cls.folder]) == sorted(records)


def test_the_api_and_the_lines_say_what_every_export_says(site: Site, files: Files) -> None:
    lines = {key_of(value): value for kind in KINDS for value in from_lines(files[lines_path(kind)])}
    assert len(lines) == sum(1 for _ in exported(site))
    for record in exported(site):
        said = json.loads(files[f"{API}{record.folder}/{record.id}.json"])
        assert said.items() >= json.loads(json.dumps(plain(site, record))).items()
        assert lines[f"{record.kind}/{record.id}"] == plain(site, record, DATA_FILE)
