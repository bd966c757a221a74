"""One ZIP file with all rows, and checksums that `sha256sum` accepts."""

from __future__ import annotations

import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

from exports.bulks import bulk, files_of, fixture_site
from generator.exports.api import compile_api
from generator.exports.bulk import PACKED, SUMS, compile_bulk, compile_sums, compile_zip
from generator.exports.files import made
from generator.exports.rows import plains
from generator.exports.values import exported, plain
from generator.model.artifacts import Artifact
from generator.model.records import KINDS

FILES = (
    *compile_bulk(fixture_site()),
    *(file for file in compile_api(fixture_site()) if file.path.startswith("data/")),
)


def test_the_zip_holds_every_table_and_line() -> None:
    packed = compile_zip(fixture_site(), FILES)
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
    sums = compile_sums(map(made, FILES))
    for file in (*FILES, sums):
        target = tmp_path / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=(tmp_path / SUMS).parent, check=False).returncode == 0
    assert sums.data.count(b"\n") == len(FILES)


def test_checksums_are_of_the_folder_alone() -> None:
    files = [Artifact("data/b.csv", b"b"), Artifact("zh/index.html", b""), Artifact("data/a.csv", b"a")]
    a, b = (hashlib.sha256(data).hexdigest() for data in (b"a", b"b"))
    assert compile_sums(map(made, files)).data.decode() == f"{a}  a.csv\n{b}  b.csv\n"


def test_equal_sites_give_equal_bytes() -> None:
    again = {file.path: file.data for file in compile_bulk(fixture_site())}
    assert again == files_of("fixture")


def test_values_made_for_the_api_give_the_same_rows() -> None:
    site = fixture_site()
    shared = [plain(site, record) for record in exported(site)]
    assert {file.path: file.data for file in compile_bulk(site, shared)} == files_of("fixture")
    assert len(shared) == len(list(plains(site))) == len(bulk("fixture").rows["records"])
