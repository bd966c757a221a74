"""Postings of parts put together are those of the whole, and what is damaged is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generator.finder.postings as module
from generator.finder.postings import Partial, characters_in, merged, pairs_in, runs_in, utf16, words_in

STREAMS = st.lists(st.text("电机驱动ab1 -\n\ufffe", max_size=60), max_size=12)
FIELDS = st.lists(st.lists(st.text("abc1 -电", max_size=20), min_size=1, max_size=3), max_size=12)
Make = Callable[[Sequence[Any]], Partial]


def whole(make: Make, documents: Sequence[Any]) -> list[tuple[str, str]]:
    return list(merged([make(documents)], [0]))


def in_parts(make: Make, documents: Sequence[Any], cuts: Sequence[int]) -> list[tuple[str, str]]:
    bounds = sorted({0, len(documents), *(cut % (len(documents) + 1) for cut in cuts)})
    parts = [make(documents[a:b]) for a, b in pairwise(bounds)]
    return list(merged(parts, bounds[:-1]))


@pytest.mark.parametrize("make", [pairs_in, runs_in, characters_in])
@given(streams=STREAMS, cuts=st.lists(st.integers(0, 12)))
def test_parts_of_streams_make_the_whole(make: Make, streams: list[str], cuts: list[int]) -> None:
    assert in_parts(make, streams, cuts) == whole(make, streams)


@given(FIELDS, st.lists(st.integers(0, 12)))
def test_parts_of_words_make_the_whole(documents: list[list[str]], cuts: list[int]) -> None:
    assert in_parts(words_in, documents, cuts) == whole(words_in, documents)


@given(STREAMS)
def test_terms_come_in_the_order_of_a_browser(streams: list[str]) -> None:
    terms = [term for term, _ in whole(pairs_in, streams)]
    assert terms == sorted(terms, key=utf16)


def test_a_few_terms_at_a_time_make_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = [f"永磁电机{i}驱动系统{i % 7}" for i in range(200)]
    parts = [pairs_in(streams[at : at + 20]) for at in range(0, 200, 20)]
    at_once = list(merged(parts, range(0, 200, 20)))
    monkeypatch.setattr(module, "AT_A_TIME", 7)
    assert list(merged(parts, range(0, 200, 20))) == at_once == whole(pairs_in, streams)


@given(STREAMS)
def test_what_was_made_fits(streams: list[str]) -> None:
    assert all(make(streams).fits(len(streams)) for make in (pairs_in, runs_in, characters_in))


@pytest.mark.parametrize("name", ["firsts", "lasts", "starts", "data", "terms"])
def test_parts_of_different_numbers_of_terms_do_not_fit(name: str) -> None:
    made = pairs_in(["永磁电机", "电机驱动"])
    parts = {field: getattr(made, field) for field in made.__struct_fields__}
    assert not Partial(**{**parts, name: parts[name][:-7]}).fits(2)


def test_bytes_that_begin_out_of_order_do_not_fit() -> None:
    made = pairs_in(["永磁电机", "电机驱动"])
    starts = made.starts[4:8] + made.starts[:4] + made.starts[8:]
    assert not Partial(made.terms, made.firsts, made.lasts, starts, made.data).fits(2)


def test_documents_that_there_are_not_do_not_fit() -> None:
    made = pairs_in(["永磁电机", "电机驱动"])
    assert made.fits(2)
    assert not made.fits(1)
    assert not Partial(made.terms, made.lasts, made.firsts, made.starts, made.data).fits(2)


def test_a_term_that_stands_twice_does_not_fit() -> None:
    made = pairs_in(["永磁电机", "电机驱动"])
    terms = made.listed()
    assert not Partial("\n".join((terms[1], *terms[1:])), made.firsts, made.lasts, made.starts, made.data).fits(2)
