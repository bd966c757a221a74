"""One ZIP file with all rows, and checksums that `sha256sum` accepts."""

from __future__ import annotations

import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from exports.bulks import SITES, bulk, files_of, fixture_site
from exports.data import compile_bulk, compile_data
from generator.exports.bulk import PACKED, SUMS, ZIP, compile_sums
from generator.exports.files import made
from generator.exports.rows import plains, recipes_of, rows_of
from generator.exports.values import exported, plain
from generator.model.artifacts import Artifact
from generator.model.records import KINDS

FILES = tuple(file for file in compile_data(fixture_site()) if file.path.startswith("data/"))


def test_the_zip_holds_every_table_and_line() -> None:
    packed = next(file for file in FILES if file.path == ZIP)
    with zipfile.ZipFile(io.BytesIO(packed.data)) as opened:
        names = opened.namelist()
        for file in FILES:
            assert (file.path.removeprefix("data/") in names) == file.path.endswith(PACKED)
        assert all(opened.read(f.path.removeprefix("data/")) == f.data for f in FILES if f.path.endswith(PACKED))
        assert "CC" in opened.read("README.md").decode() or "知识共享" in opened.read("README.md").decode()
        assert "creativecommons.org" in opened.read("LICENSE.txt").decode()
        assert {entry.date_time[:3] for entry in opened.infolist()} == {(2025, 6, 15)}
    assert {f"{cls.folder}.jsonl" for cls in KINDS.values()} <= set(names)


def test_sha256sum_accepts_the_checksums(tmp_path: Path) -> None:
    for file in FILES:
        target = tmp_path / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=(tmp_path / SUMS).parent, check=False).returncode == 0
    assert (tmp_path / SUMS).read_bytes().count(b"\n") == len(FILES) - 1


def test_checksums_are_of_the_folder_alone() -> None:
    files = [Artifact("data/b.csv", b"b"), Artifact("zh/index.html", b""), Artifact("data/a.csv", b"a")]
    a, b = (hashlib.sha256(data).hexdigest() for data in (b"a", b"b"))
    assert compile_sums(map(made, files)).data.decode() == f"{a}  a.csv\n{b}  b.csv\n"


def test_equal_sites_give_equal_bytes() -> None:
    again = {file.path: file.data for file in compile_bulk(fixture_site())}
    assert again == files_of("fixture")


@pytest.mark.parametrize("name", SITES)
def test_values_made_for_the_api_give_the_same_rows(name: str) -> None:
    site = SITES[name]()
    recipes = recipes_of(bulk(name).tables, site.url)
    shared = [plain(site, record) for record in exported(site)]
    assert rows_of(recipes, shared) == rows_of(recipes, plains(site)) == bulk(name).rows
    assert len(shared) == len(bulk(name).rows["records"])
