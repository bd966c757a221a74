"""JSON as bytes: valid, the same values, one line where it is one line."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.exports.encoding import compact, document, listing

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
