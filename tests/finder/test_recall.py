"""Every piece of a Chinese title or need is found by the index alone, and nothing but what a plain scan finds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import reduce
from random import Random

import pytest
from conftest import REPOSITORY

from finder.fields import records_of
from finder.test_index import data_of, decoded, table
from generator.finder.fold import fold
from generator.finder.index import index_of
from generator.finder.texts import fields_of
from generator.model.records import Record
from generator.pipeline import check
from generator.render.pages import site_of
from generator.render.view import Site

RECORDS, PIECES = 300, 200
LENGTHS = (2, 3, 4, 5, 8, 13)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    project = tmp_path_factory.mktemp("recall") / "project"
    corpus = str(REPOSITORY / "bench" / "corpus.py")
    subprocess.run([sys.executable, corpus, "--records", str(RECORDS), "--out", str(project)], check=True)
    found = check(project)
    assert found.settings is not None
    return site_of(found.catalog, found.settings, "2026-07-01T12:00", "https://example.org/", "")


@pytest.fixture(scope="module")
def grams(site: Site) -> dict[str, str]:
    return table(data_of(index_of(site)), "grams")


@pytest.fixture(scope="module")
def streams(site: Site) -> list[str]:
    """The folded Chinese fields of each document, none of which a piece of a field can leave."""
    fields = (fields_of(site.catalog, record)[0] for record in records_of(site))
    return ["\n".join(map(fold, (found.title, *found.others))) for found in fields]


def places(grams: dict[str, str], gram: str, offset: int) -> set[tuple[int, int]]:
    """Documents and places at which a text would begin that holds the pair at its `offset`."""
    return {(number, at - offset) for number, found in decoded(grams.get(gram, "")) for at in found}


def found_by_index(grams: dict[str, str], text: str) -> set[int]:
    """The documents in which all pairs of a text stand side by side."""
    starts = (places(grams, text[i : i + 2], i) for i in range(len(text) - 1))
    return {number for number, _ in reduce(set.__and__, starts)}


def pieces_of(random: Random, texts: list[str]) -> Iterator[str]:
    """Pieces of the texts, whatever characters they hold."""
    for _ in range(PIECES):
        text = random.choice(texts)
        length = min(random.choice(LENGTHS), len(text))
        start = random.randrange(len(text) - length + 1)
        yield text[start : start + length]


def asked_of(records: list[Record]) -> list[str]:
    """Titles and needs, folded."""
    needs = [getattr(record, "need", None) for record in records]
    return [fold(text.zh) for text in (*(record.title for record in records), *needs) if text is not None]


def test_every_piece_of_a_title_or_need_is_found_and_nothing_else(
    site: Site, streams: list[str], grams: dict[str, str]
) -> None:
    for piece in pieces_of(Random(1), asked_of(records_of(site))):
        scanned = {number for number, stream in enumerate(streams) if piece in stream}
        assert scanned, piece
        assert found_by_index(grams, piece) == scanned, piece


def test_what_stands_nowhere_is_not_put_together_from_pairs_that_do(
    site: Site, streams: list[str], grams: dict[str, str]
) -> None:
    titles = [fold(record.title.zh) for record in records_of(site)]
    turned = sorted({title[1:3] + title[:2] for title in titles})
    absent = [piece for piece in turned if not any(piece in stream for stream in streams)]
    assert absent
    assert all(not found_by_index(grams, piece) for piece in absent)
