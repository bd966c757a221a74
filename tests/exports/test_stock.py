"""What waits in blocks comes back as it was, whatever is in it, and wherever one block ends."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.exports.stock import Cell, Part, Stock, block_of, chunk_of, listed_part, table_part

WIDTH = 4
CELL: st.SearchStrategy[Cell] = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=5)
)
ROWS = st.lists(st.tuples(*[CELL] * WIDTH), max_size=4)


@given(st.lists(ROWS, max_size=3))
def test_rows_come_back_in_their_order(blocks: list[list[tuple[Cell, ...]]]) -> None:
    stock = Stock(block_of("challenge", {"table/x": table_part(rows)}) for rows in blocks)
    rows = [row for held in blocks for row in held]
    found = [row for chunk in stock.chunks("x") for row in chunk.rows(WIDTH)]
    assert [list(map(repr, row)) for row in found] == [list(map(repr, row)) for row in rows]
    assert stock.size("table/x") == len(rows)
    assert stock.filled("x") == {i for row in rows for i, cell in enumerate(row) if cell is not None}


def test_a_column_without_values_takes_no_room() -> None:
    assert dict(chunk_of([("a", None), ("b", None)]).filled) == {0: ("a", "b")}


def test_parts_are_found_by_name_and_kind_in_files_too(tmp_path: Path) -> None:
    for number, kind in enumerate(("guide", "challenge", "guide")):
        parts = {"lines": Part(b"%d\n" % number, 1), "short": listed_part([(f"r{number}", b"{}")])}
        (tmp_path / str(number)).write_bytes(block_of(kind, parts))
    stock = Stock(sorted(tmp_path.iterdir()))
    assert list(stock.texts("lines")) == [b"0\n", b"1\n", b"2\n"]
    assert list(stock.texts("lines", "guide")) == [b"0\n", b"2\n"]
    assert list(stock.texts("none")) == []
    assert (stock.size("lines"), stock.size("lines", "challenge"), stock.size("none")) == (3, 1, 0)
    assert [key for key, _ in stock.shorts("short")] == [("guide", "r0"), ("challenge", "r1"), ("guide", "r2")]


def test_a_part_is_known_again_by_what_it_holds() -> None:
    """What is made of a table alone is made again only where that table is another one."""
    first, other, same = (
        Stock((block_of("challenge", {"table/x": table_part(rows), "table/y": table_part([("z",)])}),))
        for rows in ([("a", None)], [("b", None)], [("a", None)])
    )
    assert first.digest("table/x") == same.digest("table/x") != other.digest("table/x")
    assert first.digest("table/y") == other.digest("table/y") != first.digest("table/y", "winner")
