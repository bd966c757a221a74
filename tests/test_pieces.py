"""Shards end where ids say, and feeds, calendars and the form's files are the same in whatever order they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from exports.bulks import fixture_site
from hypothesis import given
from hypothesis import strategies as st

from generator import editing
from generator.feeds import atom, ics
from generator.model.artifacts import Artifact
from generator.pieces import Piece, shards_of
from generator.render.view import Site

NUMBERS = st.sets(st.integers(0, 5000), max_size=600)
KEYS = NUMBERS.map(lambda found: [("challenge", f"r-{number:04}") for number in sorted(found)])
MAKERS: tuple[Callable[[Site], Iterator[Piece[Artifact]]], ...] = (
    editing.pieces,
    lambda site: atom.pieces(site, "zh"),
    lambda site: ics.pieces(site, "en"),
)


@given(KEYS)
def test_shards_hold_each_key_once_in_order(keys: list[tuple[str, str]]) -> None:
    shards = list(shards_of(keys))
    assert [key for _, shard in shards for key in shard] == keys
    assert len({name for name, _ in shards}) == len(shards)


@given(KEYS, st.integers(0, 5000))
def test_one_record_more_changes_two_shards_at_most(keys: list[tuple[str, str]], number: int) -> None:
    more = sorted({*keys, ("challenge", f"r-{number:04}")})
    before = dict(shards_of(keys))
    changed = [name for name, shard in shards_of(more) if before.get(name) != shard]
    assert len(changed) <= 2


@pytest.mark.parametrize("pieces_of", MAKERS)
def test_pieces_are_apart(pieces_of: Callable[[Site], Iterator[Piece[Artifact]]]) -> None:
    made = [(name, tuple(make())) for name, make in pieces_of(_fresh())]
    backwards = [(name, tuple(make())) for name, make in reversed(tuple(pieces_of(_fresh())))]
    assert made == backwards[::-1]
    paths = [file.path for _, files in made for file in files]
    assert len(paths) == len(set(paths)) > 10
    assert len({name for name, _ in made}) == len(made)


def _fresh() -> Site:
    """The fixture's site with nothing made once yet."""
    return fixture_site()._replace(pieces={})
