"""A cell of a CSV file is no formula, comes back as it was, and is written by its type."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.hostile import TEXTS
from generator.exports.columns import Column, Type
from generator.exports.csvs import STARTS, csv_of, csv_path, guarded, is_risky, lines_of, quoted, unguarded
from generator.exports.stock import Chunk
from generator.exports.tables import Table
from generator.model.parts import Text

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


@given(st.text() | st.sampled_from(TEXTS))
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    assert not FORMULA.match(guarded(text))
    assert unguarded(guarded(text)) == text


@given(st.text(min_size=1) | st.sampled_from(TEXTS).filter(bool))
def test_what_is_guarded_is_seen_by_its_first_character(text: str) -> None:
    assert text[0] in STARTS or guarded(text) == text


@given(st.text())
def test_a_field_is_read_back(text: str) -> None:
    line = f"a,{quoted(text)},b\r\n"
    assert next(csv.reader(io.StringIO(line, newline=""), strict=True)) == ["a", text, "b"]


@pytest.mark.parametrize("text", ["电机", "a=1", "0012", "1e5", "“引文”", ""])
def test_harmless_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize(
    ("text", "risky"),
    [
        *((f"{sign}1", True) for sign in "=+-@＝＋－＠"),
        *((f"{space}=1", True) for space in " \xa0\u2003\u3000\x0b\x85\u2028"),
        *((f"{start}x", True) for start in "'\t\r\n"),
        ("", False),
        ("1=1", False),
        ("x'", False),
        (" x", False),
        (" 'x", False),
        ("\\=1", False),
    ],
)
def test_a_text_is_guarded_where_a_spreadsheet_may_count_it(text: str, risky: bool) -> None:
    assert is_risky(text) is risky
    assert guarded(text) == (f"'{text}" if risky else text)
    assert not risky or text[0] in STARTS


def test_one_apostrophe_is_taken_away() -> None:
    assert unguarded("''x") == "'x"
    assert unguarded("x'") == "x'"


@pytest.mark.parametrize(
    ("text", "field"),
    [("plain", "plain"), ("", ""), ("a,b", '"a,b"'), ('a"b"', '"a""b"""'), ("a\rb", '"a\rb"'), ("a\nb", '"a\nb"')],
)
def test_a_field_is_quoted_only_where_it_must_be(text: str, field: str) -> None:
    assert quoted(text) == field


def test_a_table_is_a_mark_a_heading_and_the_lines_of_its_chunks() -> None:
    words = Text(zh="列")
    columns = tuple(Column(name, "string", words, words) for name in ("a", "b,c"))
    table = Table("t", words, words, columns, ("a",), (), ())
    chunks = (Chunk(1, {0: ("x",)}), Chunk(2, {1: ("y", "z")}))
    written = list(csv_of(table, chunks))
    assert written == [b'\xef\xbb\xbfa,"b,c"\r\n', b"x,\r\n", b",y\r\n,z\r\n"]


def lines(*cells: list[object], kinds: tuple[Type, ...]) -> list[str]:
    """The lines of a table with columns of these kinds, the first of which has no value."""
    words = Text(zh="列")
    columns = tuple(Column(f"c{i}", kind, words, words) for i, kind in enumerate(("string", *kinds)))
    table = Table("t", words, words, columns, ("c0",), (), ())
    chunk = Chunk(len(cells[0]), {i + 1: tuple(column) for i, column in enumerate(cells)})  # type: ignore[arg-type]
    text = lines_of(table, chunk).decode()
    assert text.endswith("\r\n")
    return text.removesuffix("\r\n").split("\r\n")


def test_values_are_written_by_their_type() -> None:
    assert lines(
        [1, None, 2],
        [2.0, 0.5, None],
        [True, False, None],
        ["2025-06-01", None, "a,b"],
        ["=1", "a,b", None],
        kinds=("integer", "number", "boolean", "date", "string"),
    ) == [
        ",1,2.0,true,2025-06-01,'=1",
        ',,0.5,false,,"a,b"',
        ',2,,,"a,b",',
    ]


def test_figures_that_are_equal_and_not_alike_stay_as_they_are() -> None:
    assert lines([2, 2.0, 1], [True, True, False], kinds=("number", "boolean")) == [",2,true", ",2.0,true", ",1,false"]


@pytest.mark.parametrize("kind", ["string", "uri", "array"])
def test_texts_of_every_kind_are_guarded_and_quoted(kind: Type) -> None:
    assert lines(["=a,b", "x", "x", "＝1"], kinds=(kind,)) == [""",\"'=a,b\"""", ",x", ",x", ",'＝1"]


@pytest.mark.parametrize("kind", ["date", "datetime"])
def test_days_are_no_formulas_and_are_not_guarded(kind: Type) -> None:
    assert lines(["-0001-01-01", "2025"], kinds=(kind,)) == [",-0001-01-01", ",2025"]


def test_a_table_lies_under_its_name() -> None:
    words = Text(zh="列")
    assert csv_path(Table("units", words, words, (), (), (), ())) == "data/units.csv"
