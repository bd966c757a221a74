"""A row is cut into parts of about one size, and a change moves only the cuts beside it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.finder.cuts import cut

SIZE = 12


def parts_of(row: list[str]) -> list[list[str]]:
    return list(cut(row, SIZE, str))


@given(st.lists(st.tuples(st.text(), st.integers(1, 40))))
def test_the_parts_are_the_row_and_none_is_much_larger_than_it_should_be(row: list[tuple[str, int]]) -> None:
    parts = list(cut(row, SIZE, lambda member: member[0], lambda member: member[1]))
    assert [member for part in parts for member in part] == row
    assert all(len(part) == 1 or sum(weight for _, weight in part) <= SIZE * 4 // 3 for part in parts)


def test_parts_are_of_about_the_size() -> None:
    sizes = [len(part) for part in parts_of([f"challenge/c-{i}" for i in range(5_000)])]
    assert SIZE * 0.8 < sum(sizes) / len(sizes) < SIZE * 1.2
    assert all(size >= SIZE * 2 // 3 for size in sizes[:-1])


@pytest.mark.parametrize("change", ["one more", "one less"])
def test_a_change_leaves_nearly_all_parts_as_they_were(change: str) -> None:
    row = [f"challenge/c-{i}" for i in range(3_000)]
    before, moved = {tuple(part) for part in parts_of(row)}, []
    for at in Random(1).sample(range(len(row)), 60):
        changed = [*row[:at], "challenge/new", *row[at:]] if change == "one more" else [*row[:at], *row[at + 1 :]]
        moved.append(len({tuple(part) for part in parts_of(changed)} - before))
    assert sum(moved) / len(moved) < 6
    assert max(moved) < len(before) / 4
