"""The index holds every place of every pair of characters and every word, and says so in files that cannot mix."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import AS_OF, assemble, publish

from finder.fields import records_of
from generator.finder.fold import fold
from generator.finder.index import documents_of, index_of
from generator.finder.postings import FIELD_GAP, in_units, words_of
from generator.finder.shards import ENTRANCE
from generator.finder.stems import stem
from generator.finder.texts import fields_of
from generator.model.artifacts import Artifact
from generator.pipeline import check
from generator.render.pages import site_of
from generator.render.view import Site

PUT = re.compile(r'zhangbang\.put\("([^"]+)",(.*)\);\n', re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    found = check(publish(assemble(tmp_path_factory.mktemp("finder") / "project")))
    assert found.settings is not None
    return site_of(found.catalog, found.settings, f"{AS_OF}T00:00", "https://example.org/", "")


@pytest.fixture(scope="module")
def index(site: Site) -> tuple[Artifact, ...]:
    return tuple(index_of(site))


@pytest.fixture(scope="module")
def data(index: tuple[Artifact, ...]) -> dict[str, Any]:
    return data_of(index)


def data_of(index: Iterable[Artifact]) -> dict[str, Any]:
    """Every file's data by the key under which it is registered."""
    matches = (PUT.fullmatch(artifact.data.decode()) for artifact in index)
    return {match[1]: json.loads(match[2]) for match in matches if match is not None}


def decoded(postings: str) -> Iterator[tuple[int, list[int]]]:
    """Documents and places of a posting list."""
    numbers, number, shift = [], 0, 0
    for byte in b64decode(postings):
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append(number)
            number, shift = 0, 0
    rest, document = iter(numbers), 0
    for delta in rest:
        document += delta
        place, places = 0, []
        for _ in range(next(rest)):
            place += next(rest)
            places.append(place)
        yield document, places


def row(data: dict[str, Any], name: str) -> list[Any]:
    """What the files of a row hold, in the order of their list."""
    files = data[f"finder/{name}"]["files"]
    return [data[f"finder/{name}/{files[i : i + 10]}"] for i in range(0, len(files), 10)]


def table(data: dict[str, Any], name: str) -> dict[str, Any]:
    """The terms of all files of a row."""
    return {term: found for part in row(data, name) for term, found in part.items()}


def streams(site: Site) -> list[str]:
    fields = (fields_of(site.catalog, record)[0] for record in records_of(site))
    return [in_units("\n".join((fold(found.title), *map(fold, found.others)))) for found in fields]


def test_every_file_registers_its_data(index: tuple[Artifact, ...], data: dict[str, Any]) -> None:
    assert len(data) == len(index)
    assert len({artifact.path for artifact in index}) == len(index)


def test_the_manifest_comes_last_and_every_other_file_is_told_of(
    index: tuple[Artifact, ...], data: dict[str, Any]
) -> None:
    assert [artifact.path == ENTRANCE for artifact in index] == [False] * (len(index) - 1) + [True]
    manifest = data["finder/manifest"]
    told = {*manifest["files"].values(), *(segment["file"] for segment in manifest["segments"])}
    for name in ("grams", "runs", "chars", "words", "text-zh", "text-en"):
        files = data[f"finder/{name}"]["files"]
        told |= {f"{name}-{files[i : i + 10]}.js" for i in range(0, len(files), 10)}
    assert {f"search/{name}" for name in told} == {artifact.path for artifact in index[:-1]}


def test_every_pair_of_characters_stands_where_it_does(site: Site, data: dict[str, Any]) -> None:
    texts = streams(site)
    grams = table(data, "grams")
    assert grams
    for gram, postings in grams.items():
        expected = [
            (number, [at for at in range(len(text)) if text.startswith(gram, at)])
            for number, text in enumerate(texts)
            if gram in text
        ]
        assert list(decoded(postings)) == expected
    pairs = {text[i : i + 2] for text in texts for i in range(len(text) - 1)}
    assert {pair for pair in pairs if "\n" not in pair and pair.isprintable()} == set(grams)


def test_single_characters_are_those_of_titles(site: Site, data: dict[str, Any]) -> None:
    titles = [fold(record.title.zh) for record in records_of(site)]
    for character, postings in table(data, "chars").items():
        assert [number for number, _ in decoded(postings)] == [n for n, t in enumerate(titles) if character in t]


def test_every_word_stands_where_it_does_with_its_stem(site: Site, data: dict[str, Any]) -> None:
    found = {term: entry for term, entry in table(data, "words").items() if term[0] != "="}
    words = {term: entry for term, entry in found.items() if len(entry) > 1}
    assert all(entry == [stem(word)] for word, entry in found.items() if word not in words)
    for number, record in enumerate(records_of(site)):
        at = 0
        _, english = fields_of(site.catalog, record)
        for field in (english.title, *english.others):
            for word in words_of(fold(field)):
                assert dict(decoded(words[word][1]))[number].count(at) == 1
                at += 1
            at += FIELD_GAP
    assert all(entry[0] == stem(word) for word, entry in words.items())


def test_every_latin_run_of_chinese_texts_stands_where_it_begins(site: Site, data: dict[str, Any]) -> None:
    runs = table(data, "runs")
    assert runs
    for run, postings in runs.items():
        for number, places in decoded(postings):
            text = streams(site)[number]
            assert all(text.startswith(run, at) for at in places)
            assert not [at for at in places if at and re.match("[a-z0-9]", text[at - 1])]
    found = {run for text in streams(site) for run in re.findall("[a-z0-9]+", text)}
    assert found <= set(runs)


def test_words_of_one_stem_stand_together(data: dict[str, Any]) -> None:
    found = table(data, "words")
    groups = {term[1:]: words for term, words in found.items() if term.startswith("=")}
    assert groups
    assert all(stem(word) == stemmed for stemmed, words in groups.items() for word in words)


@pytest.mark.parametrize("name", ["grams", "chars", "words", "runs"])
def test_a_terms_file_is_found_by_its_bounds(name: str, data: dict[str, Any]) -> None:
    units = [bound.encode("utf-16-be") for bound in data[f"finder/{name}"]["bounds"]]
    assert units == sorted(units)
    for unit, part in zip(units, row(data, name), strict=True):
        terms = [term.encode("utf-16-be") for term in part]
        assert terms == sorted(terms)
        assert terms[0] == unit


def test_columns_and_cards_cover_every_document(site: Site, data: dict[str, Any]) -> None:
    manifest, records = data["finder/manifest"], records_of(site)
    assert manifest["total"] == len(records)
    assert [(s["from"], s["to"]) for s in manifest["segments"]][-1][1] == len(records)
    columns = data["finder/columns-0"]
    assert [manifest["facets"]["kind"][k] for k in columns["kind"]] == [record.kind for record in records]
    blocks = row(data, "text-zh")
    assert [card["p"] for block in blocks for card in block] == [f"{r.folder}/{r.id}.html" for r in records]
    assert data["finder/text-zh"]["starts"] == [sum(map(len, blocks[:i])) for i in range(len(blocks))]


def test_current_records_come_first_and_invented_ones_not_at_all(site: Site, tmp_path: Path) -> None:
    keys, current = documents_of(site)
    states = [site.timelines[key] for key in keys]
    assert 0 < current < len(states)
    found = check(assemble(tmp_path / "samples"))
    assert found.settings is not None
    invented = site_of(found.catalog, found.settings, f"{AS_OF}T00:00", "https://example.org/", "")
    assert documents_of(invented) == ([], 0)


def test_equal_catalogs_give_equal_files_in_one_process_or_two(
    site: Site, index: tuple[Artifact, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.finder.index._WORTH_SHARING", 1)
    assert tuple(index_of(site, 2)) == index


def test_what_an_earlier_build_kept_changes_nothing(site: Site, index: tuple[Artifact, ...], tmp_path: Path) -> None:
    assert [tuple(index_of(site, folder=tmp_path / "cache")) for _ in range(2)] == [index, index]
    assert list((tmp_path / "cache").glob("finder-*"))
