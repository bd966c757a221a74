"""What is told of a file is so: its length, its checksum, its rows and what it is."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.published import fixture_site, with_files
from exports.sites import words
from generator.exports.files import (
    DESCRIPTIONS,
    FORMATS,
    GROUPS,
    IN_ORDER,
    KINDS_OF_RECORD,
    NAMED,
    PARTS,
    WHOLE,
    data_file,
    data_files,
    group_of,
    is_told,
    made,
    noted,
    titles_of,
)
from generator.model.artifacts import Artifact, Made, Streamed
from generator.model.records import FOLDERS

CELLS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12), min_size=1, max_size=4)


@given(st.lists(CELLS, max_size=5))
def test_rows_are_those_that_a_reader_of_csv_finds(rows: list[list[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["heading"])
    writer.writerows(rows)
    assert made(Artifact("data/x.csv", text.getvalue().encode())).rows == len(rows)


@pytest.mark.parametrize(
    ("path", "data", "rows"),
    [
        ("data/x.csv", b"", 0),
        ("data/x.csv", b"a,b\r\n", 0),
        ("data/x.csv", b'a\r\n"x\r\ny ""z"""\r\n1\r\n', 2),
        ("data/x.jsonl", b"", 0),
        ("data/x.jsonl", b"{}\n{}\n", 2),
        ("data/x.json", b"[]", None),
        ("data/SHA256SUMS", b"", None),
    ],
)
def test_a_file_is_measured_as_it_is(path: str, data: bytes, rows: int | None) -> None:
    assert made(Artifact(path, data)) == Made(path, len(data), hashlib.sha256(data).hexdigest(), rows)


@pytest.mark.parametrize("path", ["data/x.csv", "data/x.jsonl", "data/x.json"])
def test_a_file_in_chunks_is_measured_as_a_whole(path: str) -> None:
    chunks = (b'a,b\r\n"1\r\n",2\r\n', b"", b"3,4\r\n5,6\r\n")
    told: list[Made] = []
    assert tuple(noted(Streamed(path, chunks), told).chunks) == chunks
    assert told == [made(Artifact(path, b"".join(chunks)))]


@pytest.mark.parametrize(
    ("name", "group", "ending"),
    [
        ("zhangbang.xlsx", WHOLE, "xlsx"),
        ("records.csv", WHOLE, "csv"),
        ("challenges.jsonl", KINDS_OF_RECORD, "jsonl"),
        ("changes.csv", PARTS, "csv"),
        ("sources.csv", PARTS, "csv"),
        ("SHA256SUMS", DESCRIPTIONS, ""),
    ],
)
def test_a_file_is_told_by_its_name(name: str, group: str, ending: str) -> None:
    found = data_file(Made(f"data/{name}", 1, ""))
    assert (found.name, found.group, found.format) == (name, group, FORMATS[ending])


def test_a_file_that_nobody_named_is_told_by_its_ending() -> None:
    found = data_file(Made("data/new.parquet", 1, ""))
    assert (found.format.name, found.group) == ("PARQUET", PARTS)
    assert titles_of(words())(found).zh == "new.parquet"


def test_every_file_is_in_a_group_and_named_in_both_languages() -> None:
    site = with_files(fixture_site())
    files = data_files(site.made)
    title = titles_of(site.settings)
    assert {found.made for found in files} == set(site.made)
    assert all(title(found).zh and title(found).en for found in files)
    assert {found.kind for found in files if found.group == KINDS_OF_RECORD} == set(FOLDERS.values())
    assert set(IN_ORDER) == set(GROUPS)


def test_every_named_file_has_its_label_and_no_part_is_taken_for_another() -> None:
    assert all(label in words().labels for label in NAMED.values())
    assert all(group_of(name) != PARTS for name in NAMED)


def test_all_data_are_told_and_of_the_api_the_way_in() -> None:
    told = ("data/x", "api/v1/index.json", "api/v1/openapi.json")
    assert all(map(is_told, told))
    assert not any(map(is_told, ("api/v1/guides/a.json", "index.html", "schemas/v1/guide.json")))


def test_the_built_site_has_the_lengths_and_checksums_that_it_tells(published_site: Path) -> None:
    folder = published_site / "data"
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    assert set(sums) == {file.name for file in folder.iterdir()} - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
