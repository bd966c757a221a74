"""A fresh Datasette opens the database: its facets count, and a word of two characters is found."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from exports.bulks import bulk, files_of, fixture_site
from generator.exports.datasette import FACETS, PATH, metadata
from generator.exports.sqlite import PATH as DATABASE

Ask = Callable[..., Any]
PATIENCE = 60


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks a Datasette that serves the fixture's database on this machine alone."""
    folder = tmp_path_factory.mktemp("datasette")
    for path in (DATABASE, PATH):
        (folder / Path(path).name).write_bytes(files_of("fixture")[path])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", Path(DATABASE).name, "--metadata", Path(PATH).name]
    with (folder / "log").open("wb") as log:
        served = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)], cwd=folder, stdout=log, stderr=log
        )
        try:
            yield _asking(f"http://127.0.0.1:{port}", served, folder / "log")
        finally:
            served.terminate()
            served.wait(PATIENCE)


def _asking(address: str, served: subprocess.Popen[bytes], log: Path) -> Ask:
    def ask(path: str, **query: object) -> Any:
        with urlopen(f"{address}/{path}?{urlencode(query)}", timeout=PATIENCE) as answer:
            return json.load(answer)

    until = time.monotonic() + PATIENCE
    while True:
        try:
            ask("-/versions.json")
        except URLError:
            assert served.poll() is None and time.monotonic() < until, log.read_text("utf-8")
            time.sleep(0.1)
        else:
            return ask


def test_every_table_opens_and_is_described(ask: Ask) -> None:
    held = {table["name"]: table for table in ask("zhangbang.json")["tables"] if not table["hidden"]}
    assert {name: table["count"] for name, table in held.items()} == {
        table.name: len(bulk("fixture").rows[table.name]) for table in bulk("fixture").tables
    }
    assert ask("-/metadata.json")["license_url"] == "https://creativecommons.org/licenses/by/4.0/"


def test_facets_count_what_the_tables_hold(ask: Ask) -> None:
    for table in bulk("fixture").tables:
        names = [column.name for column in table.columns]
        shown = ask(f"zhangbang/{table.name}.json", _size=0, _facet_size="max")
        rows = bulk("fixture").rows[table.name]
        assert shown["facet_results"].keys() == set(FACETS.get(table.name, shown["facet_results"]))
        for name, facet in shown["facet_results"].items():
            held = [row[names.index(name)] for row in rows]
            counted = {result["value"]: result["count"] for result in facet["results"]}
            assert counted == {value: held.count(value) for value in set(held) - {None}}, (table.name, name)


@pytest.mark.parametrize("word", ["电机", "研究院", "motor"])
def test_words_are_found_by_the_query_of_the_metadata(ask: Ask, word: str) -> None:
    found = ask("zhangbang/search.json", q=word, _shape="array")
    titles = [row["title_zh"] + (row["title_en"] or "") for row in found]
    assert titles
    assert any(word in title.lower() for title in titles)


def test_the_search_box_of_the_records_finds_two_characters(ask: Ask) -> None:
    found = ask("zhangbang/records.json", _search="电机", _shape="array", _size="max")
    asked = ask("zhangbang/search.json", q="电机", _shape="array", _size="max")
    assert {row["record"] for row in found} == {row["record"] for row in asked} != set()


def test_facets_are_columns() -> None:
    tables = {table.name: {column.name for column in table.columns} for table in bulk("fixture").tables}
    told = metadata(fixture_site(), bulk("fixture").tables)["databases"]["zhangbang"]["tables"]
    assert FACETS.keys() <= tables.keys() == told.keys()
    assert all(set(table["facets"]) <= tables[name] for name, table in told.items())
