"""Files of data are the same bytes wherever blocks end and in whatever order the pieces of a wave are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.bulks import fixture_site, hostile_site
from exports.data import compile_data
from generator import pieces
from generator.exports.blocks import PARTS
from generator.exports.waves import WAVES, Written


@pytest.mark.parametrize("about", [1, 3, 10**9])
def test_no_file_depends_on_where_blocks_end(about: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [dict(compile_data(site)) for site in (fixture_site(), hostile_site())]
    monkeypatch.setattr(pieces, "_ABOUT", about)
    assert [dict(compile_data(site)) for site in (fixture_site(), hostile_site())] == expected


def test_pieces_of_a_wave_may_be_made_in_any_order() -> None:
    site = fixture_site()
    assert dict(compile_data(site, backwards=True)) == dict(compile_data(site))


def test_no_two_pieces_have_one_name() -> None:
    site = fixture_site()
    names = [name for wave in WAVES[:2] for name, _ in wave(site, Written(Path()))]
    assert len(names) == len(set(names)) > 50


def test_what_waited_to_be_joined_is_no_part_of_the_site(published_site: Path) -> None:
    assert (published_site / "data/zhangbang.zip").is_file()
    assert not (published_site / PARTS).exists()
