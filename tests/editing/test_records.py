"""The form begins with a record as its file has it; what it needs for that is not among the data that are published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import FIXTURE

from editing.scripts import answers
from generator.formatting import formatted, schema_address
from generator.model.records import FOLDERS

SCRIPTS = ("edityaml.js",)
TEXT = """return edit.yaml(edit.ordered(given, one.kind, one.data),
    { written: one.written, comments: one.comments, schema: one.schema, wide: given.wide });"""


def put_in(script: Path) -> tuple[str, Any]:
    """The key and the value that a shard registers."""
    text = script.read_text("utf-8")
    assert text.startswith("zhangbang.put(")
    assert text.endswith(");\n")
    call = text.removeprefix("zhangbang.put(").removesuffix(");\n")
    key, value = json.loads(f"[{call}]")
    return key, value


def shared_of(site: Path) -> Any:
    (script,) = (site / "edit").glob("data.*.js")
    return put_in(script)[1]


@pytest.fixture(scope="module")
def records() -> list[Path]:
    return sorted((FIXTURE / "content").glob("*/**/*.yml"))


def kind_of(record: Path) -> str:
    return FOLDERS[record.relative_to(FIXTURE / "content").parts[0]]


def test_every_record_is_there_as_it_was_written(built_site: Path, records: list[Path]) -> None:
    asked, expected = [], []
    for record in filter(is_standing, records):
        kind, file = kind_of(record), record.relative_to(FIXTURE).as_posix()
        key, found = put_in(built_site / f"edit/{kind}/{record.stem}.js")
        assert (key, found["file"]) == (f"edit/{kind}/{record.stem}", file)
        asked.append({**found, "kind": kind, "schema": schema_address(kind, file)})
        expected.append(formatted(kind, record.read_text("utf-8"), file))
    assert answers(SCRIPTS, TEXT, asked, shared_of(built_site)) == expected


def is_standing(record: Path) -> bool:
    """Whether the record was not taken down."""
    return "\nwithdrawn:" not in record.read_text("utf-8")


def test_of_a_record_that_was_taken_down_the_form_has_no_more_than_its_page(
    built_site: Path, records: list[Path]
) -> None:
    (record,) = (record for record in records if not is_standing(record))
    _, found = put_in(built_site / f"edit/{kind_of(record)}/{record.stem}.js")
    told = {"id", "title", "guide", "domains", "region", "sources", "updated_on", "sample", "withdrawn"}
    assert found["data"].keys() == told
    assert "comments" not in found or not any(found["comments"].values())


def test_all_ids_are_known_with_those_that_are_taken_for_ever(built_site: Path, records: list[Path]) -> None:
    known = {kind: put_in(built_site / f"edit/known/{kind}.js")[1] for kind in FOLDERS.values()}
    for record in records:
        assert record.stem in [entry[0] for entry in known[kind_of(record)]["records"]]
    assert "sample-2025-old-claim" in known["guide"]["formerly"]


def test_no_list_of_what_is_published_names_the_forms_data(published_site: Path) -> None:
    lists = [published_site / "sitemap.xml", published_site / "llms.txt", *(published_site / "data").glob("*")]
    texts = [
        path.read_bytes() for path in lists if path.is_file() and path.suffix in (".xml", ".txt", ".json", ".ttl", "")
    ]
    assert texts
    assert all(
        b"edit/challenge/" not in text and b"edit/data" not in text and b"edit/known" not in text for text in texts
    )
