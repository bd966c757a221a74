"""What is looked for in Chinese is found wherever it stands, and the query in SQL asks just that."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.exports.grams import PHRASE, grams, question

ALPHABET = '高速电机 AI、aB1"'


def asked_in_sql(text: str) -> str:
    with closing(sqlite3.connect(":memory:")) as connection:
        return str(connection.execute(f"{PHRASE} SELECT phrase FROM query", {"q": text}).fetchone()[0])


def tokens(phrase: str) -> list[str]:
    assert phrase.startswith('"') and phrase.endswith('"*')
    return phrase[1:-2].split()


def finds(text: str, query: str) -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE search USING fts5 (title, content='', tokenize='unicode61')")
        connection.execute("INSERT INTO search (rowid, title) VALUES (1, ?)", (grams(text),))
        return bool(connection.execute("SELECT 1 FROM search WHERE search MATCH ?", (question(query),)).fetchone())


def test_runs_of_chinese_are_cut_into_pairs() -> None:
    assert grams("高速电机").split() == ["高速", "速电", "电机", "机"]
    assert grams("AI电机v2").split() == ["AI", "电机", "机", "v2"]
    assert grams("A motor").split() == ["A", "motor"]


@pytest.mark.parametrize(
    ("text", "query", "is_found"),
    [
        ("高速永磁电机研制", "电机", True),
        ("高速永磁电机研制", "永磁电机", True),
        ("高速永磁电机研制", "制", True),
        ("高速永磁电机研制", "高", True),
        ("高速永磁电机研制", "高电", False),
        ("电力、机械", "电机", False),
        ("电力、机械", "力机", False),
        ("面向AI的电机", "AI的电机", True),
        ("电机AI控制", "电机AI", True),
        ("𠮷野电机", "𠮷野", True),
        ("Permanent-magnet motors", "magnet motor", True),
        ("Permanent-magnet motors", "MOTORS", True),
        ("Permanent-magnet motors", "agnet", False),
    ],
)
def test_words_are_found_where_they_stand(text: str, query: str, is_found: bool) -> None:
    assert finds(text, query) is is_found


@given(st.text("高速永磁电机研制", min_size=1, max_size=12), st.data())
def test_every_part_of_a_chinese_text_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    assert finds(text, text[start : data.draw(st.integers(start + 1, len(text)))])


@given(st.text("高速永磁电机研制", min_size=1, max_size=12), st.text("高速永磁电机研制", min_size=1, max_size=4))
def test_what_is_not_there_is_not_found(text: str, query: str) -> None:
    assert finds(text, query) is (query in text)


@given(st.text(ALPHABET, max_size=12) | st.text(max_size=8))
@example("机 机")
@example('电机"')
def test_sql_asks_the_same(text: str) -> None:
    if "\0" not in text:
        assert tokens(asked_in_sql(text)) == tokens(question(text.strip(" ")))
