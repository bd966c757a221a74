"""A digest is one of the Chinese alone; a record's texts are found alike in its data and in its parts."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import data, document
from test_schemas import records

from generator.documents import groups_of, record_of
from generator.model.records import KINDS, record_from
from generator.passages import digest, digests_in, is_outdated, passages_of, texts_of
from generator.yamlio import Json


def places(written: dict[str, Json]) -> dict[object, tuple[str, str | None]]:
    return {one.pointer: (one.zh, one.en) for one in passages_of(groups_of(written))}


def test_a_digest_is_the_first_eight_digits_of_the_sha_256() -> None:
    assert digest("揭榜挂帅") == hashlib.sha256("揭榜挂帅".encode()).hexdigest()[:8] == "bf812bf6"


@given(st.text())
def test_a_digest_is_the_same_for_the_same_characters_however_they_are_composed(zh: str) -> None:
    assert digest(unicodedata.normalize("NFD", zh)) == digest(unicodedata.normalize("NFC", zh))


def test_half_of_a_character_has_a_digest_too() -> None:
    assert len(digest("\ud800")) == 8


@pytest.mark.parametrize("kind", KINDS)
def test_the_texts_of_a_record_are_those_of_its_data_at_the_same_places(kind: str) -> None:
    for found, written in records():
        if found == kind:
            texts = {pointer: (text.zh, text.en) for pointer, text in texts_of(record_from(kind, written))}
            assert texts == places(written)
            assert len(texts) >= 3


@pytest.mark.parametrize(
    ("zh", "en", "digests", "expected"),
    [
        ("新", "new", [digest("旧")], True),
        ("新", "new", [digest("旧"), digest("新")], False),
        ("新", None, [digest("旧")], False),
        ("新", "new", None, False),
        ("新", "new", [], True),
    ],
)
def test_english_is_outdated_where_its_chinese_is_not_accounted_for(
    zh: str, en: str | None, digests: list[str] | None, expected: bool
) -> None:
    held = digests_in({} if digests is None else {"translated": digests})
    assert is_outdated(zh, en, held) is expected


def test_what_is_written_wrongly_is_passed_over() -> None:
    written = {"a": {"zh": 1, "en": "x"}, "b": {"zh": "对", "en": 2}, "c": [{"zh": "", "en": ""}], "translated": "x"}
    assert [(one.zh, one.en) for one in passages_of(groups_of(written))] == [("对", None), ("", None)]
    assert digests_in(written) is None


def test_a_record_keeps_its_digests() -> None:
    assert record_of(document("organisation", translated=["0a1b2c3d"])).translated == ("0a1b2c3d",)
    assert record_from("organisation", data("organisation")).translated == ()
