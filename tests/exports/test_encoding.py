"""JSON as bytes: valid, the same values, one line where it is one line."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.exports.encoding import ROWS, compact, document, listed, listing

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=12,
)


@given(VALUE)
def test_a_line_is_one_line_for_every_reader(value: Any) -> None:
    text = compact(value).decode()
    assert json.loads(text) == value
    assert len(text.splitlines()) == 1


@given(VALUE)
def test_a_document_says_the_same(value: Any) -> None:
    assert json.loads(document(value)) == value
    assert document(value).endswith(b"\n")


@given(st.dictionaries(TEXT.filter(lambda key: key != "items"), VALUE, min_size=1, max_size=3), st.lists(VALUE))
def test_a_listing_ends_with_a_row_on_each_line(head: dict[str, Any], rows: list[Any]) -> None:
    found = listing(head, map(compact, rows))
    assert json.loads(found) == {**head, "items": rows}
    if rows:
        lines = found.decode().split('\n "items": [\n', 1)[1].split("\n")
        assert [json.loads(line.strip().removesuffix(",")) for line in lines[: len(rows)]] == rows


def test_a_document_has_a_key_or_an_item_on_each_line() -> None:
    assert document({"a": 1, "b": ["榜", {"c": None}], "d": []}) == (
        '{\n "a": 1,\n "b": [\n  "榜",\n  {\n   "c": null\n  }\n ],\n "d": []\n}\n'.encode()
    )


def test_what_some_readers_take_for_the_end_of_a_line_is_escaped() -> None:
    assert compact("a\u0085b\u2028c\u2029d\ne") == b'"a\\u0085b\\u2028c\\u2029d\\ne"'
    assert compact({"a": [1, 2]}) == b'{"a":[1,2]}'


def test_a_listing_looks_as_a_document_does_around_its_rows() -> None:
    assert listing({"a": 1}, [b'{"x":1}', b'{"x":2}']) == (b'{\n "a": 1,\n "items": [\n  {"x":1},\n  {"x":2}\n ]\n}\n')
    assert listing({"a": 1}, []) == b'{\n "a": 1,\n "items": []\n}\n'
    assert listing({"a": 1}, [b"1"], "rows") == b'{\n "a": 1,\n "rows": [\n  1\n ]\n}\n'


@given(st.lists(st.lists(st.integers(), max_size=3), max_size=4))
def test_a_listing_in_chunks_is_the_same_and_its_chunks_end_where_lines_do(groups: list[list[int]]) -> None:
    rows = [[str(number).encode() for number in group] for group in groups]
    chunks = list(listed({"a": 1}, [ROWS.join(group) for group in rows], "items"))
    assert b"".join(chunks) == listing({"a": 1}, [row for group in rows for row in group])
    assert all(chunk.endswith(b"\n") for chunk in chunks)
    assert len(chunks) == max(1, sum(map(bool, rows)) + 1) if any(rows) else len(chunks) == 1
