"""The database: keys that hold, types, indexes, full text, and bytes that depend on the records alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from exports.bulks import bulk, bulk_of, files_of, fixture_site
from generator.exports.grams import QUERY
from generator.exports.sqlite import PATH, database_of
from generator.exports.tables import of_kinds

Open = Callable[[bytes], sqlite3.Connection]


@pytest.fixture
def opened() -> Iterator[Open]:
    """Opens databases from their bytes, to be changed at will, and closes them after the test."""
    with ExitStack() as stack:

        def read(data: bytes) -> sqlite3.Connection:
            connection = stack.enter_context(closing(sqlite3.connect(":memory:")))
            connection.deserialize(data)
            return connection

        yield read


@pytest.fixture
def database(opened: Open) -> sqlite3.Connection:
    """The fixture's database."""
    return opened(files_of("fixture")[PATH])


@pytest.mark.parametrize("name", ["fixture", "hostile"])
def test_keys_hold(opened: Open, name: str) -> None:
    connection = opened(files_of(name)[PATH])
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for table in bulk(name).tables:
        links = connection.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
        assert {(link[3], link[2], link[4]) for link in links} == {
            (one.column, one.table, one.found_in) for one in table.links
        }
        (rows,) = connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()
        assert rows == len(bulk(name).rows[table.name])


def test_a_broken_link_would_be_found(database: sqlite3.Connection) -> None:
    database.execute("UPDATE sources SET record = record || '-x' WHERE position = 1")
    assert database.execute("PRAGMA foreign_key_check").fetchall()


def test_links_are_found_by_an_index(database: sqlite3.Connection) -> None:
    for table in bulk("fixture").tables:
        for link in table.links:
            plan = database.execute(
                f"EXPLAIN QUERY PLAN SELECT 1 FROM {table.name} WHERE {link.column} = 'x'"
            ).fetchall()
            assert "SEARCH" in plan[0][3], (table.name, link.column)


def test_amounts_are_numbers_and_days_compare(database: sqlite3.Connection) -> None:
    kinds = {row[0] for row in database.execute("SELECT typeof(owner_payment_low) FROM challenges")}
    assert kinds <= {"integer", "real", "null"} and kinds != {"null"}
    first, last = database.execute("SELECT min(published_on_from), max(published_on_from) FROM guides").fetchone()
    assert "2019" < first < last < "2026"


@pytest.mark.parametrize("query", ["电机", "motor", "研究院"])
def test_titles_and_units_are_searched(database: sqlite3.Connection, query: str) -> None:
    found = {row[0] for row in database.execute(QUERY, {"q": query})}
    column = "zh" if query >= "一" else "en"
    titled = database.execute(f"SELECT record FROM records WHERE title_{column} LIKE ?", (f"%{query}%",))
    assert found >= {row[0] for row in titled}
    assert found


def test_a_record_is_found_by_the_units_it_names(database: sqlite3.Connection) -> None:
    name, record = database.execute(
        "SELECT organisation_title_zh, record FROM units WHERE record_kind = 'winner' AND organisation IS NOT NULL"
    ).fetchone()
    assert record in {row[0] for row in database.execute(QUERY, {"q": name})}


@pytest.mark.parametrize("query", ["", "  ", '"', '"电机', "NEAR(", "a OR b", "-电机", "*", "'"])
def test_no_question_is_an_error(database: sqlite3.Connection, query: str) -> None:
    database.execute(QUERY, {"q": query}).fetchall()


@pytest.mark.parametrize("name", ["fixture", "hostile"])
def test_equal_rows_give_equal_bytes(name: str) -> None:
    assert b"".join(database_of(bulk(name).tables, bulk(name).stock)) == files_of(name)[PATH]


def test_some_kinds_alone_make_a_database_too(opened: Open) -> None:
    part = bulk_of(fixture_site(), kinds=frozenset({"challenge"}))
    connection = opened(b"".join(database_of(part.tables, part.stock)))
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT DISTINCT kind FROM records").fetchall() == [("challenge",)]
    assert of_kinds(part.tables, frozenset({"challenge"})) == part.tables
