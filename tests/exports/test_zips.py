"""ZIP files made from pieces are what others read, and depend on nothing but what is in them."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exports.zips import pack, zip_of


@given(st.dictionaries(st.text("abc/数据", min_size=1, max_size=8), st.lists(st.binary(max_size=200), max_size=4)))
def test_members_come_back(parts: dict[str, list[bytes]]) -> None:
    whole = b"".join(zip_of((pack(name, pieces) for name, pieces in parts.items()), (2025, 6, 15)))
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == list(parts)
        assert all(opened.read(name) == b"".join(pieces) for name, pieces in parts.items())
        assert {entry.date_time for entry in opened.infolist()} <= {(2025, 6, 15, 0, 0, 0)}


@pytest.mark.parametrize("day", [(1850, 1, 1), (1979, 12, 31), (1980, 1, 1)])
def test_days_before_zip_begins_are_its_first(day: tuple[int, int, int]) -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(zip_of([pack("a", [b"x"])], day)))) as opened:
        assert opened.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
