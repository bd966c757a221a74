"""The site as one file: whole, the same for the same site, and never in the place of something else."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from small import put

from generator.cli import main
from generator.writer import MARK, WriteRefused, pack


def test_it_holds_every_file_of_the_site_the_first_page_first(published_site: Path, tmp_path: Path) -> None:
    size = pack(published_site, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        held = {name: archive.read(name) for name in names}
    files = {p.relative_to(published_site).as_posix(): p for p in published_site.rglob("*") if p.is_file()}
    assert (names[0], names[1:]) == ("index.html", sorted(set(files) - {MARK, "index.html"}))
    assert all(held[name] == files[name].read_bytes() for name in names)
    assert size == (tmp_path / "a.zip").stat().st_size < sum(map(len, held.values()))


def test_equal_sites_give_equal_files_whenever_they_were_written(published_site: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(published_site, other)
    for path in other.rglob("*"):
        os.utime(path, (0, 0))
    pack(published_site, tmp_path / "a.zip")
    pack(other, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_older_one_is_replaced_and_nothing_else_is(published_site: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "a.zip"
    pack(published_site, target)
    pack(published_site, target)
    (tmp_path / "words.zip").write_text("mine")
    for place in (tmp_path / "words.zip", tmp_path, published_site / "a.zip"):
        with pytest.raises(WriteRefused):
            pack(published_site, place)
    assert (tmp_path / "words.zip").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "new", "words.zip"]


def test_a_build_packs_what_it_built_and_tells_its_size(small_project: Path, tmp_path: Path) -> None:
    target = tmp_path / "site.zip"
    done = CliRunner().invoke(main, ["build", "--root", str(small_project), "--zip", str(target)])
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1].startswith(f"✓ {target}：")
    assert zipfile.is_zipfile(target)


def test_a_build_that_is_refused_packs_nothing(small_project: Path, tmp_path: Path) -> None:
    put(small_project, "organisation", id="x", type="none")
    done = CliRunner().invoke(main, ["build", "--root", str(small_project), "--zip", str(tmp_path / "site.zip")])
    assert (done.exit_code, (tmp_path / "site.zip").exists()) == (1, False)


def test_a_place_that_is_taken_is_told(small_project: Path, tmp_path: Path) -> None:
    (tmp_path / "words.zip").write_text("mine")
    done = CliRunner().invoke(main, ["build", "--root", str(small_project), "--zip", str(tmp_path / "words.zip")])
    assert (done.exit_code, "is no ZIP file" in done.output) == (1, True)
