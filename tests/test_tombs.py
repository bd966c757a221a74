"""Of a record that was taken down the site knows which it was, where it belongs and why it is gone, and no more."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from small import data, document

from generator.catalog import resolve
from generator.documents import Document, packed
from generator.model.records import KINDS
from generator.tombs import entombed

GONE = {"on": "2025-06-01", "reason": {"zh": "含个人信息。"}}
EXACT = {"audience": "applicant", "closes": "2025-07-01"}
VAGUE = {"audience": "solver", "closes": {"from": "2025-07-01", "to": "2025-07-10", "text": {"zh": "七月上旬"}}}


def known(kind: str, **keys: Any) -> dict[str, Any]:
    """What the site knows of the record."""
    (found,) = entombed([packed(document(kind, **keys))])
    held: dict[str, Any] = msgspec.msgpack.decode(found.packed)
    return held


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_schema_asks_for_stays_and_makes_a_record(kind: str) -> None:
    document_ = packed(document(kind, withdrawn=GONE, note={"zh": "住址"}))
    (found,) = entombed([document_])
    assert msgspec.msgpack.decode(found.packed) == data(kind, withdrawn=GONE)
    assert resolve([found]).records[kind][f"a-{kind}"].withdrawn is not None


@pytest.mark.parametrize("kind", KINDS)
def test_another_record_stays_as_it_is(kind: str) -> None:
    documents = [packed(document(kind, note={"zh": "withdrawn"})), packed(document(kind, id="b"))]
    assert [a is b for a, b in zip(entombed(documents), documents, strict=True)] == [True, True]


def test_where_it_belongs_stays() -> None:
    kept = {"published_on": "2025-05-01", "year": 2025, "formerly": ["an-old-guide"], "sample": True}
    assert kept.items() <= known("guide", withdrawn=GONE, **kept).items()
    vague = {"from": "2025-05-01", "to": "2025-05-10", "text": {"zh": "五月上旬"}}
    assert "published_on" not in known("guide", withdrawn=GONE, published_on=vague)


def test_windows_stay_for_calendars_where_they_hold_no_words() -> None:
    assert known("guide", withdrawn=GONE, windows=[EXACT, VAGUE])["windows"] == [EXACT]
    assert "windows" not in known("guide", withdrawn=GONE, windows=[VAGUE])


def test_it_refers_to_nobody_whom_it_does_not_name_any_more() -> None:
    lead = {"organisation": "a-unit"}
    (found,) = entombed([packed(document("winner", withdrawn=GONE, lead=lead, replaced_by="b"))])
    assert {reference.id for reference in found.references} == {"a-challenge"}


def test_comments_go_with_what_they_were_about() -> None:
    (found,) = entombed([packed(document("guide", withdrawn=GONE))._replace(comments=b'{"head": ["# a name"]}')])
    assert isinstance(found, Document)
    assert found.comments == b""
