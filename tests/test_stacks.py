"""A record is read from its bytes when it is asked for, and is the same object for all who have it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import pytest
from small import document

from generator import stacks
from generator.catalog import Catalog, resolve
from generator.documents import Document, packed
from generator.model.records import Challenge, Programme, Record


def written(count: int = 4) -> tuple[Document, ...]:
    """A programme and some challenges as their files have them."""
    challenges = (document("challenge", id=f"challenge-{number}") for number in range(count))
    return tuple(map(packed, (document("programme"), *challenges)))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The kinds of the records that are read from bytes, as they are read."""
    kinds: list[str] = []
    unpacked = stacks.unpacked

    def counted(kind: str, data: bytes) -> Record:
        kinds.append(kind)
        return unpacked(kind, data)

    monkeypatch.setattr(stacks, "unpacked", counted)
    yield kinds


def test_nothing_is_read_before_it_is_asked_for(reads: list[str]) -> None:
    catalog = resolve(written())
    assert list(catalog.of(Challenge)) == [f"challenge-{number}" for number in range(4)]
    assert "challenge-1" in catalog.of(Challenge)
    assert reads == []
    assert catalog.find(Challenge, "challenge-1") is catalog.at(("challenge", "challenge-1"))
    assert reads == ["challenge"]


@pytest.mark.parametrize("ask", [lambda _: None, lambda catalog: list(catalog.every())])
def test_at_rest_a_record_that_somebody_has_stays_the_same(
    ask: Callable[[Catalog], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stacks, "LATELY", 1)
    catalog = resolve(written())
    held = catalog.of(Challenge)["challenge-0"]
    catalog.stacks.rest()
    ask(catalog)
    assert catalog.of(Challenge)["challenge-0"] is held


def test_at_rest_only_what_was_asked_for_lately_stays_read(reads: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stacks, "LATELY", 2)
    catalog = resolve(written())
    catalog.stacks.rest()
    before = [record.title for record in catalog.every()]
    gc.collect()
    reads.clear()
    assert [record.title for record in catalog.every()] == before
    assert len(reads) > 1


def test_rest_changes_no_record_and_nothing_that_was_written() -> None:
    catalog, at_rest = resolve(written()), resolve(written())
    at_rest.stacks.rest()
    assert dict(at_rest.sources.items()) == dict(catalog.sources.items())
    for key in catalog.files:
        assert at_rest.digest(("record", *key)) == catalog.digest(("record", *key))
        assert repr(at_rest.at(key)) == repr(catalog.at(key))


def test_records_that_say_the_same_share_the_words() -> None:
    one, other = list(resolve(written(2)).of(Challenge).values())
    assert one.region is other.region
    assert one.domains[0] is other.domains[0]
    assert one.sources[0].title.zh is other.sources[0].title.zh
    assert one.sources[0].title is not other.sources[0].title


def test_what_was_read_from_the_very_same_bytes_is_taken_over(reads: list[str]) -> None:
    documents = written()
    before = resolve(documents)
    held = before.at(("challenge", "challenge-0"))
    after = resolve((*documents[1:], packed(document("programme", updated_on="2025-03-04"))), before)
    assert after.at(("challenge", "challenge-0")) is held
    assert after.of(Programme)["a-programme"] is not before.of(Programme)["a-programme"]
    assert reads == ["challenge", "programme", "programme"]


def test_a_record_goes_by_the_name_of_its_file() -> None:
    catalog = resolve([packed(document("challenge", id="stated"))._replace(id="named")])
    assert catalog.of(Challenge)["named"].id == "named"


def test_data_that_nobody_packed_has_no_source() -> None:
    catalog = resolve([document("programme")])
    assert catalog.of(Programme)["a-programme"].id == "a-programme"
    assert list(catalog.sources) == []
